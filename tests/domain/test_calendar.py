"""Bank business days."""

import importlib.util
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import calendar
from domain.calendar import BankCalendar, Override
from domain.errors import DateOutOfRange, NoSuchBusinessDay, NotADate
from domain.months import month

known_days = st.dates(date(2000, 1, 4), date(2050, 12, 30))


@pytest.fixture(scope="module", autouse=True)
def calendar_made_anew():
    calendar._closed_by_law.cache_clear()
    calendar.adopt()


@pytest.fixture
def restored_calendar():
    yield
    calendar.adopt()


@pytest.mark.parametrize(
    "closed",
    [
        date(2026, 11, 21),  # Saturday
        date(2026, 11, 22),  # Sunday
        date(2026, 11, 23),  # 勤労感謝の日
        date(2026, 5, 6),  # 振替休日
        date(2026, 9, 22),  # 国民の休日, between two holidays
        date(2025, 12, 31),
        date(2026, 1, 1),
        date(2026, 1, 2),
        date(2024, 1, 3),
        date(2019, 5, 1),  # 即位の日, a law of one year
        date(2021, 7, 22),  # 海の日, moved for that year
    ],
)
def test_banks_are_closed_on_weekends_national_and_substitute_holidays_and_the_year_end(closed):
    assert not calendar.is_business_day(closed)


@pytest.mark.parametrize(
    "open_day",
    [date(2025, 12, 29), date(2025, 12, 30), date(2026, 1, 5), date(2021, 7, 19), date(2026, 2, 20)],
)
def test_banks_are_open_on_the_29th_and_30th_of_december_and_on_days_a_holiday_was_moved_from(open_day):
    assert calendar.is_business_day(open_day)


def test_the_table_agrees_with_the_law_at_the_number_of_business_days_of_known_years():
    counted = {
        year: sum(calendar.is_business_day(date(year, 1, 1) + timedelta(days=n)) for n in range(365))
        for year in (2023, 2025, 2026)
    }
    assert counted == {2023: 246, 2025: 243, 2026: 242}


def test_issue_goes_to_the_next_business_day_and_interest_to_the_one_before():
    """B-11: two directions, not a contradiction."""
    saturday = date(2027, 2, 20)
    assert calendar.next_business_day(saturday) == date(2027, 2, 22)
    assert calendar.previous_business_day(saturday) == date(2027, 2, 19)


@given(known_days)
def test_previous_business_day_is_not_after_the_day_and_the_next_not_before_it(day):
    previous, following = calendar.previous_business_day(day), calendar.next_business_day(day)
    assert previous <= day <= following
    assert calendar.is_business_day(previous) and calendar.is_business_day(following)
    assert (previous == day) == (following == day) == calendar.is_business_day(day)
    between = [previous + timedelta(days=n) for n in range(1, (following - previous).days)]
    assert not any(calendar.is_business_day(d) for d in between)


@given(st.dates(date(2000, 3, 1), date(2050, 10, 1)), st.integers(1, 40))
def test_counting_business_days_forward_and_back_again_returns_to_the_business_day(day, count):
    start = calendar.next_business_day(day)
    there = calendar.business_days_later(start, count)
    assert calendar.business_days_later(there, -count) == start
    assert (
        sum(calendar.is_business_day(start + timedelta(days=n + 1)) for n in range((there - start).days))
        == count
    )


def test_business_days_are_counted_strictly_after_and_strictly_before_the_day():
    sunday, friday = date(2026, 8, 9), date(2026, 8, 7)
    assert calendar.business_days_later(sunday, 1) == date(2026, 8, 10)
    assert calendar.business_days_later(sunday, 2) == date(2026, 8, 12)  # 8/11 is 山の日
    assert calendar.business_days_later(sunday, -1) == friday
    assert calendar.business_days_later(friday, -1) == date(2026, 8, 6)
    assert calendar.business_days_later(friday, 1) == date(2026, 8, 10)
    assert calendar.business_days_later(sunday, 0) == sunday
    for edge in (date(2000, 1, 1), date(2050, 12, 31)):
        assert calendar.business_days_later(edge, 0) == edge


def test_counting_past_the_known_years_is_refused_on_both_sides():
    with pytest.raises(DateOutOfRange) as refused:
        calendar.business_days_later(date(2050, 12, 30), 1)
    assert refused.value.facts == {
        "given": date(2050, 12, 30),
        "first": date(2000, 1, 1),
        "last": date(2050, 12, 31),
    }
    with pytest.raises(DateOutOfRange):
        calendar.business_days_later(date(2000, 1, 4), -1)
    assert calendar.business_days_later(date(2050, 12, 29), 1) == date(2050, 12, 30)
    assert calendar.business_days_later(date(2000, 1, 5), -1) == date(2000, 1, 4)


def test_the_seventh_business_day_of_april_2026_is_the_ninth():
    """D1-5: 決算3月 → 残高証明は4月第7営業日."""
    assert calendar.nth_business_day(month(2026, 4), 7) == date(2026, 4, 9)


def test_the_first_business_day_of_a_month_is_counted_and_not_skipped():
    """H: a library's nth_working_day(d, n) counts after d; 7th of May 2026 is the 14th."""
    assert calendar.nth_business_day(month(2026, 5), 1) == date(2026, 5, 1)
    assert calendar.nth_business_day(month(2026, 5), 7) == date(2026, 5, 14)


@pytest.mark.parametrize("nth", [0, -1, 19, True, "7"])
def test_a_business_day_the_month_does_not_have_is_refused_with_how_many_it_has(nth):
    with pytest.raises(NoSuchBusinessDay) as refused:
        calendar.nth_business_day(month(2026, 5), nth)
    assert refused.value.facts == {"nth": nth, "year": 2026, "month": 5, "most": 18}


