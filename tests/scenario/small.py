"""A small world in one process: a house on a file, a LINE made of dictionaries, and deaths that are exceptions.

A death here is as final as kill -9: the transaction under way is gone, so is everything in memory, and a new house is
built on the same file. What was under way is then done again by whoever had begun it: LINE sends the webhook again, a
person sends the page again, a member of staff presses the button again.
"""

import base64
import functools
import hashlib
import hmac
import json
import re
from collections import defaultdict, deque
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyotp
from sqlalchemy import func, select, text

from bot import failpoints, sender, turn
from bot.app import create_app
from bot.clock import Clock
from bot.dialogs import DIALOGS
from bot.house import House
from bot.line_client import Answer
from bot.settings import Settings
from domain.desk import staff
from domain.store import sending, talks
from domain.store.db import Database
from domain.store.sealed import keyring
from domain.store.tables import credential, line_event, line_link, metadata, outgoing, person
from tests.scenario.oracle import Ledger, Messages
from tests.scenario.places import place

SECRET = "small-channel-secret-0123"
MORNING_MS = 1_796_000_400_000  # 2026-11-30 10:00 in Tokyo, a Monday
KEY = {1: bytes(range(32))}
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
A, B, C, D = ("U" + sign * 32 for sign in "abcd")
HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')
SETTINGS = {
    "secret_keys": ("k" * 40,),
    "data_keys": KEY,
    "public_url": "http://127.0.0.1:8000",
    "ekyc_secret": "ekyc-secret-0123456",
}


class Crash(BaseException):
    """The process is dead."""


def crash() -> None:
    """What `failpoints.die` is here."""
    raise Crash


class Still(Clock):
    """Stands still until it is moved; real time is the same time."""

    def __init__(self) -> None:
        super().__init__()
        self.at = MORNING_MS

    def ms(self) -> int:
        return self.at

    def real_ms(self) -> int:  # type: ignore[override]
        return self.at


class Line:
    """LINE's side: retry keys and reply tokens are used up once; faults strike as told."""

    def __init__(self) -> None:
        self.ledger = Ledger(delivered=defaultdict(list))
        self.tokens: dict[str, str] = {}
        self.keys: set[str] = set()
        self.faults: deque[str] = deque()
        self.mails: dict[str, int] = defaultdict(int)

    def reply(self, token: str, messages: Messages) -> Answer:
        return self._do(functools.partial(self._reply, token, messages))

    def push(self, who: str, messages: Messages, retry_key: str) -> Answer:
        return self._do(functools.partial(self._push, who, messages, retry_key))

    def link_menu(self, who: str, menu_id: str) -> Answer:
        return Answer("accepted")

    def post(self, _smtp: str, _sender: str, row: Any) -> None:
        self.mails[row["retry_key"]] += 1

    def _do(self, work: Callable[[], Answer]) -> Answer:
        fault = self.faults.popleft() if self.faults else ""
        if fault in ("", "lost"):
            answer = work()
            return Answer("unclear", detail="no answer came") if fault else answer
        return Answer(fault)  # type: ignore[arg-type]  # rate, unclear (never arrived), unsent …

    def _reply(self, token: str, messages: Messages) -> Answer:
        who = self.tokens.pop(token, None)
        if who is None:
            return Answer("token_gone", detail="Invalid reply token")
        self.ledger.delivered[who].append(messages)
        return Answer("accepted")

    def _push(self, who: str, messages: Messages, retry_key: str) -> Answer:
        if retry_key not in self.keys:
            self.keys.add(retry_key)
            self.ledger.delivered[who].append(messages)
        return Answer("accepted")


class AtOnce:
    """A pool that does what it is given before it returns."""

    def submit(self, job: Callable[..., Any], *arguments: Any) -> None:
        job(*arguments)

    def shutdown(self, wait: bool = False) -> None: ...


class ByHand:
    """An engine that wakes nobody: turns are taken and rows sent when the story says so."""

    def wake(self, line_user: str) -> None: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


@functools.cache
def _one_app() -> list[Any]:
    return []


def the_app(house: House) -> Any:
    """The web application, put together once: it keeps nothing between requests but its house."""
    kept = _one_app()
    if not kept:
        kept.append(create_app(house))
    kept[0].extensions["house"] = house
    return kept[0]


