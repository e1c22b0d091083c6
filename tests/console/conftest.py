"""A desk for tests: a house on SQLite in a temporary folder, staff, filings, and a browser that is signed in."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

import pyotp
import pytest
from flask import Flask
from sqlalchemy import insert, select

from bot import console, pages, web
from bot.clock import Clock
from bot.house import House
from bot.settings import Settings
from domain import passwords
from domain.desk import staff
from domain.store import filings, people
from domain.store.db import Database
from domain.store.sealed import keyring
from domain.store.tables import ekyc_session, filing, line_event, metadata, outgoing

PASSWORD = "abcd-efgh-1234"
NOW = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)  # a Friday noon in Tokyo
ANSWERS: dict[str, Any] = {
    "has_number": False, "corporate_registered": False, "has_corporate_number": False, "certificate_month": 8,
    "association_name": "青空マンション管理組合", "association_kana": "アオゾラマンションカンリクミアイ",
    "postal_code": "1120004", "prefecture": "東京都", "city": "文京区", "street": "後楽1-4-10",
    "bank": "0001", "branch": "001", "account_type": "ordinary", "account_number": "1234567",
    "account_kana": "ｱｵｿﾞﾗﾏﾝｼﾖﾝｶﾝﾘｸﾐｱｲ", "account_kanji": "青空マンション管理組合",
    "management_style": "resident", "term_end": "2027-05", "assembly_month": 5,
    "rep_family_name": "山田", "rep_given_name": "花子", "rep_family_kana": "ヤマダ", "rep_given_kana": "ハナコ",
    "birth_date": "1955-04-03", "rep_postal_code": "1120004", "rep_prefecture": "東京都", "rep_city": "文京区",
    "rep_street": "後楽1-4-10", "rep_phone": "0398765432", "rep_mail": "hanako@example.jp",
    "identity_method": "photo", "identity_done": True, "elected_by": "assembly", "minutes_complete": True,
    "bylaws": [{"id": "0" * 32, "name": "管理規約.pdf", "size": 1000}],
    "assembly_minutes": [{"id": "1" * 32, "name": "総会議事録.pdf", "size": 1000}, {"id": "2" * 32, "name": "写真.jpg", "size": 9}],
    "entrusted": False,
}  # fmt: skip


class FakeEngine:
    """Remembers who was woken."""

    def __init__(self) -> None:
        self.woken: list[str] = []

    def wake(self, line_user: str) -> None:
        self.woken.append(line_user)

    def heartbeats(self) -> list[float]:
        return [2.0]


class StandingClock(Clock):
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.now_ms = int(NOW.timestamp() * 1000)

    def ms(self) -> int:
        return self.now_ms

    def later(self, **delta: float) -> None:
        self.now_ms += int(dt.timedelta(**delta).total_seconds() * 1000)


@dataclass
class Desk:
    """The house, its people, and what a test looks at."""

    house: House
    app: Flask
    clock: StandingClock
    engine: FakeEngine
    secrets: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def add_staff(self, login: str, *roles: str, name: str = "") -> int:
        secret = pyotp.random_base32(32)
        with self.house.db.writing() as tx:
            self.ids[login] = staff.add(tx, login, name or login, roles, PASSWORD, secret, self.clock.ms())
        self.secrets[login] = secret
        return self.ids[login]

    def code(self, login: str) -> str:
        return pyotp.TOTP(self.secrets[login]).at(self.clock.ms() // 1000)

    def browser(self, login: str = "") -> "Browser":
        browser = Browser(self, self.app.test_client())
        if login:
            self.clock.later(seconds=60)  # a code is accepted once
            answer = browser.post("/staff/sign-in", login=login, password=PASSWORD, code=self.code(login))
            assert answer.status_code == 303, answer.text
        return browser

    def file(
        self,
        line_user: str = "U1",
        at: int | None = None,
        kind: str = "registration",
        proven: str = "passed",
        **answers: Any,
    ) -> int:
        at = at if at is not None else self.clock.ms()
        with self.house.db.writing() as tx:
            person = people.add(
                tx, {"family_name": "山田", "given_name": "花子", "applicant_mail": "hanako@example.jp"}, at
            )
            people.add_line_link(tx, line_user, person, at)
            tx.execute(
                insert(ekyc_session),
                {
                    "reference": f"ref-{line_user}",
                    "line_user": line_user,
                    "method": "photo",
                    "status": proven,
                    "made_at": at,
                    "expires_at": at,
                    "updated_at": at,
                },
            )
            row = filings.add(tx, kind, line_user, person, None, ANSWERS | answers, at, dt.date(2026, 11, 20))
        return int(row.id)

    def row(self, filing_id: int) -> Any:
        with self.house.db.reading() as tx:
            return tx.execute(select(filing).where(filing.c.id == filing_id)).one()

    def sent(self, kind: str = "push") -> list[Any]:
        with self.house.db.reading() as tx:
            return list(tx.execute(select(outgoing).where(outgoing.c.kind == kind).order_by(outgoing.c.id)))

    def news(self, line_user: str = "U1") -> list[dict[str, Any]]:
        with self.house.db.reading() as tx:
            rows = tx.execute(
                select(line_event.c.raw).where(line_event.c.line_user == line_user).order_by(line_event.c.id)
            )
            return [row.raw for row in rows if row.raw.get("type") == "house"]


class Browser:
    """A person's browser: forms are read from the page before they are posted."""

    def __init__(self, desk: Desk, client: Any) -> None:
        self.desk, self.client, self.html = desk, client, ""

    def get(self, path: str, **query: Any) -> Any:
        answer = self.client.get(path, query_string=query or None)
        self.html = answer.text if answer.mimetype == "text/html" else ""
        return answer

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of the form on the page that posts to a path."""
        found = re.search(rf'action="{re.escape(path)}".*?</form>', self.html, re.S)
        assert found, f"no form for {path}"
        return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', found.group()))

    def press(self, path: str, **typed: Any) -> Any:
        """Post the form that is on the page, and go where it leads."""
        hidden = self.form(path)
        return self.post(path, **(hidden | typed))

    def post(self, path: str, **typed: Any) -> Any:
        if "csrf_token" not in typed:
            page = self.client.get("/staff/sign-in").text
            typed["csrf_token"] = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]
        answer = self.client.post(path, data={k.replace("__", "."): v for k, v in typed.items()})
        self.html = answer.text if answer.status_code != 303 else self.html
        if answer.status_code == 303 and not answer.location.startswith("/staff/sign-in"):
            self.get(answer.location)
        return answer


@pytest.fixture(autouse=True)
def _cheap_hashes():
    passwords.hasher(passwords.CHEAP)
    yield
    passwords.hasher(passwords.COST)


@pytest.fixture
def desk(tmp_path) -> Desk:
    keyring.use({1: bytes(range(32))})
    db = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    metadata.create_all(db.engine)
    clock, engine = StandingClock(), FakeEngine()
    settings = Settings("s" * 32, "t" * 32, ("k" * 32,), {1: bytes(range(32))})
    house = House(settings, db, clock, engine)  # type: ignore[arg-type]
    app = Flask("desk", static_folder=None)
    app.config.update(SECRET_KEY="k" * 32, TESTING=True)
    app.extensions["house"] = house
    web.wants(app)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(console.blueprint)
    made = Desk(house, app, clock, engine)
    made.add_staff("sato", "reviewer", "approver", name="佐藤")
    made.add_staff("suzuki", "reviewer", name="鈴木")
    made.add_staff("admin", "admin", name="管理 太郎")
    yield made
    db.close()
