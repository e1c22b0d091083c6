"""A chairperson as a test drives one: a phone in the emulator, our pages in a plain browser, an authenticator."""

import json
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyotp
import requests

from emulator.driver import Emulator, Phone

LINK = re.compile(r"https?://[^\s\"]+/p/[\w-]+")

APPLICANT = {"family_name": "鈴木", "given_name": "一郎", "family_kana": "スズキ", "given_kana": "イチロウ", "applicant_mail": "ichiro@example.jp"}
ACCOUNT = {"user_id": "suzuki2026", "question": "", "answer": "さくら小学校", "password": "Sumairu-2026!", "again": "Sumairu-2026!"}
ASSOCIATION = {
    "association_name": "グリーンハイツ管理組合", "association_kana": "グリーンハイツカンリクミアイ", "postal_code": "1120004",
    "prefecture": "東京都", "city": "文京区", "street": "後楽1-4-10", "bank": "0001", "branch": "001", "account_type": "ordinary",
    "account_number": "1234567", "account_kana": "ｸﾞﾘ-ﾝﾊｲﾂｶﾝﾘｸﾐｱｲ", "account_kanji": "グリーンハイツ管理組合",
}
REPRESENTATIVE = {
    "rep_family_name": "鈴木", "rep_given_name": "一郎", "rep_family_kana": "スズキ", "rep_given_kana": "イチロウ", "birth_date.year": "1955", "birth_date.month": "4", "birth_date.day": "1",
    "rep_postal_code": "1120004", "rep_prefecture": "東京都", "rep_city": "文京区", "rep_street": "後楽1-4-10", "rep_building": "301",
    "rep_phone": "09012345678", "rep_mail": "ichiro@example.jp",
}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n0000000102 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"


