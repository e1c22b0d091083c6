"""A commit that goes through and whose answer is lost: on PostgreSQL a cut connection does that (T55, T66)."""

from contextlib import contextmanager

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from domain.store.tables import line_event, outgoing
from tests.scenario.probes import ENGINE, fresh_small, on
from tests.scenario.small import A, Small

ENGINES = [ENGINE, pytest.param("procrastinate", marks=pytest.mark.postgres)]


def loses_the_answer_of_its_next_commit(small: Small, monkeypatch) -> None:
    writing, left = small.house.db.writing, [1]

    @contextmanager
    def lossy():
        with writing() as tx:
            yield tx
        if left:
            left.pop()
            raise OperationalError("COMMIT", {}, ConnectionError("server closed the connection unexpectedly"))

    monkeypatch.setattr(small.house.db, "writing", lossy)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_turn_that_was_committed_after_all_is_not_taken_again(engine, monkeypatch):
    with on(engine), fresh_small() as small:
        small.webhook([small.event(A, "follow")])
        small.drains()
        small.webhook([small.says(A, "利用登録")])
        loses_the_answer_of_its_next_commit(small, monkeypatch)
        small.drains()
        small.clock.at += 60_000
        small.drains()

        with small.house.db.reading() as tx:
            assert tx.execute(select(line_event.c.state)).scalars().all() == ["done", "done"]
            assert tx.execute(select(func.count()).select_from(outgoing).where(outgoing.c.kind == "reply")).scalar_one() == 2


@pytest.mark.parametrize("engine", ENGINES)
def test_a_webhook_that_was_committed_after_all_comes_again_and_changes_nothing(engine, monkeypatch):
    with on(engine), fresh_small() as small:
        event = small.event(A, "follow")
        loses_the_answer_of_its_next_commit(small, monkeypatch)
        assert [small.webhook([event]) for _ in range(2)] == [500, 200]
        small.drains()

        with small.house.db.reading() as tx:
            assert tx.execute(select(line_event.c.state)).scalars().all() == ["done"]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_sent_is_not_sent_again_where_writing_it_down_fails(engine, monkeypatch):
    with on(engine), fresh_small() as small:
        small.webhook([small.event(A, "follow")])
        small.drains()
        small.sender.wake()
        small.sender._round()
        loses_the_answer_of_its_next_commit(small, monkeypatch)
        with pytest.raises(OperationalError):
            small.sender._round()
        small.clock.at += 120_000
        small.sends()

        assert len(small.line.ledger.delivered[A]) == 1
