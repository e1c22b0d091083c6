"""A process that dies between claiming and calling loses no more replies than it could have had under way."""

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import line, outbox, sender
from bot.line_client import Answer
from bot.messages import Text
from domain.store import sending
from domain.store.tables import outgoing
from tests.bot.talking import a_house

THREADS, WAITING = 4, 40


class Silent:
    """LINE, which answers nobody until it is let."""

    def __init__(self) -> None:
        self.let, self.replied, self.pushed = threading.Event(), [], []  # type: ignore[var-annotated]

    def reply(self, token: str, messages: Any) -> Answer:
        self.let.wait(20)
        self.replied.append(token)
        return Answer("accepted")

    def push(self, who: str, messages: Any, retry_key: str) -> Answer:
        self.let.wait(20)
        self.pushed.append(retry_key)
        return Answer("accepted")


@pytest.fixture
def house(tmp_path: Path) -> Any:
    """A house where many people wait for their answers."""
    house = a_house(tmp_path)
    house.line = Silent()
    with house.db.writing() as tx:
        for n in range(WAITING):
            outbox.reply(tx, f"U{n}", line.render([Text("はい")]), f"token-{n}", house.clock.real_ms(), 1)
    yield house
    house.line.let.set()
    house.db.close()


def states(house: Any) -> dict[str, int]:
    with house.db.reading() as tx:
        return dict(tx.execute(select(outgoing.c.state, func.count()).group_by(outgoing.c.state)).all())


def begins(house: Any) -> sender.Sender:
    """A sender that has claimed what it would and waits for LINE."""
    carrier = sender.Sender(house, threads=THREADS)
    carrier.wake()
    for _ in range(5):
        carrier.wake()
        carrier._round()
    return carrier


def test_only_so_many_replies_are_claimed_as_can_be_under_way(house: Any) -> None:
    begins(house)

    assert states(house) == {"sending": THREADS, "queued": WAITING - THREADS}


def test_after_a_death_before_the_calls_nothing_else_is_lost(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fate of what was claimed is unknown; everybody else is answered by the next process, once."""
    monkeypatch.setattr(sender.Sender, "_carry_out", lambda *_: None)  # Dies between the claim and the calls.
    begins(house)
    monkeypatch.undo()

    house.line.let.set()
    heir = sender.Sender(house, threads=THREADS)
    heir.start(alone=True)
    for _ in range(200):
        if states(house).keys() <= {"accepted", "unknown"}:
            break
        heir.wake()
        threading.Event().wait(0.05)
    heir.stop()

    assert states(house) == {"unknown": THREADS, "accepted": WAITING - THREADS}
    assert len(set(house.line.replied)) == len(house.line.replied) == WAITING - THREADS


def test_pushes_may_be_claimed_ahead_and_keep_no_reply_waiting_behind_them(house: Any) -> None:
    with house.db.writing() as tx:
        for n in range(WAITING):
            outbox.push(tx, f"P{n}", [Text("お知らせ")], 1)
    begins(house)

    with house.db.reading() as tx:
        claimed = dict(tx.execute(select(outgoing.c.kind, func.count()).where(outgoing.c.state == "sending").group_by(outgoing.c.kind)).all())
    assert claimed["reply"] == THREADS
    assert claimed.get("push", 0) <= sender.AHEAD * THREADS - THREADS


def test_a_claim_takes_no_more_replies_than_it_may(house: Any) -> None:
    with house.db.writing() as tx:
        assert len(sending.claim(tx, 2**53, 1, 9, replies=2)) == 2
        assert sending.claim(tx, 2**53 + 2, 1, 9, replies=0) == []


def test_a_reply_goes_before_a_notice_to_thousands(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    with house.db.writing() as tx:
        for n in range(100):
            outbox.push(tx, f"U-notice-{n}", [Text("お知らせ")], 1, once=f"notice:{n}")
        outbox.reply(tx, "U-waits", line.render([Text("はい")]), "token", house.clock.real_ms(), 1)
        first = sending.claim(tx, house.clock.real_ms(), 1_000, 10)[0]
    assert (first["kind"], first["line_user"]) == ("reply", "U-waits")
    house.db.close()
