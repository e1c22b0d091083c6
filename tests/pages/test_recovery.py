"""Forgotten password, forgotten ID, lost authenticator (W-07, W-08, W-10)."""

import html
import itertools
import re

import pytest

from domain import passwords
from domain.links import Purpose
from domain.store import people
from tests.pages.conftest import PASSWORD, U1, U2, link_in
from tests.pages.people import ANSWER, SECRET, code, member, row_of

NEW = "nashi-no-ki 8"
NAMES = {"family_name": "山田", "given_name": "太郎", "mail": "taro@example.jp"}


def ask(browser, address, way, **typed):
    browser.open(f"{address}?way={way}")
    return browser.send(f"{address}?way={way}", **typed)


def test_a_forgotten_password_is_set_anew_by_the_link_of_a_mail(browser, link, house, sent):
    """S0 パスワードを再設定する; the code is still asked afterwards."""
    person_id = member(house)
    address = link(Purpose.SIGN_IN)
    assert ask(browser, address, "password", login="yamada2026").location == "/done/mailed"
    (mail,) = sent()
    assert mail.payload["subject"] == "【住宅金融支援機構】パスワード登録のお願い"
    reset = link_in(mail)
    browser.open(reset)
    assert browser.send(reset, password=NEW, again=NEW).location == "/done/password"
    row = row_of(house, person_id)
    assert passwords.verify_password(row.password_hash, NEW)
    assert row.totp_secret == SECRET
    browser.open(address)
    assert browser.send(address, login="yamada2026", login_password=NEW).location.startswith("/p/")
    with house.db.reading() as tx:
        assert people.linked_person(tx, U1) is None


def test_none_of_the_last_three_passwords_comes_again(browser, link, house):
    """W-08: 直近(3回分)."""
    person_id = member(house, line_user=U1)
    used = [PASSWORD, NEW, "momo-no-ki 9", "ume-no-ki 10"]
    for before, after in itertools.pairwise(used):
        address = link(Purpose.PASSWORD_CHANGE, person_id=person_id)
        browser.open(address)
        assert browser.send(address, current=before, password=after, again=after).status_code == 303
    for old, status in ((used[1], 422), (used[2], 422), (used[3], 422), (used[0], 303)):
        address = link(Purpose.PASSWORD_CHANGE, person_id=person_id)
        browser.open(address)
        assert browser.send(address, current=used[3], password=old, again=old).status_code == status


def test_changing_a_password_needs_the_one_in_use_and_counts_misses(browser, link, house):
    person_id = member(house, line_user=U1)
    address = link(Purpose.PASSWORD_CHANGE, person_id=person_id)
    browser.open(address)
    for _ in range(3):
        assert browser.send(address, current="wrong", password=NEW, again=NEW).status_code == 422
    browser.send(address, current=PASSWORD, password=NEW, again=NEW)
    assert "あと30分" in browser.page


@pytest.mark.parametrize("way", ["password", "authenticator"])
def test_asking_for_a_mail_looks_the_same_for_an_unknown_id(browser, link, house, sent, way):
    member(house)
    address = link(Purpose.SIGN_IN)
    known = ask(browser, address, way, login="yamada2026")
    unknown = ask(browser, address, way, login="yamada2027")
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert len(sent()) == 1


def test_mails_do_not_flood_a_mailbox_and_the_first_link_goes_on_working(browser, link, house, sent):
    member(house)
    address = link(Purpose.SIGN_IN)
    for _ in range(4):
        ask(browser, address, "password", login="yamada2026")
    (mail,) = sent()
    assert browser.open(link_in(mail)).status_code == 200
    house.clock.passes(minutes=5)
    ask(browser, address, "password", login="yamada2026")
    assert browser.open(link_in(sent()[0])).status_code == 410
    assert browser.open(link_in(sent()[1])).status_code == 200


def test_a_forgotten_id_comes_by_mail_for_name_address_and_answer(browser, link, house, sent):
    """W-10: 氏名+メール, then 秘密の質問."""
    member(house)
    address = link(Purpose.SIGN_IN)
    ask(browser, address, "user_id", **NAMES)
    assert "初めて飼ったペット" in browser.page
    done = browser.send(f"{address}?way=user_id", **NAMES, answer="ぽち")
    assert done.location == "/done/mailed"
    (mail,) = sent()
    assert "ユーザーID:yamada2026" in mail.payload["body"]
    assert "yamada2026" not in browser.page


def test_a_wrong_answer_looks_the_same_and_sends_nothing(browser, link, house, sent):
    member(house)
    address = link(Purpose.SIGN_IN)
    ask(browser, address, "user_id", **NAMES)
    assert browser.send(f"{address}?way=user_id", **NAMES, answer="たま").location == "/done/mailed"
    assert sent() == []


def test_a_stranger_is_asked_a_question_too_and_always_the_same(browser, link, house, sent):
    address = link(Purpose.SIGN_IN)
    pages = []
    for _ in range(2):
        ask(browser, address, "user_id", **(NAMES | {"mail": "nobody@example.jp"}))
        pages.append(re.sub(r"\s+", " ", browser.page))
    assert pages[0] == pages[1]
    assert "?" in pages[0]


def test_guessing_answers_is_locked_after_five(browser, link, house, sent):
    member(house)
    address = link(Purpose.SIGN_IN)
    ask(browser, address, "user_id", **NAMES)
    for _ in range(5):
        browser.send(f"{address}?way=user_id", **NAMES, answer="たま")
    assert browser.send(f"{address}?way=user_id", **NAMES, answer=ANSWER).status_code == 422
    assert "あと30分" in browser.page
    assert sent() == []


def test_another_authenticator_needs_mail_password_and_answer_and_voids_the_old_one(
    browser, link, house, sent, news
):
    """S1 2-6 No.8."""
    person_id = member(house, line_user=U1)
    address = link(Purpose.SIGN_IN)
    ask(browser, address, "authenticator", login="yamada2026")
    reset = link_in(sent()[0])
    browser.open(reset)
    assert browser.send(reset, password=PASSWORD, answer="たま").status_code == 422
    assert browser.send(reset, password="wrong", answer=ANSWER).status_code == 422
    assert browser.send(reset, password=PASSWORD, answer=ANSWER).status_code == 303
    text = html.unescape(browser.open(reset).get_data(as_text=True))
    assert "今までの認証アプリは使えなくなります" in text
    secret = re.search(r"secret=([A-Z2-7]+)", text)[1]
    assert row_of(house, person_id).totp_secret == SECRET  # until the first code is right, the old one counts
    assert browser.send(reset, code=code(house, secret)).location == "/done/authenticator"
    assert row_of(house, person_id).totp_secret == secret
    assert "使えなくなりました" in sent()[-1].payload["body"]
    assert news()[-1].again is True


def test_a_password_link_without_an_account_opens_nothing(browser, link):
    address = link(Purpose.PASSWORD_CHANGE, U2)
    browser.open(address)
    assert browser.send(address, current="x", password=NEW, again=NEW).status_code == 404
