"""What LINE has answered is written down however often the database is away meanwhile, and only by whoever asked."""

from typing import Any

import pytest
from sqlalchemy import select

from bot import outbox, sender
from bot.line_client import Answer
from bot.messages import Text
from domain.store import sending
from domain.store.tables import outgoing
from tests.bot.talking import a_house


class Line:
    """LINE, which takes everything."""

    def push(self, who: str, messages: Any, retry_key: str) -> Answer:
        return Answer("accepted")


@pytest.fixture
def house(tmp_path):
    """A house with one push to send."""
    house = a_house(tmp_path)
    house.line = Line()
    with house.db.writing() as tx:
        outbox.push(tx, "U1", [Text("お知らせ")], 1)
    yield house
    house.db.close()


def the_row(house: Any) -> Any:
    with house.db.reading() as tx:
        return tx.execute(select(outgoing)).one()


def test_an_answer_that_could_not_be_written_down_is_written_down_later(house, monkeypatch):
    carrier = sender.Sender(house, threads=1)
    carrier.wake()
    carrier._round()
    carrier._pool.shutdown(wait=True)  # LINE has answered.

    def away(*_: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(sending, "claim", away)  # The answer is written in the same transaction, and goes with it.
    with pytest.raises(ConnectionError):
        carrier._round()
    assert the_row(house).state == "sending"

    monkeypatch.undo()
    carrier.wake()
    carrier._round()
    assert the_row(house).state == "accepted"


def test_a_row_that_somebody_else_has_claimed_meanwhile_is_theirs_to_write(house):
    with house.db.writing() as tx:
        (slow,) = sending.claim(tx, 10, 5, 1)
    with house.db.writing() as tx:
        (heir,) = sending.claim(tx, 20, 5, 1)  # The lease had run out.
    with house.db.writing() as tx:
        sending.settle(tx, slow, state="queued", next_at=0)
    assert the_row(house).state == "sending"

    with house.db.writing() as tx:
        sending.settle(tx, heir, state="accepted", done_at=30)
        sending.settle(tx, heir, state="queued", next_at=0)  # Written once.
    assert the_row(house).state == "accepted"
