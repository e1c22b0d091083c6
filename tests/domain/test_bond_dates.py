"""Issue, interest, maturity and buy-back days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import bond_dates, calendar
from domain.errors import DateOutOfRange
from domain.months import month
from domain.readings import Readings


@pytest.mark.parametrize(
    ("fiscal_year", "day"),
    [
        (2015, date(2016, 2, 22)),
        (2020, date(2021, 2, 22)),
        (2016, date(2017, 2, 20)),
        (2025, date(2026, 2, 20)),
        (2026, date(2027, 2, 22)),
    ],
)
def test_bonds_are_issued_on_the_20th_of_february_or_the_next_business_day(fiscal_year, day):
    """I-01, confirmed by the issues of 2016 and 2021."""
    assert bond_dates.issue_day(fiscal_year) == day


@pytest.mark.parametrize(
    ("year", "day"), [(2027, date(2027, 2, 19)), (2026, date(2026, 2, 20)), (2028, date(2028, 2, 18))]
)
def test_interest_is_paid_on_the_20th_of_february_or_the_business_day_before(year, day):
    """I-02: 2027-02-20 is a Saturday, 2028-02-20 a Sunday."""
    assert bond_dates.interest_day(year) == day


def test_a_bond_matures_ten_years_later_on_the_business_day_before():
    """I-03, P-14."""
    assert bond_dates.maturity_day(date(2022, 2, 21)) == date(2032, 2, 20)
    assert bond_dates.maturity_day(date(2017, 2, 20)) == date(2027, 2, 19)


def test_the_nominal_maturity_day_is_the_issue_day_where_the_reading_says_so():
    """U-5: issued 2022-02-21; 2032-02-21 is a Saturday. Issued 2026-02-20: nothing differs."""
    by_issue = Readings(maturity_day="issue_day")
    assert bond_dates.maturity_day(date(2016, 2, 22), by_issue) == date(2026, 2, 20)
    assert bond_dates.maturity_day(date(2021, 2, 22), by_issue) == date(2031, 2, 21)
    assert bond_dates.maturity_day(date(2021, 2, 22)) == date(2031, 2, 20)


@pytest.mark.parametrize(
    ("on", "day"),
    [
        (month(2026, 8), date(2026, 8, 10)),
        (month(2027, 1), date(2027, 1, 8)),
        (month(2026, 10), date(2026, 10, 9)),
    ],
)
def test_bonds_are_bought_back_on_the_10th_or_the_business_day_before(on, day):
    """R-07."""
    assert bond_dates.buy_back_day(on) == day


def test_interest_accrues_from_the_last_interest_day_or_from_issue():
    """R-10, I-04."""
    issued = date(2027, 2, 22)
    assert bond_dates.last_interest_before(issued, date(2027, 5, 10)) == issued
    assert bond_dates.last_interest_before(issued, date(2028, 2, 10)) == issued
    assert bond_dates.last_interest_before(issued, date(2028, 2, 18)) == issued
    assert bond_dates.last_interest_before(issued, date(2028, 2, 19)) == date(2028, 2, 18)
    assert bond_dates.last_interest_before(issued, date(2030, 8, 9)) == date(2030, 2, 20)
    assert bond_dates.last_interest_before(issued, date(2030, 1, 10)) == date(2029, 2, 20)


def test_the_tenth_purchase_matures_nineteen_years_after_the_first():
    """P-15."""
    assert bond_dates.term_from_first_purchase(10) == 19
    assert bond_dates.term_from_first_purchase(1) == 10
    assert (
        bond_dates.maturity_day(bond_dates.issue_day(2026 + 9)).year - bond_dates.issue_day(2026).year == 19
    )


def test_a_maturity_beyond_the_known_calendar_is_refused():
    with pytest.raises(DateOutOfRange):
        bond_dates.maturity_day(date(2041, 2, 20))


@given(st.integers(2000, 2049))
def test_every_day_of_a_bond_is_a_business_day_near_the_20th(year):
    """B-11."""
    assert date(year + 1, 2, 20) <= bond_dates.issue_day(year) <= date(year + 1, 2, 24)
    assert date(year, 2, 17) <= bond_dates.interest_day(year) <= date(year, 2, 20)
    assert calendar.is_business_day(bond_dates.issue_day(year))
    assert calendar.is_business_day(bond_dates.interest_day(year))
