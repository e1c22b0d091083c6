"""The house a bench runs in: ours on a fresh SQLite file, with nobody at the other end of LINE."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, event, select

from bench import form_dialog
from bench.form_dialog import NAME
from bot import conversation, dialogs, line, turn, webhook
from bot.app import make_house
from bot.engine import ThreadEngine
from bot.house import House
from bot.settings import Settings
from domain.store.prepared import Prepared
from domain.store.tables import metadata, outgoing

SECRET = "0123456789abcdef" * 2
# Asked between the turns that are timed: as little as can be, for what it pushes out of the processor's caches the next turn pays.
_newest = Prepared(
    select(outgoing.c.payload).where(outgoing.c.line_user == bindparam("who")).order_by(outgoing.c.id.desc()).limit(1)
)
DIALOGS = {**dialogs.DIALOGS, NAME: form_dialog.dialog}


def settings(url: str) -> Settings:
    """Settings of a house that listens only to a bench."""
    return Settings(
        line_channel_secret=SECRET, line_channel_access_token=SECRET, secret_keys=(SECRET * 2,), data_keys={1: bytes(range(32))},
        ekyc_secret=SECRET, database_url=url,
    )  # fmt: skip


def signature(body: bytes) -> str:
    """As LINE signs a webhook."""
    return base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()


class Ours:
    """Our house without a web server: what the webhook does, then what the engine does, in this thread.

    Not `flushed`: its commits do not wait for the disk, for measuring what else a turn costs.
    """

    def __init__(self, url: str, flushed: bool = True) -> None:
        self.house: House = make_house(settings(url))
        if not flushed:
            self._on_connect(lambda raw: raw.execute("PRAGMA synchronous=NORMAL"))
        metadata.create_all(self.house.db.engine)
        form_dialog.metadata.create_all(self.house.db.engine)
        self.engine = ThreadEngine(self.house, DIALOGS)
        self._looking = self.house.db.engine.connect()

    def begin(self, line_user: str) -> None:
        """Ask the first question of the form."""
        with self.house.db.writing() as tx:
            talk = turn.load(self.house, tx, line_user, self.house.clock.ms())
            conversation.open_dialog(talk, NAME, DIALOGS)
            turn.send(talk, "first", talk.at, "first")
            turn.save(talk)

    def turns(self, told: Sequence[tuple[bytes, str]]) -> None:
        """Bytes of signed webhooks in, each committed; then the turns of all of them, as the engine finds them waiting."""
        people: list[str] = []
        for body, signature in told:
            if not line.signed(self.house.settings.line_channel_secret, body, signature):
                raise AssertionError("the bench signs what it sends")
            people += webhook.store(self.house, body)
        self.engine.drain(people)

    def answer(self, line_user: str) -> list[dict[str, Any]]:
        """The messages queued last for somebody."""
        return list(_newest.rows(self._looking, {"who": line_user})[0].payload["messages"])

    def applications(self) -> dict[str, dict[str, Any]]:
        """Whatever was filed, by person."""
        with self.house.db.reading() as tx:
            return {row.line_user: row.answers for row in tx.execute(select(form_dialog.application))}

    def watch_statements(self) -> list[str]:
        """A list that grows by every statement SQLite runs from now on, on connections opened from now on."""
        seen: list[str] = []
        self._on_connect(lambda raw: raw.set_trace_callback(seen.append))
        return seen

    def _on_connect(self, change: Callable[[Any], Any]) -> None:
        self.house.db.close()
        event.listen(self.house.db.engine, "connect", lambda raw, _: change(raw))

    def close(self) -> None:
        """Close the files."""
        self._looking.close()
        self.house.db.close()


def sqlite(folder: str | Path, name: str = "bench.db") -> str:
    """The address of a SQLite file in a folder."""
    return f"sqlite:///{Path(folder) / name}"


def message(number: int, line_user: str, text: str) -> dict[str, Any]:
    """A typed text as LINE's event."""
    return _event(number, line_user, {"type": "message", "message": {"type": "text", "id": str(number), "text": text}})


def tap(number: int, line_user: str, data: str) -> dict[str, Any]:
    """A tapped button as LINE's event."""
    return _event(number, line_user, {"type": "postback", "postback": {"data": data}})


def follow(number: int, line_user: str) -> dict[str, Any]:
    """友だち追加 as LINE's event."""
    return _event(number, line_user, {"type": "follow", "follow": {"isUnblocked": False}})


def webhook_body(*events: dict[str, Any]) -> bytes:
    """Events as LINE posts them."""
    return json.dumps({"destination": "U" + "0" * 32, "events": events}, ensure_ascii=False, separators=(",", ":")).encode()


def user(number: int) -> str:
    """The LINE user id of a person by number."""
    return f"U{number:032x}"


def _event(number: int, line_user: str, what: dict[str, Any]) -> dict[str, Any]:
    return {
        **what, "webhookEventId": f"01BENCH{number:019d}", "deliveryContext": {"isRedelivery": False}, "timestamp": 1_790_000_000_000 + number,
        "source": {"type": "user", "userId": line_user}, "replyToken": f"{number:032x}", "mode": "active",
    }  # fmt: skip
