"""IDs and sessions left alone (W-03, W-05)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.errors import SessionTimedOut, UserIdExpired
from domain.identity_expiry import check, check_session, expires_on, is_expired, session_timed_out, warns

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_an_id_expires_five_years_after_the_last_sign_in():
    """W-03."""
    used = date(2021, 11, 21)
    assert expires_on(used) == date(2026, 11, 21)
    assert not is_expired(used, date(2026, 11, 20))
    assert is_expired(used, date(2026, 11, 21))
    check(used, date(2026, 11, 20))
    with pytest.raises(UserIdExpired) as refused:
        check(used, date(2026, 11, 21))
    assert refused.value.facts == {"years": 5}


def test_a_sign_in_on_a_leap_day_lasts_until_the_end_of_february():
    assert expires_on(date(2024, 2, 29)) == date(2029, 3, 1)


def test_a_word_of_warning_comes_before_the_end_and_not_after():
    used = date(2021, 11, 21)
    assert not warns(used, date(2026, 9, 21))
    assert warns(used, date(2026, 9, 22))
    assert warns(used, date(2026, 11, 20))
    assert not warns(used, date(2026, 11, 21))


def test_a_session_ends_after_thirty_idle_minutes():
    """W-05."""
    assert not session_timed_out(NOW, NOW + timedelta(minutes=30) - timedelta(microseconds=1))
    assert session_timed_out(NOW, NOW + timedelta(minutes=30))
    check_session(NOW, NOW)
    with pytest.raises(SessionTimedOut) as refused:
        check_session(NOW, NOW + timedelta(hours=1))
    assert refused.value.facts == {"minutes": 30}
