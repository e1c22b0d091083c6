"""A worker that PostgreSQL cuts off goes on (T66): by itself, for a service manager takes an exit code of 0 for an order."""

import asyncio
import dataclasses
import os
import signal
import threading
import time
from types import SimpleNamespace

import pytest
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager
from sqlalchemy import func, select

from bot import jobs
from bot.house import House
from domain.store.figures import WAITING
from domain.store.tables import line_event
from tests.scenario.small import ByHand, Small


def test_a_worker_whose_engine_ends_or_breaks_begins_anew_until_it_is_told_to_stop(monkeypatch):
    monkeypatch.setattr(jobs, "AGAIN_SECONDS", 0.01)
    worker, begun = object.__new__(jobs.Worker), []
    worker._house = SimpleNamespace(settings=SimpleNamespace(workers=1))
    worker.app = SimpleNamespace(book=SimpleNamespace())

    async def drain_queue():
        begun.append(len(begun))
        if len(begun) == 1:
            return  # as the engine does when its listener was cut off
        if len(begun) == 2:
            raise ConnectorException
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(60)

    worker._drain_queue = drain_queue
    asyncio.run(asyncio.wait_for(worker._work(), 30))
    assert begun == [0, 1, 2]


@pytest.mark.postgres
def test_a_job_whose_end_could_not_be_written_down_keeps_nobody_waiting(tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "AGAIN_SECONDS", 0.01)
    monkeypatch.setattr(jobs, "EVERY_TEN_SECONDS", "* * * * * *")  # every second: what dead workers held is let go
    finish, cut = JobManager.finish_job, list[int]()

    async def cut_once(self, job, status, delete_job):
        if job.task_name == jobs.TASK and not cut:
            cut.append(job.id)
            raise ConnectorException
        await finish(self, job, status, delete_job)

    monkeypatch.setattr(JobManager, "finish_job", cut_once)
    small = Small(tmp_path, engine="procrastinate")
    try:
        settings = dataclasses.replace(small.house.settings, database_url=small.url)
        worker = jobs.Worker(House(settings, small.house.db, small.clock, engine=ByHand(), line=small.line))
        small.webhook([small.event(PERSON, "follow")])
        threading.Thread(target=_says_more_and_waits, args=(small, cut), daemon=True).start()
        asyncio.run(asyncio.wait_for(worker._work(), 60))
        assert cut
        assert _waiting(small) == 0
    finally:
        small.gone()


def _says_more_and_waits(small, cut):
    """After the cut the person says something; when it has been heard, or after a while, the worker is told to stop."""
    until = time.monotonic() + 30
    while not cut and time.monotonic() < until:
        time.sleep(0.05)
    small.webhook([small.says(PERSON, "メニュー")])
    while _waiting(small) and time.monotonic() < until:
        with small.house.db.writing() as tx:  # what the worker's sweep does every two seconds
            jobs.defer(tx, PERSON)
        time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)


def _waiting(small) -> int:
    with small.house.db.reading() as tx:
        return tx.execute(select(func.count()).select_from(line_event).where(WAITING)).scalar_one()


PERSON = "U" + "c" * 32
