"""A worker that PostgreSQL cuts off goes on (T66): by itself, for a service manager takes an exit code of 0 for an order."""

import asyncio
import os
import signal
from types import SimpleNamespace

from procrastinate.exceptions import ConnectorException

from bot import jobs


def test_a_worker_whose_engine_ends_or_breaks_begins_anew_until_it_is_told_to_stop(monkeypatch):
    monkeypatch.setattr(jobs, "AGAIN_SECONDS", 0.01)
    worker, begun = object.__new__(jobs.Worker), []
    worker._house = SimpleNamespace(settings=SimpleNamespace(workers=1))

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
