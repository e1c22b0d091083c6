"""受付, the way to the vendor, and its callbacks (S0 eKYC, W-11, W-12)."""

import hashlib
import hmac
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from domain.links import Purpose
from domain.store import people
from domain.store.tables import ekyc_callback, ekyc_session
from tests.pages.conftest import APPLICANT, U1

SECRET = b"ekyc-secret-of-the-test"


def begin(browser, link, method="photo"):
    address = link(Purpose.EKYC, method=method)
    browser.open(address)
    return browser.send(address, method=method)


@pytest.fixture
def reference(browser, link):
    return parse_qs(urlsplit(begin(browser, link).location).query)["reference"][0]


def call(browser, reference, status, sequence=1, event_id="e1", body=None, signature=None, **more):
    body = (
        body
        if body is not None
        else json.dumps(
            {
                "reference": reference,
                "status": status,
                "sequence": sequence,
                "event_id": event_id,
                "at": "2026-09-21T00:00:00Z",
            }
            | more
        ).encode()
    )
    signature = signature if signature is not None else hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    return browser.client.post(
        "/ekyc/callback", data=body, headers={"X-Ekyc-Signature": signature}, content_type="application/json"
    ).status_code


def status_of(house, reference):
    with house.db.reading() as tx:
        return tx.execute(select(ekyc_session.c.status).where(ekyc_session.c.reference == reference)).scalar()


def test_reception_leads_to_the_vendor_with_a_signed_address(browser, link, house, news):
    response = begin(browser, link, "ic")
    parts = urlsplit(response.location)
    values = {name: several[0] for name, several in parse_qs(parts.query).items()}
    assert response.location.startswith(house.settings.ekyc_url + "?")
    signed = "\n".join(
        values[name] for name in ("client", "reference", "method", "return_url", "callback_url", "expires")
    )
    assert values["signature"] == hmac.new(SECRET, signed.encode(), hashlib.sha256).hexdigest()
    assert values["method"] == "ic"
    assert int(values["expires"]) == house.clock.ms() // 1000 + 1800
    assert values["callback_url"] == "http://127.0.0.1:8000/ekyc/callback"
    assert status_of(house, values["reference"]) == "registered"
    assert news()[-1].purpose == "ekyc"


def test_the_five_statuses_reach_the_talk_in_order(browser, reference, house, news):
    """W-11."""
    vendor = ["information_registered", "method_chosen", "in_progress", "passed", "failed"]
    for n, status in enumerate(vendor, 1):
        assert call(browser, reference, status, n, f"e{n}") == 200
    told = [one.status for one in news() if one.kind == "ekyc"]
    assert told == ["registered", "method_chosen", "checking", "passed", "failed"]
    assert house.engine.woken[-1] == U1


def test_the_same_event_counts_once_and_an_older_number_changes_nothing(browser, reference, house, news):
    assert call(browser, reference, "passed", 4, "e4") == 200
    assert call(browser, reference, "passed", 4, "e4") == 200
    assert call(browser, reference, "in_progress", 3, "e3") == 200
    assert status_of(house, reference) == "passed"
    assert [one.status for one in news() if one.kind == "ekyc"] == ["passed"]


@pytest.mark.parametrize("signature", ["", "00", "é", "A" * 64, None])
def test_a_wrong_signature_leaves_no_row(browser, reference, house, signature):
    body = json.dumps({"reference": reference, "status": "passed", "sequence": 9, "event_id": "x"}).encode()
    wrong = hmac.new(b"other secret", body, hashlib.sha256).hexdigest() if signature is None else signature
    assert call(browser, reference, "passed", body=body, signature=wrong) == 400
    assert status_of(house, reference) == "registered"
    with house.db.reading() as tx:
        assert tx.execute(select(ekyc_callback)).first() is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"reference": 5}',
        b"[" * 100_000,
        b'{"status":["passed"]}',
        "\ud83d".encode("utf-8", "surrogatepass"),
    ],
)
def test_an_unreadable_message_is_400(browser, reference, body):
    assert call(browser, reference, "", body=body) == 400


@pytest.mark.parametrize(
    "more",
    [
        {"sequence": True},
        {"sequence": -1},
        {"sequence": "3"},
        {"event_id": ""},
        {"event_id": "x" * 65},
        {"status": "great"},
    ],
)
def test_a_message_with_a_wrong_part_is_400(browser, reference, more):
    assert call(browser, reference, **({"status": "passed"} | more)) == 400


def test_an_unknown_reference_is_404_and_leaves_no_row(browser, reference, house):
    assert call(browser, "nobody", "passed") == 404
    with house.db.reading() as tx:
        assert tx.execute(select(ekyc_callback)).first() is None


def test_a_body_over_a_megabyte_is_413(browser, reference):
    assert call(browser, reference, "", body=b"x" * 1_000_001) == 413


def test_coming_back_from_the_vendor_proves_nothing(browser, reference, house):
    assert browser.open("/ekyc/return?status=passed").status_code == 200
    assert "LINEのトーク画面に戻って" in browser.page
    assert status_of(house, reference) == "registered"


def test_the_mail_with_the_vendors_address_follows_the_reception_and_not_the_choice(browser, link, house, sent):
    """S0 eKYC 手順2-4: 受付をクリックすると、登録しているメールアドレス宛にメールが送付されます。"""
    with house.db.writing() as tx:
        people.add_line_link(tx, U1, people.add(tx, APPLICANT, 1), 1)
    address = link(Purpose.EKYC, method="photo")
    browser.open(address)
    assert sent() == []

    vendor = browser.send(address, method="photo").location
    [mail] = sent()
    assert (mail.payload["to"], "eKYC手続のお知らせ" in mail.payload["subject"]) == ("taro@example.jp", True)
    assert vendor in mail.payload["body"].splitlines()

    assert browser.send(address, method="photo").status_code == 410  # the link is spent: one 受付, one mail
    assert len(sent()) == 1


def test_no_method_asks_to_choose(browser, link):
    address = link(Purpose.EKYC)
    browser.open(address)
    assert browser.send(address).status_code == 422