class Small:
    """One house after another on the same database: a file, or a PostgreSQL database of its own."""

    def __init__(self, path: Path, template: Path | None = None, engine: str = "threads") -> None:
        keyring.use(KEY)
        if template is not None:
            (path / "small.db").write_bytes(template.read_bytes())
        self.place = place(engine, path, "small.db")
        self.url = self.place.url
        self.line, self.clock, self.client = Line(), Still(), None
        self.deaths = 0
        self.made: dict[int, list[dict[str, Any]]] = {}
        self.numbers = 0
        self.born()
        if template is None and self.house.db.sqlite:
            metadata.create_all(self.house.db.engine)

    def gone(self) -> None:
        """The end of this world."""
        self.house.db.close()
        self.place.drop()

    def born(self) -> None:
        """A new process on the old file."""
        settings = Settings(
            line_channel_secret=SECRET, line_channel_access_token="t" * 20, database_url=self.url, **SETTINGS
        )  # type: ignore[arg-type]
        self.house = House(settings, Database(self.url), self.clock, engine=ByHand(), line=self.line)
        self.app = the_app(self.house)
        self.client = self.client or self.app.test_client()
        self.sender = sender.Sender(self.house, threads=4)
        self.sender._pool = AtOnce()  # type: ignore[assignment]

    def dies(self) -> None:
        """Gone, and born again; leases are released as the sender's start does."""
        self.deaths += 1
        failpoints.arm("")
        self.house.db.close()
        self.born()
        with self.house.db.writing() as tx:
            sending.release_leases(tx)

    def plays(self, story: list[Callable[["Small"], None]], failpoint: str = "") -> None:
        """Play a story; a part in which the process dies is played again."""
        failpoints.arm(failpoint)
        for number, part in enumerate(story):
            self.part = number
            try:
                part(self)
            except Crash:
                self.dies()
                part(self)
        failpoints.arm("")

    def judges(self, model: Any = None, unmodelled: frozenset[str] = frozenset()) -> list[str]:
        """What the oracle finds."""
        from tests.scenario import oracle

        return oracle.judge(self.house.db, self.line.ledger, model, unmodelled)

    # ---- LINE's webhook ----

    def webhook(
        self, events: list[dict[str, Any]], body: bytes | None = None, signature: str | None = None, client: Any = None
    ) -> int:
        """One POST, by a connection of its own where one is given; returns the status."""
        body = (
            json.dumps({"destination": "U" + "0" * 32, "events": events}).encode() if body is None else body
        )
        signed = (
            base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
            if signature is None
            else signature
        )
        client = client or self.client
        assert client is not None
        answer = client.post("/line/webhook", data=body, headers={"X-Line-Signature": signed})
        if answer.status_code == 200:
            for event in events:
                if isinstance(event, dict) and "webhookEventId" in event:
                    self.line.ledger.accepted[event["webhookEventId"]] = event
        return int(answer.status_code)

    def event(self, who: str, kind: str = "message", **more: Any) -> dict[str, Any]:
        """A new event of a person."""
        self.numbers += 1
        event_id = f"01E{self.numbers:023d}"
        self.clock.at += 40
        event: dict[str, Any] = {"type": kind, "webhookEventId": event_id, "timestamp": self.clock.at, "mode": "active", "source": {"type": "user", "userId": who},
                                 "deliveryContext": {"isRedelivery": False}, **more}  # fmt: skip
        if kind != "unfollow":
            event["replyToken"] = f"token-{event_id}"
            self.line.tokens[event["replyToken"]] = who
        return event

    def once(self, *makers: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
        """The events of this part: made once, the same again when the part is played again."""
        if self.part not in self.made:
            self.made[self.part] = [make() for make in makers]
        return self.made[self.part]

    def drains(self) -> None:
        """Everybody's waiting events; on PostgreSQL only of those whom a job calls: what was never tried is not swept."""
        for _ in range(200):
            people = self._waiting() if self.house.db.sqlite else self._called() or self._waiting(tried=1)
            if not people:
                assert not self._waiting(), "events wait and nobody was woken for them"
                return
            for who in people:
                while turn.take_next(self.house, who, DIALOGS):
                    self.clock.at += 3
                if not self.house.db.sqlite:
                    self._hangs_up(who)
            self.clock.at += 500
        raise AssertionError("events keep waiting")

    def _waiting(self, tried: int = 0) -> list[str]:
        with self.house.db.reading() as tx:
            found = select(line_event.c.line_user).where(line_event.c.state == "waiting", line_event.c.attempts >= tried).distinct()
            return list(tx.execute(found).scalars())

    def _called(self) -> list[str]:
        with self.house.db.reading() as tx:
            return list(tx.execute(text("SELECT args->>'line_user' FROM procrastinate_jobs WHERE task_name = 'drain' ORDER BY id")).scalars())

    def _hangs_up(self, who: str) -> None:
        with self.house.db.writing() as tx:
            tx.execute(text("DELETE FROM procrastinate_jobs WHERE task_name = 'drain' AND args->>'line_user' = :who"), {"who": who})

    def sends(self) -> None:
        """Every row, however long it takes by the clock."""
        kept, sender.post = sender.post, self.line.post
        try:
            for _ in range(200):
                self.sender.wake()
                self.sender._round()
                with self.house.db.reading() as tx:
                    open_rows = tx.execute(
                        select(func.count()).where(outgoing.c.state.in_(("queued", "sending")))
                    ).scalar_one()
                if not open_rows:
                    return
                if self.sender._finished.empty():
                    self.clock.at += 2_000
            raise AssertionError("rows stay open")
        finally:
            sender.post = kept

    # ---- What people see and do ----

    def talk(self, who: str) -> Any:
        """The talk's row."""
        with self.house.db.reading() as tx:
            return talks.load(tx, who)

    def data(self, who: str, label: str) -> str:
        """The postback data of a button on somebody's screen."""
        screen = self.talk(who).screen
        return f"{screen['card']}:{[choice[0] for choice in screen['choices']].index(label)}"

    def says(self, who: str, text: str) -> dict[str, Any]:
        """A text."""
        return self.event(who, message={"type": "text", "id": "1", "text": text})

    def taps(self, who: str, label: str) -> dict[str, Any]:
        """A button on the screen."""
        return self.event(who, "postback", postback={"data": self.data(who, label)})

    def said(self, who: str) -> str:
        """All that was delivered to somebody, as text."""
        return json.dumps(self.line.ledger.delivered[who], ensure_ascii=False)

    def link(self, who: str) -> str:
        """The newest link to a page that was sent to somebody, as a path."""
        with self.house.db.reading() as tx:
            payloads = tx.execute(
                select(outgoing.c.payload).where(outgoing.c.line_user == who).order_by(outgoing.c.id.desc())
            ).scalars()
            return next(
                found[-1] for payload in payloads if (found := re.findall(r"/p/[\w-]+", json.dumps(payload)))
            )

    def opens(self, path: str, form: str = "") -> dict[str, str]:
        """GET a page; the hidden fields of its form."""
        assert self.client is not None
        html = self.client.get(path).text
        found = re.search(rf'action="{re.escape(form)}".*?</form>', html, re.S) if form else None
        return dict(HIDDEN.findall(found[0] if found else html))

    def posts(self, path: str, data: dict[str, str]) -> Any:
        """POST a page."""
        assert self.client is not None
        return self.client.post(path, data=data)

    def has_account(self, who: str) -> int:
        """An account with an authenticator, as the pages make it; the person's id."""
        at = self.clock.at
        with self.house.db.writing() as tx:
            facts = {"family_name": "鈴木", "given_name": "一郎", "applicant_mail": "ichiro@example.jp"}
            person_id = tx.execute(
                person.insert(), {"facts": facts, "mail_hash": "m", "made_at": at}
            ).inserted_primary_key[0]
            tx.execute(credential.insert(), {
                "person_id": person_id, "user_id": f"u{who}", "user_id_hash": f"h{who}", "password_hash": "-", "previous_hashes": [], "question": "first_pet",
                "answer_hash": "-", "totp_secret": TOTP, "totp_confirmed_at": at,
            })  # fmt: skip
            tx.execute(line_link.insert(), {"line_user": who, "person_id": person_id, "made_at": at})
        return int(person_id)

    def has_draft(self, who: str, told: dict[str, Any], state: str) -> None:
        """What was entered on another day."""
        with self.house.db.writing() as tx:
            talks.put_aside(tx, who, "registration", state, told, self.clock.at)

    def code(self, steps: int = 0) -> str:
        """The authenticator's code now."""
        return pyotp.TOTP(TOTP).at(self.clock.at // 1000 + 30 * steps)

    def hires(self) -> Any:
        """A member of staff, signed in at the console."""
        clerk = SimpleNamespace(password=staff.initial_password(), secret=TOTP)
        with self.house.db.writing() as tx:
            staff.add(tx, "sato", "佐藤", ("viewer", "reviewer"), clerk.password, clerk.secret, self.clock.at)
        data = self.opens("/staff/sign-in") | {
            "login": "sato",
            "password": clerk.password,
            "code": self.code(),
        }
        assert self.posts("/staff/sign-in", data).status_code == 303
        return clerk

    def presses(self, page: str, path: str, **typed: str) -> Any:
        """Post the form of a page of the console that posts to a path."""
        return self.posts(path, self.opens(page, path) | typed)
