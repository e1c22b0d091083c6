"""The page of a form: private answers of the registration (S0 手順20, F-01 to F-09)."""

import re

import pytest

from domain.links import Purpose
from domain.store import talks
from tests.pages.conftest import APPLICANT, U1, Browser

ADDRESS = ["postal_code", "prefecture", "city", "street"]
ACCOUNT = ["bank", "branch", "account_type", "account_number", "account_kana", "account_kanji"]
PERSON = ["rep_family_name", "rep_given_name", "rep_family_kana", "rep_given_kana", "birth_date", "rep_postal_code",
          "rep_prefecture", "rep_city", "rep_street", "rep_phone", "rep_mail"]  # fmt: skip
REPRESENTATIVE = {
    "rep_family_name": "山田", "rep_given_name": "太郎", "rep_family_kana": "ヤマダ", "rep_given_kana": "タロウ",
    "birth_date.year": "昭和33", "birth_date.month": "5", "birth_date.day": "3", "rep_postal_code": "1120004",
    "rep_prefecture": "東京都", "rep_city": "文京区", "rep_street": "後楽1-4-10", "rep_building": "",
    "rep_phone": "0358009479", "rep_mail": "taro@example.jp",
}  # fmt: skip


@pytest.fixture
def page(link, house):
    def issue(names, told=None, **facts):
        with house.db.writing() as tx:
            talks.tell(tx, U1, "registration", {"has_number": False} | (told or {}), house.clock.ms())
        return link(Purpose.PAGE_PRIVATE, dialog="registration", fields=names, **facts)

    return issue


@pytest.fixture
def told(house):
    def read():
        with house.db.reading() as tx:
            return talks.told(tx, U1, "registration")

    return read


def value_of(response, name):
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', response.get_data(as_text=True))
    return found[1] if found else None


def test_private_answers_are_kept_as_their_parsers_read_them(browser, page, told, news):
    address = page(PERSON, APPLICANT)
    browser.open(address)
    done = browser.send_named(address, REPRESENTATIVE)
    assert done.location == "/done/form"
    kept = told()
    assert kept["birth_date"] == "1958-05-03"
    assert kept["rep_street"] == "後楽１－４－１０"
    assert news()[-1].purpose == "form"
    assert set(PERSON) <= set(news()[-1].fields)


def test_the_room_may_be_given_though_nobody_has_to(browser, page, told):
    """F-07: the room has a box of its own, or the identity check fails."""
    address = page(PERSON, APPLICANT)
    browser.open(address)
    browser.send_named(address, REPRESENTATIVE | {"rep_building": "後楽マンション101号室"})
    assert told()["rep_building"] == "後楽マンション１０１号室"


def test_each_refusal_stands_beside_its_box_and_nothing_typed_is_lost(browser, page, told):
    """F-02, F-03, F-07: what to type instead."""
    address = page(PERSON, APPLICANT)
    browser.open(address)
    wrong = REPRESENTATIVE | {"rep_family_name": "髙橋", "rep_family_kana": "高橋", "rep_street": "後楽1-4-10 101号室",
                              "birth_date.day": "31", "birth_date.month": "2", "rep_mail": "jiro@example.jp"}  # fmt: skip
    response = browser.send_named(address, wrong)
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    for name in ("rep_family_name", "rep_family_kana", "rep_street", "birth_date", "rep_mail"):
        assert f'id="{name}-error"' in text
        assert f"{name}-error" in re.search(rf'aria-describedby="({name}-error[^"]*)"', text)[1]
    assert "「高」と入力してください" in browser.page
    assert value_of(response, "rep_family_name") == "髙橋"
    assert value_of(response, "birth_date.year") == "昭和33"
    assert text.count("autofocus") == 1
    assert "5か所" in browser.page
    assert "rep_family_name" not in told()


def test_answers_of_another_day_stand_in_the_boxes_again(browser, page, told):
    address = page(PERSON, APPLICANT)
    browser.open(address)
    browser.send_named(address, REPRESENTATIVE)
    response = browser.open(page(PERSON))
    assert value_of(response, "birth_date.year") == "1958"
    assert value_of(response, "birth_date.month") == "5"
    assert value_of(response, "rep_phone") == told()["rep_phone"]


def test_what_the_talk_knows_already_is_offered(browser, page):
    response = browser.open(page(PERSON, prefill={"rep_family_name": "山田"}))
    assert value_of(response, "rep_family_name") == "山田"


def test_the_postal_code_finds_the_address_without_a_script(browser, page):
    """S0 [郵便番号検索]."""
    address = page(ADDRESS)
    browser.open(address)
    response = browser.send(address, act="postal:", postal_code="112-0004", street="")
    assert (value_of(response, "prefecture"), value_of(response, "city"), value_of(response, "street")) == (
        "東京都",
        "文京区",
        "後楽",
    )
    assert response.status_code == 200


