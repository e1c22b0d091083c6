"""What thousands are told at once: the same rows as `bot/outbox.py` writes, in one statement."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

from bot import line
from bot.messages import Mail, Message
from domain.store.batches import insert_all
from domain.store.tables import outgoing

Told = tuple[str, Message | Mail, str]  # to which LINE user, what, and the name by which it is queued once


def queue(tx: Connection, told: Iterable[Told], source: str, at: int) -> None:
    """Queue pushes and mails of one source and moment, as they come: nothing of them is kept in memory."""
    insert_all(tx, outgoing, _rows(told, source, at), new_only=True)


def _rows(told: Iterable[Told], source: str, at: int) -> Iterator[dict[str, Any]]:
    for line_user, message, once in told:
        kind = "mail" if isinstance(message, Mail) else "push"
        yield {
            "line_user": line_user, "channel": "mail" if kind == "mail" else "line", "kind": kind, "source": source, "payload": _payload(message),
            "retry_key": str(uuid.uuid4()), "dedupe": once, "state": "queued", "next_at": 0, "created_at": at,
        }  # fmt: skip


def _payload(message: Message | Mail) -> dict[str, Any]:
    if isinstance(message, Mail):
        return {"to": message.to, "subject": message.subject, "body": message.body}
    return {"messages": line.render([message])}
