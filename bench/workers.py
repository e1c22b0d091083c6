"""Turns a second on PostgreSQL through the real engine: `sumairu worker` drains a backlog.

    python -m bench.workers             figures as a table
    python -m bench.workers --json      the same for programs

The backlog lies ready and becomes due in one statement, once every worker has reported; everybody has follow and a word.
1, 4 and 8 turns side by side in one process (WORKERS), then 2 and 4 processes of four. LINE answers at once, in a process of its own.
Every event must end done and every person be answered twice. Without PostgreSQL at POSTGRES_URL the bench is left out.
"""

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from bench import house, outbox, service
from bench.tell import main
from domain.store.db import Database
from domain.store.tables import line_event

PEOPLE = 600
SHAPES = ((1, 1), (1, 4), (1, 8), (2, 4), (4, 4))  # processes, turns side by side in each
GOALS = {"workers_time_ratio_for_2x": ("<=", 2.5)}


def run(people: int = PEOPLE, shapes: tuple[tuple[int, int], ...] = SHAPES) -> dict[str, Any]:
    """Turns a second for every shape, and how the time grows with twice the backlog."""
    figures: dict[str, Any] = {"workers_turns": 2 * people}
    try:
        for processes, threads in shapes:
            name = f"workers_{processes}x{threads}"
            told = drained(people, processes, threads)
            figures |= {f"{name}_turns_per_second": told["per_second"], f"{name}_cpu_us_per_turn": told["cpu_us"]}
        once, twice = drained(people, 1, 4), drained(2 * people, 1, 4)
        figures["workers_time_ratio_for_2x"] = twice["seconds"] / once["seconds"]
    except service.NoPostgres as none:
        figures["workers_left_out"] = str(none)
    return figures


def drained(people: int, processes: int, threads: int) -> dict[str, float]:
    """Drain a backlog. Raises AssertionError where an event is not done or somebody is not answered."""
    with tempfile.TemporaryDirectory() as folder, service.postgres() as url, outbox.standing_in(0) as line, ExitStack() as stack:
        log = Path(folder) / "log"
        service.upgraded(url, log)
        db = stack.enter_context(service.looking(url))
        _lay_ready(db, people)
        workers = [stack.enter_context(service.running("worker", url, line, log, WORKERS=str(threads))) for _ in range(processes)]
        service.wait_for(lambda: _reported(db) == processes, "the workers report")
        time.sleep(1.0)
        began, cpu = time.perf_counter(), sum(worker.cpu_seconds() for worker in workers)
        _make_due(db)
        service.wait_for(lambda: service.events(db, "done") == 2 * people, "every event is done")
        seconds, cpu = time.perf_counter() - began, sum(worker.cpu_seconds() for worker in workers) - cpu
        service.wait_for(lambda: outbox.told(line)["messages"] >= 2 * people, "everybody is answered")
    return {"seconds": seconds, "per_second": 2 * people / seconds, "cpu_us": cpu / people / 2 * 1e6}


def _lay_ready(db: Database, people: int) -> None:
    rows = []
    for n in range(people):
        for number, event in ((2 * n, house.follow(2 * n, house.user(n))), (2 * n + 1, house.message(2 * n + 1, house.user(n), "メニュー"))):
            rows.append({"webhook_event_id": event["webhookEventId"], "line_user": house.user(n), "occurred_at": number + 1, "received_at": 0, "raw": event, "state": "held"})
    with db.writing() as tx:
        tx.execute(insert(line_event), rows)


def _make_due(db: Database) -> None:
    """As a webhook would have made it: the rows wait, and a job for each person is there in the same commit."""
    with db.writing() as tx:
        tx.execute(text("UPDATE line_event SET state = 'waiting', received_at = (extract(epoch FROM now()) * 1000)::bigint"))
        tx.execute(text("SELECT sumairu_defer_drain(line_user) FROM (SELECT DISTINCT line_user FROM line_event) AS everybody"))


def _reported(db: Database) -> int:
    with db.reading() as tx:
        return int(tx.execute(text("SELECT count(*) FROM procrastinate_workers")).scalar_one())


if __name__ == "__main__":
    sys.exit(main(run, GOALS))
