"""Bank business days.

Weekends, national holidays and 12/31-1/3 are bank holidays; 12/29 and 12/30 are business days. The law's days come
from the `holidays` library (this module is its one door), are frozen to a table once, and can be corrected by
`calendar_overrides.toml` or by staff's own rows (`adopt`). Outside 2000-2050 every answer is a refusal, not a guess.
"""

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from domain.errors import DateOutOfRange, NoSuchBusinessDay, NotADate
from domain.months import Month

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2050, 12, 31)
A_DAY = timedelta(days=1)
OVERRIDES_FILE = Path(__file__).with_name("calendar_overrides.toml")


@dataclass(frozen=True, slots=True)
class Override:
    """A day on which the law's calendar is corrected, with the paper that says so."""

    day: date
    open: bool
    source: str


class BankCalendar:
    """The business days of 2000-2050 as a table: one look-up an answer. It is never changed after it is built."""

    __slots__ = ("_days", "_next", "_previous")

    def __init__(self, closed: Iterable[date]) -> None:
        closed_days = frozenset(closed)
        every_day = [FIRST_DAY + n * A_DAY for n in range((LAST_DAY - FIRST_DAY).days + 1)]
        self._days = [day for day in every_day if day not in closed_days]
        self._previous = _carried(every_day, closed_days)
        self._next = _carried(reversed(every_day), closed_days)

    def is_business_day(self, day: date) -> bool:
        """Whether banks are open on `day`."""
        try:
            return self._previous[day] == day
        except (KeyError, TypeError):
            _inside(
                day
            )  # Only the first days of 2000, before the first business day, have no answer and are inside.
            return False

    def previous(self, day: date) -> date:
        """`day` itself if banks are open, otherwise the last business day before it (直前の営業日)."""
        try:
            return self._previous[day]
        except (KeyError, TypeError):
            raise _outside(day) from None

    def next(self, day: date) -> date:
        """`day` itself if banks are open, otherwise the first business day after it (直後の営業日)."""
        try:
            return self._next[day]
        except (KeyError, TypeError):
            raise _outside(day) from None

    def plus(self, day: date, count: int) -> date:
        """The count-th business day after `day` (before it, if `count` is negative); 0 leaves the day as it is."""
        _inside(day)
        if not count:
            return day
        place = count + (bisect_right(self._days, day) - 1 if count > 0 else bisect_left(self._days, day))
        if not 0 <= place < len(self._days):
            raise DateOutOfRange(given=day, first=FIRST_DAY, last=LAST_DAY)
        return self._days[place]

    def nth_of(self, month: Month, nth: int) -> date:
        """The nth business day of a month, counted from 1 on the month's first business day."""
        start = bisect_left(self._days, _inside(month.first))
        days = self._days[start : bisect_left(self._days, _inside(month.last) + A_DAY)]
        if isinstance(nth, bool) or not isinstance(nth, int) or not 1 <= nth <= len(days):
            raise NoSuchBusinessDay(nth=nth, year=month.year, month=month.month, most=len(days))
        return days[nth - 1]


def is_business_day(day: date) -> bool:
    """Whether banks are open on `day`."""
    return standard().is_business_day(day)


def previous_business_day(day: date) -> date:
    """`day`, or the last business day before it if banks are closed (規定26(1), 27(1), 28(1))."""
    return standard().previous(day)


def next_business_day(day: date) -> date:
    """`day`, or the first business day after it if banks are closed (規定2(3))."""
    return standard().next(day)


def business_days_later(day: date, count: int) -> date:
    """The business day `count` business days after (or, negative, before) `day`."""
    return standard().plus(day, count)


def nth_business_day(of: Month, nth: int) -> date:
    """The nth business day of a month: the 7th is when balance certificates are renewed (S1 5章2)."""
    return standard().nth_of(of, nth)


def last_business_day(of: Month) -> date:
    """The last business day of a month: 前月末日 or the business day before it (規定26(5))."""
    return standard().previous(of.last)


def with_overrides(overrides: Iterable[Override]) -> BankCalendar:
    """The law's calendar corrected by these rows; a later row about the same day wins."""
    closed = set(_closed_by_law())
    for row in overrides:
        _inside(row.day)
        (closed.discard if row.open else closed.add)(row.day)
    return BankCalendar(closed)


def read_overrides(path: Path = OVERRIDES_FILE) -> list[Override]:
    """The rows of an overrides file: ``bank = [{ day, open, source }]``."""
    rows = tomllib.loads(path.read_text("utf-8"))["bank"]
    return [Override(row["day"], row["open"], row["source"]) for row in rows]


def adopt(overrides: Iterable[Override] = ()) -> None:
    """Make every function of this module answer with these rows on top of the file's. Call it at start-up only."""
    global _standard
    _standard = with_overrides([*read_overrides(), *overrides])


def standard() -> BankCalendar:
    """The calendar in force: the law, the overrides file, and what `adopt` has added."""
    global _standard
    if _standard is None:
        _standard = with_overrides(read_overrides())
    return _standard


@cache
def _closed_by_law() -> frozenset[date]:
    # The library is asked once and never again: it fills years lazily, names days in English, and answers a year it
    # does not know with an empty calendar. "bank" alone would hold only 12/31-1/3, "public" alone would lack them.
    import holidays

    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    named = frozenset(holidays.country_holidays("JP", years=years, categories=("public", "bank")))
    span = (LAST_DAY - FIRST_DAY).days + 1
    weekends = {day for n in range(span) if (day := FIRST_DAY + n * A_DAY).weekday() >= 5}
    return named | weekends


def _carried(days: Iterable[date], closed: frozenset[date]) -> dict[date, date]:
    # Each day points at the last open day met on the way; days before the first open day have no answer.
    table, last_open = {}, None
    for day in days:
        last_open = last_open if day in closed else day
        if last_open is not None:
            table[day] = last_open
    return table


def _inside(day: object) -> date:
    if not isinstance(day, date) or isinstance(day, datetime) or not FIRST_DAY <= day <= LAST_DAY:
        raise _outside(day)
    return day


def _outside(day: object) -> NotADate | DateOutOfRange:
    if isinstance(day, datetime) or not isinstance(day, date):
        return NotADate(given=str(day))
    return DateOutOfRange(given=day, first=FIRST_DAY, last=LAST_DAY)


_standard: BankCalendar | None = None
