"""The two menus as tables: what they hold, where it lies, and what a tap says."""

import itertools

import pytest

from bot import listen
from bot.richmenu.menus import GUESTS, HEIGHT, MEMBERS, MENUS, WIDTH
from bot.talk import Said

BOTH = pytest.mark.parametrize("menu", MENUS, ids=lambda menu: menu.name)


def test_guests_are_offered_the_first_steps_and_a_person():
    assert [area.name for area, _ in GUESTS.placed()] == [
        "registration",
        "signing_in",
        "about",
        "staff",
        "help",
    ]


def test_members_are_offered_their_savings_and_a_person():
    assert [area.word for area, _ in MEMBERS.placed()] == [
        "積立手帳", "応募", "中途換金", "申請状況", "登録内容の変更", "制度を知る", "担当者",
    ]  # fmt: skip


@BOTH
def test_the_areas_cover_the_picture_without_gap_or_overlap(menu):
    covered = sum(box.width * box.height for _, box in menu.placed())
    columns = [(box.x, box.x + box.width) for box in (b for _, b in menu.placed_rows()[0])]

    assert covered == WIDTH * HEIGHT
    assert columns[0][0] == 0
    assert columns[-1][1] == WIDTH
    assert all(a[1] == b[0] for a, b in itertools.pairwise(columns))


@BOTH
def test_the_request_keeps_within_the_limits_of_line(menu):
    """LINE: ratio at least 1.45, 20 areas, name 300, bar 14, label 20, text 300."""
    request = menu.request("x")

    assert WIDTH / HEIGHT >= 1.45
    assert len(request["areas"]) <= 20
    assert 1 <= len(request["chatBarText"]) <= 14
    assert all(1 <= len(area["action"]["label"]) <= 20 for area in request["areas"])
    assert all(1 <= len(area["action"]["text"]) <= 300 for area in request["areas"])


@BOTH
def test_every_field_is_large_enough_for_a_thumb(menu):
    """On a phone of 360 points a field measures at least 80 by 100 points (WCAG 2.2 asks for 24)."""
    for _, box in menu.placed():
        assert box.width * 360 / WIDTH >= 80
        assert box.height * 360 / WIDTH >= 100


@pytest.mark.parametrize("area", [area for area, _ in GUESTS.placed()], ids=lambda area: area.name)
def test_a_tap_on_the_guests_menu_says_a_word_that_is_understood_anywhere(area):
    assert listen.global_word(Said("text", area.word)) == area.name
