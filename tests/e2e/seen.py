"""A person before a screen: reads what is shown, taps what can be tapped, and keeps pictures of it."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

PATIENCE = 15_000  # ms
NARROW = ((320, 1), (640, 1), (390, 2))  # a small phone; 1280 px at 200 %; a phone with type twice as large
MISFITS = """([width, zoom]) => {
  const root = document.documentElement, wrong = [];
  root.style.fontSize = zoom === 1 ? "" : `calc(${getComputedStyle(root).fontSize} * ${zoom})`;
  if (root.scrollWidth > width) {
    const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1);
    wrong.push(`scrolls sideways to ${root.scrollWidth}: ${wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 90))}`);
  }
  for (const box of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (!box.labels?.length && !box.ariaLabel) wrong.push(`no label: ${box.name}`);
  }
  root.style.fontSize = "";
  return wrong;
}"""


@dataclass
class Eyes:
    """Everything that is seen in one browser: open pages, complaints, addresses asked for, pictures kept."""

    context: BrowserContext
    home: tuple[str, ...]
    shots: Path
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    misfits: list[str] = field(default_factory=list)
    taken: int = 0

    def watch(self, page: Page) -> Page:
        """Note what goes wrong on a page and whom it calls."""
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda asked: self._asked(asked.url))
        return page

    def open(self, url: str) -> Page:
        """A new tab."""
        page = self.watch(self.context.new_page())
        page.goto(url)
        return page

    def shoot(self, page: Page, name: str) -> None:
        """Keep a picture of what is on the screen."""
        self.taken += 1
        page.screenshot(path=str(self.shots / f"{self.taken:02d}-{name}.png"))

    def reads(self, page: Page, name: str) -> None:
        """Keep a picture of a whole page of ours, and note where it does not fit a narrow screen or large type, or lacks a label."""
        self.taken += 1
        page.screenshot(path=str(self.shots / f"{self.taken:02d}-{name}.png"), full_page=True)
        size = page.viewport_size or {"width": 1280, "height": 800}
        for width, zoom in NARROW:
            page.set_viewport_size({"width": width, "height": 800})
            told = page.evaluate(MISFITS, [width, zoom])
            self.misfits += [f"{name} at {width} px, type x{zoom}: {one}" for one in told]
        page.set_viewport_size(size)

    def _heard(self, kind: str, text: str) -> None:
        # A refused form answers 422, which the browser writes down as an error of its own.
        if kind == "error" and "status of 422" not in text:
            self.complaints.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((*self.home, "data:", "blob:", "about:", "otpauth:")):
            self.strangers.append(url)


class OnPhone:
    """A person with a phone on the emulator's page, and with the tools beside it."""

    def __init__(self, eyes: Eyes, page: Page, name: str) -> None:
        self.eyes, self.page, self.name = eyes, page, name
        self.phone: Locator = page.get_by_role("region", name=f"{name}さんのスマホ")
        self.talk = self.phone.get_by_role("log")

    def said(self, words: str) -> Locator:
        """What the bot has said with these words."""
        return self.talk.locator(".row-bot").filter(has_text=words)

    @contextmanager
    def hears(self, *words: str) -> Iterator[None]:
        """What is done inside makes the bot say each of these words anew."""
        before = [self.said(one).count() for one in words]
        yield
        for one, count in zip(words, before, strict=True):
            expect(self.said(one).nth(count)).to_be_visible(timeout=PATIENCE)

    def taps(self, label: str, *hears: str) -> None:
        """A button of the newest card that has it."""
        with self.hears(*hears):
            self.talk.get_by_role("button", name=label, exact=True).last.click()

    def corrects(self, part: str, *hears: str) -> None:
        """「直す」 beside one line of the newest card."""
        with self.hears(*hears):
            line = (
                self.talk.locator(".row-bot[data-seq]").last.locator(".fx-horizontal").filter(has_text=part)
            )
            line.get_by_role("button", name="直す").last.click()

    def says(self, text: str, *hears: str) -> None:
        """Type into the talk; the keyboard is behind the menu's bar."""
        keyboard = self.phone.get_by_role("button", name="キーボードに切り替え")
        if keyboard.is_visible():
            keyboard.click()
        with self.hears(*hears):
            self.phone.get_by_label("メッセージを入力").fill(text)
            self.phone.get_by_role("button", name="送信").click()

    def opens(self, label: str) -> Page:
        """The page behind a button of the talk, in a new tab."""
        with self.eyes.context.expect_page() as opened:
            self.talk.get_by_role("button", name=label, exact=True).last.click()
        return self._arrived(opened.value)

    def tool(self, title: str) -> Locator:
        """A tool beside the phones."""
        self.page.get_by_role("tab", name=title).click()
        return self.page.get_by_role("tabpanel", name=title)

    def opens_mail(self, subject: str) -> Page:
        """The link of the newest mail with this subject."""
        box = self.tool("メール")
        letter = box.get_by_role("button", name=subject).first
        letter.wait_for()
        if letter.get_attribute("aria-expanded") != "true":
            letter.click()
        with self.eyes.context.expect_page() as opened:
            box.locator("a[href*='/p/']").first.click()
        return self._arrived(opened.value)

    def code(self, account: str) -> str:
        """A code nobody has used: wait for the next one (the clock is moved), then read it off the authenticator."""
        self.tool("時計").get_by_role("button", name="+1分").click()
        expect(self.page.get_by_text("時計を動かしました。").first).to_be_visible()
        shown = self.tool("認証アプリ").locator(f"[data-label*='{account}'] output").first
        shown.wait_for()
        # The codes are fetched anew after the clock has moved; a half-second later they are the ones to read.
        self.page.wait_for_timeout(400)
        return re.sub(r"\s", "", shown.inner_text())

    def _arrived(self, page: Page) -> Page:
        self.eyes.watch(page)
        page.wait_for_load_state()
        return page


def fill(page: Page, **answers: str) -> None:
    """Type answers into the boxes of a page, by the names of their labels."""
    for label, text in answers.items():
        page.get_by_label(label, exact=False).first.fill(text)


def folder(fallback: Path) -> Path:
    """Where pictures go: SUMAIRU_SHOTS, or the test's own folder."""
    made = Path(os.environ.get("SUMAIRU_SHOTS") or fallback)
    made.mkdir(parents=True, exist_ok=True)
    return made
