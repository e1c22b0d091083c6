"""The service as a process of its own, on a database of its own: started, killed, started again."""

import base64
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from socket import socket
from typing import Any

from bot import failpoints
from domain.store.db import Database
from domain.store.sealed import keyring

ROOT = Path(__file__).resolve().parents[2]
SECRET = "scenario-channel-secret-0123"
TOKEN = "scenario-access-token-01234"
EKYC_SECRET = "scenario-ekyc-secret-0123"
DATA_KEY = bytes(range(32))
START_SECONDS = 60.0


class Service:
    """`sumairu serve`, with everything it needs in its environment. One process at a time."""

    def __init__(self, home: Path, plant: str = "") -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database_url = f"sqlite:///{home / 'service.db'}"
        self.emulator_url = ""
        self.smtp_port = 1
        self.pid = 0
        self.exit_code: int | None = 0
        self.starts = 0
        self._nest = subprocess.Popen(
            [sys.executable, "-m", "tests.scenario.nest", *([plant] if plant else [])], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._ready = False

    def start(self, failpoint: str = "") -> None:
        """Start a process, armed to die at a failpoint where one is given. Does not wait for it."""
        assert not self.alive()
        if not self._ready:
            self._ready = self._hear() == "ready"
        self.pid = self._ask({"start": self._environment(failpoint), "port": self.port})
        self.exit_code = None
        self.starts += 1

    def wait_until_ready(self) -> bool:
        """Until it answers; False when it died before that."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if not self.alive():
                return False
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=2):
                    return True
            except urllib.error.HTTPError:
                return True
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"the service did not start: {self.words()[-3000:]}")

    def alive(self) -> bool:
        """Whether there is a process."""
        if self.exit_code is None:
            self.exit_code = self._ask({"poll": True})
        return self.exit_code is None

    def kill(self) -> None:
        """kill -9: nothing is finished, nothing is flushed."""
        os.kill(self.pid, signal.SIGKILL)
        self._wait(10)

    def stop(self) -> None:
        """Ask it to end, as an operator would."""
        if self.alive():
            os.kill(self.pid, signal.SIGTERM)
            if not self._wait(30):
                self.kill()
                raise AssertionError("the service did not end when it was asked to")

    def close(self) -> None:
        """End it, and the nest with it."""
        if self.alive():
            self.kill()
        self._nest.stdin.close()  # type: ignore[union-attr]
        self._nest.wait(10)

    def died_at_failpoint(self, timeout: float) -> bool:
        """Wait for the armed process to die of itself; False when it lives on."""
        return self._wait(timeout) and self.exit_code == failpoints.DEAD

    def database(self) -> Database:
        """A second pair of eyes on the database."""
        keyring.use({1: DATA_KEY})
        return Database(self.database_url)

    def words(self) -> str:
        """What it has logged."""
        path = self.home / "service.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def _wait(self, timeout: float) -> bool:
        until = time.monotonic() + timeout
        while self.alive():
            if time.monotonic() > until:
                return False
            time.sleep(0.01)
        return True

    def _ask(self, words: dict[str, Any]) -> Any:
        print(json.dumps(words), file=self._nest.stdin, flush=True)
        return self._hear()

    def _hear(self) -> Any:
        line = self._nest.stdout.readline()  # type: ignore[union-attr]
        assert line, "the nest is gone"
        return json.loads(line)

    def _environment(self, failpoint: str) -> dict[str, str]:
        return {
            "LINE_CHANNEL_SECRET": SECRET, "LINE_CHANNEL_ACCESS_TOKEN": TOKEN, "LINE_API_URL": self.emulator_url,
            "DATABASE_URL": self.database_url, "PUBLIC_URL": self.url, "SECRET_KEYS": "scenario-secret-key-0123456789abcdef",
            "DATA_KEYS": f"1:{base64.urlsafe_b64encode(DATA_KEY).decode()}", "SMTP_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "EKYC_URL": f"{self.emulator_url}/ekyc/start", "EKYC_SECRET": EKYC_SECRET, "DEMO_CLOCK": "1",
            "SUMAIRU_FAILPOINT": failpoint, "SERVICE_LOG": str(self.home / "service.log"),
        }  # fmt: skip


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
