"""What an operator watches, read from the database, so that every process says the same. Each query is bounded."""

from typing import Any

from sqlalchemy import Connection, func, select, text

from domain.store import arming, state
from domain.store.tables import hand_off, line_event, outgoing

NEWEST = 10_000  # rows that are looked through for the last minute's figures
# In words, not as parameters: only so may a database use the small indexes of what waits, instead of everybody's history.
STUCK = text("outgoing.state IN ('failed','unknown','expired')")
QUARANTINED = text("line_event.state = 'quarantined'")
WAITING = text("line_event.state = 'waiting'")
OPEN = text("outgoing.state IN ('queued','sending')")
QUOTA = "line_quota"  # what LINE last said: {"limit": …, "used": …, "at": ms}


def inbox(tx: Connection) -> tuple[int, int | None]:
    """How many events wait, and since when the oldest does (ms)."""
    row = tx.execute(select(func.count(), func.min(line_event.c.occurred_at)).where(WAITING)).one()
    return int(row[0]), row[1]


def outbox(tx: Connection) -> dict[str, tuple[int, int]]:
    """Kind → how many are to be sent, and since when the oldest is (ms)."""
    rows = tx.execute(select(outgoing.c.kind, func.count(), func.min(outgoing.c.created_at)).where(OPEN).group_by(outgoing.c.kind))
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


def stuck(tx: Connection) -> dict[str, int]:
    """failed, unknown, expired → how many messages a person must look at."""
    return {row[0]: int(row[1]) for row in tx.execute(select(outgoing.c.state, func.count()).where(STUCK).group_by(outgoing.c.state))}


def quarantined(tx: Connection) -> int:
    """How many events a person must look at."""
    return int(tx.execute(select(func.count()).select_from(line_event).where(QUARANTINED)).scalar_one())


def turns_since(tx: Connection, since: int) -> int:
    """How many events were taken since a moment (ms)."""
    newest = select(line_event.c.done_at).order_by(line_event.c.id.desc()).limit(NEWEST).subquery()
    return int(tx.execute(select(func.count()).select_from(newest).where(newest.c.done_at >= since)).scalar_one())


def sends_since(tx: Connection, since: int) -> dict[tuple[str, str], int]:
    """(kind, outcome) → how many since a moment (ms)."""
    newest = select(outgoing.c.kind, outgoing.c.state, outgoing.c.done_at).order_by(outgoing.c.id.desc()).limit(NEWEST).subquery()
    rows = tx.execute(select(newest.c.kind, newest.c.state, func.count()).where(newest.c.done_at >= since).group_by(newest.c.kind, newest.c.state))
    return {(row[0], row[1]): int(row[2]) for row in rows}


def talks_waiting(tx: Connection) -> tuple[int, int | None]:
    """How many people wait for a person, and since when (ms)."""
    row = tx.execute(select(func.count(), func.min(hand_off.c.requested_at)).where(hand_off.c.state == "waiting")).one()
    return int(row[0]), row[1]


def quota(tx: Connection) -> dict[str, Any] | None:
    """What LINE last said of this month's messages; None before it was asked, ``limit`` None where there is none."""
    told: dict[str, Any] | None = state.get(tx, QUOTA)
    return told if told and "used" in told else None


def may_send(tx: Connection) -> bool:
    """Whether this copy of the database is armed."""
    return arming.armed(tx)
