"""Debian's chromium, for the tests that look at a page as a person does: the fixture `chromium`.

A machine of one's own may lack it, CI may not.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.lacking import lacks

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser for as long as the block lasts."""
    if CHROMIUM is None:
        lacks("chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk)")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")  # It keeps an event loop running, which tests of other modules cannot have.
def chromium() -> Iterator[Browser]:
    """One browser for a module."""
    with opened() as browser:
        yield browser
