"""The server of bench/memory.py: `python -m bench.memory_server URL TALKS` talks to itself and prints what it held."""

import json
import logging
import sys
import threading
import time
from pathlib import Path
from typing import Any

from bench import house
from bot import logs, webhook
from bot.app import create_app, make_house
from bot.line_client import Answer
from bot.start import Server, prepare

BATCH = 50
UNDERWAY_MOST = 500


class TakesAll:
    """LINE, as it is on a good day."""

    def __init__(self) -> None:
        self.answers = 0
        self._counting = threading.Lock()

    def reply(self, token: str, messages: list[dict[str, Any]]) -> Answer:
        """Takes a reply."""
        with self._counting:
            self.answers += 1
        return Answer("accepted")

    def get(self, path: str) -> dict[str, Any]:
        """Tells the month's quota and what of it is used."""
        return {"totalUsage": 0} if path.endswith("consumption") else {"type": "limited", "value": 1_000_000}


def rss() -> float:
    """Resident megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    """Start, talk, and tell as JSON."""
    logs.set_up(logging.ERROR)  # to stderr: what is printed here is read as JSON
    url, talks = sys.argv[1], int(sys.argv[2])
    settings = house.settings(url)
    prepare(settings)
    line = TakesAll()
    home = make_house(settings, line)
    server = Server(create_app(home), home, "127.0.0.1", 0)
    server.start()
    time.sleep(0.5)
    held = {"memory_talks": talks, "memory_mb_after_start": rss()}
    began = time.perf_counter()
    for first in range(0, talks, BATCH):
        events = [house.message(n, house.user(n), "こんにちは") for n in range(first, min(first + BATCH, talks))]
        for line_user in webhook.store(home, house.webhook_body(*events)):
            home.wake(line_user)
        _wait(line, first + BATCH - UNDERWAY_MOST)
        if first <= talks // 10 < first + BATCH:
            held["memory_mb_after_tenth"] = rss()
    _wait(line, talks)
    held |= {"memory_mb_after_talks": rss(), "memory_growth_mb": rss() - held["memory_mb_after_tenth"]}
    held |= {"memory_answers_sent": line.answers, "memory_talks_per_second": talks / (time.perf_counter() - began)}
    server.stop()
    print(json.dumps(held))


def _wait(line: TakesAll, answers: int) -> None:
    patience = time.monotonic() + 60
    while line.answers < answers and time.monotonic() < patience:
        time.sleep(0.005)


if __name__ == "__main__":
    main()
