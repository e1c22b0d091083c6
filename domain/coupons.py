"""The ten yearly interest amounts of a bond, in yen per unit, and the rates they make (C3; S3, S1 5章2).

Rates are percent a year as Decimal. A unit is 500,000 yen, so 0.001% of it is 5 yen, and every published table is in
whole yen: nothing here rounds a gross amount, it refuses what is not whole.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from domain.errors import CouponNotWholeYen, CouponTableRefused
from domain.money import UNIT
from domain.tax import Rates, on_unit

YEARS = 10
YEN_OF_ONE_PERCENT = UNIT // 100
FOURTH_DECIMAL = Decimal("0.0001")
THOUSANDTH = Decimal("0.001")


def checked(coupons: Iterable[int]) -> tuple[int, ...]:
    """Ten whole, non-negative yearly amounts of yen per unit. Raises CouponTableRefused, CouponNotWholeYen."""
    table = tuple(coupons)
    if len(table) != YEARS:
        raise CouponTableRefused(given=len(table))
    for year, amount in enumerate(table, 1):
        if type(amount) is not int or amount < 0:
            raise CouponNotWholeYen(year=year, amount=amount)
    return table


def from_averages(averages: Sequence[Decimal]) -> tuple[int, ...]:
    """Amounts from the average rates to each year: what the average makes, less what was paid before (I-06, S3).

    Raises CouponTableRefused unless there are ten, CouponNotWholeYen where a year's amount is not whole yen.
    """
    if len(averages) != YEARS:
        raise CouponTableRefused(given=len(averages))
    totals = [Decimal(0), *(rate * year * YEN_OF_ONE_PERCENT for year, rate in enumerate(averages, 1))]
    return tuple(_whole_yen(year, totals[year] - totals[year - 1]) for year in range(1, YEARS + 1))


def from_rates(rates: Sequence[Decimal]) -> tuple[int, ...]:
    """Amounts from the single-year rates (単年利率; I-06, S1 5章2). Raises as `from_averages`."""
    if len(rates) != YEARS:
        raise CouponTableRefused(given=len(rates))
    return tuple(_whole_yen(year, rate * YEN_OF_ONE_PERCENT) for year, rate in enumerate(rates, 1))


def rates_of(coupons: Sequence[int]) -> tuple[Decimal, ...]:
    """The single-year rate of each year, in percent (B-06)."""
    return tuple(Decimal(amount) / YEN_OF_ONE_PERCENT for amount in coupons)


def averages_of(coupons: Sequence[int]) -> tuple[Decimal, ...]:
    """The average rate to the end of each year, in percent; the last is the one that is published."""
    return tuple(Decimal(sum(coupons[:year])) / (YEN_OF_ONE_PERCENT * year) for year in range(1, YEARS + 1))


def after_tax_average(coupons: Sequence[int], rates: Rates) -> Decimal:
    """The average rate after tax, in percent, cut after the fourth decimal as it is published (S3: 第5位以下切捨て)."""
    net = sum(amount - on_unit(amount, rates).total for amount in checked(coupons))
    return (Decimal(net) / (YEARS * YEN_OF_ONE_PERCENT)).quantize(FOURTH_DECIMAL, rounding="ROUND_DOWN")


def even_ladders(average: Decimal) -> list[tuple[int, ...]]:
    """Every table in multiples of 5 yen that climbs by equal steps to this average, the flattest first (C3).

    With first amount a and step d, ten years sum to 10a + 45d, so the step is a multiple of 10 yen.
    """
    mean = int(_whole_yen(YEARS, average / THOUSANDTH)) * 5
    firsts = ((mean - 9 * step // 2, step) for step in range(10, 2 * mean // 9 + 1, 10))
    return [tuple(first + year * step for year in range(YEARS)) for first, step in firsts if first > 0]


def _whole_yen(year: int, amount: Decimal) -> int:
    if amount != int(amount) or amount < 0:
        raise CouponNotWholeYen(year=year, amount=amount)
    return int(amount)
