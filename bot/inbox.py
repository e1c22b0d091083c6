"""Take an event once: rows of `line_event`, from LINE and from our own house.

News from our own house (a page was finished, the vendor called back, staff acted) goes through the same inbox, in the
transaction that made it, so that a talk has one line of events and one place that moves it.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bot import failpoints
from domain.store.db import insert_new
from domain.store.figures import WAITING
from domain.store.prepared import Prepared
from domain.store.tables import line_event

UNSENT_AMONG = 500  # events of a person that are looked through for an unsent message
_oldest_two = Prepared(
    select(line_event.c.id, line_event.c.raw, line_event.c.received_at)
    .where(line_event.c.line_user == bindparam("who"), WAITING, line_event.c.next_at <= bindparam("at"))
    .order_by(line_event.c.occurred_at, line_event.c.id)
    .limit(2)
    .with_for_update()
)
_done = Prepared(
    update(line_event)
    .where(line_event.c.id == bindparam("event"))
    .values(state=bindparam("new_state"), done_at=bindparam("at"))
)


def keep(tx: Connection, event_id: str, line_user: str, occurred_at: int, raw: Mapping[str, Any], at: int,
         state: str = "waiting") -> bool:
    """Store an event unless its id was seen before. Returns whether it is new. `at` is real time, for the reply token."""
    row = {"webhook_event_id": event_id, "line_user": line_user, "occurred_at": occurred_at, "received_at": at,
           "raw": raw, "state": state, "next_at": 0}
    return insert_new(tx, line_event, row)


def news(tx: Connection, line_user: str, kind: str, facts: Mapping[str, Any], at: int, once: str | None = None) -> bool:
    """Put news from our own house into somebody's inbox; `kind` is page, ekyc, staff or filing. Wake after the commit."""
    event_id = f"house:{once}" if once else f"house:{secrets.token_hex(16)}"
    new = keep(tx, event_id, line_user, at, {"type": "house", "kind": kind, "facts": dict(facts)}, 0)
    failpoints.reach(f"{kind}.stored")
    return new


def oldest(tx: Connection, line_user: str, at: int) -> tuple[Any | None, bool]:
    """The oldest waiting event of a person, locked, or None; and whether another waits behind it.

    `at` is real time: a failed try waits for its next.
    """
    found = _oldest_two.rows(tx, {"who": line_user, "at": at})
    return (found[0] if found else None), len(found) > 1


def done(tx: Connection, event_id: int, at: int, state: str = "done") -> None:
    """Mark an event as taken."""
    _done.change(tx, {"event": event_id, "at": at, "new_state": state})


def hide(tx: Connection, line_user: str, message_id: str) -> None:
    """A message was unsent: forget what it said, keep that there was one. Messages are sealed, so the newest are opened."""
    newest = select(line_event.c.id, line_event.c.raw).where(line_event.c.line_user == line_user)
    for row in tx.execute(newest.order_by(line_event.c.id.desc()).limit(UNSENT_AMONG)):
        message = row.raw.get("message") if isinstance(row.raw, dict) else None
        if isinstance(message, dict) and str(message.get("id")) == message_id:
            kept = row.raw | {"message": {"type": message.get("type"), "id": message_id}}
            tx.execute(update(line_event).where(line_event.c.id == row.id).values(hidden=True, raw=kept))
            return


def waiting_users(tx: Connection, at: int, limit: int = 1000) -> list[str]:
    """Whoever has something waiting: the sweep that finds what a lost wake-up left."""
    rows = tx.execute(
        select(line_event.c.line_user)
        .where(WAITING, line_event.c.next_at <= at)
        .group_by(line_event.c.line_user)
        .limit(limit)
    )
    return [row.line_user for row in rows]


def failed(tx: Connection, event_id: int, error: str, tries: int, at: int) -> bool:
    """Count a failed try; after the last one the event is quarantined. Returns whether it was.

    A turn whose commit went through but whose answer was lost has failed only in our eyes: it is left as it is.
    """
    tried = tx.execute(select(line_event.c.attempts).where(line_event.c.id == event_id, WAITING).with_for_update()).scalar()
    if tried is None:
        return False
    attempts = tried + 1
    over = attempts >= tries
    tx.execute(
        update(line_event)
        .where(line_event.c.id == event_id)
        .values(attempts=attempts, error=error[:500], state="quarantined" if over else "waiting", next_at=at + 200 * 2**attempts)
    )
    return over
