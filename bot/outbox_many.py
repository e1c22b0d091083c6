"""What thousands are told at once: the same rows as `bot/outbox.py` writes, in one statement."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from bot import line
from bot.messages import Mail, Message
from domain.store.batches import insert_all
from domain.store.tables import outgoing


class Many:
    """Pushes and mails of one source and moment. Each has a name of its own and is queued once."""

    def __init__(self, source: str, at: int) -> None:
        self._source, self._at = source, at
        self._rows: list[dict[str, Any]] = []

    def push(self, line_user: str, messages: Sequence[Message], once: str) -> None:
        """What must arrive by LINE."""
        self._add(line_user, "line", "push", {"messages": line.render(messages)}, once)

    def mail(self, line_user: str, message: Mail) -> None:
        """A mail; its `once` names it."""
        assert message.once
        payload = {"to": message.to, "subject": message.subject, "body": message.body}
        self._add(line_user, "mail", "mail", payload, message.once)

    def queue(self, tx: Connection) -> None:
        """Write them all."""
        insert_all(tx, outgoing, self._rows, new_only=True)

    def _add(self, line_user: str, channel: str, kind: str, payload: dict[str, Any], once: str) -> None:
        self._rows.append({
            "line_user": line_user, "channel": channel, "kind": kind, "source": self._source, "payload": payload,
            "retry_key": str(uuid.uuid4()), "dedupe": once, "state": "queued", "next_at": 0, "created_at": self._at,
        })  # fmt: skip
