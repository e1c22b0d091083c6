"""How long an ID and a session last without use (W-03, W-05)."""

from calendar import isleap
from datetime import date, datetime, timedelta

from domain.errors import SessionTimedOut, UserIdExpired

ID_YEARS = 5  # W-03, S0 【注意】
SESSION_IDLE = timedelta(minutes=30)  # W-05, S0 手順20
WARN_BEFORE = timedelta(days=60)  # the house: a friendly word before an ID expires


def expires_on(last_used_on: date) -> date:
    """The first day (Asia/Tokyo) on which the ID no longer opens: five years after the last sign-in."""
    year = last_used_on.year + ID_YEARS
    if (last_used_on.month, last_used_on.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return last_used_on.replace(year=year)


def is_expired(last_used_on: date, today: date) -> bool:
    """Whether five years have passed (W-03)."""
    return today >= expires_on(last_used_on)


def check(last_used_on: date, today: date) -> None:
    """UserIdExpired: the ID is to be registered anew."""
    if is_expired(last_used_on, today):
        raise UserIdExpired(years=ID_YEARS)


def warns(last_used_on: date, today: date) -> bool:
    """Whether the end is near enough to say so."""
    end = expires_on(last_used_on)
    return end - WARN_BEFORE <= today < end


def session_timed_out(last_act_at: datetime, now: datetime) -> bool:
    """Whether the page was left alone for 30 minutes (W-05). Both aware."""
    return now - last_act_at >= SESSION_IDLE


def check_session(last_act_at: datetime, now: datetime) -> None:
    """SessionTimedOut with the minutes of the rule."""
    if session_timed_out(last_act_at, now):
        raise SessionTimedOut(minutes=SESSION_IDLE // timedelta(minutes=1))
