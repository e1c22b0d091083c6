"""What an operator has: a machine with an environment, `sumairu` as a command, a database of either kind, LINE's emulator."""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from domain.store.db import Database
from domain.store.sealed import keyring
from tests.scenario.places import PostgresPlace

ROOT = Path(__file__).resolve().parents[2]
DATA_KEY = bytes(range(32))
ENVIRONMENT = {
    "LINE_CHANNEL_SECRET": "operations-channel-secret-01", "LINE_CHANNEL_ACCESS_TOKEN": "operations-access-token-0123",
    "SECRET_KEYS": "operations-secret-key-0123456789abcdef", "DATA_KEYS": f"1:{base64.urlsafe_b64encode(DATA_KEY).decode()}",
    "EKYC_SECRET": "operations-ekyc-secret-0123", "LINE_API_URL": "http://127.0.0.1:9", "SMTP_URL": "smtp://127.0.0.1:9",
    "METRICS_TOKEN": "operations-metrics-token-01",
}  # fmt: skip
BESIDE = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")}


@dataclass
class Host:
    """A machine with its environment."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    def env(self, **more: str) -> dict[str, str]:
        return BESIDE | ENVIRONMENT | self.environment | more

    def sumairu(self, *words: str, timeout: float = 60, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
        """Run the command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "bot.cli", *words], cwd=cwd, env=self.env(**more), capture_output=True, text=True, timeout=timeout, check=False
        )

    def starts(self, *words: str, cwd: Path = ROOT, **more: str) -> subprocess.Popen[str]:
        """Start the command and let it run; what it says goes to a file of the home."""
        log = (self.home / f"{words[0]}.log").open("a")
        return subprocess.Popen([sys.executable, "-m", "bot.cli", *words], cwd=cwd, env=self.env(**more), stdout=log, stderr=log, text=True)

    def said(self, word: str) -> str:
        """What a started command said."""
        return (self.home / f"{word}.log").read_text()

    def database(self, url: str = "") -> Database:
        """A second pair of eyes on the database."""
        keyring.use({1: DATA_KEY})
        return Database(url or self.environment["DATABASE_URL"])


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A host on a SQLite file that is not there yet."""
    return Host(tmp_path, {"DATABASE_URL": f"sqlite:///{tmp_path / 'sumairu.db'}"})


@pytest.fixture
def postgres() -> Iterator[str]:
    """An empty PostgreSQL database."""
    place = PostgresPlace(template=False)
    yield place.url
    place.drop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Host]:
    """A host on an empty database, of either kind."""
    if request.param == "sqlite":
        yield Host(tmp_path, {"DATABASE_URL": f"sqlite:///{tmp_path / 'sumairu.db'}"})
        return
    place = PostgresPlace(template=False)
    yield Host(tmp_path, {"DATABASE_URL": place.url, "ENGINE": "procrastinate"})
    place.drop()
