"""Addresses and the post office's list (F-06, F-07)."""

import threading

import pytest

from domain.address import (
    Town,
    parse_building,
    parse_city,
    parse_postal_code,
    parse_prefecture,
    parse_street,
    towns,
)
from domain.errors import (
    CharacterNotAllowed,
    FieldLeftEmpty,
    PostalCodeMalformed,
    PostalCodeUnknown,
    PrefectureUnknown,
    StreetHoldsRoom,
)


@pytest.mark.parametrize("typed", ["1120004", "〒112-0004", "１１２－０００４", "112ー0004"])
def test_a_postal_code_is_seven_digits(typed):
    assert parse_postal_code(typed) == "1120004"


def test_another_count_of_digits_is_refused():
    with pytest.raises(PostalCodeMalformed) as refused:
        parse_postal_code("112-004")
    assert refused.value.facts == {"digits": 6}


def test_a_postal_code_gives_its_town():
    assert towns("1120004") == (Town("東京都", "文京区", "後楽", ""),)


def test_a_postal_code_of_two_prefectures_gives_both():
    assert {town.prefecture for town in towns("4980000")} == {"愛知県", "三重県"}


def test_the_code_of_a_large_office_gives_its_place():
    (office,) = towns("1128570")
    assert (office.prefecture, office.city, office.town) == ("東京都", "文京区", "後楽1丁目4-10")


def test_a_postal_code_that_nobody_has_is_refused():
    with pytest.raises(PostalCodeUnknown) as refused:
        towns("0000000")
    assert refused.value.facts == {"postal_code": "000-0000"}


def test_the_list_answers_in_every_thread():
    """The package itself would raise here: its one connection belongs to the thread that imported it."""
    found = []

    def ask(code):
        found.append(towns(code)[0].city)

    threads = [
        threading.Thread(target=ask, args=(code,)) for code in ("1000001", "5300001", "9000001", "0600001")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(["千代田区", "大阪市北区", "那覇市", "札幌市中央区"])


@pytest.mark.parametrize(
    ("typed", "name"), [("東京", "東京都"), ("京都", "京都府"), ("北海道", "北海道"), ("沖縄県", "沖縄県")]
)
def test_a_prefecture_is_one_of_the_47(typed, name):
    """Q-01: 沖縄県 is a matter of eligibility, not of the field."""
    assert parse_prefecture(typed) == name


@pytest.mark.parametrize("typed", ["京", "東京都文京区", "Tokyo"])
def test_anything_else_is_no_prefecture(typed):
    with pytest.raises(PrefectureUnknown):
        parse_prefecture(typed)


def test_lines_of_an_address_are_in_full_width():
    assert parse_city("文京区") == "文京区"
    assert parse_street("後楽1-4-10") == "後楽１－４－１０"
    assert parse_building("ABCマンション 101号室") == "ＡＢＣマンション\u3000１０１号室"


def test_a_room_number_belongs_into_its_own_box():
    """F-07: otherwise eKYC fails."""
    with pytest.raises(StreetHoldsRoom) as refused:
        parse_street("後楽1-4-10 101号室")
    assert refused.value.facts == {"room": "１０１号室"}


def test_a_house_may_have_no_building():
    assert parse_building("") == ""
    assert parse_building(" \u200b") == ""
    with pytest.raises(FieldLeftEmpty):
        parse_street("")


def test_signs_that_could_do_harm_stand_in_no_address():
    with pytest.raises(CharacterNotAllowed) as refused:
        parse_building("<img src=x>")
    assert refused.value.facts == {"field": "building", "character": "＜"}
