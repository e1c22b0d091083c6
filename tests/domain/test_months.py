"""Months, fiscal years, dates typed."""

from datetime import date, datetime

import pytest

from domain import months
from domain.errors import NoSuchMonth, NotADate
from domain.months import Month, month


def test_a_date_is_read_from_iso_text_only_and_must_exist():
    assert months.parse_date("2026-02-28") == date(2026, 2, 28)
    assert months.parse_date(date(2026, 2, 28)) == date(2026, 2, 28)
    for wrong in (
        "2026-02-30",
        "20260228",
        "2026/02/28",
        "",
        "2026-W09-6",
        "2026-08-10 ",
        None,
        datetime(2026, 2, 28),
    ):
        with pytest.raises(NotADate) as refused:
            months.parse_date(wrong)
        assert refused.value.facts == {"given": str(wrong)}


@pytest.mark.parametrize(
    ("year", "number"),
    [(2026, 13), (2026, 0), (2026, -1), (0, 5), (10000, 5), ("2026", 5), (2026, 5.0), (2026, True)],
)
def test_a_thirteenth_month_is_refused(year, number):
    with pytest.raises(NoSuchMonth) as refused:
        month(year, number)
    assert refused.value.facts == {"year": year, "month": number}


def test_months_know_their_ends_also_in_leap_years_and_follow_each_other():
    assert month(2028, 2).last == date(2028, 2, 29)
    assert month(2027, 2).first == date(2027, 2, 1)
    assert month(2027, 2).last == date(2027, 2, 28)
    assert month(2026, 12).plus(1) == Month(2027, 1)
    assert month(2026, 12).plus(2) == Month(2027, 2)
    assert month(2027, 1).plus(-1) == Month(2026, 12)
    assert month(2026, 8).plus(0) == Month(2026, 8)
    assert month(2026, 8).day(10) == date(2026, 8, 10)
    assert months.month_of(date(2026, 8, 31)) == Month(2026, 8) < month(2026, 9)
    assert month(9999, 12).first == date(9999, 12, 1) and month(1, 1).first == date(1, 1, 1)


def test_the_same_day_months_later_is_the_last_day_of_a_month_too_short():
    assert months.add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert months.add_months(date(2027, 2, 22), 2) == date(2027, 4, 22)
    assert months.add_months(date(2027, 2, 22), 12) == date(2028, 2, 22)
    assert months.add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)


def test_complete_months_are_counted_to_the_day():
    assert months.months_between(date(2026, 2, 20), date(2026, 8, 10)) == 5
    assert months.months_between(date(2026, 2, 20), date(2026, 8, 20)) == 6
    assert months.months_between(date(2026, 2, 20), date(2026, 8, 19)) == 5
    assert months.months_between(date(2025, 12, 20), date(2026, 1, 20)) == 1
    assert months.months_between(date(2024, 2, 20), date(2026, 2, 20)) == 24


def test_a_fiscal_year_runs_from_april_to_march():
    assert months.fiscal_year(date(2027, 3, 31)) == 2026
    assert months.fiscal_year(date(2027, 4, 1)) == 2027
    assert months.fiscal_year(date(2026, 12, 1)) == 2026
    assert months.fiscal_year_days(2026) == (date(2026, 4, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [((2027, 2, 30), "2027-02-30"), ((99999, 4, 1), "99999-04-01"), (("2027", 2, 3), "2027")],
)
def test_a_day_that_does_not_exist_is_refused_as_it_was_given(numbers, shown):
    assert months.day_of(2027, 2, 28) == date(2027, 2, 28)
    with pytest.raises(NotADate) as refused:
        months.day_of(*numbers)
    assert refused.value.facts == {"given": shown}
