"""A house with a database of its own, an engine that only counts, and a browser made of Flask's test client."""

import html
import re
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from bot import links, pages, web
from bot.clock import Clock
from bot.house import House
from bot.settings import Settings
from domain import passwords
from domain.store.db import Database
from domain.store.sealed import keyring
from domain.store.tables import line_event, metadata, outgoing

U1, U2 = "U" + "1" * 32, "U" + "2" * 32
APPLICANT = {"family_name": "山田", "given_name": "太郎", "family_kana": "ヤマダ", "given_kana": "タロウ",
             "applicant_mail": "taro@example.jp"}  # fmt: skip
PASSWORD = "kaki-no-ki 7"


class Engine:
    """Remembers who was woken."""

    def __init__(self):
        self.woken = []

    def wake(self, line_user):
        self.woken.append(line_user)


class StandingClock(Clock):
    """Stands still until it is moved."""

    def __init__(self):
        super().__init__()
        self.at = 1_790_000_000_000

    def ms(self):
        return self.at

    def passes(self, **parts):
        import datetime as dt

        self.at += int(dt.timedelta(**parts).total_seconds() * 1000)


@pytest.fixture(autouse=True, scope="session")
def cheap_hashes():
    passwords.hasher(passwords.CHEAP)
    yield
    passwords.hasher(passwords.COST)


@pytest.fixture
def house(tmp_path):
    settings = Settings(
        line_channel_secret="s" * 32, line_channel_access_token="t" * 32, secret_keys=("k" * 40,),
        data_keys={1: bytes(range(32))}, database_url=f"sqlite:///{tmp_path}/test.db", public_url="http://127.0.0.1:8000",
        ekyc_url="http://127.0.0.1:8090/ekyc/start", ekyc_secret="ekyc-secret-of-the-test",
    )  # fmt: skip
    keyring.use(settings.data_keys)
    db = Database(settings.database_url)
    metadata.create_all(db.engine)
    made = House(settings, db, StandingClock(), Engine())
    yield made
    db.close()


@pytest.fixture
def app(house):
    app = Flask("test", static_folder=None)
    app.config.update(SECRET_KEY="k" * 40)
    app.extensions["house"] = house
    web.wants(app)
    app.register_blueprint(pages.blueprint)
    return app


class Browser:
    """Opens pages, fills in forms with the CSRF token of the page before, follows nothing by itself."""

    def __init__(self, app):
        self.client = app.test_client()
        self.page = ""
        self.token = ""

    def open(self, address, **more):
        return self._read(self.client.get(self._path(address), **more))

    def send(self, address, files=None, **typed):
        data = {"csrf_token": self.token, **typed, **(files or {})}
        return self._read(self.client.post(self._path(address), data=data))

    def send_named(self, address, typed):
        return self._read(self.client.post(self._path(address), data={"csrf_token": self.token, **typed}))

    def _read(self, response):
        text = response.get_data(as_text=True)
        if response.mimetype == "text/html":
            self.page = html.unescape(re.sub(r"<[^>]+>", " ", text))
            found = re.search(r'name="csrf_token" value="([^"]+)"', text)
            self.token = found[1] if found else self.token
        return response

    @staticmethod
    def _path(address):
        return address.removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def browser(app):
    return Browser(app)


@pytest.fixture
def another_browser(app):
    return Browser(app)


@pytest.fixture
def link(house):
    def issue(purpose, line_user=U1, person_id=None, **facts):
        with house.db.writing() as tx:
            return links.issue(
                tx, house, purpose, line_user, house.clock.ms(), person_id=person_id, facts=facts
            )

    return issue


@pytest.fixture
def news(house):
    """The facts of every page news so far."""

    def read(line_user=U1):
        with house.db.reading() as tx:
            rows = tx.execute(
                select(line_event.c.raw).where(line_event.c.line_user == line_user).order_by(line_event.c.id)
            )
            return [SimpleNamespace(kind=row.raw["kind"], **row.raw["facts"]) for row in rows]

    return read


@pytest.fixture
def sent(house):
    """Every queued row: mails and pushes."""

    def read(channel="mail"):
        with house.db.reading() as tx:
            return list(
                tx.execute(select(outgoing).where(outgoing.c.channel == channel).order_by(outgoing.c.id))
            )

    return read


def link_in(mail):
    """The address in a mail."""
    return re.search(r"http\S+/p/\S+", mail.payload["body"])[0]
