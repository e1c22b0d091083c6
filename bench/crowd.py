"""A crowd at the door of `sumairu serve` (SQLite, one process) while turns are taken and answers are sent.

    python -m bench.crowd             figures as a table, with the goals
    python -m bench.crowd --json      the same for programs

Acknowledgements under 1, 16 and 64 connections, each with a request under way; then 5,000 and 10,000 people who follow
as fast as 16 connections carry them (T78): every webhook gets its 200, nobody is lost, everybody is greeted once. The
client, the service and LINE (which answers at once) share the machine's cores.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import house, outbox, service, webhook
from bench.tell import main

REQUESTS = 3_000
CONNECTIONS = (1, 16, 64)
FOLLOWS = 5_000
GOALS = {"acks_64_p99_ms": ("<=", 500), "follows_p99_ms": ("<=", 1000), "follows_all_greeted_seconds": ("<=", 60), "follows_time_ratio_for_2x": ("<=", 2.5)}


def run(requests: int = REQUESTS, follows: int = FOLLOWS) -> dict[str, Any]:
    """Every figure."""
    figures: dict[str, Any] = {"acks_requests": requests}
    with crowded() as (url, port, _line, server):
        for number, connections in enumerate(CONNECTIONS):
            cpu = server.cpu_seconds()
            told = webhook.asked(port, requests, number * requests, connections)
            figures |= {f"acks_{connections}_{name}": value for name, value in told.items()}
            figures[f"acks_{connections}_server_cpu_us_per_request"] = (server.cpu_seconds() - cpu) / requests * 1e6
            _all_done(url, (number + 1) * requests)
    once, twice = burst(follows), burst(2 * follows)
    figures |= {"follows": follows} | {f"follows_{name}": value for name, value in once.items()}
    figures["follows_twice_all_greeted_seconds"] = twice["all_greeted_seconds"]
    return figures | {"follows_time_ratio_for_2x": twice["all_greeted_seconds"] / once["all_greeted_seconds"]}


def burst(follows: int) -> dict[str, float]:
    """So many follow at once. Raises AssertionError where one is lost or greeted twice."""
    with crowded() as (url, port, line, server):
        began, cpu = time.perf_counter(), server.cpu_seconds()
        told = webhook.asked(port, follows, 0, 16, lambda n: house.follow(n, house.user(n)))
        service.wait_for(lambda: outbox.told(line)["messages"] >= follows, "everybody is greeted")
        seconds, cpu = time.perf_counter() - began, server.cpu_seconds() - cpu
        _all_done(url, follows)
        time.sleep(1)
        assert outbox.told(line)["messages"] == follows, "somebody is greeted twice"
    return {"per_second": told["per_second"], "p99_ms": told["p99_ms"], "all_greeted_seconds": seconds, "server_cpu_us_per_follow": cpu / follows * 1e6}


@contextmanager
def crowded() -> Iterator[tuple[str, int, int, service.Process]]:
    """The service on a fresh file: its database's address, its port, LINE's port, the process."""
    with tempfile.TemporaryDirectory() as folder, outbox.standing_in(0) as line:
        url = house.sqlite(folder)
        with service.running("serve", url, line, Path(folder) / "log") as server:
            yield url, server.port, line, server


def _all_done(url: str, events: int) -> None:
    with service.looking(url) as db:
        service.wait_for(lambda: service.events(db, "done") == events, "every event is done")


if __name__ == "__main__":
    sys.exit(main(run, GOALS))
