"""What got stuck is begun again or discarded by a person, with a reason: each row once, whoever presses first.

A message that may have arrived is sent again only here: nobody but a person may risk that it comes twice.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from domain import masking
from domain.desk.hands import Form, Hand, fresh, record
from domain.errors import FieldLeftEmpty, NotOneOfThese, WordsTooLong
from domain.roles import Act
from domain.store import stuck

REASON_MOST = 200  # characters


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act did: how many rows, how many a colleague had dealt with before, who is to be woken."""

    done: int
    passed_over: int
    line_users: list[str] = field(default_factory=list)


def take_again(tx: Connection, hand: Hand, ids: Sequence[int], reason: str, form: Form) -> Outcome | None:
    """Quarantined events wait anew. None when this form was posted before. FieldLeftEmpty, NotOneOfThese, WordsTooLong."""
    return _each(tx, hand, ids, reason, form, "event_taken_again", "event", _of_somebody, lambda row: stuck.take_again(tx, row.id))


def discard_events(tx: Connection, hand: Hand, ids: Sequence[int], reason: str, form: Form) -> Outcome | None:
    """Quarantined events are never taken. As `take_again`."""
    return _each(tx, hand, ids, reason, form, "event_discarded", "event", stuck.quarantined_among,
                 lambda row: stuck.discard_event(tx, row.id, hand.at))  # fmt: skip


def send_again(tx: Connection, hand: Hand, ids: Sequence[int], reason: str, form: Form) -> Outcome | None:
    """Messages that did not arrive are queued anew. As `take_again`."""
    return _each(tx, hand, ids, reason, form, "message_sent_again", "outgoing", stuck.stuck_among,
                 lambda row: stuck.send_again(tx, row.id, row.kind, str(uuid.uuid4())))  # fmt: skip


def discard_sends(tx: Connection, hand: Hand, ids: Sequence[int], reason: str, form: Form) -> Outcome | None:
    """Messages that did not arrive are never sent. As `take_again`."""
    return _each(tx, hand, ids, reason, form, "message_discarded", "outgoing", stuck.stuck_among,
                 lambda row: stuck.cancel(tx, row.id, hand.at))  # fmt: skip


def _of_somebody(tx: Connection, ids: Sequence[int]) -> list[Any]:
    return [row for row in stuck.quarantined_among(tx, ids) if row.line_user]  # Nobody's talk could take the others.


def _each(
    tx: Connection, hand: Hand, ids: Sequence[int], reason: str, form: Form, act: str, kind: str,
    among: Callable[[Connection, Sequence[int]], list[Any]], change: Callable[[Any], None],
) -> Outcome | None:  # fmt: skip
    hand.must(Act.OPERATE)
    reason = _reason(reason)
    if not ids or len(ids) > stuck.PAGE:
        raise NotOneOfThese(field="row")
    if not fresh(tx, hand, form, act, f"{kind}:{min(ids)}"):
        return None
    changed = among(tx, ids)
    for row in changed:
        change(row)
        record(tx, hand, act, f"{kind}:{row.id}", {"reason": reason})
    return Outcome(len(changed), len(set(ids)) - len(changed), [row.line_user for row in changed if kind == "event"])


def _reason(typed: str) -> str:
    if not typed.strip():
        raise FieldLeftEmpty(field="reason")
    if len(typed) > REASON_MOST:
        raise WordsTooLong(typed=len(typed), most=REASON_MOST)
    return masking.masked(typed.strip())
