"""`ENGINE=procrastinate`: the same turns on several machines, drained by an existing job engine on PostgreSQL.

A trigger on `line_event` defers one job for the person in the transaction that stores the event, so a wake-up can be
neither lost nor early. The job's lock is the person: one person's events in order, people side by side, whichever
worker takes them. Web processes defer and answer; `sumairu worker` drains and sends. Any number of each.
"""

import asyncio
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import structlog
from procrastinate import JobContext
from procrastinate.jobs import Status
from sqlalchemy import Connection, text

from bot import daily, dialogs, job_queries, line_quota, logs, turn
from bot.house import STALLED_SECONDS, House
from bot.job_app import Engine
from bot.sender import Sender
from domain.store import state
from domain.store.db import Database

QUEUE = "talks"
TASK = "drain"
HEARTBEAT_SECONDS = 10
SWEEP_SECONDS = 2.0
AGAIN_SECONDS = 1.0  # between two tries of a worker that the database has cut off
EVERY_TEN_SECONDS = "* * * * * */10"
INSTALLING = 7222  # the advisory lock of whoever sets the engine up

log = structlog.get_logger()

# One waiting job a person is enough: it drains everything. A second one meets the unique queueing lock and is let go.
_DEFER = """
CREATE OR REPLACE FUNCTION sumairu_defer_drain(line_user text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM procrastinate_defer_jobs_v1(ARRAY[ROW(
        'talks', 'drain', 0, line_user, line_user, jsonb_build_object('line_user', line_user), NULL
    )::procrastinate_job_to_defer_v1]);
EXCEPTION WHEN unique_violation THEN
    NULL;
END $$
"""
_ON_EVENT = """
CREATE OR REPLACE FUNCTION sumairu_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'waiting' THEN
        PERFORM sumairu_defer_drain(NEW.line_user);
    END IF;
    RETURN NULL;
END $$
"""
_TRIGGER = "CREATE OR REPLACE TRIGGER sumairu_wake AFTER INSERT ON line_event FOR EACH ROW EXECUTE FUNCTION sumairu_wake()"


class JobEngine:
    """The engine of a web process: the database has woken the worker already."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def heartbeats(self) -> list[float]:
        """The workers of every machine."""
        return heartbeats(self._db)

    def wake(self, line_user: str) -> None:
        """Nothing to do: the trigger deferred the job in the event's own transaction."""

    def start(self) -> None:
        """Nothing to do: turns are taken by `sumairu worker`."""

    def stop(self) -> None:
        """Nothing to do."""


class Worker:
    """One worker process: drains inboxes, sends, sweeps."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._stopping = threading.Event()
        self.sender = Sender(house)
        self.app = Engine(house.settings.database_url)
        self.app.task(name=TASK, queue=QUEUE)(self.drain)
        # A slot is one row of the engine's own: of any number of workers one defers it, one carries it out.
        self.app.periodic(cron=EVERY_TEN_SECONDS)(self.app.task(name="daily", queue=QUEUE, lock="daily", queueing_lock="daily")(self.daily))
        self.app.periodic(cron=EVERY_TEN_SECONDS)(
            self.app.task(name="take_up_stalled", queue=QUEUE, pass_context=True, queueing_lock="take_up_stalled")(_take_up_stalled)
        )

    def run(self) -> None:
        """Work until told to stop (SIGTERM, SIGINT): jobs under way are finished."""
        self.sender.shared_by(_alive(self._house.db) + 1)
        self.sender.start()
        for job in (self._sweep, self._watch):
            threading.Thread(target=job, daemon=True, name=job.__name__).start()
        try:
            asyncio.run(self._work())
        finally:
            self._stopping.set()
            self.sender.stop()

    def drain(self, line_user: str) -> None:
        """Take every waiting event of a person."""
        logs.about(line_user)
        more = True
        while more:
            more = turn.take_next(self._house, line_user, dialogs.DIALOGS)
            self.sender.wake()

    def daily(self, timestamp: int) -> None:
        """What falls due by the date; `timestamp` is the slot's."""
        daily.run(self._house)

    async def _work(self) -> None:
        """Until told to stop.

        When the database cuts its connections the engine ends as if it had been told, or goes on with jobs whose end it
        could not write down: it begins anew, and what its old self had under way counts as a dead worker's.
        """
        # The loop's own pool has few threads on few cores: jobs beyond them would wait with their lock taken. One looks up names.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(self._house.settings.workers + 1, thread_name_prefix="turn"))
        told = asyncio.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(sign, told.set)
        while not told.is_set():
            self.app.book.lost = asyncio.Event()
            engine = asyncio.create_task(self._drain_queue())
            stop, lost = asyncio.create_task(told.wait()), asyncio.create_task(self.app.book.lost.wait())
            await asyncio.wait((engine, stop, lost), return_when=asyncio.FIRST_COMPLETED)
            engine.cancel()  # Jobs under way are finished first.
            (ended,) = await asyncio.gather(engine, return_exceptions=True)
            if not told.is_set():
                log.error("the database has cut the worker off: it begins anew", error=type(ended).__name__)
                await asyncio.wait((stop,), timeout=AGAIN_SECONDS)
            stop.cancel()
            lost.cancel()

    async def _drain_queue(self) -> None:
        async with self.app.open_async():
            await self.app.run_worker_async(
                queues=[QUEUE], concurrency=self._house.settings.workers, install_signal_handlers=False, fetch_job_polling_interval=1.0,
                delete_jobs="always", stalled_worker_timeout=STALLED_SECONDS, update_heartbeat_interval=HEARTBEAT_SECONDS,
            )  # fmt: skip

    def _sweep(self) -> None:
        """Find whatever a failed try or a lost wake-up left."""
        while not self._stopping.wait(SWEEP_SECONDS):
            try:
                if self._house.settings.demo_clock:  # Moved over the web process: this one follows.
                    self._house.clock.offset_seconds = state.clock_offset(self._house.db)
                self._wake_whoever_waits()
                self.sender.shared_by(_alive(self._house.db))
                self.sender.wake()
            except Exception:
                log.exception("sweep failed")

    def _wake_whoever_waits(self) -> None:
        db = self._house.db
        with db.reading() as tx:
            unwoken = job_queries.unwoken(tx, self._house.clock.real_ms())
        for line_user in unwoken:  # A commit each: two who wake the same people must not wait for each other crosswise.
            with db.writing() as tx:
                defer(tx, line_user)

    def _watch(self) -> None:
        line_quota.watch(self._house, self._stopping)


