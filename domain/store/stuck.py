"""What a person must look at: quarantined events and messages that did not arrive. Found by small indexes, newest first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from domain.store.db import for_update
from domain.store.figures import QUARANTINED, STUCK
from domain.store.tables import filing, line_event, outgoing

PAGE = 100

_EVENT = (line_event.c.id, line_event.c.line_user, line_event.c.raw, line_event.c.occurred_at, line_event.c.attempts, line_event.c.error)
_SEND = (outgoing.c.id, outgoing.c.line_user, outgoing.c.channel, outgoing.c.kind, outgoing.c.source, outgoing.c.state, outgoing.c.created_at,
         outgoing.c.attempts, outgoing.c.error)  # fmt: skip


def events(tx: Connection) -> list[Any]:
    """The newest quarantined events, with the receipt number of the person's newest filing."""
    return list(tx.execute(select(*_EVENT, _receipt(line_event)).where(QUARANTINED).order_by(line_event.c.id.desc()).limit(PAGE)))


def sends(tx: Connection) -> list[Any]:
    """The newest messages that did not arrive, or of which nobody knows."""
    return list(tx.execute(select(*_SEND, _receipt(outgoing)).where(STUCK).order_by(outgoing.c.id.desc()).limit(PAGE)))


def quarantined_among(tx: Connection, ids: Sequence[int]) -> list[Any]:
    """Those of these events that still are quarantined, locked."""
    return list(tx.execute(for_update(tx, select(line_event.c.id, line_event.c.line_user).where(line_event.c.id.in_(ids), QUARANTINED))))


def stuck_among(tx: Connection, ids: Sequence[int]) -> list[Any]:
    """Those of these messages that still are stuck, locked."""
    return list(tx.execute(for_update(tx, select(outgoing.c.id, outgoing.c.kind, outgoing.c.state).where(outgoing.c.id.in_(ids), STUCK))))


def take_again(tx: Connection, event_id: int) -> None:
    """The event waits anew, its tries forgotten."""
    tx.execute(update(line_event).where(line_event.c.id == event_id).values(state="waiting", attempts=0, next_at=0, error=None))


def discard_event(tx: Connection, event_id: int, at: int) -> None:
    """The event is never taken; it stays in the record."""
    tx.execute(update(line_event).where(line_event.c.id == event_id).values(state="discarded", done_at=at))


def send_again(tx: Connection, outgoing_id: int, kind: str, retry_key: str) -> None:
    """The message is queued as if for the first time: with a new key, since LINE may have forgotten the old one.

    A reply becomes a push: its token is long gone.
    """
    tx.execute(update(outgoing).where(outgoing.c.id == outgoing_id).values(
        state="queued", kind="push" if kind == "reply" else kind, retry_key=retry_key, attempts=0, next_at=0, not_after=None,
        first_sent_at=None, leased_until=None, done_at=None,
    ))  # fmt: skip


def cancel(tx: Connection, outgoing_id: int, at: int) -> None:
    """The message is never sent; it stays in the record."""
    tx.execute(update(outgoing).where(outgoing.c.id == outgoing_id).values(state="cancelled", done_at=at))


def _receipt(of: Any) -> Any:
    newest = select(filing.c.receipt).where(filing.c.line_user == of.c.line_user, filing.c.line_user != "").order_by(filing.c.id.desc()).limit(1)
    return newest.scalar_subquery().label("receipt")
