"""A chairperson who registers whatever happens: looks where the talk stands, does the next thing, tries again."""

import random
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyotp
import requests
from sqlalchemy import func, select

from domain.store import talks
from domain.store.db import Database
from domain.store.tables import filing, line_event, outgoing
from tests import journey
from tests.scenario.people import Person

PATIENCE = 6.0  # seconds until the same thing is tried again
ACCOUNT_WORDS = "ユーザーID"
ANSWERS = {
    "has_number": "いいえ、はじめてです", "corporate_registered": "登記していない", "has_corporate_number": "受けていない", "certificate_month": "4月",
    "management_style": "区分所有者(理事長など)", "term_end": "令和9年5月", "assembly_month": "5月", "elected_by": "総会で選ばれた",
    "minutes_complete": "書いてある", "entrusted": "委託していない(自主管理)",
    # Where what was said once more to a slow bot was taken for the next question's answer:
    "association_number": "301234", "corporate_number": "5000012010024",
}  # fmt: skip
SAYS = {
    "checking_manager": "はい、代表者本人です", "reading_terms": "同意する", "checking_summary": "この内容で申請する", "choosing_correction": "このまま戻る",
}  # fmt: skip
DONE = {"filed", "under_review"}


class Registrant:
    """One person, from 友だち追加 to the receipt."""

    def __init__(
        self, person: Person, db: Database, emulator_url: str, number: int, now: Callable[[], float]
    ) -> None:
        self.person, self.db, self.emulator_url, self.number, self.now = person, db, emulator_url, number, now
        self.will = random.Random(f"registrant {number}")
        self.browser = journey.Browser()
        self.mail = f"chair{number}@example.jp"
        self.secret = ""
        self.reference = ""
        self.method = "書類を郵送する" if number % 2 else "写真付き書類と顔の撮影"
        self.trail: list[str] = []

    def registers(self, quiet: Callable[[], bool], seconds: float) -> bool:
        """Until the receipt is there. False when the time was over before that."""
        until = time.monotonic() + seconds
        self.person.phone.follow()
        while time.monotonic() < until and not quiet():
            row = self._talk()
            if row is not None and row.dialog == "registration" and row.state in DONE:
                return True
            if row is not None and row.dialog == "menu" and "filed" in self.trail:
                return True
            try:
                self._does_next(row)
            except (requests.RequestException, AssertionError, StopIteration, KeyError) as trouble:
                self.trail.append(f"{type(trouble).__name__}: {str(trouble)[:100]}")
            self._waits(row)
        return self._receipts() > 0

    def _does_next(self, row: Any) -> None:
        if row is None:
            self.person.phone.says("こんにちは")
            return
        self.trail.append(row.state)
        if row.screen.get("aside"):
            self._says("続きから" if row.screen["aside"] == "resume" else "このまま続ける")
        elif row.dialog != "registration":
            self._says("利用登録" if row.dialog != "handoff" else "やめる")
        elif row.state in SAYS:
            self._says(SAYS[row.state], twice=row.state == "checking_summary")
        elif (
            (asked := row.told.get("_asked"))
            and row.state.startswith("entering_")
            and row.state != "entering_code"
        ):
            self._says(ANSWERS[asked])
        else:
            getattr(self, f"_{row.state}")()

    # ---- What each question needs ----

    def _entering_applicant(self) -> None:
        self._page(**journey.APPLICANT | {"applicant_mail": self.mail})

    def _awaiting_mail(self) -> None:
        link = self._mailed()
        form = self.browser.open(link)
        if "question" in form.options:
            question = next(value for value in form.options["question"] if value)
            self.browser.send(
                link, **journey.ACCOUNT | {"question": question, "user_id": f"chair2026{self.number:04d}"}
            )
        self._setting_up_authenticator()

    def _setting_up_authenticator(self) -> None:
        link = self._mailed()
        html = self.browser.open(link) and self.browser.answer.text
        if "otpauth" not in html:
            self.browser.send(link, password=journey.ACCOUNT["password"])
            html = self.browser.answer.text
        self.secret = journey.secret_in(html)
        self.browser.send(self.browser.answer.url, code=self._code(-30))

    def _entering_association(self) -> None:
        self._page(**journey.ASSOCIATION)

    def _entering_representative(self) -> None:
        self._page(**journey.REPRESENTATIVE | {"rep_mail": self.mail})

    def _choosing_identity(self) -> None:
        self._says(self.method)

    def _verifying_identity(self) -> None:
        self.browser.send(self._link())
        gone = [parse_qs(urlsplit(one.headers["Location"]).query) for one in self.browser.answer.history]
        if gone and "reference" in gone[0]:
            self.reference = gone[0]["reference"][0]
        elif not self.reference:  # The link is spent: a new one stands beside the status.
            self._says("今の状況を確かめる")
        if self.reference:
            address = f"{self.emulator_url}/ekyc/sessions/{self.reference}/status"
            requests.post(address, json={"status": "method_chosen"}, timeout=10)

    def _entering_documents(self) -> None:
        self._page(
            files={
                "bylaws": ("管理規約.pdf", journey.PDF),
                "assembly_minutes": ("総会議事録.pdf", journey.PDF),
            }
        )

    def _entering_code(self) -> None:
        code = self._code()
        for _ in range(self.will.choice((1, 2, 3))):
            self.person.phone.says(code)

    # ---- Ways ----

    def _says(self, words: str, twice: bool = False) -> None:
        shown = [action for action in self.person.on_screen() if action.get("label") == words]
        for _ in range(2 if twice else 1):
            if shown and self.will.random() < 0.7:
                self.person.phone.performs(shown[0])
            else:
                self.person.phone.says(words)

    def _page(self, files: Any = None, **filled: str) -> None:
        told = self.browser.send(self._link(), files, **filled)
        if self.browser.answer.status_code >= 400:  # Spent, expired, or of an earlier question.
            self.trail.append(f"page {self.browser.answer.status_code}")
            self._says("新しいリンクを出す")
        assert "500" not in told[:200]

    def _link(self) -> str:
        with self.person.world.lock:
            items = list(self.person.world.items[self.person.name])
        for item in reversed(items):
            if item["from"] == "bot" and (
                found := journey.LINK.findall(str(item["message"]).replace("'", '"'))
            ):
                return found[-1]
        self._says("新しいリンクを出す")
        raise AssertionError("no link in the chat")

    def _mailed(self) -> str:
        mails = requests.get(
            f"{self.emulator_url}/mailbox/messages", params={"to": self.mail}, timeout=10
        ).json()
        mails = mails["messages"] if isinstance(mails, dict) else mails
        mine = [
            m
            for m in sorted(mails, key=lambda m: m["at"])
            if ACCOUNT_WORDS in m["subject"] and journey.LINK.search(m["text"])
        ]
        assert mine, "no mail yet"
        return journey.LINK.findall(mine[-1]["text"])[-1]

    def _code(self, shift: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(int(self.now()) + shift)

    # ---- Looking ----

    def _talk(self) -> Any:
        with self.db.reading() as tx:
            return talks.load(tx, self.person.name)

    def _receipts(self) -> int:
        with self.db.reading() as tx:
            return int(
                tx.execute(select(func.count()).where(filing.c.line_user == self.person.name)).scalar_one()
            )

    def _waits(self, row: Any) -> None:
        """As a person does: until the answer is there and no more comes; not for ever."""
        until = time.monotonic() + PATIENCE
        before = row.version if row is not None else -1
        while time.monotonic() < until:
            time.sleep(0.05)
            now = self._talk()
            if now is not None and now.version > before and self._is_quiet():
                return

    def _is_quiet(self) -> bool:
        with self.db.reading() as tx:
            unsent = select(outgoing.c.id).where(
                outgoing.c.line_user == self.person.name,
                outgoing.c.channel == "line",
                outgoing.c.state.in_(("queued", "sending")),
            )
            unheard = select(line_event.c.id).where(
                line_event.c.line_user == self.person.name, line_event.c.state == "waiting"
            )
            return tx.execute(unsent).first() is None and tx.execute(unheard).first() is None
