"""The cheapest way to each fault of several machines. Without a fault: nothing is found."""

import asyncio
import threading
import time
from typing import Any

from sqlalchemy import func, select, text

from bot import failpoints, jobs, outbox, sender, turn
from bot.dialogs import DIALOGS
from bot.house import House
from bot.messages import Text
from domain.store.db import Database
from domain.store.tables import outgoing
from tests.scenario.probes import Probe, fresh_small, told
from tests.scenario.small import A, AtOnce, B, ByHand, Small

DEAD = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id"
LIVE = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id"
FETCH = "SELECT id FROM procrastinate_fetch_job_v2(ARRAY['talks']::varchar[], :worker)"


def fetched(small: Small, worker: str = LIVE) -> int | None:
    """A worker takes the next job."""
    with small.house.db.writing() as tx:
        return tx.execute(text(FETCH), {"worker": tx.execute(text(worker)).scalar_one()}).scalar()


def one_at_a_time() -> list[str]:
    """While a worker has a person's turns, nobody else gets them; somebody else's turns go on."""
    with fresh_small() as small:
        small.webhook([small.event(A, "follow")])
        first = fetched(small)
        small.webhook([small.says(A, "メニュー"), small.event(B, "follow")])
        others = [fetched(small), fetched(small)]
        found = [] if first else ["nobody was woken"]
        return found + [f"jobs {others} were given out beside job {first}"] * (sum(one is not None for one in others) != 1)


def woken_each() -> list[str]:
    """Everybody who has written is woken, whoever else waits."""
    with fresh_small() as small:
        small.webhook([small.event(A, "follow"), small.event(B, "follow")])
        given = [fetched(small) for _ in range(3)]
        return [f"{sum(one is not None for one in given)} of two were woken"] * (sum(one is not None for one in given) != 2)


def two_at_one_event() -> list[str]:
    """A worker that was taken for dead and is only slow: its turn and that of its successor make one answer."""
    with fresh_small() as small:
        small.webhook([small.event(A, "follow")])
        small.drains()
        small.webhook([small.says(A, "利用登録")])
        _at_once(small)
        small.drains()
        with small.house.db.reading() as tx:
            answers = tx.execute(select(func.count()).where(outgoing.c.line_user == A)).scalar_one()
        return [f"{answers - 1} answers to one word"] * (answers != 2)


def _at_once(small: Small) -> None:
    """Two processes take A's turn; the first stands still just before its commit."""
    slow, reached, go_on = threading.Thread(target=_takes, args=(small,)), threading.Event(), threading.Event()
    passed = failpoints.reach

    def reach(name: str) -> None:
        passed(name)
        if name == "turn.taken" and threading.current_thread() is slow:
            reached.set()
            go_on.wait(10)

    failpoints.reach = reach
    try:
        slow.start()
        reached.wait(10)
        other = threading.Thread(target=_takes, args=(small,))
        other.start()
        time.sleep(0.4)
        go_on.set()
        slow.join(20)
        other.join(20)
    finally:
        failpoints.reach = passed
        go_on.set()
    small.clock.at += 60_000  # A failed try waits for its next.


def _takes(small: Small) -> None:
    db = Database(small.url)
    try:
        turn.take_next(House(small.house.settings, db, small.clock, engine=ByHand(), line=small.line), A, DIALOGS)
    finally:
        db.close()


def dead_workers_job() -> list[str]:
    """A worker dies with a job: the next tick of a living one lets go of it, and the person is woken again."""
    with fresh_small() as small:
        small.webhook([small.event(A, "follow")])
        held = fetched(small, DEAD)
        small.webhook([small.says(A, "メニュー")])
        asyncio.run(_tick(small))
        with small.house.db.writing() as tx:  # what the worker's sweep does every two seconds
            jobs.defer(tx, A)
        return [f"job {held} of a dead worker keeps everything else of the person waiting"] * (fetched(small) is None)


async def _tick(small: Small) -> None:
    """What the periodic task of a worker does."""
    settings = small.house.settings.__class__(**{name: getattr(small.house.settings, name) for name in small.house.settings.__slots__} | {"database_url": small.url})
    worker = jobs.Worker(House(settings, small.house.db, small.clock, engine=ByHand(), line=small.line))
    task = worker.app.tasks["take_up_stalled"]
    assert any(periodic.task is task for periodic in worker.app.periodic_registry.periodic_tasks.values())
    async with worker.app.open_async():
        await task.func(_Context(worker.app), 0)


class _Context:
    """What a task is told of its job."""

    def __init__(self, app: Any) -> None:
        self.app, self.job = app, type("Job", (), {"id": 0})


def two_senders() -> list[str]:
    """Two senders on one database: what one has under way the other leaves alone."""
    with fresh_small() as small:
        with small.house.db.writing() as tx:
            for number in range(6):
                outbox.push(tx, f"U{number:032d}", [Text("受付番号")], small.clock.at)
        taken: list[int] = []
        for _ in range(2):
            one = sender.Sender(small.house, threads=4)
            one._pool = AtOnce()  # type: ignore[assignment]
            one._carry_out = lambda row: taken.append(row["id"])  # type: ignore[method-assign, attr-defined]
            one.wake()
            one._round()
        return [f"claimed by two: {sorted(taken)}"] * (len(taken) != len(set(taken)) or len(taken) != 6)


FINDS: dict[str, Probe] = {
    "woken_after_commit": told("webhook.committed:3"),
    "one_job_for_all": woken_each,
    "no_lock_a_person": one_at_a_time,
    "rows_not_locked": two_at_one_event,
    "stalled_jobs_left": dead_workers_job,
    "sent_without_lease": two_senders,
}
