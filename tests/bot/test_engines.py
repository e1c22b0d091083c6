"""The same code on SQLite and on PostgreSQL: inbox, turn, outbox and the statements they run."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import bindparam, event, select, text, update

from bot import inbox, outbox, turn
from bot.clock import Clock
from bot.dialogs import DIALOGS
from bot.messages import Mail, Text
from domain.store import sending, talks
from domain.store.db import insert_new
from domain.store.prepared import Prepared
from domain.store.sealed import CannotOpen
from domain.store.tables import draft, line_event, outgoing, talk
from tests.bot.talking import WHO, Talking
from tests.databases import BOTH, talking_on

OTHER = "U" + "2" * 32


@pytest.fixture(params=BOTH)
def talking(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Talking]:
    """A person who has just opened the chat, in a house on either database."""
    with talking_on(request.param, tmp_path) as made:
        yield made


# ---- The turn ---------------------------------------------------------------------------------------------


def test_a_talk_goes_on_over_several_turns(talking):
    talking.follows()
    talking.says("利用登録")
    talking.taps("はい、代表者本人です")
    assert talking.state == ("registration", "reading_terms")
    talking.says("同意する")
    assert talking.state == ("registration", "entering_applicant")
    assert len(talking.sent("reply")) == 4


def test_an_event_is_taken_once_however_often_it_comes(talking):
    raw = {"type": "message", "message": {"type": "text", "text": "こんにちは"}, "replyToken": "r"}
    with talking.house.db.writing() as tx:
        assert inbox.keep(tx, "E-once", WHO, 1, raw, Clock.real_ms())
        assert not inbox.keep(tx, "E-once", WHO, 1, raw, Clock.real_ms())
    with talking.house.db.writing() as tx:
        assert not inbox.keep(tx, "E-once", WHO, 1, raw, Clock.real_ms())
    talking._take()
    assert len(talking.answers) == 1
    assert len(talking.sent("reply")) == 1


def test_a_turn_tells_whether_more_waits(talking):
    with talking.house.db.writing() as tx:
        for n in range(3):
            inbox.keep(tx, f"E-more-{n}", WHO, 3 - n, {"type": "message", "n": n}, Clock.real_ms())
        inbox.keep(tx, "E-other", OTHER, 0, {"type": "message"}, Clock.real_ms())
    with talking.house.db.writing() as tx:
        event, more = inbox.oldest(tx, WHO, Clock.real_ms())
    assert (event.raw["n"], more) == (2, True)
    took = [turn.take_next(talking.house, WHO, DIALOGS) for _ in range(4)]
    assert took == [True, True, False, False]


def test_an_event_that_failed_waits_for_its_next_try_and_is_looked_at_again(talking):
    broken = {"menu": None}
    with talking.house.db.writing() as tx:
        inbox.keep(tx, "E-bad", WHO, 1, {"type": "message", "message": {"type": "text", "text": "x"}}, Clock.real_ms())
    assert turn.take_next(talking.house, WHO, broken) is True
    assert turn.take_next(talking.house, WHO, broken) is False
    with talking.house.db.reading() as tx:
        row = tx.execute(select(line_event)).one()
    assert (row.state, row.attempts) == ("waiting", 1)
    assert row.next_at > Clock.real_ms()


def test_two_turns_at_once_do_not_overwrite_each_other(talking):
    talking.says("こんにちは")
    with talking.house.db.writing() as tx:
        row = talks.load(tx, WHO)
        values = {"dialog": row.dialog, "state": row.state, "told": {}, "screen": {}, "owner": "bot", "misheard": 0, "friend": True, "updated_at": 1}
        talks.save(tx, WHO, row.version, values)
        with pytest.raises(talks.Overtaken):
            talks.save(tx, WHO, row.version, values)


def test_what_goes_wrong_leaves_nothing_behind(talking):
    def stumble() -> None:
        with talking.house.db.writing() as tx:
            inbox.keep(tx, "E-gone", WHO, 1, {"type": "message"}, Clock.real_ms())
            outbox.push(tx, WHO, [Text("x")], 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    with talking.house.db.writing() as tx:
        assert inbox.keep(tx, "E-gone", WHO, 1, {"type": "message"}, Clock.real_ms())
    with talking.house.db.reading() as tx:
        assert tx.execute(select(outgoing)).first() is None


def test_statements_of_both_kinds_stand_or_fall_together(talking):
    def write(event_id: str, ends_well: bool) -> None:
        with talking.house.db.writing() as tx:
            inbox.keep(tx, event_id, WHO, 1, {"type": "message"}, Clock.real_ms())
            tx.execute(draft.insert(), {"line_user": event_id, "dialog": "d", "state": "", "told": {}, "updated_at": 1})
            inbox.keep(tx, f"{event_id}-after", WHO, 1, {"type": "message"}, Clock.real_ms())
            if not ends_well:
                raise ZeroDivisionError

    for event_id, ends_well in (("E1", True), ("E2", False), ("E3", True)):
        with contextlib.suppress(ZeroDivisionError):
            write(event_id, ends_well)
    with talking.house.db.reading() as tx:
        assert [row.webhook_event_id for row in tx.execute(select(line_event).order_by(line_event.c.id))] == ["E1", "E1-after", "E3", "E3-after"]
        assert sorted(row.line_user for row in tx.execute(select(draft))) == ["E1", "E3"]


def test_many_threads_write_side_by_side_and_lose_nothing(talking):
    def work(me: int) -> None:
        for n in range(10):
            with talking.house.db.writing() as tx:
                inbox.keep(tx, f"E-{me}-{n}", f"U{me}", n, {"type": "message"}, Clock.real_ms())

    threads = [threading.Thread(target=work, args=(me,)) for me in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with talking.house.db.reading() as tx:
        assert len(tx.execute(select(line_event.c.id)).all()) == 80


# ---- The outbox -------------------------------------------------------------------------------------------


def test_what_has_a_name_is_queued_once_and_what_has_none_always(talking):
    with talking.house.db.writing() as tx:
        assert outbox.push(tx, WHO, [Text("a")], 1, once="receipt:1")
        assert not outbox.push(tx, WHO, [Text("a")], 1, once="receipt:1")
        assert outbox.push(tx, WHO, [Text("b")], 1)
        assert outbox.push(tx, WHO, [Text("b")], 1)
        assert outbox.mail(tx, Mail("a@example.jp", "s", "b", once="m"), 1)
        assert not outbox.mail(tx, Mail("a@example.jp", "s", "b", once="m"), 1)
    assert len(talking.sent("push")) == 3


def test_rows_are_claimed_in_order_and_settled(talking):
    with talking.house.db.writing() as tx:
        outbox.push(tx, WHO, [Text("first")], 1)
        outbox.push(tx, WHO, [Text("second")], 1)
        outbox.push(tx, OTHER, [Text("third")], 1)
        claimed = sending.claim(tx, at=10, lease_ms=5, most=9)
        assert [row["payload"]["messages"][0]["text"] for row in claimed] == ["first", "third"]
        assert sending.claim(tx, at=11, lease_ms=5, most=9) == []
        sending.settle(tx, claimed[0], state="accepted", done_at=12)
        assert [row["payload"]["messages"][0]["text"] for row in sending.claim(tx, at=12, lease_ms=5, most=9)] == ["second"]


# ---- Statements that are run on the driver's cursor ---------------------------------------------------------


def test_a_prepared_statement_seals_and_opens_as_any_other(talking):
    talking.says("こんにちは")
    find = Prepared(select(talk.c.told, talk.c.friend, talk.c.version).where(talk.c.line_user == bindparam("who"), talk.c.owner == "bot"))
    change = Prepared(update(talk).where(talk.c.line_user == bindparam("who")).values(told=bindparam("new_told"), friend=bindparam("new_friend")))
    with talking.house.db.writing() as tx:
        assert change.change(tx, {"who": WHO, "new_told": {"鍵": [1, None]}, "new_friend": False}) == 1
        assert change.change(tx, {"who": "nobody", "new_told": {}, "new_friend": False}) == 0
        row = find.first(tx, {"who": WHO})
        assert find.first(tx, {"who": "nobody"}) is None
        stored = bytes(tx.execute(text("SELECT told FROM talk")).scalar_one())
    assert row.told == {"鍵": [1, None]}
    assert row.friend is False
    assert "鍵".encode() not in stored


def test_a_value_sealed_for_another_column_is_refused(talking):
    talking.says("こんにちは")
    with talking.house.db.writing() as tx:
        tx.execute(text("UPDATE talk SET told = screen"))
        with pytest.raises(CannotOpen):
            talks.load(tx, WHO)


def test_inserting_anew_tells_whether_the_key_was_taken(talking):
    row = {"line_user": WHO, "dialog": "registration", "state": "x", "told": {"a": 1}, "updated_at": 1}
    with talking.house.db.writing() as tx:
        assert insert_new(tx, draft, row)
        assert not insert_new(tx, draft, row | {"told": {"a": 2}})
        assert talks.find_draft(tx, WHO, "registration").told == {"a": 1}


def test_what_waits_and_what_is_open_is_found_by_a_small_index(talking):
    if not talking.house.db.sqlite:
        pytest.skip("PostgreSQL chooses by size: a small table is read through")
    seen: list[str] = []
    talking.house.db.close()
    event.listen(talking.house.db.engine, "connect", lambda raw, _: raw.set_trace_callback(seen.append))
    talking.says("こんにちは")
    with talking.house.db.writing() as tx:
        sending.claim(tx, at=10, lease_ms=5, most=9)
    for beginning, index in (("SELECT line_event.id", "ix_line_event_waiting"), ("SELECT outgoing.id,", "ix_outgoing_open")):
        looks = [one for one in seen if one.startswith(beginning) and " = " in one]
        with talking.house.db.reading() as tx:
            plans = [row.detail for one in looks for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}")]
        assert any(index in plan for plan in plans), plans
        assert not any(plan.startswith("SCAN") and "ix_" not in plan for plan in plans), plans
