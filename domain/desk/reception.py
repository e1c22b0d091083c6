"""When 応募 is taken and how much of the quota is left, as of a moment (Q-04, Q-05, Q-08, W-01).

The quota of a day counts as a whole once the day is over; what was decided stands in `reception`.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection

from domain import hours, terms
from domain.errors import ApplicationNotOpen, ApplicationOver, QuotaReached, ServiceClosed
from domain.store import applications
from domain.terms import Kind, Pool

A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Left:
    """A pool's quota, what counts against it, and what is left, in units (口)."""

    quota: int
    taken: int
    verified: bool

    @property
    def units(self) -> int:
        """Units nobody holds; never below zero."""
        return max(0, self.quota - self.taken)


def reception_day(now: dt.datetime) -> dt.date:
    """The day an application filed now is received on; while the service is closed, today's date (W-01)."""
    try:
        return hours.reception_date(now)
    except ServiceClosed:
        return now.astimezone(hours.TOKYO).date()


def left(tx: Connection, year: int, kind: Kind | str) -> Left | None:
    """The quota of a kind as of now, or None where it was never published."""
    pool = terms.of(year).kind(kind).pool
    if pool.units is None:
        return None
    return Left(pool.units.value, applications.taken(tx, year, pool.name), pool.units.verified)


def last_day(tx: Connection, year: int, kind: Kind | str) -> dt.date | None:
    """The last day of reception for a kind: the year's, or the earlier one by the quota (Q-04, Q-05)."""
    offered = terms.of(year)
    over = applications.ended(tx, year, offered.kind(kind).pool.name)
    period = offered.application.last
    return over.last_day if over else period.value if period else None


def refuse_closed(tx: Connection, year: int, kind: str | None, on: dt.date) -> None:
    """Before, after, or beyond the quota; without a kind, only where no kind is open any more (Q-04, Q-05, Q-08)."""
    offered = terms.of(year)
    window = offered.application
    if window.first and on < window.first.value:
        raise ApplicationNotOpen(fiscal_year=year, opens=window.first.value)
    if window.last and on > window.last.value:
        raise ApplicationOver(fiscal_year=year, last=window.last.value, on=on)
    pools = [offered.kind(kind).pool] if kind else list(offered.pools.values())
    ends = [_end_by_quota(tx, year, pool, on) for pool in pools]
    if ends and all(end is not None and on > end for end in ends):
        raise QuotaReached(fiscal_year=year, last=max(end for end in ends if end))


def reached(tx: Connection, year: int, pool: Pool, until: dt.date) -> tuple[dt.date, dt.date | None, int] | None:
    """How a pool's quota ends by the end of `until`: last valid day, the day that went above it, units that stand (Q-05).

    None while it is not reached. Filling it to the unit is no excess: that day is the last; a day that goes above it is
    void as a whole.
    """
    running = 0
    for on, units in applications.by_day(tx, year, pool.name, until):
        before, running = running, running + units
        if pool.units is None or running < pool.units.value:
            continue
        return (on - A_DAY, on, before) if running > pool.units.value else (on, None, running)
    return None


def _end_by_quota(tx: Connection, year: int, pool: Pool, on: dt.date) -> dt.date | None:
    """The last day of a pool whose quota is full: as decided, or by what had come in before `on`, not decided yet."""
    over = applications.ended(tx, year, pool.name)
    if over is not None:
        return over.last_day
    end = reached(tx, year, pool, on - A_DAY)
    return end[0] if end else None
