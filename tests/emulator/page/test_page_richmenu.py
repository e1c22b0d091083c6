"""The rich menu on the page."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from emulator.driver import Phone
from tests.emulator.conftest import Bot, Line, a_text
from tests.emulator.page.conftest import Window

pytestmark = pytest.mark.browser
Look = Callable[..., Window]


def area(x: int, action: dict[str, Any]) -> dict[str, Any]:
    return {"bounds": {"x": x, "y": 0, "width": 1250, "height": 843}, "action": action}


def says(label: str) -> dict[str, Any]:
    return {"type": "message", "label": label, "text": label}


def a_menu(line: Line, *actions: dict[str, Any], bar: str = "メニュー", selected: bool = True) -> str:
    """Make a rich menu of two halves with its picture; its id."""
    areas = [area(1250 * n, action) for n, action in enumerate(actions)]
    menu = {
        "size": {"width": 2500, "height": 843},
        "selected": selected,
        "name": bar,
        "chatBarText": bar,
        "areas": areas,
    }
    menu_id = str(line.call("POST", "/v2/bot/richmenu", menu).body["richMenuId"])
    out = io.BytesIO()
    Image.new("RGB", (2500, 843), "#0b6e4f").save(out, "PNG")
    stored = line.call(
        "POST", f"/v2/bot/richmenu/{menu_id}/content", out.getvalue(), Content_Type="image/png"
    )
    assert stored.status == 200, stored.body
    return menu_id


def everyone_gets(line: Line, menu_id: str) -> None:
    assert line.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}").status == 200


def test_a_menu_that_is_set_appears_at_once_and_its_areas_act(
    look: Look, friend: Phone, line: Line, bot: Bot
) -> None:
    phone = look().phone()
    everyone_gets(line, a_menu(line, says("利用登録"), says("制度を知る")))
    right = phone.get_by_role("button", name="制度を知る")
    expect(right).to_be_visible()
    shape = right.bounding_box()
    picture = phone.locator(".rich-menu img").bounding_box()
    right.click()

    assert shape is not None
    assert picture is not None
    assert shape["x"] == pytest.approx(picture["x"] + picture["width"] / 2, abs=1)
    assert bot.waits_for(2)[1]["message"]["text"] == "制度を知る"


def test_the_bar_folds_and_unfolds_the_menu(look: Look, friend: Phone, line: Line) -> None:
    phone = look().phone()
    everyone_gets(line, a_menu(line, says("一"), says("二"), bar="ご利用メニュー", selected=False))
    bar = phone.get_by_role("button", name="ご利用メニュー")
    expect(bar).to_have_attribute("aria-expanded", "false")
    expect(phone.get_by_role("group", name="リッチメニュー")).to_be_hidden()
    bar.click()

    expect(phone.get_by_role("group", name="リッチメニュー")).to_be_visible()
    bar.click()
    expect(phone.get_by_role("group", name="リッチメニュー")).to_be_hidden()


def test_the_keyboard_takes_the_menus_place_and_gives_it_back(look: Look, friend: Phone, line: Line) -> None:
    phone = look().phone()
    everyone_gets(line, a_menu(line, says("一"), says("二")))
    phone.get_by_role("button", name="キーボードに切り替え").click()
    expect(phone.get_by_label("メッセージを入力")).to_be_focused()
    phone.get_by_role("button", name="メニューに切り替え").click()

    expect(phone.get_by_role("button", name="メニュー", exact=True)).to_be_visible()
    expect(phone.get_by_label("メッセージを入力")).to_be_hidden()


def test_a_menu_of_ones_own_goes_before_everyones_and_leaves_again(
    look: Look, friend: Phone, line: Line
) -> None:
    phone = look().phone()
    everyone_gets(line, a_menu(line, says("みんなの"), says("二")))
    own = a_menu(line, says("自分の"), says("二"), bar="会員メニュー")
    line.call("POST", f"/v2/bot/user/{friend.user_id}/richmenu/{own}")
    expect(phone.get_by_role("button", name="自分の")).to_be_visible()
    line.call("DELETE", f"/v2/bot/user/{friend.user_id}/richmenu")

    expect(phone.get_by_role("button", name="みんなの")).to_be_visible()


def test_a_switch_changes_the_menu_and_tells_the_bot(look: Look, friend: Phone, line: Line, bot: Bot) -> None:
    second = a_menu(line, says("裏"), says("二"))
    line.call("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "second", "richMenuId": second})
    switch = {"type": "richmenuswitch", "label": "裏へ", "richMenuAliasId": "second", "data": "to=second"}
    everyone_gets(line, a_menu(line, switch, says("二")))
    phone = look().phone()
    phone.get_by_role("button", name="裏へ").click()

    expect(phone.get_by_role("button", name="裏", exact=True)).to_be_visible()
    postback = bot.waits_for(2)[1]["postback"]
    assert postback["data"] == "to=second"
    assert postback["params"] == {"newRichMenuAliasId": "second", "status": "SUCCESS"}


def test_a_postback_may_close_the_menu(look: Look, friend: Phone, line: Line) -> None:
    closing = {"type": "postback", "label": "閉じる", "data": "x", "inputOption": "closeRichMenu"}
    everyone_gets(line, a_menu(line, closing, says("二")))
    phone = look().phone()
    phone.get_by_role("button", name="閉じる").click()

    expect(phone.get_by_role("group", name="リッチメニュー")).to_be_hidden()


def test_the_newest_message_stays_in_sight_above_the_menu(look: Look, friend: Phone, line: Line) -> None:
    phone = look(height=700).phone()
    line.push(friend.user_id, *[a_text(f"{n}\n\n\n") for n in range(5)])
    everyone_gets(line, a_menu(line, says("一"), says("二")))
    expect(phone.get_by_role("group", name="リッチメニュー")).to_be_visible()

    expect(phone.locator(".row-bot:not(.loading)").last).to_be_in_viewport()
