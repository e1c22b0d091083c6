"""A member of the staff at the console: takes talks over, says a word, hands them back. Posts the same form again when
the answer was lost, as a browser does after 「再読み込み」."""

import random
import re
import time
from collections.abc import Callable

import pyotp
import requests

from domain import one_time_code
from domain.desk import staff
from domain.store.db import Database

FORM = r'action="{path}".*?</form>'
HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')


class Clerk:
    """佐藤, who answers whoever asks for a person."""

    def __init__(self, url: str, now: Callable[[], float], seed: str) -> None:
        self.url, self.now = url, now
        self.will = random.Random(seed)
        self.password, self.secret = staff.initial_password(), one_time_code.new_secret()
        self.browser = requests.Session()
        self.said: list[str] = []  # every word that was surely posted
        self.taken = 0

    def is_hired(self, db: Database, at: int) -> None:
        """Staff are added by an operator, before the run."""
        with db.writing() as tx:
            staff.add(tx, "sato", "佐藤", ("viewer", "reviewer"), self.password, self.secret, at)

    def works(self, quiet: Callable[[], bool]) -> None:
        """Answer people until `quiet` says that it is over."""
        while not quiet():
            for talk in self._waiting():
                self._answer(talk, quiet)
            time.sleep(0.1)

    def _answer(self, talk: str, quiet: Callable[[], bool]) -> None:
        if not self._press(talk, f"{talk}/take", quiet):
            return
        self.taken += 1
        word = f"担当の佐藤です。承りました。({self.taken})"
        if self.will.random() < 0.8 and self._press(talk, f"{talk}/say", quiet, text=word):
            self.said.append(word)
        time.sleep(self.will.random() * 0.2)
        self._press(talk, f"{talk}/hand-back", quiet)

    def _waiting(self) -> list[str]:
        page = self._get("/staff/talks")
        waiting = page.split("<table", 2)[1] if "<table" in page else page
        return sorted(set(re.findall(r'href="(/staff/talks/\d+)"', waiting)))[:5]

    def _press(self, page: str, path: str, quiet: Callable[[], bool], **typed: str) -> bool:
        """Post the form on a page; again, with the same key, until an answer comes. False when it is not there."""
        found = re.search(FORM.format(path=re.escape(path)), self._get(page), re.S)
        if not found:
            return False
        data = dict(HIDDEN.findall(found[0])) | typed
        while not quiet():
            try:
                answer = self.browser.post(self.url + path, data=data, timeout=5, allow_redirects=False)
            except requests.RequestException:
                time.sleep(0.1)
                continue
            if answer.status_code in (303, 409):
                return answer.status_code == 303 and "sign-in" not in answer.headers["Location"]
            time.sleep(0.1)
        return False

    def _get(self, path: str) -> str:
        while True:
            try:
                answer = self.browser.get(self.url + path, timeout=5)
                if "/sign-in" not in answer.url:
                    return answer.text
                self._sign_in(answer.text)
            except requests.RequestException:
                time.sleep(0.1)

    def _sign_in(self, page: str) -> None:
        found = re.search(FORM.format(path='[^"]*sign-in'), page, re.S)
        data = dict(HIDDEN.findall(found[0] if found else page))
        code = pyotp.TOTP(self.secret).at(int(self.now()))
        self.browser.post(
            f"{self.url}/staff/sign-in",
            data=data | {"login": "sato", "password": self.password, "code": code},
            timeout=10,
        )
        time.sleep(0.2)
