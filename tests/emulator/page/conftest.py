"""The emulator's page in a real browser, for the tests that look at it as a person does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from emulator.app import Handle
from emulator.driver import Emulator, Phone


@dataclass
class Window:
    """An open page, and what went wrong on it."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def phone(self, name: str = "鈴木 一郎") -> Locator:
        """The phone of a person on the page."""
        return self.page.get_by_role("region", name=f"{name}さんのスマホ")

    def tool(self, title: str) -> Locator:
        """A tool beside the phones, brought to the front."""
        self.page.get_by_role("tab", name=title).click()
        return self.page.get_by_role("tabpanel", name=title)

    def strangers(self) -> list[str]:
        """Addresses asked for that are not the emulator's own."""
        return [url for url in self.requests if not url.startswith((self.url, "data:", "blob:"))]


@pytest.fixture
def look(chromium: Browser, handle: Handle) -> Iterator[Callable[..., Window]]:
    """Open the page; the test fails at its end if the page complained or looked elsewhere."""
    opened: list[Window] = []

    def begin(path: str = "/", width: int = 1400, height: int = 900, **more: Any) -> Window:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="ja-JP", **more)
        page = context.new_page()
        page.set_default_timeout(5_000)
        window = Window(page, handle.url)
        page.on("console", lambda said: window.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: window.complaints.append(str(error)))
        page.on("request", lambda request: window.requests.append(request.url))
        page.goto(handle.url + path)
        page.wait_for_selector("body[data-ready]")
        opened.append(window)
        return window

    yield begin
    for window in opened:
        window.page.context.close()
    for window in opened:
        assert window.complaints == []
        assert window.strangers() == []


@pytest.fixture
def friend(emulator: Emulator) -> Phone:
    """A person who has added the account; the page shows the phone when it opens."""
    person = emulator.phone("鈴木 一郎")
    person.follow()
    return person
