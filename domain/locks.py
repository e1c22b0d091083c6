"""Locks against guessing: pure arithmetic over counted failures (W-04, B-09).

A temporary lock releases itself after 30 minutes. The account lock (mail No.30) is another state: staff set it and
staff release it, and no number of misses leads to it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import AccountLocked, TemporarilyLocked, TooManyTriesToday

WRONG_PASSWORDS = 3  # W-04
WRONG_CODES = 5  # of one-time codes; the sources are silent
LOCK_FOR = timedelta(minutes=30)  # W-04
MOST_TRIES_A_LINE_USER_AND_DAY = 30  # over all IDs; the house's own cap
# Over everybody who tries an account that is not linked to his LINE user; above it the desk is alarmed and such tries
# wait (T18). Whoever is linked to the account goes on: strangers cannot lock the rightful people out (T19).
MOST_WRONG_TRIES_AN_HOUR = 200
# Of them one-time codes alone, in any 24 hours: three codes are open at a time (one_time_code: the present step, one
# before, one after), so a guess is right in 3 of 10^6, and 1,600 * 3 / 10^6 = 0.0048 break-ins are expected of a day,
# below the 0.005 that were asked for. Only who knows the password comes to guess a code, so that wrong passwords cannot
# use this cap up and keep newcomers out for a day (T18).
MOST_WRONG_CODES_A_DAY = 1_600


@dataclass(frozen=True, slots=True)
class Tries:
    """Failures in a row since the last success or lock, and the aware moment a lock ends."""

    failures: int = 0
    locked_until: datetime | None = None


def after_wrong_password(tries: Tries, now: datetime) -> Tries:
    """One more miss; the third locks for 30 minutes (W-04)."""
    return _after_miss(tries, now, WRONG_PASSWORDS)


def after_wrong_code(tries: Tries, now: datetime) -> Tries:
    """One more miss; the fifth locks for 30 minutes. Misses are not forgiven by a new code window."""
    return _after_miss(tries, now, WRONG_CODES)


def after_success(tries: Tries) -> Tries:
    """Right: all misses are forgotten."""
    return Tries()


def is_locked(tries: Tries, now: datetime) -> bool:
    """Whether the temporary lock still holds; at the very moment of its end it does not."""
    return tries.locked_until is not None and now < tries.locked_until


def minutes_left(tries: Tries, now: datetime) -> int:
    """Whole minutes until the lock ends, rounded up; 0 when there is none."""
    if tries.locked_until is None or now >= tries.locked_until:
        return 0
    return -(-(tries.locked_until - now) // timedelta(minutes=1))


def tries_left(tries: Tries, most: int) -> int:
    """How often one may still miss before the lock."""
    return max(0, most - tries.failures)


def check(tries: Tries, now: datetime, *, account_locked: bool = False) -> None:
    """Before anything is compared. AccountLocked, TemporarilyLocked with the minutes left."""
    if account_locked:
        raise AccountLocked
    if is_locked(tries, now):
        raise TemporarilyLocked(minutes=minutes_left(tries, now))


def check_caps(tries_of_line_user_today: int, wrong_tries_of_all_this_hour: int) -> None:
    """The caps beside the locks: one LINE user on many IDs, and many users at once. TooManyTriesToday."""
    if tries_of_line_user_today >= MOST_TRIES_A_LINE_USER_AND_DAY:
        raise TooManyTriesToday
    if wrong_tries_of_all_this_hour >= MOST_WRONG_TRIES_AN_HOUR:
        raise TooManyTriesToday


def check_codes(wrong_codes_of_strangers_in_a_day: int) -> None:
    """The cap beside the hour's, of one-time codes alone. TooManyTriesToday."""
    if wrong_codes_of_strangers_in_a_day >= MOST_WRONG_CODES_A_DAY:
        raise TooManyTriesToday


def _after_miss(tries: Tries, now: datetime, most: int) -> Tries:
    if is_locked(tries, now):
        return tries
    failures = 1 if tries.locked_until is not None else tries.failures + 1
    if failures >= most:
        return Tries(failures=failures, locked_until=now + LOCK_FOR)
    return Tries(failures=failures)
