"""From the applicant's names to the first one-time code (S0 手順4-19)."""

import datetime as dt
import html
import re

import pyotp
from sqlalchemy import select

from domain.links import Purpose
from domain.store import people, talks
from domain.store.tables import credential, line_link
from tests.pages.conftest import APPLICANT, PASSWORD, U1, U2, link_in

ACCOUNT = {
    "user_id": "yamada2026",
    "question": "first_pet",
    "answer": "ポチ",
    "password": PASSWORD,
    "again": PASSWORD,
}


def apply(browser, link):
    address = link(Purpose.PAGE_PRIVATE, dialog="registration", fields=list(APPLICANT), applicant=True)
    browser.open(address)
    return browser.send(address, **APPLICANT)


def secret_on(response):
    address = html.unescape(re.search(r'href="(otpauth:[^"]+)"', response.get_data(as_text=True))[1])
    return pyotp.parse_uri(address)


def code_now(totp, house):
    return totp.at(dt.datetime.fromtimestamp(house.clock.ms() / 1000, tz=dt.UTC))


def test_whoever_applies_gets_a_mail_with_a_link_of_24_hours(browser, link, sent, news, house):
    """S0 手順4-6."""
    response = apply(browser, link)
    assert response.status_code == 303
    browser.open(response.location)
    assert "24時間以内" in browser.page
    (mail,) = sent()
    assert mail.payload["to"] == "taro@example.jp"
    assert mail.payload["subject"] == "【住宅金融支援機構】ユーザーID及びパスワード等の登録について"
    assert [(one.purpose, one.fields) for one in news()] == [("form", list(APPLICANT))]
    assert house.engine.woken == [U1]
    with house.db.reading() as tx:
        assert talks.told(tx, U1, "registration") == APPLICANT


def test_the_whole_way_from_the_mail_to_a_linked_line_user(browser, link, sent, news, house):
    """S0 手順6-19: ID, question, password, authenticator, first code."""
    apply(browser, link)
    address = link_in(sent()[0])
    browser.open(address)
    onwards = browser.send(address, **ACCOUNT)
    assert onwards.status_code == 303
    shown = browser.open(onwards.location)
    totp = secret_on(shown)
    assert totp.name == "yamada2026"
    assert "<svg" in shown.get_data(as_text=True)
    done = browser.send(onwards.location, code=code_now(totp, house))
    assert (done.status_code, done.location) == (303, "/done/authenticator")
    assert [one.purpose for one in news()] == ["form", "account", "authenticator"]
    with house.db.reading() as tx:
        row = tx.execute(select(credential)).one()
        assert (row.totp_secret, row.totp_confirmed_at) == (totp.secret, house.clock.ms())
        assert people.linked_person(tx, U1) == row.person_id
    subjects = [mail.payload["subject"] for mail in sent()]
    assert "【住宅金融支援機構】秘密の質問の登録完了のお知らせ" in subjects
    assert "【住宅金融支援機構】パスワードの登録・変更完了のお知らせ" in subjects
    assert browser.open(address).status_code == 410


def test_looking_at_a_link_fifty_times_does_not_spend_it(browser, link, sent):
    """A link preview must not cost the person the link."""
    apply(browser, link)
    address = link_in(sent()[0])
    for _ in range(50):
        assert browser.open(address, headers={"User-Agent": "facebookexternalhit/1.1"}).status_code == 200
    assert browser.send(address, **ACCOUNT).status_code == 303


def test_refused_answers_stand_beside_their_boxes_and_nothing_typed_is_lost(browser, link, sent, house):
    apply(browser, link)
    address = link_in(sent()[0])
    browser.open(address)
    wrong = ACCOUNT | {"user_id": "山田", "password": "kakinoki7", "again": "kakinoki7", "answer": "ポ"}
    response = browser.send(address, **wrong)
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "「山」はユーザーIDに使えません" in browser.page
    assert "記号が入っていません" in browser.page
    assert "秘密の質問の答えが短すぎます" in browser.page
    assert 'value="山田"' in text
    assert "kakinoki7" not in text
    assert text.count("autofocus") == 1
    with house.db.reading() as tx:
        assert tx.execute(select(credential)).first() is None