def test_the_last_business_day_of_a_month_can_be_asked_and_reached_by_number():
    assert calendar.last_business_day(month(2026, 5)) == date(2026, 5, 29)
    assert calendar.nth_business_day(month(2026, 5), 18) == date(2026, 5, 29)
    assert calendar.nth_business_day(month(2026, 4), 21) == date(2026, 4, 30)
    assert calendar.last_business_day(month(2025, 12)) == date(2025, 12, 30)
    assert calendar.nth_business_day(month(2050, 12), 1) == date(2050, 12, 1)


@pytest.mark.parametrize(
    "ask", [calendar.is_business_day, calendar.previous_business_day, calendar.next_business_day]
)
@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2051, 1, 1)])
def test_a_day_outside_2000_to_2050_is_refused_and_not_guessed(ask, day):
    with pytest.raises(DateOutOfRange) as refused:
        ask(day)
    assert refused.value.facts == {"given": day, "first": date(2000, 1, 1), "last": date(2050, 12, 31)}


def test_a_month_outside_the_known_years_is_refused():
    with pytest.raises(DateOutOfRange):
        calendar.nth_business_day(month(2051, 1), 1)
    with pytest.raises(DateOutOfRange):
        calendar.nth_business_day(month(1999, 12), 1)


def test_days_at_the_edge_with_no_known_business_day_beyond_them_are_refused():
    with pytest.raises(DateOutOfRange):
        calendar.previous_business_day(date(2000, 1, 3))
    with pytest.raises(DateOutOfRange):
        calendar.next_business_day(date(2050, 12, 31))
    assert calendar.next_business_day(date(2000, 1, 1)) == date(2000, 1, 4)
    assert not calendar.is_business_day(date(2000, 1, 1))
    assert not calendar.is_business_day(date(2050, 12, 31))
    assert calendar.previous_business_day(date(2050, 12, 31)) == date(2050, 12, 30)


@pytest.mark.parametrize(
    "ask", [calendar.is_business_day, calendar.previous_business_day, calendar.next_business_day]
)
@pytest.mark.parametrize("thing", ["2026-08-10", 20260810, None, [], datetime(2026, 8, 10, 9, 0)])
def test_text_a_number_or_a_moment_is_not_taken_for_a_date(ask, thing):
    with pytest.raises(NotADate) as refused:
        ask(thing)
    assert refused.value.facts == {"given": str(thing)}


def test_staff_can_close_a_day_and_open_another_and_the_later_row_wins():
    strike, sunday = date(2026, 8, 12), date(2026, 8, 9)
    rows = [Override(strike, open=False, source="官報"), Override(sunday, open=True, source="通達")]
    corrected = calendar.with_overrides(rows)
    assert corrected.previous(strike) == date(2026, 8, 10)
    assert corrected.is_business_day(sunday)
    assert calendar.with_overrides([*rows, Override(strike, open=True, source="訂正")]).is_business_day(
        strike
    )
    assert calendar.is_business_day(strike) and not calendar.is_business_day(sunday)


def test_adopted_rows_are_in_force_everywhere_until_replaced(restored_calendar):
    strike = date(2026, 8, 12)
    calendar.adopt([Override(strike, open=False, source="官報")])
    assert not calendar.is_business_day(strike)
    assert calendar.next_business_day(strike) == date(2026, 8, 13)
    calendar.adopt()
    assert calendar.is_business_day(strike)


def test_an_override_outside_the_known_years_is_refused():
    with pytest.raises(DateOutOfRange):
        calendar.with_overrides([Override(date(2051, 5, 1), open=False, source="官報")])


def test_a_calendar_can_be_made_of_any_closed_days():
    only_new_year_closed = BankCalendar([date(2026, 1, 1)])
    assert only_new_year_closed.is_business_day(date(2026, 8, 9))
    assert only_new_year_closed.next(date(2026, 1, 1)) == date(2026, 1, 2)
    assert only_new_year_closed.plus(date(2025, 12, 31), 1) == date(2026, 1, 2)
    assert only_new_year_closed.plus(date(2026, 1, 2), -1) == date(2025, 12, 31)
    assert only_new_year_closed.nth_of(month(2026, 1), 30) == date(2026, 1, 31)
    assert only_new_year_closed.previous(date(2050, 12, 31)) == date(2050, 12, 31)
    with pytest.raises(DateOutOfRange):
        only_new_year_closed.previous(date(2051, 1, 1))


def test_rows_of_a_file_are_read_with_their_source(tmp_path):
    file = tmp_path / "overrides.toml"
    file.write_text('bank = [{ day = 2026-08-12, open = false, source = "官報" }]', encoding="utf-8")
    assert calendar.read_overrides(file) == [Override(date(2026, 8, 12), open=False, source="官報")]
    assert calendar.read_overrides() == []


def test_the_calendar_is_made_when_it_is_first_asked(monkeypatch):
    monkeypatch.setattr(calendar, "_standard", None)
    assert calendar.is_business_day(date(2026, 8, 12))
    assert calendar.standard() is calendar.standard()


@pytest.mark.skipif(importlib.util.find_spec("jpholiday") is None, reason="jpholiday is not installed")
def test_a_second_library_agrees_on_every_day():
    """H."""
    import jpholiday

    for n in range((date(2051, 1, 1) - date(2000, 1, 1)).days):
        day = date(2000, 1, 1) + timedelta(days=n)
        year_end = (day.month, day.day) in {(12, 31), (1, 1), (1, 2), (1, 3)}
        closed = day.weekday() >= 5 or year_end or jpholiday.is_holiday(day)
        assert calendar.is_business_day(day) != closed, day
