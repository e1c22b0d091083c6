"""Tax withheld from interest: by the day of payment, floored per unit and payment, national and local each (I-07, B-01).

Until 2015 a local tax of 5% was withheld beside the national 15.315% (S3); from 2016 the national tax alone (S1 6章3-5,
9章2). Flooring each of them per unit is the one rounding that reproduces the published after-tax averages
(docs/rates.md); whether the bank floors per unit or on the sum is open, and `readings` says which was used (U-6).
"""

from datetime import date
from typing import NamedTuple

from domain.errors import NoTaxRate
from domain.money import units, yen
from domain.readings import DEFAULT, Readings

SCALE = 100_000  # Rates are whole thousandths of a percent: 15.315% is 15,315 of 100,000. No fraction is ever lost.


class Rates(NamedTuple):
    """The two rates in thousandths of a percent, and where they stand."""

    national: int
    local: int
    source: str


class Tax(NamedTuple):
    """Yen withheld, by who receives them."""

    national: int
    local: int

    @property
    def total(self) -> int:
        """Both together, in yen."""
        return self.national + self.local


def rates_on(paid_on: date, readings: Readings = DEFAULT) -> Rates:
    """The rates of the day on which interest is paid, not of the year of issue (B-01). Raises NoTaxRate before 2013."""
    if paid_on < FIRST:
        raise NoTaxRate(paid_on=paid_on, first=FIRST)
    if paid_on > LAST_OF_SURTAX and readings.tax_after_2037 == "without_surtax":
        return WITHOUT_SURTAX
    return UNTIL_2015 if paid_on < LOCAL_ABOLISHED else SINCE_2016


def on_unit(gross: int, rates: Rates) -> Tax:
    """Tax on an amount of interest in yen: each rate floored by itself."""
    return Tax(gross * rates.national // SCALE, gross * rates.local // SCALE)


def withheld(gross: int, count: int, paid_on: date, readings: Readings = DEFAULT) -> Tax:
    """Tax on `gross` yen of interest a unit for `count` units: floored per unit, or once on the sum (U-6).

    Raises NegativeAmount, NotWholeNumber, UnitsNotPositive, NoTaxRate.
    """
    rates = rates_on(paid_on, readings)
    if readings.tax_floor == "per_tranche":
        return on_unit(yen(gross) * units(count), rates)
    national, local = on_unit(yen(gross), rates)
    return Tax(national * units(count), local * count)


FIRST = date(2013, 1, 1)  # The surtax began; what was withheld before is in none of the sources.
LOCAL_ABOLISHED = date(2016, 1, 1)
LAST_OF_SURTAX = date(2037, 12, 31)
UNTIL_2015 = Rates(15_315, 5_000, "S3")
SINCE_2016 = Rates(15_315, 0, "S1 6章3-5, 9章2")
WITHOUT_SURTAX = Rates(15_000, 0, "U-6: the surtax is enacted until 2037-12-31")
