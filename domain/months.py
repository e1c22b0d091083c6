"""Calendar months, fiscal years, and counting in months. Nothing here asks whether banks are open."""

from calendar import monthrange
from datetime import date, datetime
from typing import NamedTuple

from domain.errors import NoSuchMonth, NotADate


class Month(NamedTuple):
    """A calendar month; months compare and sort as they follow each other. Make them with `month`."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> "Month":
        """The month `months` later, or earlier if negative."""
        years, index = divmod(self.year * 12 + self.month - 1 + months, 12)
        return month(years, index + 1)

    def day(self, number: int) -> date:
        """The day `number` of this month. Raises NotADate where the month does not have it."""
        return day_of(self.year, self.month, number)


def month(year: int, number: int) -> Month:
    """A month from its two numbers; the 13th month is refused."""
    whole = all(isinstance(n, int) and not isinstance(n, bool) for n in (year, number))
    if not whole or not 1 <= number <= 12 or not 1 <= year <= 9999:
        raise NoSuchMonth(year=year, month=number)
    return Month(year, number)


def month_of(day: date) -> Month:
    """The month a day lies in."""
    return Month(day.year, day.month)


def day_of(year: int, number: int, day: int) -> date:
    """A day from its three numbers; one that does not exist (2/30) is refused (NotADate)."""
    try:
        return date(year, number, day)
    except (TypeError, ValueError, OverflowError):
        raise NotADate(given=f"{year}-{number:02}-{day:02}" if isinstance(year, int) else str(year)) from None


def add_months(day: date, months: int) -> date:
    """The same day `months` later; where that month is too short, its last day (民法143条2項)."""
    there = month_of(day).plus(months)
    return date(there.year, there.month, min(day.day, there.last.day))


def months_between(earlier: date, later: date) -> int:
    """Complete months that have passed from `earlier` to `later`: from 2/20 to 8/10 five, to 8/20 six."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months if later >= add_months(earlier, months) else months - 1


def fiscal_year(day: date) -> int:
    """The fiscal year (April to March) a day lies in; a bond applied for in FY2026 is issued in February 2027."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_days(year: int) -> tuple[date, date]:
    """The first and the last day of a fiscal year."""
    return day_of(year, 4, 1), day_of(year + 1, 3, 31)


def parse_date(text: object) -> date:
    """A date written as 2026-08-10; anything else, also a date that does not exist, is refused."""
    if isinstance(text, date) and not isinstance(text, datetime):
        return text
    try:
        return datetime.strptime(str(text), "%Y-%m-%d").date()  # noqa: DTZ007 - only the date is kept.
    except ValueError:
        raise NotADate(given=str(text)) from None
