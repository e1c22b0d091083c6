"""What is to be sent: a row first, in the transaction that decided it. `bot/sender.py` carries rows out."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from bot import line
from bot.messages import Mail, Menu, Message
from domain.store.db import insert_new
from domain.store.tables import outgoing

BEFORE_ALL = -1  # somebody waits for a reply, and its token dies within a minute: it goes before a notice to thousands
REPLY_LIFE_MS = 50_000  # LINE promises a minute; a reply started later might come too late


def reply(tx: Connection, line_user: str, rendered: list[dict], token: str, token_at: int, at: int, source: str = "bot") -> None:
    """Queue a prompt as the answer to a reply token; it becomes a push where the token is gone. `token_at` is real time."""
    _add(tx, line_user, "line", "reply", {"messages": rendered}, at, source, reply_token=token, token_until=token_at + REPLY_LIFE_MS)


def push(tx: Connection, line_user: str, messages: Sequence[Message], at: int, *, once: str | None = None,
         source: str = "bot", not_after: int | None = None) -> bool:
    """Queue what must arrive. Returns False when `once` was queued before."""
    return push_rendered(tx, line_user, line.render(messages), at, once=once, source=source, not_after=not_after)


def push_rendered(tx: Connection, line_user: str, rendered: list[dict], at: int, *, once: str | None = None,
                  source: str = "bot", not_after: int | None = None) -> bool:
    """`push` of messages that are LINE's JSON already."""
    return _add(tx, line_user, "line", "push", {"messages": rendered}, at, source, dedupe=once, not_after=not_after)


def menu(tx: Connection, line_user: str, which: Menu, at: int) -> None:
    """Queue the change of somebody's rich menu."""
    _add(tx, line_user, "line", "menu", {"menu": which.name}, at, "bot")


def mail(tx: Connection, message: Mail, at: int, *, line_user: str = "", source: str = "bot") -> bool:
    """Queue a mail. Returns False when its `once` was queued before."""
    return _add(tx, line_user, "mail", "mail", letter(message), at, source, dedupe=message.once)


def letter(message: Mail) -> dict[str, Any]:
    """What is kept of a mail until it is sent."""
    return {"to": message.to, "subject": message.subject, "body": message.body}


def fresh(line_user: str, channel: str, kind: str, payload: Mapping[str, Any], at: int, source: str) -> dict[str, Any]:
    """A row that nobody has tried to send, with the key its tries will carry."""
    return {"line_user": line_user, "channel": channel, "kind": kind, "source": source, "payload": dict(payload),
            "retry_key": _random_uuid(), "state": "queued", "next_at": 0, "created_at": at}


def _random_uuid() -> str:
    """Version 4, as LINE wants a retry key; `uuid.uuid4` takes four times as long to write one."""
    bits = secrets.token_hex(16)
    return f"{bits[:8]}-{bits[8:12]}-4{bits[13:16]}-{'89ab'[int(bits[16], 16) & 3]}{bits[17:20]}-{bits[20:]}"


def _add(tx: Connection, line_user: str, channel: str, kind: str, payload: Mapping[str, Any], at: int, source: str, *,
         dedupe: str | None = None, not_after: int | None = None, reply_token: str | None = None,
         token_until: int | None = None) -> bool:
    row = fresh(line_user, channel, kind, payload, at, source)
    if kind == "reply":
        row["next_at"] = BEFORE_ALL
    row |= {"dedupe": dedupe, "not_after": not_after, "reply_token": reply_token, "token_until": token_until}
    return insert_new(tx, outgoing, row)  # Without a name to be unique by, it is always new.
