"""Carries out the rows of the outbox: claims them with a lease, calls, writes down what became of each.

A push is tried again with its stored retry key until LINE has it (409 is success). A reply is tried once: if nobody
knows whether it arrived it is left, because every screen can be asked again; if its token is gone it becomes a push.
Leases, retries and tokens run on real time, never on a demo's clock.
"""

import queue
import random
import smtplib
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from email.utils import formataddr
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog

from bot import failpoints
from bot.house import House
from bot.line_client import THREADS, Answer
from bot.pace import MOST_A_SECOND, Pace
from bot.permission import Permission
from domain.store import sending, state

LEASE_MS = 60_000
RETRY_KEY_LIFE_MS = 23 * 3_600_000  # LINE forgets a key after 24 hours: later a retry would send again
PAUSES_S = {"rate": 2.0, "reserved": 60.0, "unauthorized": 30.0, "monthly": 3600.0}
AHEAD = 2  # rows claimed for each thread, so that none waits for the database
GATHER_S = 0.01  # while a backlog lasts, answers are written down in handfuls
MENU_TRIES = 5  # a menu that is replaced just now has another id a moment later: the id is looked up at every try

log = structlog.get_logger()
Row = Mapping[str, Any]


class Sender:
    """One dispatcher that claims and settles in batches, many threads that wait for LINE."""

    def __init__(self, house: House, threads: int = THREADS) -> None:
        self._house = house
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="send")
        self._finished: queue.SimpleQueue[tuple[Row, dict[str, Any]] | None] = queue.SimpleQueue()
        self._unwritten: list[tuple[Row, dict[str, Any]]] = []  # what LINE answered and the database has not taken yet
        self._stopping = threading.Event()
        self._dispatcher: threading.Thread | None = None
        self._paused_until: dict[str, float] = {}
        self._underway = 0
        self._replies = 0  # under way: one for each thread, none ahead. What was claimed when we die is not tried again
        self._backlog = False
        self._permission = Permission(house)
        self._pace = Pace(MOST_A_SECOND - AHEAD * threads)

    def wake(self) -> None:
        """There may be something to send."""
        self._finished.put(None)

    def shared_by(self, processes: int) -> None:
        """LINE's limit is the channel's: so many processes send from this database just now."""
        share = MOST_A_SECOND // max(1, processes)
        self._pace.allow(max(share - AHEAD * self._threads, share // 2, 1))

    def start(self, *, alone: bool = False) -> None:
        """Begin to send. `alone`: no other process sends from this database, so leases found now are a dead one's."""
        if alone:
            with self._house.db.writing() as tx:
                sending.release_leases(tx)
        self._dispatcher = threading.Thread(target=self._dispatch, daemon=True, name="dispatcher")
        self._dispatcher.start()

    def stop(self) -> None:
        """Finish the calls under way, write down their answers, stop."""
        self._stopping.set()
        self.wake()
        if self._dispatcher is not None:
            self._dispatcher.join(timeout=15)
        self._pool.shutdown(wait=False)

    def _dispatch(self) -> None:
        while not (self._stopping.is_set() and self._underway == 0 and not self._unwritten):
            try:
                self._round()
            except Exception:
                log.exception("sending failed")
                self._stopping.wait(0.5)

    def _round(self) -> None:
        self._unwritten += self._collect()
        results = self._unwritten
        at = self._house.clock.real_ms()
        free = 0 if self._stopping.is_set() or not self._permission.given() else min(AHEAD * self._threads - self._underway, self._pace.free())
        if not results and free <= 0:
            return
        with self._house.db.writing() as tx:
            for row, values in results:
                sending.settle(tx, row, **values)
            rows = sending.claim(tx, at, LEASE_MS, free, self._open_kinds(at), self._threads - self._replies) if free > 0 else []
        self._unwritten = []
        if results:
            failpoints.reach("sender.settled")
        if rows:
            failpoints.reach("sender.claimed")
        self._backlog = bool(rows) and len(rows) in (free, self._threads - self._replies) if free > 0 else self._backlog
        self._pace.took(len(rows))
        for row in rows:
            self._underway += 1
            self._replies += row["kind"] == "reply"
            self._pool.submit(self._carry_out, row)

    def _collect(self) -> list[tuple[Row, dict[str, Any]]]:
        """Everything that finished meanwhile; waits a little for the first, and where more waits for some others."""
        results = []
        try:
            first = self._finished.get(timeout=GATHER_S if self._backlog else 0.5)
            results += [first] if first else []
            if self._backlog:
                self._stopping.wait(GATHER_S)
            while True:
                more = self._finished.get_nowait()
                results += [more] if more else []
        except queue.Empty:
            pass
        self._underway -= len(results)
        self._replies -= sum(row["kind"] == "reply" for row, _ in results)
        return results

    def _open_kinds(self, at: int) -> list[str] | None:
        if not self._paused_until:
            return None
        return [kind for kind in ("reply", "push", "menu", "mail") if self._paused_until.get(kind, 0) <= at]

    def _carry_out(self, row: Row) -> None:
        failpoints.reach("sender.calling")
        try:
            values = self._call(row)
        except Exception as error:
            log.exception("send failed", outgoing=row["id"])
            values = self._later(row, f"{type(error).__name__}: {error}")
        failpoints.reach("sender.called")
        self._finished.put((row, values))

    def _call(self, row: Row) -> dict[str, Any]:
        at = self._house.clock.real_ms()
        if row["not_after"] is not None and row["not_after"] < self._house.clock.ms():
            return self._final("expired", "not sent before its last moment")
        if row["kind"] == "mail":
            return self._mail(row)
        if row["kind"] == "reply" and row["state"] == "sending":
            return self._final("unknown", "the process died while the reply was under way")
        if row["kind"] == "reply" and row["token_until"] <= at:
            return {"state": "queued", "kind": "push", "next_at": 0, "first_sent_at": None, "error": "reply token too old"}
        if row["first_sent_at"] and at - row["first_sent_at"] > RETRY_KEY_LIFE_MS:
            return self._final("failed", "unclear for a day: a person must decide whether to send again")
        return self._settled(row, self._send(row))

    def _send(self, row: Row) -> Answer:
        line = self._house.line
        if row["kind"] == "reply":
            return line.reply(row["reply_token"], row["payload"]["messages"])
        if row["kind"] == "push" and row["friend"] is False:
            return Answer("blocked")  # LINE would answer 200: only what we heard ourselves tells.
        if row["kind"] == "push":
            return line.push(row["line_user"], row["payload"]["messages"], row["retry_key"])
        with self._house.db.reading() as tx:
            menu_id = state.get(tx, f"richmenu:{row['payload']['menu']}")
        if menu_id is None:
            return Answer("refused", detail="rich menus are not set up: run `sumairu richmenu sync`")
        return line.link_menu(row["line_user"], menu_id)

    def _settled(self, row: Row, answer: Answer) -> dict[str, Any]:
        """What an answer makes of its row."""
        outcome = answer.outcome
        noted = {"request_id": answer.request_id or None, "error": answer.detail or None}
        undone = noted | {"first_sent_at": row["first_sent_at"]}  # As before the claim: LINE's day for the key has not begun, so a push may wait for a month.
        if outcome == "accepted":
            return self._final("accepted") | noted
        if outcome == "blocked":
            return self._final("blocked")
        if outcome == "token_gone":
            return noted | {"state": "queued", "kind": "push", "next_at": 0, "first_sent_at": None}
        if outcome in PAUSES_S:
            self._pause(row["kind"], outcome)
            return self._later(row, answer.detail, pause=PAUSES_S[outcome]) | undone
        if outcome == "unclear" and row["kind"] == "reply":
            return self._final("unknown") | noted
        if outcome == "refused" and row["kind"] == "menu" and "not found" in answer.detail.lower() and row["attempts"] + 1 < MENU_TRIES:
            return self._later(row, answer.detail) | noted
        if outcome == "refused":
            log.error("LINE refused a message", outgoing=row["id"], detail=answer.detail)
            return self._final("failed") | noted
        return self._later(row, answer.detail) | (undone if outcome == "unsent" else noted)

    def _pause(self, kind: str, why: str) -> None:
        """Replies cost no quota: only pushes wait for the month. A bad token stops everything but mail."""
        until = self._house.clock.real_ms() + int(PAUSES_S[why] * 1000)
        kinds = ("reply", "push", "menu") if why == "unauthorized" else (kind,)
        for one in kinds:
            self._paused_until[one] = until
        log.warning("sending paused", why=why, kinds=kinds, seconds=PAUSES_S[why])

    def _later(self, row: Row, error: str, pause: float | None = None) -> dict[str, Any]:
        seconds = pause if pause is not None else min(300.0, 2.0 ** min(row["attempts"], 9)) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter, not a secret
        return {"state": "queued", "next_at": self._house.clock.real_ms() + int(seconds * 1000), "error": error[:300]}

    def _final(self, state: str, error: str | None = None) -> dict[str, Any]:
        return {"state": state, "done_at": self._house.clock.ms(), "error": error}

    def _mail(self, row: Row) -> dict[str, Any]:
        try:
            post(self._house.settings.smtp_url, self._house.settings.mail_from, row)
        except smtplib.SMTPRecipientsRefused as error:
            return self._final("failed", str(error)[:300])
        except (OSError, smtplib.SMTPException) as error:
            return self._later(row, f"{type(error).__name__}: {error}")
        return self._final("accepted")


def post(smtp_url: str, sender: str, row: Row) -> None:
    """Hand a mail to the SMTP server. Its Message-ID is the row's key: a second try is the same mail."""
    parts = urlsplit(smtp_url)
    message = EmailMessage()
    message["From"] = formataddr(("", sender))
    message["To"] = row["payload"]["to"]
    message["Subject"] = " ".join(row["payload"]["subject"].split())
    message["Message-ID"] = f"<{row['retry_key']}@{sender.rpartition('@')[2]}>"
    message.set_content(row["payload"]["body"])
    connect = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with connect(parts.hostname or "127.0.0.1", parts.port or 25, timeout=10) as server:
        if parts.username:
            if parts.scheme != "smtps":
                server.starttls()
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