def install(db: Database) -> None:
    """Bring the job engine's schema and our trigger into the database; again, or by two at once, changes nothing."""
    with db.engine.connect() as lock:
        lock.execute(text("SELECT pg_advisory_lock(:key)"), {"key": INSTALLING})
        try:
            if not installed(db, "procrastinate_jobs"):
                asyncio.run(_apply_schema(db.url.render_as_string(hide_password=False)))
            with db.writing() as tx:  # By itself: with the trigger's table locked as well it could meet a webhook crosswise.
                tx.execute(text(job_queries.BY_LOCK))
            with db.writing() as tx:
                for statement in (_DEFER, _ON_EVENT, _TRIGGER):
                    tx.execute(text(statement))
        finally:
            lock.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": INSTALLING})


def ready(db: Database) -> bool:
    """Whether `install` was run."""
    with db.reading() as tx:
        return bool(tx.execute(text("SELECT count(*) FROM pg_trigger WHERE tgname = 'sumairu_wake'")).scalar())


def installed(db: Database, table: str) -> bool:
    """Whether a table is there."""
    with db.reading() as tx:
        return tx.execute(text("SELECT to_regclass(:name)"), {"name": table}).scalar() is not None


def heartbeats(db: Database) -> list[float]:
    """For every worker the seconds since its last sign of life, youngest first."""
    with db.reading() as tx:
        found = tx.execute(text("SELECT extract(epoch FROM now() - last_heartbeat) AS age FROM procrastinate_workers ORDER BY age"))
        return [float(row.age) for row in found]


def _alive(db: Database) -> int:
    return sum(age < STALLED_SECONDS for age in heartbeats(db))


def defer(tx: Connection, line_user: str) -> None:
    """Wake a person in this transaction; once is enough."""
    tx.execute(text("SELECT sumairu_defer_drain(:who)"), {"who": line_user})


async def _apply_schema(database_url: str) -> None:
    app = Engine(database_url)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()


async def _take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Let go of the jobs of dead workers: their lock kept everything else of the person waiting.

    The turn was rolled back with its process, so its event waits and the sweep defers it. To begin the same job again
    would meet the unique queueing lock wherever the sweep has been faster.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        if job.id != context.job.id:
            await manager.finish_job(job, status=Status.FAILED, delete_job=True)
            log.warning("let go of a dead worker's job", job=job.id, task=job.task_name)
    await manager.prune_stalled_workers(STALLED_SECONDS)


def check(db: Database) -> str | None:
    """What is wrong with using this engine here, in one sentence, or None."""
    if db.sqlite:
        return "ENGINE=procrastinate needs DATABASE_URL=postgresql://…; SQLite goes with ENGINE=threads."
    if not ready(db):
        return "the job engine is not set up in this database: run `sumairu db upgrade`."
    return None
