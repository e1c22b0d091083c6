"""A talk without a web: what a person says goes through the real turn, what the bot says is read from the outbox."""

import datetime as dt
import itertools
import os
import re
from collections.abc import Iterator
from typing import Any

from bot import inbox, turn
from bot.clock import Clock
from bot.dialogs import DIALOGS
from bot.house import House
from bot.settings import Settings
from domain import one_time_code
from domain.desk import line_proof
from domain.store import talks
from domain.store.db import Database
from domain.store.sealed import keyring
from domain.store.tables import credential, line_link, metadata, outgoing, person

WHO = "U" + "1" * 32
MONDAY_MORNING = dt.datetime(2026, 11, 30, 1, 0, tzinfo=dt.UTC)  # 10:00 in Tokyo, a business day
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = itertools.count(1)


class QuietEngine:
    """Wakes nobody: the test takes the turns itself."""

    def wake(self, line_user: str) -> None: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


def a_house(path: Any, **settings: Any) -> House:
    """A house on a fresh SQLite file, on a Monday morning."""
    keyring.use({1: os.urandom(32)})
    db = Database(f"sqlite:///{path / 'talk.db'}")
    metadata.create_all(db.engine)
    clock = Clock()
    clock.travel_to(MONDAY_MORNING)
    told = Settings(
        line_channel_secret="c" * 20, line_channel_access_token="t" * 20, secret_keys=("s" * 40,), data_keys={}, ekyc_secret="e" * 20,
        public_url="http://127.0.0.1:8000", **settings,
    )  # fmt: skip
    return House(told, db, clock, engine=QuietEngine())


