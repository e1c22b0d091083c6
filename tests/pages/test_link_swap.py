"""A stranger's link, completed by the victim: the stranger's LINE never becomes the victim's (T29)."""

import html
import re

import pytest

from domain.links import Purpose
from domain.store import people
from tests.bot.talking import Talking, flat
from tests.pages.conftest import APPLICANT, PASSWORD, U1, U2, link_in
from tests.pages.people import ANSWER, code, member

ATTACKER, VICTIM = U2, U1
ADDRESS = re.compile(r"http://127\.0\.0\.1:8000/p/[\w-]+")


@pytest.fixture
def attacker(house):
    return Talking(house, ATTACKER)


@pytest.fixture
def victim(house):
    return Talking(house, VICTIM)


def link_of(talking):
    """The sign-in link that the chat gives out."""
    talking.says("登録済みの方")
    return ADDRESS.findall(str(talking.answers))[-1]


def signs_in(browser, address, house):
    """Password and code, as the rightful person types them; returns the number on the last page."""
    browser.open(address)
    assert browser.send(address, login="yamada2026", login_password=PASSWORD).status_code == 303
    browser.open(address)
    return last_page(browser, browser.send(address, code=code(house)))


def last_page(browser, done):
    assert (done.status_code, done.location) == (303, "/done/number")
    browser.open(done.location)
    return re.search(r"入力してください\s+([0-9]{4})\s", browser.page)[1]


def linked(house, person_id):
    with house.db.reading() as tx:
        return people.linked_line_users(tx, person_id)


def lets_the_talk_hear(talking):
    """The engine's turn after a page."""
    return talking._take()


def test_the_attackers_link_completed_by_the_victim_links_nobody(browser, house, attacker, victim):
    """Twenty guesses, whatever is said in between: none but the number on the victim's screen counts, and three end it."""
    person_id = member(house, line_user=VICTIM)
    number = signs_in(browser, link_of(attacker), house)
    assert number not in lets_the_talk_hear(attacker)

    guesses = [f"{(int(number) + n) % 10_000:04}" for n in range(1, 21)]
    for n, guess in enumerate(guesses):
        attacker.says(guess)
        attacker.says(["最初から", "メニュー", "登録済みの方", "はい"][n % 4])
        assert linked(house, person_id) == [VICTIM]
    attacker.says("登録済みの方")
    attacker.says(number)  # read over the victim's shoulder, but too late: the number is void

    assert linked(house, person_id) == [VICTIM]
    assert victim.sent("push") == []


def test_the_number_typed_into_the_victims_own_chat_links_nobody_either(browser, house, attacker, victim):
    person_id = member(house, line_user=None)
    number = signs_in(browser, link_of(attacker), house)
    lets_the_talk_hear(attacker)

    victim.says(number)
    victim.says("登録済みの方")
    victim.says(number)

    assert linked(house, person_id) == []


def test_the_number_stands_nowhere_but_on_the_victims_page(browser, another_browser, house, attacker, sent):
    member(house, line_user=VICTIM)
    address = link_of(attacker)
    number = signs_in(browser, address, house)
    lets_the_talk_hear(attacker)

    another_browser.open("/done/number")
    assert number not in another_browser.page
    another_browser.open(address)
    assert number not in another_browser.page
    assert number not in "".join(str(row.payload.get("messages", row.payload)) for row in sent("line"))
    assert sent() == []
    stored = (
        house.db.engine.raw_connection().execute("SELECT raw, webhook_event_id FROM line_event").fetchall()
    )
    assert f'"{number}"' not in str(stored)


def test_the_rightful_person_on_a_new_telephone_types_the_number_and_is_linked(browser, house, victim):
    person_id = member(house, line_user="U" + "9" * 32)
    old = Talking(house, "U" + "9" * 32)
    number = signs_in(browser, link_of(victim), house)
    assert "4桁の数字" in lets_the_talk_hear(victim)

    assert flat("ご本人であることを確認しました") in flat(victim.says(number))

    assert linked(house, person_id) == [VICTIM]
    assert "終了しました" in str(old.sent("push"))