class Forms(HTMLParser):
    """The forms of a page: names and values as they stand, and which inputs are files."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.files: set[str] = set()
        self.options: dict[str, list[str]] = {}
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self.options.setdefault(self._select, []).append(told.get("value") or "")
        elif tag == "input" and name:
            kind = told.get("type", "text")
            if kind == "file":
                self.files.add(name)
            elif kind in ("radio", "checkbox"):
                self.options.setdefault(name, []).append(told.get("value") or "on")
                if "checked" in told:
                    self.values[name] = told.get("value") or "on"
            else:
                self.values.setdefault(name, told.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


class Browser:
    """Pages without JavaScript: open, fill in, send."""

    def __init__(self) -> None:
        self.session = requests.Session()
        self.answer: Any = None

    def open(self, url: str) -> Forms:
        self.answer = self.session.get(url, timeout=20)
        return Forms(self.answer.text)

    def send(self, url: str, files: dict[str, tuple[str, bytes]] | None = None, act: str = "send", **filled: str) -> str:
        form = self.open(url)
        data = form.values | {"act": act} | filled
        sent = {name: (shown, content) for name, (shown, content) in (files or {}).items()}
        self.answer = self.session.post(self.answer.url, data=data, files=sent or None, timeout=30)
        return str(self.answer.text)


class Chairperson:
    """鈴木 一郎, who registers the association's account."""

    def __init__(self, emulator: Emulator, mailbox_url: str, name: str = "鈴木 一郎", mail: str = "ichiro@example.jp", user_id: str = "suzuki2026") -> None:
        self.emulator = emulator
        self.phone: Phone = emulator.phone(name)
        self.browser = Browser()
        self.mailbox_url = mailbox_url
        self.mail = mail
        self.user_id = user_id
        self.secret = ""

    def does(self, act: str, *words: str, expect: str = "") -> str:
        """Say or tap something; wait for what the bot answers, as one text."""
        since = self.phone.last_seq()
        getattr(self.phone, act)(*words)
        return self.hears(since, expect)

    def hears(self, since: int, expect: str = "", timeout: float = 15) -> str:
        """What the bot says after `since`, once it holds what is expected."""
        end = time.monotonic() + timeout
        heard = ""
        while time.monotonic() < end:
            heard = "\n".join(said(item) for item in self.phone.items(since) if item["from"] == "bot")
            if heard and expect in heard:
                return heard
            time.sleep(0.03)
        raise AssertionError(f"expected {expect!r}, heard {heard!r}")

    def page(self) -> str:
        """The newest link to one of our pages that stands in the chat."""
        for item in reversed(self.phone.items()):
            if found := LINK.findall(json.dumps(item.get("message", {}))):
                return found[-1]
        raise AssertionError("no link to a page in the chat")

    def mailed(self, subject: str, timeout: float = 10) -> str:
        """The newest link in a mail whose subject holds these words."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            mails = [m for m in self.mails() if subject in m["subject"]]
            if mails and (found := LINK.findall(mails[-1]["text"])):
                return found[-1]
            time.sleep(0.05)
        raise AssertionError(f"no mail {subject!r} with a link; there are {[m['subject'] for m in self.mails()]}")

    def mails(self) -> list[dict[str, Any]]:
        """What lies in the mailbox, oldest first."""
        told = requests.get(f"{self.mailbox_url}/mailbox/messages", params={"to": self.mail}, timeout=10).json()
        mails = told["messages"] if isinstance(told, dict) else told
        return sorted(mails, key=lambda m: m["at"])

    def fills(self, expect: str = "", files: dict[str, tuple[str, bytes]] | None = None, **filled: str) -> str:
        """Fill in the page the chat linked to; returns what the chat says next."""
        since = self.phone.last_seq()
        told = self.browser.send(self.page(), files, **filled)
        assert self.browser.answer.status_code == 200, told[:2000]
        return self.hears(since, expect)

    def code(self) -> str:
        """The code on the authenticator, never one that was used already."""
        totp, used = pyotp.TOTP(self.secret), getattr(self, "_used", "")
        while (code := totp.at(self.emulator_time())) == used:
            self.emulator.travel(seconds=30)
        self._used = code
        return code

    def emulator_time(self) -> float:
        """The emulator's clock, which ours follows."""
        import datetime as dt

        return dt.datetime.fromisoformat(self.emulator.now()).timestamp()

    # ---- The steps of S0 ----

    def joins(self) -> None:
        """友だち追加 up to the account page's mail."""
        self.does("follow", expect="ご用件")
        self.does("taps", "はじめての方(利用登録)", expect="お立場")
        self.does("taps", "はい、代表者本人です", expect="利用規約")
        self.does("taps", "同意する", expect="専用ページ")
        self.fills("メールをお送りしました", **APPLICANT | {"applicant_mail": self.mail})

    def makes_account(self) -> None:
        """User ID, secret question, password; then the authenticator and its first code."""
        since = self.phone.last_seq()
        link = self.mailed("ユーザーID")
        form = self.browser.open(link)
        question = next(value for value in form.options["question"] if value)
        self.browser.send(link, **ACCOUNT | {"question": question, "user_id": self.user_id})
        self.hears(since, "認証アプリ")
        self.secret = secret_in(self.browser.answer.text)  # The same page goes on with the authenticator.
        since = self.phone.last_seq()
        self.browser.send(self.browser.answer.url, code=self.code())
        self.hears(since, "管理組合情報")

    def enters_association(self) -> None:
        """Part 1."""
        self.does("taps", "いいえ、はじめてです", expect="法人登記")
        self.does("taps", "登記していない", expect="法人番号")
        self.does("taps", "受けていない", expect="残高証明書")
        self.does("taps", "4月", expect="専用ページ")
        self.fills("代表者は、どのような方", **ASSOCIATION)

    def enters_representative(self) -> None:
        """Part 2."""
        self.does("taps", "区分所有者(理事長など)", expect="任期")
        self.does("says", "令和9年5月", expect="定期総会")
        self.does("taps", "5月", expect="専用ページ")
        self.fills("本人確認", **REPRESENTATIVE | {"rep_mail": self.mail})

    def verifies_identity(self, status: str = "method_chosen") -> None:
        """Part 3, by photo and face."""
        self.does("taps", "写真付き書類と顔の撮影", expect="本人確認会社")
        self.begins_vendor_check()
        since = self.phone.last_seq()
        self.vendor_reports(status)
        self.hears(since, "必要書類" if status in ("method_chosen", "in_progress", "passed") else "今の状況")

    def begins_vendor_check(self) -> None:
        """The link page of the check, whose button leads to the vendor."""
        self.browser.send(self.page())

    def vendor_reports(self, status: str) -> None:
        """The vendor calls back about the newest check."""
        told = requests.get(f"{self.mailbox_url}/ekyc/sessions", timeout=10).json()
        sessions = told["sessions"] if isinstance(told, dict) else told
        newest = sessions[0] if sessions[0].get("at", 0) >= sessions[-1].get("at", 0) else sessions[-1]
        requests.post(f"{self.mailbox_url}/ekyc/sessions/{newest['reference']}/status", json={"status": status}, timeout=10).raise_for_status()

    def uploads_documents(self) -> None:
        """Part 4, pattern A."""
        self.does("taps", "総会で選ばれた", expect="総会議事録に")
        self.does("taps", "書いてある", expect="専用ページ")
        self.fills("管理会社", files={"bylaws": ("管理規約.pdf", PDF), "assembly_minutes": ("総会議事録.pdf", PDF)})

    def names_company(self) -> None:
        """Parts 5 and 6: nothing is entrusted."""
        self.does("taps", "委託していない(自主管理)", expect="入力内容")

    def files(self) -> str:
        """Summary, code, receipt number."""
        self.does("taps", "この内容で申請する", expect="6桁")
        heard = self.does("says", self.code(), expect="受付番号")
        found = re.search(r"R-\w{4}-\w{4}", heard)
        assert found, heard
        return found[0]

    def registers(self) -> str:
        """Everything up to the receipt number."""
        self.joins()
        self.makes_account()
        self.enters_association()
        self.enters_representative()
        self.verifies_identity()
        self.uploads_documents()
        self.names_company()
        return self.files()


