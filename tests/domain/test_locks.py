"""Locks against guessing (W-04, B-09)."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import AccountLocked, TemporarilyLocked, TooManyTriesToday
from domain.locks import (
    MOST_TRIES_A_LINE_USER_AND_DAY,
    MOST_WRONG_CODES_A_DAY,
    MOST_WRONG_TRIES_AN_HOUR,
    WRONG_PASSWORDS,
    Tries,
    after_success,
    after_wrong_code,
    after_wrong_password,
    check,
    check_caps,
    check_codes,
    is_locked,
    minutes_left,
    tries_left,
)
from domain.one_time_code import BACKWARDS, DIGITS, FORWARDS

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)


def _missed(times, how=after_wrong_password, tries=None):
    tries = tries or Tries()
    for _ in range(times):
        tries = how(tries, NOW)
    return tries


def test_three_wrong_passwords_lock_for_thirty_minutes():
    """W-04."""
    assert not is_locked(_missed(2), NOW)
    locked = _missed(3)
    assert locked.locked_until == NOW + HALF_AN_HOUR
    assert is_locked(locked, NOW + HALF_AN_HOUR - timedelta(microseconds=1))
    assert not is_locked(locked, NOW + HALF_AN_HOUR)


def test_five_wrong_codes_lock_for_thirty_minutes():
    assert not is_locked(_missed(4, after_wrong_code), NOW)
    assert _missed(5, after_wrong_code).locked_until == NOW + HALF_AN_HOUR


def test_a_miss_while_locked_changes_nothing():
    """Otherwise a stranger could keep the rightful person out for ever."""
    locked = _missed(3)
    assert after_wrong_password(locked, NOW + timedelta(minutes=29)) == locked


def test_after_the_lock_one_counts_from_the_beginning():
    later = NOW + HALF_AN_HOUR
    once = after_wrong_password(_missed(3), later)
    assert once == Tries(failures=1)
    assert not is_locked(once, later)


def test_success_forgets_all_misses():
    assert after_success(_missed(2)) == Tries()


def test_the_minutes_left_are_rounded_up():
    locked = _missed(3)
    assert minutes_left(locked, NOW) == 30
    assert minutes_left(locked, NOW + timedelta(minutes=29, seconds=1)) == 1
    assert minutes_left(locked, NOW + HALF_AN_HOUR) == 0
    assert minutes_left(locked, NOW + timedelta(days=1)) == 0
    assert minutes_left(Tries(), NOW) == 0


def test_the_tries_left_count_down_to_nothing():
    assert [tries_left(_missed(n), WRONG_PASSWORDS) for n in range(5)] == [3, 2, 1, 0, 0]


def test_a_temporary_lock_says_how_long_and_is_not_the_account_lock():
    """B-09."""
    check(Tries(failures=2), NOW)
    with pytest.raises(TemporarilyLocked) as refused:
        check(_missed(3), NOW)
    assert refused.value.facts == {"minutes": 30}
    with pytest.raises(AccountLocked):
        check(Tries(), NOW, account_locked=True)
    with pytest.raises(AccountLocked):
        check(_missed(3), NOW + timedelta(days=1), account_locked=True)


def test_one_line_user_and_everybody_together_have_caps():
    assert (MOST_TRIES_A_LINE_USER_AND_DAY, MOST_WRONG_TRIES_AN_HOUR) == (30, 200)
    check_caps(MOST_TRIES_A_LINE_USER_AND_DAY - 1, MOST_WRONG_TRIES_AN_HOUR - 1)
    with pytest.raises(TooManyTriesToday):
        check_caps(MOST_TRIES_A_LINE_USER_AND_DAY, 0)
    with pytest.raises(TooManyTriesToday):
        check_caps(0, MOST_WRONG_TRIES_AN_HOUR)


def test_the_codes_of_strangers_have_a_cap_of_a_day_that_leaves_one_break_in_of_two_hundred_days_at_most():
    open_at_a_time = BACKWARDS + 1 + FORWARDS
    assert MOST_WRONG_CODES_A_DAY * open_at_a_time / 10**DIGITS < 0.005
    check_codes(MOST_WRONG_CODES_A_DAY - 1)
    with pytest.raises(TooManyTriesToday):
        check_codes(MOST_WRONG_CODES_A_DAY)
