"""Signing in (W-04, W-06), and that nobody learns which IDs exist."""

import html
import re

import pytest

from domain.links import Purpose
from domain.store import people
from tests.pages.conftest import PASSWORD, U1, U2
from tests.pages.people import code, member, row_of


def sign_in(browser, address, password=PASSWORD, user_id="yamada2026"):
    browser.open(address)
    return browser.send(address, login=user_id, login_password=password)


def sign_in_with_code(browser, address, house, user_id="yamada2026"):
    sign_in(browser, address, user_id=user_id)
    return browser.send(address, code=code(house))


def number_on(browser):
    """The number that a browser shows; of what was typed, nothing else has four digits."""
    found = re.search(r"LINEに入力してください\s+([0-9]{4})\s", browser.page)
    return found[1] if found else ""


def test_password_and_code_show_a_number_and_link_nobody_yet(browser, link, house, news):
    person_id = member(house)
    address = link(Purpose.SIGN_IN)
    assert sign_in(browser, address).status_code == 303
    assert "6桁" in browser.open(address).get_data(as_text=True)
    done = browser.send(address, code=code(house))
    assert (done.status_code, done.location) == (303, "/done/number")
    (told,) = news()
    assert (told.purpose, told.person_id) == ("sign_in", person_id)
    browser.open(done.location)
    assert number_on(browser) == told.number
    assert house.engine.woken[-1] == U1
    with house.db.reading() as tx:
        assert people.linked_person(tx, U1) is None
    row = row_of(house, person_id)
    assert row.last_sign_in_at == row.last_code_at == house.clock.ms()


def test_the_number_is_still_there_after_a_reload_for_ten_minutes_and_in_this_browser_only(
    browser, another_browser, link, house
):
    member(house)
    done = sign_in_with_code(browser, link(Purpose.SIGN_IN), house)
    shown = {number_on(browser) for _ in range(3) if browser.open(done.location)}
    assert len(shown) == 1
    another_browser.open(done.location)
    assert number_on(another_browser) == ""
    assert "もう一度ログイン" in another_browser.page
    house.clock.passes(minutes=10)
    browser.open(done.location)
    assert number_on(browser) == ""


def test_a_sign_in_that_needs_no_number_takes_the_one_before_away(browser, link, house):
    member(house)
    member(house, "suzuki2026", line_user=U1)
    sign_in_with_code(browser, link(Purpose.SIGN_IN), house)
    house.clock.passes(minutes=1)
    assert sign_in_with_code(browser, link(Purpose.SIGN_IN), house, "suzuki2026").location == "/done/sign_in"
    browser.open("/done/number")
    assert number_on(browser) == ""


def test_numbers_are_four_digits_and_differ(browser, link, house, news):
    member(house)
    for _ in range(4):
        sign_in_with_code(browser, link(Purpose.SIGN_IN), house)
        house.clock.passes(minutes=1)
    numbers = [one.number for one in news()]
    assert all(re.fullmatch(r"[0-9]{4}", number) for number in numbers)
    assert len(set(numbers)) > 1


def test_a_line_user_of_the_person_needs_no_code_for_ninety_days(browser, link, house, news):
    """W-06: 前回ワンタイムパスワードによるログインから90日."""
    person_id = member(house, line_user=U1)
    with house.db.writing() as tx:
        people.change_credential(
            tx, person_id, last_code_at=house.clock.ms(), last_sign_in_at=house.clock.ms()
        )
    house.clock.passes(days=89)
    assert sign_in(browser, link(Purpose.SIGN_IN)).location == "/done/sign_in"
    house.clock.passes(days=1)
    address = link(Purpose.SIGN_IN)
    assert sign_in(browser, address).location.startswith("/p/")
    assert len(news()) == 1


def test_another_line_user_always_needs_the_code(browser, link, house):
    """A link forwarded to somebody else must not be enough with the password alone."""
    person_id = member(house, line_user=U2)
    with house.db.writing() as tx:
        people.change_credential(tx, person_id, last_code_at=house.clock.ms())
    assert sign_in(browser, link(Purpose.SIGN_IN)).location.startswith("/p/")


def test_three_wrong_passwords_lock_the_id_for_thirty_minutes_and_send_one_mail(browser, link, house, sent):
    """W-04 and mail No.30."""
    member(house)
    address = link(Purpose.SIGN_IN)
    sign_in(browser, address, "wrong")
    assert "あと2回" in browser.page
    sign_in(browser, address, "wrong")
    assert "あと1回" in browser.page
    sign_in(browser, address, "wrong")
    assert "あと30分" in browser.page
    assert sign_in(browser, address).status_code == 422
    assert [mail.payload["subject"] for mail in sent()] == ["【住宅金融支援機構】アカウントロックのお知らせ"]
    house.clock.passes(minutes=30)
    assert sign_in(browser, link(Purpose.SIGN_IN)).status_code == 303


