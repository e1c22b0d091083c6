"""What every answer carries, and what failures look like."""

import dataclasses

import pytest

from bot import links
from domain.links import Purpose
from tests.pages.conftest import U1

PAGES = ["/done/form", "/by-post", "/nowhere", "/p/unknown", "/ekyc/return", "/static/pages.css"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_security_headers(browser, path):
    headers = browser.open(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Request-Id"]
    assert ("no-store" in headers["Cache-Control"]) == (not path.startswith("/static"))
    assert "Strict-Transport-Security" not in headers


def test_hsts_and_the_host_cookie_where_pages_are_served_by_https(house):
    from flask import Flask

    from bot import pages, web

    house.settings = dataclasses.replace(house.settings, public_url="https://sumairu.example")
    app = Flask("secure", static_folder=None)
    app.config["SECRET_KEY"] = "k" * 40
    app.extensions["house"] = house
    app.register_blueprint(pages.blueprint)
    web.wants(app)
    with house.db.writing() as tx:
        address = links.issue(tx, house, Purpose.SIGN_IN, U1, house.clock.ms()).removeprefix(
            "https://sumairu.example"
        )
    response = app.test_client().get(address, base_url="https://sumairu.example")
    cookie = response.headers["Set-Cookie"]
    assert response.headers["Strict-Transport-Security"].startswith("max-age=")
    assert cookie.startswith("__Host-sumairu=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [("get", "/nowhere", 404), ("get", "/ekyc/callback", 405), ("post", "/by-post", 405)],
)
def test_failures_are_plain_pages_in_japanese(browser, method, path, code):
    response = getattr(browser.client, method)(path)
    assert response.status_code == code
    assert "LINEのトーク画面" in response.get_data(as_text=True)


def test_what_breaks_says_sorry_with_a_number_and_tells_nothing(app, browser):
    app.add_url_rule("/broken", "broken", lambda: 1 / 0)
    response = browser.open("/broken")
    assert response.status_code == 500
    assert response.headers["X-Request-Id"] in browser.page
    assert "ZeroDivision" not in browser.page


def test_a_form_without_its_token_is_refused(browser, link):
    address = link(Purpose.SIGN_IN)
    browser.open(address)
    browser.token = ""
    assert browser.send(address, login="x", login_password="y").status_code == 400
    assert "もう一度ページを開いて" in browser.page


def test_a_token_of_another_browser_is_refused(browser, another_browser, link):
    address = link(Purpose.SIGN_IN)
    browser.open(address)
    another_browser.open(address)
    another_browser.token = browser.token
    assert another_browser.send(address, login="x", login_password="y").status_code == 400


def test_a_form_from_another_site_is_refused(browser, link):
    address = link(Purpose.SIGN_IN)
    browser.open(address)
    path = address.removeprefix("http://127.0.0.1:8000")
    response = browser.client.post(
        path, data={"csrf_token": browser.token}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403


def test_pages_ask_no_third_party_and_hold_no_inline_script_or_style(browser, link):
    import re

    for address in (link(Purpose.SIGN_IN), link(Purpose.EKYC, method="photo")):
        text = browser.open(address).get_data(as_text=True)
        assert not re.search(r'(src|href)="(https?:)?//', text)
        assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", text)


def test_tokens_are_not_stored_in_clear(browser, link, house):
    from sqlalchemy import select

    from domain.store.tables import one_time_link

    address = link(Purpose.SIGN_IN)
    with house.db.reading() as tx:
        stored = [row.token_hash for row in tx.execute(select(one_time_link))]
    assert address.rsplit("/", 1)[1] not in stored
    assert len(address.rsplit("/", 1)[1]) == 43
