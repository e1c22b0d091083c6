"""Two pictures in bars: the interest that climbs from year to year, and the ladder of ten purchases (S1 1章2)."""

from collections.abc import Sequence

from bot.locale import t, yen
from bot.messages import Bar
from domain import payments
from domain.bond_dates import YEARS, issue_day, maturity_day
from domain.passbook import MOST_PURCHASES, planned
from domain.payments import Paid, Payment
from domain.readings import DEFAULT, Readings


def interest_lines(fiscal_year: int, units: int, coupons: Sequence[int], readings: Readings = DEFAULT) -> list[Payment]:
    """The ten payments of interest of one purchase of a fiscal year."""
    book = planned("", fiscal_year, units, [coupons])
    return [line for line in payments.of_passbook(book, readings) if line.what is Paid.INTEREST]


def coupon_bars(lines: Sequence[Payment]) -> tuple[Bar, ...]:
    """The interest of each year, growing, in yen after tax."""
    most = max((line.net for line in lines), default=0) or 1
    return tuple(Bar(t("about.bars.year", n=line.year), 0, line.net / most, yen(line.net)) for line in lines)


def ladder_bars(fiscal_year: int, readings: Readings = DEFAULT) -> tuple[Bar, ...]:
    """The ten years of each of ten purchases, one beginning after the other, with the year of maturity (P-04, P-15)."""
    ends = [maturity_day(issue_day(fiscal_year + n), readings).year for n in range(MOST_PURCHASES)]
    whole = ends[-1] - ends[0] + YEARS
    return tuple(
        Bar(t("about.bars.nth", n=n), (end - ends[0]) / whole, YEARS / whole, t("about.bars.matures", year=end))
        for n, end in enumerate(ends, 1)
    )
