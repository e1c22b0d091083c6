"""Memory of each process while people talk: `python -m bench.hour [SECONDS]`; 60 seconds where nothing is said, 3600 for the hour.

    python -m bench.hour 60 --json       a minute, for programs
    python -m bench --keep soak_sqlite soak_postgres     an hour each, written into docs/benchmarks.md

The service on SQLite (one process) and beside it on PostgreSQL (web and worker), at a steady number of events a second
each, from people who come anew, talk through the menu and leave. The slope is fitted over the second half: the first warms up.
A short run tells leaks of megabytes a minute only; the figure of T69 (below 1 MB an hour) needs the hour.
"""

import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import house, outbox, service, webhook
from bench.tell import main

SECONDS = 60
HOUR = 3600
PER_SECOND = 40
WORDS = ("メニュー", "制度を知る", "2", "担当者", "やめる", "こんにちは", "利用登録", "はい、代表者本人です", "同意する", "ヘルプ")
GOALS = {"hour_sqlite_serve_last_half_growth_mb": ("<=", 10)}


def run(seconds: float = SECONDS) -> dict[str, Any]:
    """Megabytes of every process, and how they grow."""
    with ThreadPoolExecutor(2) as both:
        found = [both.submit(side, seconds) for side in (on_sqlite, on_postgres)]
    figures: dict[str, Any] = {"hour_seconds": seconds, "hour_events_per_second": PER_SECOND}
    return figures | found[0].result() | found[1].result()


def on_sqlite(seconds: float = HOUR) -> dict[str, Any]:
    """One process on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        return _told("hour_sqlite", talked(house.sqlite(folder), folder, ("serve",), seconds))


def on_postgres(seconds: float = HOUR) -> dict[str, Any]:
    """Web and worker on PostgreSQL."""
    try:
        with tempfile.TemporaryDirectory() as folder, service.postgres() as url:
            service.upgraded(url, Path(folder) / "log")
            return _told("hour_postgres", talked(url, folder, ("serve", "worker"), seconds))
    except service.NoPostgres as none:
        return {"hour_postgres_left_out": str(none)}


def talked(url: str, folder: str, acts: tuple[str, ...], seconds: float) -> dict[str, list[tuple[float, float]]]:
    """(seconds, megabytes) of each process, twice a second. Raises AssertionError where an event is not done at the end."""
    with ExitStack() as stack:
        line = stack.enter_context(outbox.standing_in(0))
        processes = {act: stack.enter_context(service.running(act, url, line, Path(folder) / f"{act}.log")) for act in acts}
        held: dict[str, list[tuple[float, float]]] = {act: [] for act in acts}
        sent, began = 0, time.monotonic()
        while (now := time.monotonic() - began) < seconds:
            webhook.asked(processes["serve"].port, PER_SECOND // 2, sent, 4, _talk)
            sent += PER_SECOND // 2
            for act, process in processes.items():
                held[act].append((now, process.rss_mb()))
            time.sleep(max(0.0, sent / PER_SECOND - (time.monotonic() - began)))
        with service.looking(url) as db:
            service.wait_for(lambda: service.events(db, "done") == sent, "every event is done")
    return held


def _talk(number: int) -> dict[str, Any]:
    """Everybody follows, says every word once, and is never heard of again."""
    crowd, turn = divmod(number, 20 * (len(WORDS) + 1))
    word, person = divmod(turn, 20)
    who = house.user(crowd * 20 + person)
    return house.follow(number, who) if word == 0 else house.message(number, who, WORDS[word - 1])


def _told(name: str, held: dict[str, list[tuple[float, float]]]) -> dict[str, float]:
    figures = {}
    for act, samples in held.items():
        late = samples[len(samples) // 2 :]
        slope = statistics.linear_regression(*zip(*late, strict=True)).slope
        figures |= {
            f"{name}_{act}_mb_at_the_end": samples[-1][1], f"{name}_{act}_last_half_growth_mb": late[-1][1] - late[0][1],
            f"{name}_{act}_slope_mb_an_hour": slope * 3600,
        }  # fmt: skip
    return figures


if __name__ == "__main__":
    asked = [float(word) for word in sys.argv[1:] if word.replace(".", "").isdecimal()]
    sys.exit(main(lambda: run(*asked), GOALS))
