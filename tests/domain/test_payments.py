"""Payment schedules of a tranche, a passbook and an association."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import calendar, payments
from domain.bond_dates import issue_day
from domain.calendar import Override
from domain.errors import NoTaxRate
from domain.passbook import Redeemed, Tranche, planned
from domain.payments import Paid
from domain.readings import Readings

TABLE = (50, 270, 490, 710, 930, 1150, 1370, 1590, 1810, 2030)
TAXES = (7, 41, 75, 108, 142, 176, 209, 243, 277, 310)


@pytest.fixture(autouse=True)
def nothing_worked_out_before():
    payments._of_unit.cache_clear()


tables = st.lists(st.integers(0, 3_000), min_size=10, max_size=10).map(tuple)


def test_a_unit_of_2022_is_paid_as_in_the_published_table():
    """C2: Σ gross 10,400, tax 1,588, net 8,812."""
    lines = payments.of_tranche(Tranche(1, 1, issue_day(2022), TABLE))
    interest, maturity = lines[:-1], lines[-1]
    assert [line.interest for line in interest] == list(TABLE)
    assert [line.national_tax for line in interest] == list(TAXES)
    assert [line.local_tax for line in interest] == [0] * 10
    assert [line.year for line in interest] == list(range(1, 11))
    assert sum(line.net for line in interest) == 8_812
    assert {line.what for line in interest} == {Paid.INTEREST}
    assert {line.principal for line in interest} == {0}
    assert maturity == (date(2033, 2, 18), Paid.MATURITY, 1, 10, 1, 500_000, 0, 0, 0)
    assert maturity.net == 500_000


def test_interest_starts_the_year_after_issue_and_ends_with_maturity():
    """I-02, I-04, P-14."""
    days = [line.paid_on for line in payments.of_tranche(Tranche(1, 30, issue_day(2022), TABLE))]
    assert days[0] == date(2024, 2, 20)
    assert days[3] == date(2027, 2, 19)
    assert days[-2] == days[-1] == date(2033, 2, 18)
    assert len(days) == 11


def test_payments_are_per_unit_amounts_times_units():
    """C3: 1口当たりの受取利息額×口数."""
    first = payments.of_tranche(Tranche(3, 30, issue_day(2022), TABLE))[0]
    assert (first.nth, first.units, first.interest, first.national_tax, first.net) == (
        3,
        30,
        1_500,
        210,
        1_290,
    )


def test_tax_is_taken_from_the_sum_where_the_reading_says_so():
    """U-6."""
    readings = Readings(tax_floor="per_tranche")
    first = payments.of_tranche(Tranche(1, 30, issue_day(2022), TABLE), readings)[0]
    assert first.net == 1_271


def test_a_bond_of_february_2014_pays_local_tax_in_2015_and_none_from_2016():
    """B-01."""
    lines = payments.of_tranche(Tranche(1, 2, issue_day(2013), (1_000,) * 10))
    assert [(line.national_tax, line.local_tax) for line in lines[:2]] == [(306, 100), (306, 0)]
    assert lines[0].net == 2_000 - 406


def test_units_bought_back_are_paid_no_more_interest_and_no_maturity():
    gone = Tranche(1, 30, issue_day(2022), TABLE, (Redeemed(date(2026, 8, 10), 20),))
    lines = payments.of_tranche(gone)
    assert [line.units for line in lines] == [30, 30, 30] + [10] * 8
    assert lines[-1].principal == 5_000_000


def test_a_tranche_bought_back_whole_is_paid_nothing_after():
    gone = Tranche(1, 30, issue_day(2022), TABLE, (Redeemed(date(2026, 8, 10), 30),))
    assert [line.paid_on.year for line in payments.of_tranche(gone)] == [2024, 2025, 2026]


def test_ten_purchases_are_paid_a_hundred_coupons_over_nineteen_years():
    """P-15."""
    lines = payments.of_passbook(planned("1", 2026, 5, [TABLE] * 10))
    assert len(lines) == 110
    assert sum(line.what is Paid.INTEREST for line in lines) == 100
    assert [line.paid_on for line in lines] == sorted(line.paid_on for line in lines)
    assert (lines[0].paid_on.year, lines[-1].paid_on.year) == (2028, 2046)
    day_of_maturity = [(line.nth, line.what) for line in lines if line.paid_on.year == 2037]
    assert day_of_maturity[:3] == [(1, Paid.INTEREST), (1, Paid.MATURITY), (2, Paid.INTEREST)]


def test_a_passbook_is_paid_one_sum_a_day():
    """I-08."""
    passbook = planned("77", 2022, 30, [TABLE] * 2)
    paid = payments.payouts(passbook)
    second = paid[1]
    assert second == (date(2025, 2, 20), "77", 0, 30 * (270 + 50), 30 * (41 + 7))
    assert second.net == 30 * (320 - 48)
    assert len(paid) == 11
    assert paid[-2].principal == paid[-1].principal == 15_000_000
    assert paid[-2].net == 15_000_000 + 30 * (2030 - 310) + 30 * (1810 - 277)
    assert sum(p.net for p in paid) == sum(line.net for line in payments.of_passbook(passbook))


def test_local_tax_is_part_of_the_sum():
    """I-08, B-01."""
    assert payments.payouts(planned("1", 2013, 2, [(1_000,) * 10]))[0].tax == 406


def test_each_passbook_of_an_association_is_paid_its_own_sum():
    """I-08, P-07: one sum a passbook, one account."""
    books = [planned("B", 2022, 30, [TABLE]), planned("A", 2023, 10, [TABLE])]
    paid = payments.of_association(books)
    assert [(p.paid_on.year, p.passbook) for p in paid[:4]] == [
        (2024, "B"),
        (2025, "A"),
        (2025, "B"),
        (2026, "A"),
    ]
    assert len(paid) == 20
    assert payments.of_association([]) == []


def test_the_schedule_follows_the_readings_it_is_asked_with():
    """U-5, U-6."""
    readings = Readings(maturity_day="issue_day", tax_floor="per_tranche")
    passbook = planned("1", 2020, 30, [TABLE])
    lines = payments.of_passbook(passbook, readings)
    assert lines[-1].paid_on == date(2031, 2, 21)
    assert lines[0].net == 1_271
    assert payments.payouts(passbook, readings)[0].net == 1_271
    assert payments.of_association([passbook], readings)[-1].paid_on == date(2031, 2, 21)


def test_a_corrected_calendar_moves_the_payments_at_once():
    tranche = Tranche(1, 1, issue_day(2022), TABLE)
    assert payments.of_tranche(tranche)[0].paid_on == date(2024, 2, 20)
    try:
        calendar.adopt([Override(date(2024, 2, 20), open=False, source="官報")])
        assert payments.of_tranche(tranche)[0].paid_on == date(2024, 2, 19)
    finally:
        calendar.adopt()


def test_errors_in_a_notice_of_payment_are_told_by_the_tenth_of_its_month():
    """I-09: 規定27(3), 28(3)."""
    assert payments.report_errors_by(date(2027, 2, 19)) == date(2027, 2, 10)


@given(st.integers(1, 5_000), tables, st.integers(2013, 2038))
def test_the_payments_of_a_tranche_sum_to_its_table(units, table, year):
    lines = payments.of_tranche(Tranche(1, units, issue_day(year), table))
    assert sum(line.interest for line in lines) == units * sum(table)
    assert sum(line.principal for line in lines) == units * 500_000
    assert [line.paid_on.year for line in lines if line.what is Paid.INTEREST] == list(
        range(year + 2, year + 12)
    )


def test_of_an_old_bond_only_what_is_still_to_be_paid_is_worked_out():
    """B-01: what was withheld before 2013 is in none of the sources, and is not asked for."""
    old = Tranche(1, 30, date(2011, 2, 21), (100,) * 10)

    assert [line.paid_on.year for line in payments.of_tranche(old, since=date(2020, 6, 1))] == [2021, 2021]
    assert payments.of_tranche(old, since=date(2021, 2, 20)) == []
    with pytest.raises(NoTaxRate):
        payments.of_tranche(old)