def said(item: dict[str, Any]) -> str:
    """All words of a message, buttons included."""
    return "\n".join(_words(item.get("message", {})))


def _words(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        if thing.get("type") == "text" and "text" in thing:
            yield thing["text"]
        if "action" in thing and "label" in thing["action"]:
            yield f"[{thing['action']['label']}]"
        for key in ("contents", "header", "body", "footer"):
            yield from _words(thing.get(key))
    elif isinstance(thing, list):
        for one in thing:
            yield from _words(one)


def secret_in(html: str) -> str:
    """The authenticator's secret on the set-up page."""
    found = re.search(r"otpauth://[^\"']*?secret=([A-Z2-7]+)", html.replace("&amp;", "&"))
    assert found, html[:3000]
    return found[1]


def words_of(html: str) -> str:
    """The words of a page, for a failure that can be read."""
    body = re.sub(r"(?s)<(style|script).*?</\1>", "", html.partition("<main")[2] or html)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))[:2000]


ROOT = Path(__file__).resolve().parent.parent


class Staff:
    """A member of staff at the desk, in a plain browser."""

    def __init__(self, service: str, emulator: Emulator, login: str, password: str, secret: str) -> None:
        self.base = f"{service}/staff"
        self.emulator = emulator
        self.login, self.password, self.secret = login, password, secret
        self.browser = Browser()

    def signs_in(self) -> None:
        """Password and code."""
        self.emulator.travel(seconds=61)  # A code works once: the next one is another.
        import datetime as dt

        code = pyotp.TOTP(self.secret).at(dt.datetime.fromisoformat(self.emulator.now()))
        self.browser.send(f"{self.base}/sign-in", login=self.login, password=self.password, code=code)
        assert "/sign-in" not in self.browser.answer.url, self.browser.answer.text[:3000]

    def finds(self, receipt: str) -> int:
        """The number of a filing, by its receipt."""
        self.browser.open(f"{self.base}/?scope=all&receipt={receipt}")
        found = re.search(r"/staff/filings/(\d+)", self.browser.answer.text)
        assert found, self.browser.answer.text[:3000]
        return int(found[1])

    def sees(self, filing: int) -> str:
        """The page of a filing."""
        self.browser.open(f"{self.base}/filings/{filing}")
        return str(self.browser.answer.text)

    def acts(self, filing: int, act: str, **filled: str) -> str:
        """Post one of the filing's forms, with its version and a key of its own."""
        form = self.browser.open(f"{self.base}/filings/{filing}")
        data = {name: form.values[name] for name in ("csrf_token", "version", "key")} | filled
        self.browser.answer = self.browser.session.post(f"{self.base}/filings/{filing}/{act}", data=data, timeout=30)
        assert self.browser.answer.status_code == 200, words_of(self.browser.answer.text)
        return str(self.browser.answer.text)

    def returns(self, filing: int, **reasons: str) -> str:
        """Mark fields with coded reasons, look at the preview, give it back. Returns the preview."""
        marks = {f"mark.{field}": "1" for field in reasons} | {f"reason.{field}": reason for field, reason in reasons.items()}
        preview = self.acts(filing, "marks", then="preview", **marks)
        self.acts(filing, "return")
        return preview
