"""A person before a screen: reads what is shown, taps what can be tapped, and keeps pictures of it."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

PATIENCE = 15_000  # ms
PHONE_SIZE = {"width": 390, "height": 844}
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

    def in_sight(self, words: str) -> bool:
        """Whether these words of the newest message can be read without scrolling."""
        frame, found = self.talk.bounding_box(), self.talk.get_by_text(words).last.bounding_box()
        assert frame, words
        assert found, words
        return frame["y"] <= found["y"] and found["y"] + found["height"] <= frame["y"] + frame["height"]

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


def folder(fallback: Path) -> Path:
    """Where pictures go: SUMAIRU_SHOTS, or the test's own folder."""
    made = Path(os.environ.get("SUMAIRU_SHOTS") or fallback)
    made.mkdir(parents=True, exist_ok=True)
    return made


# ---- Hands ----


def with_a_new_phone(eyes: Eyes, emulator: Page, name: str) -> OnPhone:
    """Somebody new on the emulator's page, alone there."""
    expect(emulator.get_by_role("region", name="鈴木 一郎さんのスマホ")).to_be_visible()
    emulator.get_by_label("新しい人の名前").fill(name)
    emulator.get_by_role("button", name="新しいスマホ").click()
    person = OnPhone(eyes, emulator, name)
    expect(person.phone).to_be_visible()
    eyes.shoot(emulator, "two-phones")
    emulator.get_by_role("button", name="鈴木 一郎さんのスマホをしまう").click()
    return person


def signs_in_at_desk(person: OnPhone, login: str) -> Page:
    """Staff read the password in the demo and sign in at the desk, in a tab of their own."""
    eyes, tab = person.eyes, person.tool("職員用画面")
    eyes.shoot(person.page, f"accounts-{login}")
    found = re.search(rf"{login}: *(\S+)", tab.inner_text())
    assert found, tab.inner_text()
    with eyes.context.expect_page() as opened:
        tab.get_by_role("link", name=re.compile("職員用画面")).click()
    desk = eyes.watch(opened.value)
    desk.wait_for_load_state()
    if desk.get_by_role("button", name="ログアウト").is_visible():
        desk.get_by_role("button", name="ログアウト").click()
    desk.get_by_label("ログインID").fill(login)
    desk.get_by_label("パスワード", exact=True).fill(found[1])
    desk.get_by_label("認証コード").fill(person.code(login))
    eyes.reads(desk, f"sign-in-{login}")
    desk.get_by_role("button", name="ログイン").click()
    expect(desk.get_by_role("button", name="ログアウト")).to_be_visible()
    return desk


def finds(desk: Page, receipt: str) -> None:
    """A filing by its receipt, at the desk."""
    desk.get_by_role("link", name="申請", exact=True).click()
    desk.get_by_label("受付番号").fill(receipt)
    desk.get_by_role("button", name="探す").click()
    desk.get_by_role("link", name=receipt).click()


def on_a_phone(page: Page) -> Page:
    """A page of ours at the size of a phone."""
    page.set_viewport_size(PHONE_SIZE)
    return page


def fills(page: Page, answers: dict[str, str]) -> None:
    """Type answers into the boxes with these labels, to the letter."""
    for label, text in answers.items():
        page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(任意\))?\s*$")).first.fill(text)


def sends(person: OnPhone, page: Page, *hears: str) -> None:
    """End a page of ours; the chat goes on."""
    with person.hears(*hears):
        page.get_by_role("button", name="入力を終えて送る").last.click()
        expect(page.locator(".done")).to_be_visible()


def shoot_card(person: OnPhone, name: str) -> None:
    """Keep a picture of the newest card."""
    person.eyes.taken += 1
    person.talk.locator(".row-bot[data-seq]").last.screenshot(
        path=str(person.eyes.shots / f"{person.eyes.taken:02d}-{name}.png")
    )


def a_pdf(words: str) -> bytes:
    """A page with words on it, in a font that every reader has."""
    text = f"BT /F1 22 Tf 60 740 Td ({words}) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
