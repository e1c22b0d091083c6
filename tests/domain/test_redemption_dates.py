"""The month's timetable of an early redemption."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import calendar, redemption_dates
from domain.errors import ArrivedTooLate, IntentNotConfirmed, OutsideRequestWindow
from domain.months import Month, month
from domain.readings import Readings
from domain.redemption_dates import Channel, Proof, next_month_open, timetable

months = st.builds(month, st.integers(2001, 2050), st.integers(1, 12))


def test_papers_are_posted_from_the_1st_to_the_15th_and_arrive_by_the_20th_of_the_month_before():
    """R-08: 規定26(3). 2026-09-20 is a Sunday, and the 21st to 23rd are holidays."""
    days = timetable(month(2026, 10), Channel.PAPER)
    assert (days.opens, days.closes) == (date(2026, 9, 1), date(2026, 9, 15))
    assert days.arrive_by == date(2026, 9, 20)
    assert days.arrive_advised == date(2026, 9, 18)
    assert days.bought_on == date(2026, 10, 9)
    assert days.month == Month(2026, 10) and days.channel is Channel.PAPER


def test_the_arrival_limit_moves_to_the_business_day_before_where_the_reading_says_so():
    """U-2."""
    readings = Readings(arrival_limit="previous_business_day")
    days = timetable(month(2026, 10), Channel.PAPER, readings)
    assert days.arrive_by == days.arrive_advised == date(2026, 9, 18)
    assert days.readings is readings


def test_on_the_web_nothing_has_to_arrive_and_the_same_fifteen_days_are_assumed():
    """U-3, 規定31(2)."""
    days = timetable(month(2026, 8))
    assert days.channel is Channel.WEB
    assert (days.opens, days.closes) == (date(2026, 7, 1), date(2026, 7, 15))
    assert days.arrive_by is None and days.arrive_advised is None


def test_the_web_window_lasts_to_the_20th_where_the_reading_says_so_and_paper_does_not():
    """U-3."""
    readings = Readings(web_request_limit="twentieth")
    assert timetable(month(2026, 8), Channel.WEB, readings).closes == date(2026, 7, 20)
    assert timetable(month(2026, 8), Channel.PAPER, readings).closes == date(2026, 7, 15)


def test_intent_is_confirmed_by_the_last_business_day_and_errors_told_by_the_last_day_of_the_month_before():
    """R-09, I-09, R-11: May 2026 ends on a Sunday."""
    days = timetable(month(2026, 6))
    assert days.confirm_by == date(2026, 5, 29)
    assert days.report_errors_by == date(2026, 5, 31)
    assert days.statement_from == date(2026, 5, 21)


def test_a_january_buy_back_is_requested_in_december_of_the_year_before():
    days = timetable(month(2027, 1))
    assert (days.opens, days.confirm_by, days.bought_on) == (
        date(2026, 12, 1),
        date(2026, 12, 30),
        date(2027, 1, 8),
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 7, 1), (2026, 8)),
        (date(2026, 7, 15), (2026, 8)),
        (date(2026, 7, 16), (2026, 9)),
        (date(2026, 11, 21), (2027, 1)),
    ],
)
def test_the_first_month_that_can_still_be_requested_is_the_next_until_the_15th(day, expected):
    """R-08, U-3."""
    assert next_month_open(day) == expected


def test_the_first_month_that_can_be_requested_follows_channel_and_reading():
    """U-3."""
    readings = Readings(web_request_limit="twentieth")
    assert next_month_open(date(2026, 7, 20), Channel.WEB, readings) == (2026, 8)
    assert next_month_open(date(2026, 7, 20), Channel.PAPER, readings) == (2026, 9)


def test_a_request_outside_its_window_is_refused_with_the_window():
    """R-08."""
    days = timetable(month(2026, 8))
    redemption_dates.check_request(days, date(2026, 7, 1))
    redemption_dates.check_request(days, date(2026, 7, 15))
    for late_or_early in (date(2026, 6, 30), date(2026, 7, 16)):
        with pytest.raises(OutsideRequestWindow) as refused:
            redemption_dates.check_request(days, late_or_early)
        assert refused.value.facts == {
            "year": 2026,
            "month": 8,
            "opens": date(2026, 7, 1),
            "closes": date(2026, 7, 15),
        }


def test_papers_that_arrive_after_the_20th_are_refused_and_on_the_web_none_are_waited_for():
    """R-08, X-03."""
    days = timetable(month(2026, 8), Channel.PAPER)
    redemption_dates.check_arrival(days, date(2026, 7, 20))
    with pytest.raises(ArrivedTooLate) as refused:
        redemption_dates.check_arrival(days, date(2026, 7, 21))
    assert refused.value.facts == {"arrived": date(2026, 7, 21), "arrive_by": date(2026, 7, 20)}
    redemption_dates.check_arrival(timetable(month(2026, 8)), date(2026, 7, 31))


def test_intent_is_confirmed_by_a_document_showing_intent_amount_and_reason_or_by_another_officer():
    """R-09."""
    days = timetable(month(2026, 6))
    redemption_dates.check_intent(days, Proof.DOCUMENT, days.confirm_by)
    redemption_dates.check_intent(days, Proof.PHONE, days.confirm_by)
    redemption_dates.check_intent(days, Proof.DOCUMENT, days.confirm_by, by_representative=True)
    redemption_dates.check_intent(days, Proof.PHONE, days.confirm_by, shows_intent_amount_and_reason=False)


@pytest.mark.parametrize(
    ("reason", "proof", "day", "how"),
    [
        ("representative", Proof.PHONE, 29, {"by_representative": True}),
        ("document", Proof.DOCUMENT, 29, {"shows_intent_amount_and_reason": False}),
        ("late", Proof.DOCUMENT, 30, {}),
        ("late", Proof.PHONE, 30, {}),
    ],
)
def test_intent_confirmed_by_the_representative_by_half_a_document_or_too_late_does_not_count(
    reason, proof, day, how
):
    """R-09."""
    days = timetable(month(2026, 6))
    with pytest.raises(IntentNotConfirmed) as refused:
        redemption_dates.check_intent(days, proof, date(2026, 5, day), **how)
    assert refused.value.facts == {"reason": reason, "by": date(2026, 5, 29)}


@given(months, st.sampled_from(Channel))
def test_the_days_of_every_month_follow_each_other(of, channel):
    days = timetable(of, channel)
    assert days.opens < days.closes < days.confirm_by <= days.report_errors_by < days.bought_on
    assert calendar.is_business_day(days.confirm_by) and calendar.is_business_day(days.bought_on)
    assert days.bought_on.month == of.month and days.bought_on.day <= 10
    if days.arrive_by:
        assert days.closes <= days.arrive_advised <= days.arrive_by
