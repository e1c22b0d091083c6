"""The service in processes of its own, on a database of its own: started, killed, started again.

`threads`: one `sumairu serve` on SQLite. `procrastinate`: several `sumairu serve` behind a balancer and several
`sumairu worker`, on PostgreSQL.
"""

import base64
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from socket import socket
from typing import Any

from domain.store.db import Database
from domain.store.sealed import keyring
from tests.scenario.balancer import Balancer
from tests.scenario.places import place

ROOT = Path(__file__).resolve().parents[2]
SECRET = "scenario-channel-secret-0123"
TOKEN = "scenario-access-token-01234"
EKYC_SECRET = "scenario-ekyc-secret-0123"
DATA_KEY = bytes(range(32))
START_SECONDS = 60.0


class Process:
    """One process of the service, of which there is one at a time: it dies, and the next takes its place."""

    def __init__(self, service: "Service", port: int | None) -> None:
        self.service, self.port = service, port
        self.kind = "worker" if port is None else "web"
        self.pid = 0
        self.exit_code: int | None = 0

    def start(self, failpoint: str = "", **more: str) -> None:
        """Start it, armed to die at a failpoint where one is given. Does not wait for it."""
        assert not self.alive()
        self.service.deaths.write_bytes(b"")
        words = ["worker"] if self.port is None else ["serve", "--port", str(self.port)]
        self.pid = self.service.nest.ask({"start": self.service.environment(failpoint) | more, "words": words})
        self.exit_code = None
        self.service.starts += 1

    def wait_until_ready(self) -> bool:
        """Until it answers; False when it died before that. A worker is ready when it lives: it has no door."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if not self.alive():
                return False
            if self.port is None or _answers(f"http://127.0.0.1:{self.port}/healthz"):
                return True
            time.sleep(0.02)
        raise AssertionError(f"the service did not start: {self.service.words()[-3000:]}")

    def alive(self) -> bool:
        """Whether there is a process."""
        if self.exit_code is None:
            self.exit_code = self.service.nest.ask({"poll": self.pid})
        return self.exit_code is None

    def kill(self) -> None:
        """kill -9, with whatever it has started: nothing is finished, nothing is flushed."""
        with contextlib.suppress(ProcessLookupError):
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except ProcessLookupError:  # So young that it has not made its group yet, nor started anything.
                os.kill(self.pid, signal.SIGKILL)
        self._wait(30)

    def stop(self) -> None:
        """Ask it to end, as an operator would."""
        if self.alive():
            os.kill(self.pid, signal.SIGTERM)
            if not self._wait(40):
                self.kill()
                raise AssertionError(f"the {self.kind} did not end when it was asked to")

    def died_at_failpoint(self, timeout: float) -> bool:
        """Wait for the armed process, or a child of it, to die of itself; False when it lives on."""
        until = time.monotonic() + timeout
        while not self.service.deaths.stat().st_size:
            if time.monotonic() > until or not self.alive():
                break
            time.sleep(0.01)
        died = bool(self.service.deaths.stat().st_size)  # Asked once: it may die between two looks.
        if died and self.alive():
            self.kill()  # The master that would put another child in the place of the dead one.
        return died

    def _wait(self, timeout: float) -> bool:
        until = time.monotonic() + timeout
        while self.alive():
            if time.monotonic() > until:
                return False
            time.sleep(0.01)
        return True


class Nest:
    """Speaks with `tests.scenario.nest`, which starts processes quickly."""

    def __init__(self, plant: str) -> None:
        self._lock = threading.Lock()
        self._ready = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.scenario.nest", *([plant] if plant else [])], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, words: dict[str, Any]) -> Any:
        """One word, one answer."""
        with self._lock:
            if not self._ready:
                self._ready = self._hear() == "ready"
            print(json.dumps(words), file=self._process.stdin, flush=True)
            return self._hear()

    def close(self) -> None:
        """End it."""
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait(60)

    def _hear(self) -> Any:
        line = self._process.stdout.readline()  # type: ignore[union-attr]
        assert line, "the nest is gone"
        return json.loads(line)


class Service:
    """All processes of one service, with everything they need in their environment."""

    def __init__(self, home: Path, engine: str = "threads", plant: str = "", webs: int = 2, workers: int = 2) -> None:
        self.home, self.engine = home, engine
        self.place = place(engine, home)
        self.database_url = self.place.url
        self.emulator_url = ""
        self.smtp_port = 1
        self.starts = 0
        self.deaths = home / "deaths"  # a byte for each process that died at its failpoint
        self.more: dict[str, str] = {}  # environment of every process from its next start on
        self.nest = Nest(plant)
        self.webs = [Process(self, free_port()) for _ in range(webs if engine == "procrastinate" else 1)]
        self.workers = [Process(self, None) for _ in range(workers if engine == "procrastinate" else 0)]
        self.balancer = Balancer([web.port or 0 for web in self.webs]) if len(self.webs) > 1 else None
        self.port = self.balancer.port if self.balancer else self.webs[0].port
        self.url = f"http://127.0.0.1:{self.port}"

    @property
    def processes(self) -> list[Process]:
        """Every process there is to be."""
        return [*self.webs, *self.workers]

    def those_passing(self, failpoint: str) -> list[Process]:
        """The processes that pass a failpoint; every one where nothing is said."""
        if not failpoint or not self.workers:
            return self.processes
        return self.workers if failpoint.startswith(("turn.", "sender.")) else self.webs

    def start(self) -> None:
        """Start whatever is not running, and wait until it answers."""
        for process in self.processes:
            if not process.alive():
                process.start()
        for process in self.processes:
            process.wait_until_ready()

    def alive(self) -> bool:
        """Whether all of it runs."""
        return all(process.alive() for process in self.processes)

    def kill(self) -> None:
        """kill -9 for every process."""
        for process in self.processes:
            if process.alive():
                process.kill()

    def stop(self) -> None:
        """Ask everything to end, as an operator would."""
        for process in self.processes:
            process.stop()

    def close(self) -> None:
        """End everything, the nest and the database with it."""
        self.kill()
        self.nest.close()
        if self.balancer:
            self.balancer.close()
        self.place.drop()

    def database(self) -> Database:
        """A second pair of eyes on the database."""
        keyring.use({1: DATA_KEY})
        return Database(self.database_url)

    def words(self) -> str:
        """What it has logged."""
        path = self.home / "service.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def environment(self, failpoint: str) -> dict[str, str]:
        """Of one process."""
        return {
            "LINE_CHANNEL_SECRET": SECRET, "LINE_CHANNEL_ACCESS_TOKEN": TOKEN, "LINE_API_URL": self.emulator_url, "ENGINE": self.engine,
            "DATABASE_URL": self.database_url, "PUBLIC_URL": self.url, "SECRET_KEYS": "scenario-secret-key-0123456789abcdef",
            "DATA_KEYS": f"1:{base64.urlsafe_b64encode(DATA_KEY).decode()}", "SMTP_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "EKYC_URL": f"{self.emulator_url}/ekyc/start", "EKYC_SECRET": EKYC_SECRET, "DEMO_CLOCK": "1",
            "SUMAIRU_FAILPOINT": failpoint, "SERVICE_LOG": str(self.home / "service.log"), "SCENARIO_DEATHS": str(self.deaths),
        } | self.more  # fmt: skip


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
