"""Tax withheld from interest."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import tax
from domain.errors import NegativeAmount, NoTaxRate, NotWholeNumber, UnitsNotPositive
from domain.readings import Readings
from domain.tax import Tax

AS_SUM = Readings(tax_floor="per_tranche")


def test_interest_paid_in_2015_bears_national_and_local_tax_and_from_2016_the_national_alone():
    """B-01: by payment date, not by the year of issue."""
    assert tax.withheld(1_000, 1, date(2015, 12, 31)) == Tax(153, 50)
    assert tax.withheld(1_000, 1, date(2016, 1, 1)) == Tax(153, 0)
    assert tax.withheld(1_000, 1, date(2015, 2, 20)).total == 203


def test_the_rate_is_fifteen_point_three_one_five_percent():
    """I-07."""
    assert tax.withheld(100_000, 1, date(2026, 2, 20)) == Tax(15_315, 0)
    assert tax.rates_on(date(2014, 2, 20))[:2] == (15_315, 5_000)


def test_tax_is_floored_for_each_unit_and_each_tax_by_itself():
    """I-07, U-6: 30口 of FY2022 in their first year keep 30×43 yen."""
    assert 30 * 50 - tax.withheld(50, 30, date(2024, 2, 20)).total == 1_290
    assert tax.withheld(59, 1, date(2015, 2, 20)) == Tax(9, 2)  # 20.315% of 59 at once would be 11 as well:
    assert tax.withheld(79, 1, date(2015, 2, 20)) == Tax(12, 3)  # here 16 at once, 15 floored by itself.


def test_tax_is_floored_once_on_the_sum_where_the_reading_says_so():
    """U-6: 1,500 − 229 = 1,271."""
    assert 1_500 - tax.withheld(50, 30, date(2024, 2, 20), AS_SUM).total == 1_271


def test_the_surtax_ends_in_2037_only_under_the_reading_that_says_so():
    """U-6."""
    without = Readings(tax_after_2037="without_surtax")
    assert tax.withheld(100_000, 1, date(2038, 2, 19)) == Tax(15_315, 0)
    assert tax.withheld(100_000, 1, date(2038, 1, 1), without) == Tax(15_000, 0)
    assert tax.withheld(100_000, 1, date(2037, 12, 31), without) == Tax(15_315, 0)


def test_a_payment_before_the_first_known_rate_is_refused():
    with pytest.raises(NoTaxRate) as refused:
        tax.rates_on(date(2012, 12, 31))
    assert refused.value.facts == {"paid_on": date(2012, 12, 31), "first": date(2013, 1, 1)}
    assert tax.rates_on(date(2013, 1, 1)) == tax.UNTIL_2015


def test_every_rate_names_its_source():
    assert all(rates.source for rates in (tax.UNTIL_2015, tax.SINCE_2016, tax.WITHOUT_SURTAX))


@pytest.mark.parametrize("readings", [Readings(), AS_SUM])
def test_negative_interest_fractions_and_no_units_are_refused(readings):
    with pytest.raises(NegativeAmount):
        tax.withheld(-1, 1, date(2026, 2, 20), readings)
    with pytest.raises(NotWholeNumber):
        tax.withheld(1.5, 1, date(2026, 2, 20), readings)
    with pytest.raises(UnitsNotPositive):
        tax.withheld(1, 0, date(2026, 2, 20), readings)


@given(st.integers(0, 10**7), st.integers(1, 10**5), st.dates(date(2013, 1, 1), date(2050, 12, 31)))
def test_flooring_per_unit_never_takes_more_than_flooring_the_sum(gross, units, paid_on):
    """U-6."""
    per_unit = tax.withheld(gross, units, paid_on)
    as_sum = tax.withheld(gross, units, paid_on, AS_SUM)
    assert 0 <= per_unit.national <= as_sum.national < per_unit.national + units
    assert 0 <= per_unit.local <= as_sum.local < per_unit.local + units
