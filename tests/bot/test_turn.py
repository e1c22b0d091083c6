"""One turn: what is taken back, who has blocked us, what breaks."""

from typing import Any

import pytest

from bot import conversation, inbox, outbox
from bot.clock import Clock
from bot.locale import t
from bot.messages import Text
from domain.store.tables import line_event, outgoing, talk
from tests.bot.talking import Talking


def test_an_unsent_message_is_forgotten_but_not_that_there_was_one(talking: Talking) -> None:
    talking._event({"type": "message", "message": {"type": "text", "id": "m77", "text": "口座は1234567です"}})

    talking._event({"type": "unsend", "unsend": {"messageId": "m77"}})

    with talking.house.db.reading() as tx:
        row = tx.execute(line_event.select().where(line_event.c.hidden)).one()
    assert row.raw["message"] == {"type": "text", "id": "m77"}


def test_whoever_has_blocked_us_is_remembered_and_nothing_more_is_queued_for_line(talking: Talking) -> None:
    talking.follows()
    with talking.house.db.writing() as tx:
        outbox.push(tx, talking.who, [Text("お知らせ")], talking.house.clock.ms(), once="n1")

    talking._event({"type": "unfollow", "replyToken": None})

    with talking.house.db.reading() as tx:
        assert tx.execute(talk.select()).one().friend is False
        assert tx.execute(outgoing.select().where(outgoing.c.dedupe == "n1")).one().state == "blocked"


def test_a_turn_that_breaks_leaves_nothing_behind_and_is_set_aside_after_three_tries(talking: Talking, monkeypatch: pytest.MonkeyPatch) -> None:
    talking.follows()
    before = talking.state

    def breaks(*_: Any) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(conversation, "take", breaks)
    talking.says("利用登録")
    for _ in range(4):
        with talking.house.db.writing() as tx:
            tx.execute(line_event.update().values(next_at=0))
        talking._take()

    assert talking.state == before
    with talking.house.db.reading() as tx:
        row = tx.execute(line_event.select().order_by(line_event.c.id.desc())).first()
    assert (row.state, row.attempts) == ("quarantined", 3)
    assert t("prompts.apology") in str(talking.sent("push"))


def test_the_same_webhook_event_twice_is_one_row(talking: Talking) -> None:
    with talking.house.db.writing() as tx:
        kept = [inbox.keep(tx, "same", talking.who, 1, {"type": "follow"}, Clock.real_ms()) for _ in range(2)]

    assert kept == [True, False]
