"""`make demo` as a person starts it: its own process, its own folder, real ports; and a browser before it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from emulator.driver import Emulator
from tests.conftest import refused
from tests.e2e.seen import Eyes, folder
from tests.journey import ROOT, Chairperson, Staff

BUSINESS_MORNING = "2026-11-25T01:00:00+00:00"  # Wednesday 10:00 in Tokyo


class Demo:
    """A running demo that can be killed and started again."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = _three_free_ports()
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """The page with the phones."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def service(self) -> str:
        """Our own pages and the desk."""
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def secrets(self) -> dict[str, Any]:
        """What the demo made up for itself."""
        return dict(json.loads((self.home / "secrets.json").read_text()))

    def start(self) -> None:
        """Start and wait for the address."""
        command = [sys.executable, "-m", "bot.cli", "demo", "--port", str(self.port), "--home", str(self.home)]
        log = (self.home.parent / "demo.log").open("a+")
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
        end = time.monotonic() + 90
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port + 1), timeout=0.2).close()
                return
            except OSError:
                assert self.process.poll() is None, (self.home.parent / "demo.log").read_text()[-3000:]
                time.sleep(0.1)
        raise AssertionError("the demo did not start")

    def refuses_nothing(self) -> None:
        """Whatever the bot has sent so far, LINE would have taken."""
        found = refused(self.emulator().log(kind="api"))
        assert not found, f"LINE refused what the bot sent: {found}"

    def kill(self) -> None:
        """kill -9, as a power failure would."""
        assert self.process is not None
        self.refuses_nothing()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it politely."""
        if self.process is None or self.process.poll() is not None:
            return
        try:
            self.refuses_nothing()
        finally:
            self.process.terminate()
            self.process.wait(timeout=30)

    def emulator(self) -> Emulator:
        """The driver of its phones and its clock."""
        return Emulator(self.url)

    def chairperson(self, **told: str) -> Chairperson:
        """Somebody new with a phone."""
        return Chairperson(self.emulator(), self.url, **told)

    def staff(self, login: str) -> Staff:
        """A member of staff, signed in."""
        kept = self.secrets["staff"][login]
        member = Staff(self.service, Emulator(self.url), login, kept["password"], kept["totp"])
        member.signs_in()
        return member


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo for a module."""
    running = Demo(tmp_path_factory.mktemp("demo") / "home")
    running.start()
    running.emulator().travel(now=BUSINESS_MORNING)
    yield running
    running.stop()


@pytest.fixture
def eyes(chromium: Browser, demo: Demo, tmp_path: Path) -> Iterator[Eyes]:
    """A browser whose complaints and foreign addresses fail the test."""
    context = chromium.new_context(
        viewport={"width": 1400, "height": 950}, locale="ja-JP", timezone_id="Asia/Tokyo"
    )
    seeing = Eyes(context, (demo.url, demo.service), folder(tmp_path / "shots"))
    yield seeing
    context.close()
    assert seeing.complaints == []
    assert seeing.strangers == []
    assert seeing.misfits == []


def _three_free_ports() -> int:
    for port in range(20000 + os.getpid() % 20000, 60000, 7):
        try:
            for one in range(port, port + 3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", one))
        except OSError:
            continue
        return port
    raise AssertionError("no free ports")
