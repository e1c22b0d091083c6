"""The cheapest way to each fault: small scenes that return what is wrong with them. Without a fault: nothing."""

import datetime as dt
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from bot import failpoints, outbox
from bot.messages import Text
from bot.pages import visit
from domain.desk import review, staff
from domain.desk.hands import Form, Hand
from domain.errors import ChangedMeanwhile, LinkUsed
from domain.links import Purpose
from domain.store import db as database
from domain.store import filings, state, talks
from domain.store.db import Database
from domain.store.tables import code_tries
from tests.console.conftest import ANSWERS
from tests.faults import power
from tests.scenario.refold import Model
from tests.scenario.small import SETTINGS, TOTP, A, B, C, Small
from tests.scenario.story import STORY, UNMODELLED

Probe = Callable[[], list[str]]


ENGINE = "threads"  # on which the probes probe


@contextmanager
def on(engine: str) -> Iterator[None]:
    """The probes within probe another engine's database."""
    global ENGINE
    kept, ENGINE = ENGINE, engine
    try:
        yield
    finally:
        ENGINE = kept


@contextmanager
def fresh_small() -> Iterator[Small]:
    """A small world of its own."""
    with tempfile.TemporaryDirectory() as home:
        small = Small(Path(home), engine=ENGINE)
        try:
            yield small
        finally:
            failpoints.arm("")
            small.gone()


def told(failpoint: str = "", faults: tuple[str, ...] = ()) -> Probe:
    """The whole story with one death, or with faults of the wire, and the oracle after it."""

    def probe() -> list[str]:
        with fresh_small() as small:
            small.line.faults.extend(faults)
            try:
                small.plays(STORY, failpoint)
            except AssertionError as broken:
                return [f"the story breaks off: {broken}"]
            return small.judges(Model(str(SETTINGS["public_url"])), UNMODELLED)

    return probe


def old_card() -> list[str]:
    """A button of an old card, somebody else's and a forged one move nothing."""
    with fresh_small() as small:
        small.webhook([small.event(A, "follow")])
        small.drains()
        old = small.data(A, "制度を知る")
        small.webhook([small.says(A, "利用登録")])
        small.drains()
        stand = small.talk(A).state
        found = []
        for data in (old, "00000000:0", "x:0", f"{old.partition(':')[0]}:1"):
            small.clock.at += 60_000
            small.webhook([small.event(A, "postback", postback={"data": data})])
            small.drains()
            found += [f"{data} moved the talk to {small.talk(A).dialog}.{small.talk(A).state}"] * (
                small.talk(A).state != stand or small.talk(A).dialog != "registration"
            )
        return found


def silent_while_staff_speak() -> list[str]:
    """What is said to a person of the staff is answered by that person alone."""
    with fresh_small() as small:
        small.part = 0
        small.hires()
        small.webhook([small.says(B, "担当者")])
        small.drains()
        small.webhook([small.says(B, "はい")])
        small.drains()
        small.presses("/staff/talks/1", "/staff/talks/1/take")
        small.drains()
        small.sends()
        before = len(small.line.ledger.delivered[B])
        small.webhook([small.says(B, "もしもし"), small.says(B, "メニュー")])
        small.drains()
        small.sends()
        return [f"the bot said {len(small.line.ledger.delivered[B]) - before} things"] * (
            len(small.line.ledger.delivered[B]) != before
        )


def form_posted_twice() -> list[str]:
    """The console's form sent twice (a lost answer, a double click) says one thing."""
    with fresh_small() as small:
        small.hires()
        small.webhook([small.says(B, "担当者")])
        small.drains()
        small.webhook([small.says(B, "はい")])
        small.drains()
        small.presses("/staff/talks/1", "/staff/talks/1/take")
        form = small.opens("/staff/talks/1", "/staff/talks/1/say") | {"text": "担当の佐藤です。"}
        for _ in range(2):
            small.posts("/staff/talks/1/say", form)
        small.sends()
        times = small.said(B).count("担当の佐藤です。")
        return [f"said {times} times"] * (times != 1)


def lost_answers() -> list[str]:
    """A push whose answer is lost three times is there once."""
    with fresh_small() as small:
        with small.house.db.writing() as tx:
            outbox.push(tx, A, [Text("受付番号")], small.clock.at)
        small.line.faults.extend(("lost", "unclear", "lost"))
        small.sends()
        times = len(small.line.ledger.delivered[A])
        return [f"delivered {times} times"] * (times != 1)


def order_of_rows() -> list[str]:
    """A row that must be tried again holds back what was said after it."""
    with fresh_small() as small:
        with small.house.db.writing() as tx:
            for word in ("一", "二", "三"):
                outbox.push(tx, A, [Text(word)], small.clock.at)
        small.line.faults.extend(("unsent", "", "unsent"))
        small.sends()
        said = [messages[0]["text"] for messages in small.line.ledger.delivered[A]]
        return [f"said in the order {said}"] * (said != ["一", "二", "三"])