def test_a_postal_code_with_several_places_lets_one_choose(browser, page):
    address = page(ADDRESS)
    browser.open(address)
    response = browser.send(address, act="postal:", postal_code="4980000")
    offers = re.findall(
        r'name="postal_code__town" value="(\d+)"> <span>([^<]+)', response.get_data(as_text=True)
    )
    assert len(offers) > 1
    chosen = browser.send(address, act="postal:", postal_code="4980000", postal_code__town=offers[1][0])
    assert value_of(chosen, "prefecture") in offers[1][1]
    assert value_of(chosen, "city") in offers[1][1]


def test_an_unknown_postal_code_is_refused_beside_its_box(browser, page):
    address = page(ADDRESS)
    browser.open(address)
    assert browser.send(address, act="postal:", postal_code="9999999").status_code == 422
    assert "見つかりませんでした" in browser.page


def test_a_part_of_a_banks_name_offers_candidates_and_the_chosen_one_is_kept(browser, page, told):
    """F-05: a part of a name is never taken by itself."""
    address = page(ACCOUNT)
    browser.open(address)
    response = browser.send(address, act="bank", bank="みず")
    offers = dict(
        re.findall(r'name="bank__pick" value="(\d{4})"> <span>([^<(]+)', response.get_data(as_text=True))
    )
    assert offers["0001"] == "みずほ"
    chosen = browser.send(address, act="branch", bank="みず", bank__pick="0001", branch="本店")
    assert value_of(chosen, "bank") == "みずほ(0001)"
    done = browser.send(
        address,
        bank="みずほ(0001)",
        branch="東京営業部",
        account_type="ordinary",
        account_number="123",
        account_kana="コウラクマンションカンリクミアイ",
        account_kanji="後楽マンション管理組合",
    )
    assert done.status_code == 303, browser.page
    assert (told()["bank"], told()["account_number"]) == ("0001", "0000123")


def test_a_branch_waits_for_its_bank_without_a_word_of_its_own(browser, page):
    address = page(ACCOUNT)
    browser.open(address)
    response = browser.send(
        address,
        bank="野村證券",
        branch="本店",
        account_number="1",
        account_type="ordinary",
        account_kana="ア",
        account_kanji="亜",
    )
    assert response.status_code == 422
    assert 'id="bank-error"' in response.get_data(as_text=True)
    assert 'id="branch-error"' not in response.get_data(as_text=True)
    assert value_of(response, "branch") == "本店"


def test_nothing_chosen_asks_to_choose(browser, page):
    address = page(["account_type"])
    browser.open(address)
    assert browser.send(address).status_code == 422
    assert "どれか1つ" in browser.page


def test_kept_for_later_stores_what_is_right_and_spends_nothing(browser, page, told):
    """一時保存 (W-05)."""
    address = page(PERSON, APPLICANT)
    browser.open(address)
    browser.send(address, act="keep", rep_family_name="山田", rep_given_name="髙")
    assert "途中まで保存しました" in browser.page
    assert told()["rep_family_name"] == "山田"
    assert "rep_given_name" not in told()
    assert browser.open(address).status_code == 200


def test_whoever_is_at_work_is_not_thrown_out_after_half_an_hour(browser, page, house):
    address = page(ADDRESS)
    browser.open(address)
    house.clock.passes(minutes=29)
    browser.send(address, act="postal:", postal_code="1120004")
    house.clock.passes(minutes=29)
    assert browser.open(address).status_code == 200
    house.clock.passes(minutes=2)
    assert browser.open(address).status_code == 410


def test_a_second_tab_finds_the_link_used(browser, app, page, told):
    address = page(ADDRESS)
    late = Browser(app)
    for one in (browser, late):
        one.open(address)
    good = {"postal_code": "1120004", "prefecture": "東京都", "city": "文京区", "street": "後楽1-4-10"}
    browser.send_named(address, good)
    assert late.send_named(address, good | {"street": "春日1-1"}).status_code == 410
    assert told()["street"] == "後楽１－４－１０"


def test_fields_that_were_not_asked_are_not_taken(browser, page, told):
    """Mass assignment: only the link's own fields."""
    address = page(["account_type"])
    browser.open(address)
    browser.send(address, account_type="ordinary", association_name="よその管理組合", has_number="true")
    assert told() == {"has_number": False, "account_type": "ordinary"}


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "{{7*7}}", "{ $x }", "=1+1", "'; DROP TABLE talk--", "🏠" * 50]
)
def test_hostile_text_is_shown_as_text(browser, page, typed):
    address = page(["rep_family_name"])
    browser.open(address)
    response = browser.send(address, rep_family_name=typed)
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "<script>alert" not in text
    assert "49" not in text


def test_what_cannot_be_seen_is_taken_out(browser, page, told):
    address = page(["rep_family_name", "rep_given_name"])
    browser.open(address)
    browser.send(address, rep_family_name="\x00山\u202e\u200b田", rep_given_name="太郎")
    assert told()["rep_family_name"] == "山田"
