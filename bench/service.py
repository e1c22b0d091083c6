"""The service as an operator starts it: processes of their own, on a fresh database, with a LINE that is ours."""

import base64
import contextlib
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import Any

from sqlalchemy import create_engine, func, select, text
from sqlalchemy.exc import OperationalError

from bench import house
from domain.store.db import Database
from domain.store.sealed import keyring
from domain.store.tables import line_event

ROOT = Path(__file__).resolve().parents[1]
POSTGRES_URL = os.environ.get("POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
DATA_KEY = bytes(range(32))
PATIENCE_S = 600.0
START_S = 180.0  # a busy machine takes its time
PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


class NoPostgres(Exception):
    """There is no PostgreSQL at POSTGRES_URL."""


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a database of its own, made and dropped. Raises NoPostgres."""
    name = f"bench_{secrets.token_hex(6)}"
    _ask(f"CREATE DATABASE {name}")
    try:
        yield f"{POSTGRES_URL.rpartition('/')[0]}/{name}"
    finally:
        _ask(f"DROP DATABASE {name} WITH (FORCE)")


def _ask(statement: str) -> None:
    engine = create_engine(POSTGRES_URL, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as tx:
            tx.execute(text(statement))
    except OperationalError as error:
        raise NoPostgres(f"no PostgreSQL at POSTGRES_URL: {str(error.orig).splitlines()[0]}") from None
    finally:
        engine.dispose()


class Process:
    """`sumairu serve` or `sumairu worker`."""

    def __init__(self, act: str, url: str, line_port: int, log: Path, **more: str) -> None:
        self.port = free_port()
        words = ["serve", "--port", str(self.port)] if act == "serve" else [act]
        self._log = log.open("a")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", *words], cwd=ROOT, stdout=self._log, stderr=self._log,
            env=os.environ | environment(url, line_port) | more,
        )  # fmt: skip

    @property
    def pids(self) -> list[int]:
        """The process and its children."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        return [self._process.pid, *map(int, children)]

    def wait_until_it_answers(self) -> None:
        """Until it serves."""
        until = time.monotonic() + START_S
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/by-post", timeout=2):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"it did not start: see {self._log.name}")

    def cpu_seconds(self) -> float:
        """Time on a core so far, children included."""
        return sum(_cpu(pid) for pid in self.pids)

    def rss_mb(self) -> float:
        """Resident megabytes, children included."""
        return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.pids) * PAGE / 1e6

    def end(self) -> None:
        """As an operator ends it."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._log.close()


def _cpu(pid: int) -> float:
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / TICKS


@contextmanager
def running(act: str, url: str, line_port: int, log: Path, **more: str) -> Iterator[Process]:
    """A process for as long as the block lasts."""
    process = Process(act, url, line_port, log, **more)
    try:
        if act == "serve":
            process.wait_until_it_answers()
        yield process
    finally:
        process.end()


def environment(url: str, line_port: int) -> dict[str, str]:
    """What every process of the service is told."""
    line = f"http://127.0.0.1:{line_port}"
    return {
        "LINE_CHANNEL_SECRET": house.SECRET, "LINE_CHANNEL_ACCESS_TOKEN": house.SECRET, "LINE_API_URL": line, "LINE_DATA_API_URL": line,
        "DATABASE_URL": url, "PUBLIC_URL": "http://127.0.0.1:8000", "SECRET_KEYS": house.SECRET * 2, "EKYC_SECRET": house.SECRET,
        "DATA_KEYS": f"1:{base64.urlsafe_b64encode(DATA_KEY).decode()}", "ENGINE": "procrastinate" if url.startswith("postgresql") else "threads",
    }  # fmt: skip


def upgraded(url: str, log: Path) -> None:
    """`sumairu db upgrade`: schema, and the job engine's where there is one."""
    with log.open("a") as out:
        subprocess.run([sys.executable, "-m", "bot.cli", "db", "upgrade"], cwd=ROOT, env=os.environ | environment(url, 9), stdout=out, stderr=out, check=True)


@contextmanager
def looking(url: str) -> Iterator[Database]:
    """A pair of eyes on the database."""
    keyring.use({1: DATA_KEY})
    db = Database(url)
    try:
        yield db
    finally:
        db.close()


def events(db: Database, state: str) -> int:
    """How many events stand in a state."""
    with db.reading() as tx:
        return int(tx.execute(select(func.count()).where(line_event.c.state == state)).scalar_one())


def wait_for(true: Any, what: str, every: float = 0.05) -> None:
    """Until something is so. Raises AssertionError when it never is."""
    until = time.monotonic() + PATIENCE_S
    while not true():
        if time.monotonic() > until:
            raise AssertionError(f"{what}: not within {PATIENCE_S:.0f} s")
        time.sleep(every)


def free_port() -> int:
    """A port nobody listens on just now."""
    with contextlib.closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
