"""What thousands are told at once: the same rows as `bot/outbox.py` writes, in one statement."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

from bot import line, outbox
from bot.messages import Mail, Message
from domain.store.batches import insert_all
from domain.store.tables import outgoing

Told = tuple[str, Message | Mail, str]  # to which LINE user, what, and the name by which it is queued once


def queue(tx: Connection, told: Iterable[Told], source: str, at: int) -> None:
    """Queue pushes and mails of one source and moment, as they come: nothing of them is kept in memory."""
    insert_all(tx, outgoing, _rows(told, source, at), new_only=True)


def _rows(told: Iterable[Told], source: str, at: int) -> Iterator[dict[str, Any]]:
    for line_user, message, once in told:
        if isinstance(message, Mail):
            row = outbox.fresh(line_user, "mail", "mail", outbox.letter(message), at, source)
        else:
            row = outbox.fresh(line_user, "line", "push", {"messages": line.render([message])}, at, source)
        yield row | {"dedupe": once}