def test_whoever_mistypes_thrice_signs_in_again_and_is_linked(browser, house, victim):
    person_id = member(house)
    number = signs_in(browser, link_of(victim), house)
    lets_the_talk_hear(victim)
    for _ in range(3):
        victim.says(f"{(int(number) + 1) % 10_000:04}")
    house.clock.passes(minutes=1)

    number = signs_in(browser, ADDRESS.findall(str(victim.answers))[-1], house)
    lets_the_talk_hear(victim)
    victim.says(number)

    assert linked(house, person_id) == [VICTIM]


def test_whoever_comes_too_late_signs_in_again_and_is_linked(browser, house, victim):
    person_id = member(house)
    number = signs_in(browser, link_of(victim), house)
    lets_the_talk_hear(victim)
    house.clock.passes(minutes=10)
    assert "もう一度ログイン" in victim.says(number)

    number = signs_in(browser, ADDRESS.findall(str(victim.answers))[-1], house)
    lets_the_talk_hear(victim)
    victim.says(number)

    assert linked(house, person_id) == [VICTIM]


def secret_on(browser, address):
    text = html.unescape(browser.open(address).get_data(as_text=True))
    return re.search(r"secret=([A-Z2-7]+)", text)[1]


def test_a_reset_that_the_attacker_asked_for_links_nobody(browser, house, attacker, sent):
    """The mail goes to the victim, but its link is the attacker's: a new authenticator, and still the victim's LINE."""
    person_id = member(house, line_user=VICTIM)
    asking = link_of(attacker)
    browser.open(f"{asking}?way=authenticator")
    browser.send(f"{asking}?way=authenticator", login="yamada2026")
    reset = link_in(sent()[0])
    browser.open(reset)
    browser.send(reset, password=PASSWORD, answer=ANSWER)
    secret = secret_on(browser, reset)

    number = last_page(browser, browser.send(reset, code=code(house, secret)))
    lets_the_talk_hear(attacker)
    for n in range(1, 21):
        attacker.says(f"{(int(number) + n) % 10_000:04}")

    assert linked(house, person_id) == [VICTIM]


def test_setting_up_the_authenticator_while_signing_in_by_a_strangers_link_links_nobody(
    browser, house, attacker
):
    person_id = member(house, authenticator=False)
    address = link_of(attacker)
    browser.open(address)
    browser.send(address, login="yamada2026", login_password=PASSWORD)
    secret = secret_on(browser, address)

    last_page(browser, browser.send(address, code=code(house, secret)))

    assert linked(house, person_id) == []


def test_an_account_that_was_linked_before_is_not_linked_by_applying(browser, house, link, sent):
    """An authenticator that was taken away is set up anew: even from the LINE user that applied, by the number."""
    at = house.clock.ms()
    person_id = applied(browser, house, link, sent)
    with house.db.writing() as tx:
        people.add_line_link(tx, "U" + "9" * 32, person_id, at)
        people.end_line_links(tx, at, person_id=person_id)
    address = link(Purpose.AUTHENTICATOR)
    browser.open(address)
    browser.send(address, password=PASSWORD)

    last_page(browser, browser.send(address, code=code(house, secret_on(browser, address))))

    assert linked(house, person_id) == []


def test_whoever_applied_is_linked_without_a_number(browser, house, link, sent):
    person_id = applied(browser, house, link, sent)
    address = link(Purpose.AUTHENTICATOR)
    browser.open(address)
    browser.send(address, password=PASSWORD)

    done = browser.send(address, code=code(house, secret_on(browser, address)))

    assert done.location == "/done/authenticator"
    assert linked(house, person_id) == [U1]


def applied(browser, house, link, sent):
    """Somebody of U1 with a user ID and no authenticator yet; returns the id."""
    address = link(Purpose.PAGE_PRIVATE, dialog="registration", fields=list(APPLICANT), applicant=True)
    browser.open(address)
    browser.send(address, **APPLICANT)
    account = link_in(sent()[-1])
    browser.open(account)
    typed = {
        "user_id": "yamada2026",
        "question": "first_pet",
        "answer": ANSWER,
        "password": PASSWORD,
        "again": PASSWORD,
    }
    assert browser.send(account, **typed).status_code == 303
    with house.db.reading() as tx:
        return people.newest_applicant(tx, U1)
