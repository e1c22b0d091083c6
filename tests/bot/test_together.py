"""Turns of several people in one commit, which SQLite's one writer shares when a crowd waits."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, select

from bot import engine, failpoints, inbox, turn
from bot.clock import Clock
from bot.dialogs import DIALOGS
from bot.house import House
from domain.store.db import Database
from domain.store.tables import line_event, outgoing, talk
from tests.bot.talking import a_house

PEOPLE = [f"U{number:032x}" for number in range(1, 6)]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = a_house(tmp_path)
    yield made
    made.db.close()


def tell(house: House, line_user: str, text: str, number: int = 0) -> None:
    raw = {"type": "message", "message": {"type": "text", "text": text}, "replyToken": f"r{number}"}
    with house.db.writing() as tx:
        assert inbox.keep(tx, f"{line_user}-{number}", line_user, number + 1, raw, Clock.real_ms())


def outcome(house: House) -> dict[str, tuple[str, int, int]]:
    """For everybody the state of the newest event, how often it was tried, and how many replies there are."""
    with house.db.reading() as tx:
        events = {row.line_user: row for row in tx.execute(select(line_event).order_by(line_event.c.id))}
        replies = [row.line_user for row in tx.execute(select(outgoing.c.line_user).where(outgoing.c.kind == "reply"))]
    return {who: (row.state, row.attempts, replies.count(who)) for who, row in events.items()}


def broken_for(monkeypatch: pytest.MonkeyPatch, unlucky: str) -> None:
    take = turn._take

    def stumbling(house: House, tx: object, line_user: str, one: object, dialogs: object) -> None:
        take(house, tx, line_user, one, dialogs)
        if line_user == unlucky:
            raise ZeroDivisionError

    monkeypatch.setattr(turn, "_take", stumbling)


def test_a_crowd_is_answered_in_one_commit(house):
    for who in PEOPLE:
        tell(house, who, "メニュー")
    house.db.close()
    commits: list[str] = []
    event.listen(house.db.engine, "connect", lambda raw, _: raw.set_trace_callback(lambda said: commits.append(said) if said == "COMMIT" else None))
    assert turn.take_together(house, PEOPLE, DIALOGS) == []
    assert commits == ["COMMIT"]
    assert outcome(house) == dict.fromkeys(PEOPLE, ("done", 0, 1))


def test_whoever_has_more_waiting_is_named_and_nobody_else(house):
    tell(house, PEOPLE[0], "メニュー", 0)
    tell(house, PEOPLE[0], "制度を知る", 1)
    tell(house, PEOPLE[1], "メニュー")
    assert turn.take_together(house, PEOPLE[:3], DIALOGS) == [PEOPLE[0]]
    with house.db.reading() as tx:
        assert [row.state for row in tx.execute(select(line_event.c.state).order_by(line_event.c.id))] == ["done", "waiting", "done"]


def test_one_who_stumbles_costs_the_others_nothing(house, monkeypatch):
    broken_for(monkeypatch, PEOPLE[2])
    for who in PEOPLE:
        tell(house, who, "メニュー")
    assert turn.take_together(house, PEOPLE, DIALOGS) == [PEOPLE[2]]
    assert outcome(house) == dict.fromkeys(PEOPLE, ("done", 0, 1)) | {PEOPLE[2]: ("waiting", 1, 0)}


def test_a_death_before_the_shared_commit_leaves_every_event_waiting(house, monkeypatch):
    class Death(BaseException):
        pass

    def die() -> None:
        raise Death

    monkeypatch.setattr(failpoints, "die", die)
    failpoints.arm("turn.taken")
    for who in PEOPLE:
        tell(house, who, "メニュー")
    with pytest.raises(Death):
        turn.take_together(house, PEOPLE, DIALOGS)
    assert outcome(house) == dict.fromkeys(PEOPLE, ("waiting", 0, 0))
    assert turn.take_together(house, PEOPLE, DIALOGS) == []
    assert outcome(house) == dict.fromkeys(PEOPLE, ("done", 0, 1))


@pytest.mark.parametrize("together", [1, engine.TOGETHER])
def test_the_engine_takes_everything_of_everybody_in_order(tmp_path, monkeypatch, together):
    """The talks end the same whether turns share commits or not."""
    house = a_house(tmp_path)
    monkeypatch.setattr(engine, "TOGETHER", together)
    for number, text in enumerate(("メニュー", "利用登録", "はい、代表者本人です", "同意する")):
        for who in PEOPLE:
            tell(house, who, text, number)
    works = engine.ThreadEngine(house)
    for who in PEOPLE:
        works.wake(who)
    works.start()
    until = time.monotonic() + 30
    while {state for state, _, _ in outcome(house).values()} != {"done"} and time.monotonic() < until:
        time.sleep(0.05)
    works.stop()
    with house.db.reading() as tx:
        talks = tx.execute(select(talk.c.dialog, talk.c.state, talk.c.version)).all()
    assert set(talks) == {("registration", "entering_applicant", 4)}
    assert outcome(house) == dict.fromkeys(PEOPLE, ("done", 0, 4))
    house.db.close()


def test_on_a_database_with_many_writers_everybody_is_taken_alone(house):
    """Several people's rows locked by one transaction could wait for each other across processes."""
    house.db.close()
    house.db = Database("postgresql://nobody@127.0.0.1:1/none")
    assert engine.ThreadEngine(house)._together == 1