def test_wrong_passwords_are_forgotten_after_a_right_one(browser, link, house):
    member(house)
    address = link(Purpose.SIGN_IN)
    for _ in range(2):
        sign_in(browser, address, "wrong")
    sign_in(browser, address)
    fresh = link(Purpose.SIGN_IN)
    sign_in(browser, fresh, "wrong")
    assert "あと2回" in browser.page


def without_tokens(response):
    text = re.sub(r'name="csrf_token" value="[^"]+"', "", response.get_data(as_text=True))
    return response.status_code, re.sub(r"/p/[\w-]+", "/p/…", html.unescape(text))


def test_an_unknown_id_is_answered_like_a_known_one_up_to_the_lock(browser, another_browser, link, house):
    member(house)
    known, unknown = link(Purpose.SIGN_IN), link(Purpose.SIGN_IN, U2)
    for _ in range(5):
        one = without_tokens(sign_in(browser, known, "wrong"))
        other = without_tokens(sign_in(another_browser, unknown, "wrong", "yamada2027"))
        assert (one[0], one[1].replace("yamada2026", "X")) == (other[0], other[1].replace("yamada2027", "X"))


def test_one_line_user_trying_many_ids_is_stopped(browser, link, house):
    """The house's own cap: 30 misses a LINE user and day, over all IDs."""
    member(house)
    address = link(Purpose.SIGN_IN)
    for n in range(30):
        sign_in(browser, address, "wrong", f"nobody{n}")
    sign_in(browser, address)
    assert "間違いが多い" in browser.page


def test_the_code_is_only_asked_in_the_browser_that_gave_the_password(browser, another_browser, link, house):
    member(house)
    address = link(Purpose.SIGN_IN)
    sign_in(browser, address)
    another_browser.open(address)
    assert another_browser.send(address, code=code(house)).status_code == 422
    assert "パスワード" in another_browser.page


def test_five_wrong_codes_lock_this_line_user_only(browser, another_browser, link, house):
    """A stranger's tries never lock the rightful person's page elsewhere."""
    member(house)
    stranger, rightful = link(Purpose.SIGN_IN, U2), link(Purpose.SIGN_IN)
    sign_in(browser, stranger)
    for _ in range(5):
        browser.send(stranger, code="000000")
    browser.send(stranger, code=code(house))
    assert "あと30分" in browser.page
    sign_in(another_browser, rightful)
    assert another_browser.send(rightful, code=code(house)).location == "/done/number"


def test_a_code_works_once(browser, another_browser, link, house):
    member(house)
    first, second = link(Purpose.SIGN_IN), link(Purpose.SIGN_IN, U2)
    for one, address in ((browser, first), (another_browser, second)):
        sign_in(one, address)
    assert browser.send(first, code=code(house)).status_code == 303
    assert another_browser.send(second, code=code(house)).status_code == 422
    assert "使用済み" in another_browser.page


def test_somebody_without_an_authenticator_sets_one_up_while_signing_in(browser, link, house, news):
    person_id = member(house, authenticator=False)
    address = link(Purpose.SIGN_IN)
    sign_in(browser, address)
    text = html.unescape(browser.open(address).get_data(as_text=True))
    secret = re.search(r"secret=([A-Z2-7]+)", text)[1]
    assert browser.send(address, code=code(house, secret)).location == "/done/number"
    assert news()[-1].purpose == "sign_in"
    assert row_of(house, person_id).totp_secret == secret


def test_an_account_lock_is_told_to_the_right_password_only(browser, link, house):
    """Mail No.30's lock: staff release it."""
    person_id = member(house)
    with house.db.writing() as tx:
        people.change_credential(tx, person_id, account_locked=True)
    sign_in(browser, link(Purpose.SIGN_IN), "wrong")
    assert "解除をお申し出ください" not in browser.page
    sign_in(browser, link(Purpose.SIGN_IN))
    assert "解除をお申し出ください" in browser.page


def test_an_id_not_used_for_five_years_has_expired(browser, link, house):
    """W-03."""
    person_id = member(house)
    with house.db.writing() as tx:
        people.change_credential(tx, person_id, last_sign_in_at=house.clock.ms())
    house.clock.passes(days=5 * 366)
    assert sign_in(browser, link(Purpose.SIGN_IN)).status_code == 422
    assert "失効" in browser.page


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "\x00",
        "\ud83d".encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"),
        "あ" * 5000,
        "' OR 1=1 --",
    ],
)
def test_strange_ids_are_refused_in_words(browser, link, house, typed):
    assert sign_in(browser, link(Purpose.SIGN_IN), "x", typed).status_code == 422


def test_a_spent_sign_in_link_says_so(browser, link, house):
    member(house, line_user=U1)
    address = link(Purpose.SIGN_IN)
    sign_in(browser, address)
    browser.send(address, code=code(house))
    assert browser.open(address).status_code == 410
    assert "使用済み" in browser.page
