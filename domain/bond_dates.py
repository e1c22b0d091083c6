"""The dates of a bond's life: issued on the next business day, paid, matured and bought back on the one before (B-11)."""

from datetime import date
from functools import lru_cache

from domain.calendar import BankCalendar, next_business_day, previous_business_day, standard
from domain.money import whole
from domain.months import Month, add_months, day_of
from domain.readings import DEFAULT, Readings

YEARS = 10
FEBRUARY, TWENTIETH = 2, 20
BUY_BACK_DAY = 10


def issue_day(fiscal_year: int) -> date:
    """When the bonds applied for in a fiscal year are issued: 2/20 or the next business day (I-01, 規定2(3))."""
    return next_business_day(day_of(whole(fiscal_year) + 1, FEBRUARY, TWENTIETH))


def interest_day(year: int) -> date:
    """When interest is paid in a calendar year: 2/20 or the business day before (I-02, 規定27(1))."""
    return previous_business_day(day_of(year, FEBRUARY, TWENTIETH))


def maturity_day(issued_on: date, readings: Readings = DEFAULT) -> date:
    """Ten years after issue, on 2/20 or (by reading) the day of issue; or the business day before (I-03, U-5)."""
    return _maturity_day(issued_on, readings.maturity_day, standard())


@lru_cache(maxsize=1024)
def _maturity_day(issued_on: date, reading: str, calendar: BankCalendar) -> date:
    # Asked for every tranche in every view. The calendar is in the key so that a correction of it counts at once.
    ten_years_later = add_months(issued_on, 12 * YEARS)
    if reading == "february_20":
        ten_years_later = ten_years_later.replace(day=TWENTIETH)
    return calendar.previous(ten_years_later)


def buy_back_day(month: Month) -> date:
    """When bonds are bought back in a month: the 10th or the business day before (R-07, 規定26(1))."""
    return previous_business_day(month.day(BUY_BACK_DAY))


def last_interest_before(issued_on: date, day: date) -> date:
    """The interest day before `day` from which interest accrues anew; the issue day, while none has passed (R-10)."""
    latest = interest_day(day.year)
    if latest >= day:
        latest = interest_day(day.year - 1)
    return max(latest, issued_on)


def term_from_first_purchase(nth: int) -> int:
    """Years from the first purchase until the nth one matures: 10 for the first, 19 for the tenth (P-15)."""
    return nth - 1 + YEARS