class Talking:
    """One person with a phone."""

    def __init__(self, house: House, who: str = WHO) -> None:
        self.house, self.who = house, who
        self.answers: list[dict[str, Any]] = []
        self.cards: dict[str, str] = {}

    # ---- What the person does: each returns what the bot answered, as one text ----

    def follows(self) -> str:
        return self._event({"type": "follow"})

    def says(self, text: str) -> str:
        return self._event({"type": "message", "message": {"type": "text", "id": "1", "text": text}})

    def sends(self, kind: str) -> str:
        return self._event({"type": "message", "message": {"type": kind, "id": "1"}})

    def taps(self, label: str) -> str:
        """Tap the newest button of this label; one that is not on screen is an error of the test."""
        if label not in self.cards:
            raise AssertionError(f"no button {label!r} among {list(self.cards)}")
        return self.posts(self.cards[label])

    def posts(self, data: str) -> str:
        return self._event({"type": "postback", "postback": {"data": data}})

    def hears_of(self, kind: str, /, **facts: Any) -> str:
        """News from our own house: page, ekyc, staff, filing."""
        with self.house.db.writing() as tx:
            inbox.news(tx, self.who, kind, facts, self.house.clock.ms())
        return self._take()

    def signs_in(self, person_id: int, number: str = "4821") -> str:
        """What our page does when somebody signs in to whom this LINE user is new: show a number, tell the talk."""
        proof = line_proof.fresh(person_id, self.house.clock.ms()) | {"number": number}
        return self.hears_of("page", purpose="sign_in", **proof)

    def fills_page(self, dialog: str = "registration", /, **answers: Any) -> str:
        """What our page does when it was sent: keep the answers, tell the talk."""
        with self.house.db.writing() as tx:
            talks.tell(tx, self.who, dialog, answers, self.house.clock.ms())
            inbox.news(tx, self.who, "page", {"purpose": "form", "fields": list(answers)}, self.house.clock.ms())
        return self._take()

    def has_account(self, linked: str | None = "") -> int:
        """An account with an authenticator, as the pages make it; returns the person's id.

        It is linked to this LINE user, or to the one named, or with None to nobody yet.
        """
        at = self.house.clock.ms()
        facts = {"family_name": "鈴木", "given_name": "一郎", "applicant_mail": "ichiro@example.jp"}
        with self.house.db.writing() as tx:
            who = tx.execute(person.insert(), {"facts": facts, "mail_hash": "m", "made_at": at}).inserted_primary_key[0]
            tx.execute(credential.insert(), {
                "person_id": who, "user_id": f"suzuki{who}", "user_id_hash": f"h{who}", "password_hash": "-", "previous_hashes": [], "question": "first_pet",
                "answer_hash": "-", "totp_secret": SECRET, "totp_confirmed_at": at,
            })  # fmt: skip
            if linked is not None:
                tx.execute(line_link.insert(), {"line_user": linked or self.who, "person_id": who, "made_at": at})
        return int(who)

    def code(self) -> str:
        """A code that was not used before: time goes on by a step."""
        import pyotp

        self.house.clock.offset_seconds += one_time_code.STEP_SECONDS * 2
        return pyotp.TOTP(SECRET).at(self.house.clock.now())

    # ---- What can be seen ----

    @property
    def state(self) -> tuple[str, str]:
        with self.house.db.reading() as tx:
            row = talks.load(tx, self.who)
        return row.dialog, row.state

    @property
    def told(self) -> dict[str, Any]:
        with self.house.db.reading() as tx:
            return dict(talks.load(tx, self.who).told)

    def sent(self, kind: str) -> list[dict[str, Any]]:
        """Payloads of one kind of outgoing row, oldest first."""
        with self.house.db.reading() as tx:
            rows = tx.execute(outgoing.select().where(outgoing.c.kind == kind, outgoing.c.line_user == self.who).order_by(outgoing.c.id))
            return [row.payload for row in rows]

    # ---- Within ----

    def _event(self, event: dict[str, Any]) -> str:
        n = next(_numbers)
        whole = {"webhookEventId": f"E{n}", "timestamp": self.house.clock.ms(), "replyToken": f"r{n}", "source": {"type": "user", "userId": self.who}, **event}
        with self.house.db.writing() as tx:
            inbox.keep(tx, whole["webhookEventId"], self.who, whole["timestamp"], whole, Clock.real_ms())
        return self._take()

    def _take(self) -> str:
        with self.house.db.reading() as tx:
            before = tx.execute(outgoing.select().order_by(outgoing.c.id.desc())).first()
        while turn.take_next(self.house, self.who, DIALOGS):
            pass
        with self.house.db.reading() as tx:
            rows = tx.execute(outgoing.select().where(outgoing.c.id > (before.id if before else 0), outgoing.c.line_user == self.who).order_by(outgoing.c.id))
            self.answers = [message for row in rows if row.channel == "line" for message in row.payload.get("messages", [])]
        for message in self.answers:
            for action in _actions(message):
                if action["type"] == "postback":
                    self.cards[action["label"]] = action["data"]
        return "\n".join(text for message in self.answers for text in texts(message))


def texts(message: dict[str, Any]) -> Iterator[str]:
    """Every text of a message, titles and rows included, buttons not."""
    if message.get("type") == "text":
        yield message["text"]
    for key in ("contents", "body"):
        inner = message.get(key)
        for one in inner if isinstance(inner, list) else [inner] if inner else []:
            yield from texts(one)


def _actions(thing: Any) -> Iterator[dict[str, Any]]:
    if isinstance(thing, dict):
        if isinstance(thing.get("action"), dict):
            yield thing["action"]
        for key in ("contents", "body", "footer"):
            yield from _actions(thing.get(key))
    elif isinstance(thing, list):
        for one in thing:
            yield from _actions(one)


def story(docstring: str) -> list[tuple[str, str]]:
    """The conversation in a dialog's docstring: (what the person says or does, the whole answer), to the letter.

    Lines after → that are indented further belong to the answer; 「…」 stands for nothing: every word must be there.
    """
    turns: list[tuple[str, str]] = []
    for line in docstring.splitlines()[1:]:
        if not line.startswith("    ") or not line.strip():
            continue
        words = line.strip()
        if words.startswith("→") or (turns and line.startswith("      ")):
            said, answer = turns[-1]
            turns[-1] = (said, answer + flat(words.removeprefix("→")))
        else:
            turns.append((words, ""))
    return turns


def flat(text: str) -> str:
    """Text without any space, for comparing what was wrapped."""
    return re.sub(r"\s+", "", text)
