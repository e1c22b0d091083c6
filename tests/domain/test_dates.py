"""Dates as people write them (A7)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import era_of, parse_date, parse_month, parse_term, parse_year_month
from domain.errors import (
    DateDoesNotExist,
    DateNotUnderstood,
    EraYearDoesNotExist,
    MonthNotUnderstood,
    YearMonthNotUnderstood,
)


@pytest.mark.parametrize(
    "typed",
    [
        "2026年4月1日", "２０２６／４／１", "2026-04-01", "2026.4.1", "20260401", "西暦2026年4月1日", "令和8年4月1日",
        "令和８年 ４月 １日", "R8.4.1", "r8/4/1", "令8.4.1", "㋿8年4月1日", "2026年4月1日(水)", "2026年4月1日生まれ",
        "2026ー4ー1",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(typed):
    assert parse_date(typed) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("昭和33年5月3日", date(1958, 5, 3)),
        ("S33.5.3", date(1958, 5, 3)),
        ("昭和元年12月26日", date(1926, 12, 26)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("H31.4.30", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("T15.12.24", date(1926, 12, 24)),
        ("明治45年7月29日", date(1912, 7, 29)),
    ],
)
def test_eras_begin_and_end_on_their_days(typed, day):
    assert parse_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "western"),
    [("平成31年5月1日", 2019), ("平成35年1月1日", 2023), ("昭和64年1月8日", 1989), ("令和元年4月30日", 2019)],
)
def test_a_day_outside_its_era_is_refused_with_the_western_year(typed, western):
    with pytest.raises(EraYearDoesNotExist) as refused:
        parse_date(typed)
    facts = refused.value.facts
    assert facts["western"] == western
    assert typed.replace("元年", "1年").startswith(f"{facts['era']}{facts['year']}年")


@pytest.mark.parametrize("typed", ["2026-02-29", "2026年13月1日", "2026/4/31", "20260230", "2026/0/1"])
def test_a_day_that_no_calendar_has_is_refused(typed):
    with pytest.raises(DateDoesNotExist):
        parse_date(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "きのう",
        "26/4/1",
        "4月1日",
        "2026年4月",
        "0000-01-01",
        "R0.1.1",
        "X3.1.1",
        "1" * 100,
        "３月",
        "፩26/1/1",
    ],
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(DateNotUnderstood):
        parse_date(typed)


@given(st.dates(date(1868, 1, 26), date(2199, 12, 31)))
def test_every_day_comes_back_from_its_western_and_its_japanese_writing(day):
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%Y年%m月%d日}") == day
    era, year = era_of(day)
    assert parse_date(f"{era}{year}年{day.month}月{day.day}日") == day


def test_every_change_of_era_is_one_day_wide():
    for change in [date(1912, 7, 30), date(1926, 12, 25), date(1989, 1, 8), date(2019, 5, 1)]:
        assert era_of(change)[1] == 1
        assert era_of(change - timedelta(days=1))[0] != era_of(change)[0]
    assert era_of(date(1868, 1, 24)) is None


@pytest.mark.parametrize("typed", ["4", "４", "04", "4月", "４月"])
def test_a_month_is_read(typed):
    assert parse_month(typed) == 4


def test_the_year_has_twelve_months():
    assert [parse_month(str(month)) for month in range(1, 13)] == list(range(1, 13))
    assert [parse_year_month(f"2027/{month}") for month in range(1, 13)] == [(2027, m) for m in range(1, 13)]


def test_years_beyond_the_calendars_are_mistyped():
    assert parse_date("2199-12-31") == date(2199, 12, 31)
    for typed in ("2200-01-01", "1867-12-31"):
        with pytest.raises(DateNotUnderstood):
            parse_date(typed)


@pytest.mark.parametrize("typed", ["0", "13", "", "四", "4.5", "-1", "2026年4月"])
def test_there_is_no_thirteenth_month(typed):
    with pytest.raises(MonthNotUnderstood):
        parse_month(typed)


@pytest.mark.parametrize("typed", ["2027年5月", "2027/5", "202705", "令和9年5月", "R9.5", "2027-05"])
def test_a_year_and_a_month_are_read(typed):
    assert parse_year_month(typed) == (2027, 5)


@pytest.mark.parametrize("typed", ["2027/13", "2027", "5月", "2027/0", "", "27/5"])
def test_what_is_no_month_of_a_year_is_refused(typed):
    with pytest.raises(YearMonthNotUnderstood):
        parse_year_month(typed)


def test_a_month_outside_its_era_is_refused_and_the_month_of_change_belongs_to_both():
    assert parse_year_month("平成31年4月") == (2019, 4)
    assert parse_year_month("令和元年5月") == (2019, 5)
    with pytest.raises(EraYearDoesNotExist) as refused:
        parse_year_month("平成31年5月")
    assert refused.value.facts == {"era": "平成", "year": 31, "western": 2019}
    with pytest.raises(EraYearDoesNotExist):
        parse_year_month("平成32年1月")


def test_a_term_is_its_last_month_and_a_whole_date_is_understood():
    assert parse_term("2027年5月") == (2027, 5)
    assert parse_term("2027年5月31日まで") == (2027, 5)
    assert parse_term("令和9年5月まで") == (2027, 5)
    with pytest.raises(YearMonthNotUnderstood):
        parse_term("2年")
