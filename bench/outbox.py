"""How fast one process drains the outbox: against a LINE that answers after 150 ms, and against one that answers at once.

    python -m bench.outbox             figures as a table, with the goals
    python -m bench.outbox --json      the same for programs

The rows are pushes to as many people (a notice to every association); LINE is a process of its own (bench/stand_in.py)
that counts calls, retry keys and the busiest second. Every row must end accepted, each by one call with its own key.
Then the same number of bare calls by LINE's client alone, without outbox: the adapter's own cost.
"""

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from bench import house
from bench.tell import main
from bot import line
from bot.app import make_house
from bot.line_client import THREADS, LineClient
from bot.messages import Text
from bot.sender import Sender
from domain.store.tables import metadata, outgoing

PUSHES = 22_400
GOALS = {"slow_seconds": ("<=", 120), "slow_busiest_second": ("<=", 2000), "instant_per_second": (">=", 1000), "time_ratio_for_2x": ("<=", 2.5)}
PATIENCE = 600


def run(pushes: int = PUSHES) -> dict[str, Any]:
    """Every figure."""
    figures: dict[str, Any] = {"pushes": pushes, "calls_underway_at_most": THREADS}
    slow = drained(pushes, 150)
    figures |= {f"slow_{name}": slow[name] for name in ("seconds", "per_second", "busiest_second", "at_once", "cpu_us_per_push")}
    half, instant = drained(pushes // 2, 0), drained(pushes, 0)
    figures |= {f"instant_{name}": instant[name] for name in ("seconds", "per_second", "busiest_second", "cpu_us_per_push")}
    figures["time_ratio_for_2x"] = instant["seconds"] / half["seconds"]
    return figures | {f"adapter_{name}": value for name, value in called(pushes // 4).items()}


def drained(pushes: int, milliseconds: int) -> dict[str, float]:
    """Queue so many pushes and let the sender at them. Raises AssertionError where one is not accepted by one call."""
    with tempfile.TemporaryDirectory() as folder, standing_in(milliseconds) as port:
        settings = house.settings(house.sqlite(folder))
        home = make_house(settings, LineClient(f"http://127.0.0.1:{port}", "http://127.0.0.1:9", house.SECRET))
        metadata.create_all(home.db.engine)
        queue(home.db, pushes)
        sender = Sender(home)
        wall, cpu = time.perf_counter(), time.process_time()
        sender.start(alone=True)
        until = wall + PATIENCE
        while _open(home.db) and time.perf_counter() < until:
            time.sleep(0.1)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        sender.stop()
        heard = told(port)
        with home.db.reading() as tx:
            states = dict(tx.execute(select(outgoing.c.state, func.count()).group_by(outgoing.c.state)).all())
        home.db.close()
    assert states == {"accepted": pushes}, states
    assert heard["calls"] == heard["keys"] == pushes, heard
    return {"seconds": wall, "per_second": pushes / wall, "cpu_us_per_push": cpu / pushes * 1e6, **heard}


def called(calls: int) -> dict[str, float]:
    """The client alone, in one thread: what a call costs this process, and how many a second that makes."""
    messages = line.render([Text("お知らせがあります。")])
    with standing_in(0) as port:
        client = LineClient(f"http://127.0.0.1:{port}", "http://127.0.0.1:9", house.SECRET)
        client.push(house.user(0), messages, "warm")
        wall, cpu = time.perf_counter(), time.process_time()
        for n in range(calls):
            assert client.push(house.user(n), messages, f"key-{n}").outcome == "accepted"
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"cpu_us_per_call": cpu / calls * 1e6, "per_second_in_one_thread": calls / wall}


def queue(db: Any, pushes: int) -> None:
    """A push to each of so many people, as `bot/outbox.py` queues it."""
    messages = line.render([Text("審査が終わりました。下のボタンから、専用ページでご確認ください。")])
    with db.writing() as tx:
        for first in range(0, pushes, 1000):
            tx.execute(insert(outgoing), [
                {"line_user": house.user(n), "channel": "line", "kind": "push", "source": "bench", "payload": {"messages": messages}, "retry_key": f"{n:036d}",
                 "state": "queued", "next_at": 0, "created_at": 0} for n in range(first, min(first + 1000, pushes))
            ])  # fmt: skip


@contextmanager
def standing_in(milliseconds: float) -> Iterator[int]:
    """LINE in a process of its own; its port."""
    command = [sys.executable, "-m", "bench.stand_in", str(milliseconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[1])
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


def told(port: int) -> dict[str, int]:
    """What LINE has counted."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/told", timeout=10) as answer:
        return dict(json.load(answer))


def _open(db: Any) -> int:
    with db.reading() as tx:
        return int(tx.execute(select(func.count()).where(outgoing.c.state.in_(("queued", "sending")))).scalar_one())


if __name__ == "__main__":
    sys.exit(main(run, GOALS))