def wrong_codes() -> list[str]:
    """Five wrong codes lock for half an hour, right ones included."""
    with fresh_small() as small:
        small.has_account(C)
        small.has_draft(C, ANSWERS | {"identity_method": "post"}, "checking_summary")
        for words in ("利用登録", "続きから", "この内容で申請する", *["000000"] * 5):
            small.webhook([small.says(C, words)])
            small.drains()
        small.webhook([small.says(C, small.code())])
        small.drains()
        with small.house.db.reading() as tx:
            misses = tx.execute(select(code_tries.c.locked_until)).scalars().all()
        found = [] if any(misses) else ["five wrong codes locked nothing"]
        return found + ["filed while locked"] * (small.talk(C).state == "filed")


def link_in_two_tabs() -> list[str]:
    """Two tabs that were both open before either was sent: one wins."""
    with fresh_small() as small:
        from bot import links

        with small.house.db.writing() as tx:
            token = links.issue(tx, small.house, Purpose.PAGE_PRIVATE, A, small.clock.at).rpartition("/")[2]
        with small.app.test_request_context():
            tabs = [visit.open_link(token) for _ in range(2)]
        won = 0
        for tab in tabs:
            assert isinstance(tab, visit.Visit)
            try:
                with small.house.db.writing() as tx:
                    tab.finish(tx, "form", fields=[])
            except LinkUsed:
                continue
            won += 1
        return [f"{won} tabs won"] * (won != 1)


def overtaken_save() -> list[str]:
    """A talk saved meanwhile is not saved over."""
    with fresh_small() as small:
        small.webhook([small.event(A, "follow")])
        small.drains()
        seen = small.talk(A)
        values = {
            name: getattr(seen, name)
            for name in ("dialog", "state", "told", "screen", "owner", "misheard", "friend")
        } | {"updated_at": 1}
        with small.house.db.writing() as tx:
            talks.tell(tx, A, "menu", {"x": 1}, small.clock.at)
        try:
            with small.house.db.writing() as tx:
                talks.save(tx, A, seen.version, values)
        except talks.Overtaken:
            return []
        return ["what was saved meanwhile is gone"]


def stale_form() -> list[str]:
    """A form of the console that shows an older version is refused, and names the other's change."""
    with fresh_small() as small:
        person = small.has_account(C)
        with small.house.db.writing() as tx:
            row = filings.add(
                tx, "registration", C, person, None, ANSWERS, small.clock.at, dt.date(2026, 11, 30)
            )
            one = staff.add(tx, "sato", "佐藤", ("reviewer",), staff.initial_password(), TOTP, small.clock.at)
        hand = Hand(one, "佐藤", ("reviewer",), small.clock.at)
        with small.house.db.writing() as tx:
            review.claim(tx, hand, row.id, Form(row.version, "k1"))
        try:
            with small.house.db.writing() as tx:
                review.release(tx, hand, row.id, Form(row.version, "k2"))
        except ChangedMeanwhile:
            return []
        return [f"a form of version {row.version} was taken"]


def two_processes_write() -> list[str]:
    """The service and a command of the operator write to one SQLite file; nobody is turned away."""
    with tempfile.TemporaryDirectory() as home:
        small = Small(Path(home))
        databases = [small.house.db, Database(small.url)]
        found: list[str] = []

        def writes(db: Database, name: str) -> None:
            for number in range(40):
                try:
                    with db.writing() as tx:
                        state.put(tx, name, (state.get(tx, name) or 0) + 1)
                        state.put(tx, "last", number)
                except Exception as refused:
                    found.append(f"{type(refused).__name__}: {str(refused)[:80]}")

        threads = [threading.Thread(target=writes, args=(db, f"n{n}")) for n, db in enumerate(databases)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with databases[1].reading() as tx:
            counted = [state.get(tx, f"n{n}") for n in range(2)]
        for db in databases:
            db.close()
        return found[:3] or [f"counted {counted}"] * (counted != [40, 40])


def last_turns_die() -> list[str]:
    """The turn that queues a receipt dies before its commit."""
    for passes in RECEIPT_TURNS:
        if found := told(f"turn.taken:{passes}")():
            return found
    return []


RECEIPT_TURNS = (17, 18, 19, 20)


def power_cuts() -> list[str]:
    """What LINE was told we have is there after power cuts. The service runs in processes of its own: what is planted here is planted there."""
    unflushed = "synchronous=FULL" not in database.PRAGMAS
    with tempfile.TemporaryDirectory() as home:
        return power.goes_dark(Path(home), 2, "commits_unflushed" if unflushed else "")[0].findings


FINDS: dict[str, Probe] = {
    "no_dedupe": told(),
    "sent_before_commit": last_turns_die,
    "deferred_begin": two_processes_write,
    "no_version_check": overtaken_save,
    "stale_forms_taken": stale_form,
    "new_key_each_try": lost_answers,
    "reply_tried_again": told(faults=("lost",) * 12),
    "wrong_codes_rolled_back": wrong_codes,
    "done_before_taken": told("turn.taken:3"),
    "card_ids_ignored": old_card,
    "unordered_outbox": order_of_rows,
    "link_spent_unseen": link_in_two_tabs,
    "form_keys_ignored": form_posted_twice,
    "commits_unflushed": power_cuts,
    "bot_talks_into_staff": silent_while_staff_speak,
}
