"""The job engine's work a person is the same however many wait, and the sweep wakes whom nothing else will."""

import asyncio
import json
import os
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import text

from bot import inbox, job_queries, jobs
from domain.store.db import Database
from domain.store.sealed import keyring
from tests.scenario.places import PostgresPlace

pytestmark = pytest.mark.postgres
FETCH = "SELECT procrastinate_fetch_job_v2(ARRAY['talks']::varchar[], NULL)"


@pytest.fixture
def db() -> Iterator[Database]:
    """A database of its own with the engine set up."""
    place = PostgresPlace()
    keyring.use({1: os.urandom(32)})
    made = Database(place.url)
    yield made
    made.close()
    place.drop()


def _wait(db: Database, people: range) -> None:
    """So many people stand in the line; the database has no statistics of them."""
    with db.writing() as tx:
        tx.execute(text("SELECT sumairu_defer_drain('U' || n) FROM generate_series(CAST(:begin AS int), :end) AS n"), {"begin": people.start, "end": people.stop - 1})


async def _pages_of_a_fetch(db: Database) -> int:
    """Pages the database touches to give out one job, to a connection as the engine's own are; nothing is kept."""
    async with await psycopg.AsyncConnection.connect(db.url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
        await job_queries.configure(connection)
        async with connection.transaction(force_rollback=True):
            for _ in range(2):  # The first also reads the catalogue.
                told = await (await connection.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {FETCH}")).fetchone()
    plan = told[0][0]["Plan"] if not isinstance(told[0], str) else json.loads(told[0])[0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


def test_a_job_costs_the_same_with_ten_times_as_many_waiting(db):
    _wait(db, range(300))
    few = asyncio.run(_pages_of_a_fetch(db))
    _wait(db, range(300, 3000))
    many = asyncio.run(_pages_of_a_fetch(db))
    assert many < 1.5 * few, f"{few} pages with 300 waiting, {many} with 3,000"


def _keep(db: Database, who: str, next_at: int = 0, woken: bool = False) -> None:
    with db.writing() as tx:
        inbox.keep(tx, f"E-{who}", who, 1, {"type": "message"}, 1)
        tx.execute(text("UPDATE line_event SET next_at = :next_at WHERE line_user = :who"), {"next_at": next_at, "who": who})
        if not woken:
            tx.execute(text("DELETE FROM procrastinate_jobs WHERE lock = :who"), {"who": who})


def test_who_waits_without_a_waiting_job_is_found(db):
    _keep(db, "Uwoken", woken=True)
    _keep(db, "Ulost")
    _keep(db, "Ulater", next_at=5_000)
    _keep(db, "Ubeing-taken", woken=True)
    with db.writing() as tx:
        tx.execute(text("UPDATE procrastinate_jobs SET status = 'doing' WHERE lock = 'Ubeing-taken'"))
        assert sorted(job_queries.unwoken(tx, 4_999)) == ["Ubeing-taken", "Ulost"]
        assert len(job_queries.unwoken(tx, 4_999, most=1)) == 1
        for who in job_queries.unwoken(tx, 5_000):
            jobs.defer(tx, who)
        assert job_queries.unwoken(tx, 5_000) == []
        waiting = tx.execute(text("SELECT lock FROM procrastinate_jobs WHERE status = 'todo'")).scalars()
        assert sorted(waiting) == ["Ubeing-taken", "Ulater", "Ulost", "Uwoken"]


def test_the_index_is_brought_to_a_database_that_was_set_up_before_it(db):
    with db.writing() as tx:
        tx.execute(text("DROP INDEX sumairu_jobs_by_lock"))
    jobs.install(db)
    jobs.install(db)
    assert jobs.installed(db, "sumairu_jobs_by_lock")