def test_two_different_passwords_are_refused_beside_the_second_box(browser, link, sent):
    apply(browser, link)
    address = link_in(sent()[0])
    browser.open(address)
    response = browser.send(address, **(ACCOUNT | {"again": "kaki-no-ki 8"}))
    assert 'id="again-error"' in response.get_data(as_text=True)
    assert 'id="password-error"' not in response.get_data(as_text=True)


def test_an_id_that_somebody_has_is_refused_whatever_its_case(browser, another_browser, link, sent, house):
    apply(browser, link)
    address = link_in(sent()[0])
    browser.open(address)
    browser.send(address, **ACCOUNT)
    second = link(Purpose.PAGE_PRIVATE, U2, dialog="registration", fields=list(APPLICANT), applicant=True)
    another_browser.open(second)
    another_browser.send(second, **(APPLICANT | {"applicant_mail": "jiro@example.jp"}))
    address = link_in(sent()[-1])
    another_browser.open(address)
    assert another_browser.send(address, **(ACCOUNT | {"user_id": "YAMADA2026"})).status_code == 422
    assert "すでに使われています" in another_browser.page


def test_a_wrong_first_code_is_counted_and_the_fifth_locks_for_thirty_minutes(browser, link, sent, house):
    apply(browser, link)
    address = link_in(sent()[0])
    browser.open(address)
    totp = secret_on(browser.open(browser.send(address, **ACCOUNT).location))
    for _ in range(4):
        assert browser.send(address, code="000000").status_code == 422
        assert "ワンタイムパスワードが違います" in browser.page
    browser.send(address, code="000000")
    assert "あと30分" in browser.page
    assert browser.send(address, code=code_now(totp, house)).status_code == 422
    house.clock.passes(minutes=29)
    with house.db.reading() as tx:
        assert tx.execute(select(line_link)).first() is None


def test_whoever_stopped_after_the_password_goes_on_with_it_in_another_browser(
    browser, another_browser, link, sent, house
):
    apply(browser, link)
    address = link_in(sent()[0])
    browser.open(address)
    browser.send(address, **ACCOUNT)
    shown = another_browser.open(address)
    assert "otpauth" not in shown.get_data(as_text=True)
    assert another_browser.send(address, password="wrong").status_code == 422
    assert another_browser.send(address, password=PASSWORD).status_code == 303
    totp = secret_on(another_browser.open(address))
    assert another_browser.send(address, code=code_now(totp, house)).location == "/done/authenticator"


def test_a_link_from_the_talk_leads_to_the_authenticator_by_the_password(browser, link, sent, house, news):
    apply(browser, link)
    address = link_in(sent()[0])
    browser.open(address)
    browser.send(address, **ACCOUNT)
    from_talk = link(Purpose.AUTHENTICATOR)
    browser.open(from_talk)
    assert browser.send(from_talk, password=PASSWORD).status_code == 303
    totp = secret_on(browser.open(from_talk))
    assert browser.send(from_talk, code=code_now(totp, house)).status_code == 303
    assert news()[-1].purpose == "authenticator"


def test_an_expired_link_says_for_how_long_it_had_lived(browser, link, sent, house):
    """W-07: 24 hours."""
    apply(browser, link)
    address = link_in(sent()[0])
    house.clock.passes(hours=23, minutes=59)
    assert browser.open(address).status_code == 200
    house.clock.passes(minutes=1)
    assert browser.open(address).status_code == 410
    assert "24時間" in browser.page


def test_a_piece_of_a_link_opens_nothing(browser, link):
    address = link(Purpose.SIGN_IN)
    assert browser.open(address[:-3]).status_code == 404


def test_applying_again_from_the_same_line_user_mends_the_address(browser, link, sent, house):
    apply(browser, link)
    address = link(Purpose.PAGE_PRIVATE, dialog="registration", fields=list(APPLICANT), applicant=True)
    browser.open(address)
    browser.send(address, **(APPLICANT | {"applicant_mail": "new@example.jp"}))
    first, second = sent()
    assert second.payload["to"] == "new@example.jp"
    assert browser.open(link_in(first)).status_code == 410
    with house.db.reading() as tx:
        assert len(people.by_mail(tx, "new@example.jp")) == 1
        assert people.by_mail(tx, "taro@example.jp") == []
