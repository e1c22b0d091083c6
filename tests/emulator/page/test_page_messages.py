"""Every kind of message as the page draws it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from emulator.driver import Phone
from tests.emulator.conftest import Bot, Line, a_text
from tests.emulator.page.conftest import Window

pytestmark = pytest.mark.browser
Look = Callable[..., Window]
Json = dict[str, Any]


def words(text: str, **more: Any) -> Json:
    return {"type": "text", "text": text, **more}


def box(layout: str, *contents: Json, **more: Any) -> Json:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def bubble(*contents: Json, **more: Any) -> Json:
    return {"type": "bubble", "body": box("vertical", *contents), **more}


def flex(contents: Json) -> Json:
    return {"type": "flex", "altText": "カード", "contents": contents}


def template(**more: Any) -> Json:
    return {"type": "template", "altText": "選択", "template": more}


def says(label: str) -> Json:
    return {"type": "message", "label": label, "text": label}


def button(label: str, **more: Any) -> Json:
    return {"type": "button", "action": says(label), **more}


class Screen:
    """A phone on which messages are pushed and then measured."""

    def __init__(self, window: Window, friend: Phone, line: Line) -> None:
        self.window, self.friend, self.line = window, friend, line
        self.phone = window.phone()

    def shows(self, *messages: Json) -> Locator:
        answer = self.line.push(self.friend.user_id, *messages)
        assert answer.status == 200, answer.body
        last = self.phone.locator(f"[data-item='{answer.body['sentMessages'][-1]['id']}']")
        expect(last).to_be_visible()
        return last

    def box_of(self, text: str) -> Json:
        found = self.phone.get_by_text(text, exact=True).locator(
            "xpath=ancestor-or-self::*[contains(@class,'fx-text')]"
        )
        for _ in range(20):  # A message that is just drawn anew has no place for a moment.
            if (shape := found.bounding_box()) is not None:
                return dict(shape)
            self.phone.page.wait_for_timeout(50)
        raise AssertionError(f"{text} has no place")


@pytest.fixture
def screen(look: Look, friend: Phone, line: Line) -> Screen:
    return Screen(look(), friend, line)


def style(node: Locator, name: str) -> str:
    """The computed style; a node that is drawn anew at this very moment has none, and is asked again."""
    for _ in range(50):
        if found := str(node.evaluate("(node, name) => getComputedStyle(node)[name]", name)):
            return found
        node.page.wait_for_timeout(50)
    return ""


def test_flex_weights_share_the_row(screen: Screen) -> None:
    screen.shows(flex(bubble(box("horizontal", words("甲", flex=1), words("乙", flex=3)))))
    one, three = screen.box_of("甲"), screen.box_of("乙")

    assert three["width"] == pytest.approx(3 * one["width"], abs=1.5)
    assert three["x"] == pytest.approx(one["x"] + one["width"], abs=1)


def test_a_weight_of_nothing_takes_what_its_words_need(screen: Screen) -> None:
    screen.shows(flex(bubble(box("baseline", words("短い", flex=0, size="sm"), words("残り", margin="md")))))
    small, rest = screen.box_of("短い"), screen.box_of("残り")

    assert small["width"] < 40
    assert rest["x"] - (small["x"] + small["width"]) == pytest.approx(8, abs=1)


def test_margins_and_spacing_are_lines_own(screen: Screen) -> None:
    screen.shows(
        flex(
            {
                "type": "bubble",
                "body": box("vertical", words("一"), words("二"), words("三", margin="xxl"), spacing="md"),
            }
        )
    )
    one, two, three = (screen.box_of(word) for word in "一二三")

    assert two["y"] - (one["y"] + one["height"]) == pytest.approx(8, abs=0.6)
    assert three["y"] - (two["y"] + two["height"]) == pytest.approx(20, abs=0.6)


def test_sizes_colours_weights_and_decorations(screen: Screen) -> None:
    screen.shows(
        flex(
            bubble(
                words("飾り", size="xl", color="#FF0000", weight="bold", align="end", decoration="underline")
            )
        )
    )
    node = screen.phone.locator(".fx-text", has_text="飾り")

    assert style(node, "fontSize") == "22px"
    assert style(node, "color") == "rgb(255, 0, 0)"
    assert style(node, "fontWeight") == "700"
    assert style(node, "textAlign") == "end"
    assert "underline" in style(node, "textDecoration")


def test_text_is_one_line_unless_it_wraps(screen: Screen) -> None:
    screen.shows(
        flex(bubble(words("あ" * 60), words("い" * 60, wrap=True), words("う" * 60, wrap=True, maxLines=2)))
    )

    assert screen.box_of("あ" * 60)["height"] < 30
    assert screen.box_of("い" * 60)["height"] > 60
    assert 40 < screen.box_of("う" * 60)["height"] < 50


def test_gravity_moves_within_the_row(screen: Screen) -> None:
    tall = words("高い", size="5xl")
    screen.shows(
        flex(
            bubble(
                box(
                    "horizontal",
                    tall,
                    words("上"),
                    words("下", gravity="bottom"),
                    words("中", gravity="center"),
                )
            )
        )
    )
    high, top, bottom, middle = (screen.box_of(word) for word in ("高い", "上", "下", "中"))

    assert bottom["y"] + bottom["height"] == pytest.approx(high["y"] + high["height"], abs=2)
    assert middle["y"] + middle["height"] / 2 == pytest.approx(high["y"] + high["height"] / 2, abs=2)
    assert top["y"] == pytest.approx(high["y"], abs=2)


def test_fillers_push_apart(screen: Screen) -> None:
    screen.shows(
        flex(
            bubble(
                box("horizontal", words("左", flex=0), {"type": "filler"}, words("右", flex=0), width="200px")
            )
        )
    )

    assert screen.box_of("右")["x"] - screen.box_of("左")["x"] > 150


def test_spans_dress_parts_of_a_text(screen: Screen) -> None:
    spans = [
        {"type": "span", "text": "年"},
        {"type": "span", "text": "0.525%", "color": "#0000FF", "weight": "bold"},
    ]
    screen.shows(flex(bubble({"type": "text", "contents": spans})))

    assert style(screen.phone.get_by_text("0.525%", exact=True), "color") == "rgb(0, 0, 255)"


def test_boxes_have_colours_borders_corners_and_padding(screen: Screen) -> None:
    look = {
        "backgroundColor": "#00FF00", "borderWidth": "medium", "borderColor": "#112233", "cornerRadius": "lg",
        "paddingAll": "xl",
    }  # fmt: skip
    screen.shows(flex(bubble(box("vertical", words("箱"), **look))))
    node = screen.phone.locator(".fx-body > .fx-box > .fx-box")

    assert style(node, "backgroundColor") == "rgb(0, 255, 0)"
    assert style(node, "borderTopWidth") == "2px"
    assert style(node, "borderTopColor") == "rgb(17, 34, 51)"
    assert style(node, "borderTopLeftRadius") == "12px"
    assert style(node, "paddingLeft") == "16px"


def test_a_gradient_is_drawn(screen: Screen) -> None:
    paint = {"type": "linearGradient", "angle": "90deg", "startColor": "#000000", "endColor": "#FFFFFF"}
    screen.shows(flex(bubble(box("vertical", words("箱"), background=paint))))

    assert "linear-gradient(90deg" in style(
        screen.phone.locator(".fx-body > .fx-box > .fx-box"), "backgroundImage"
    )


def test_the_three_kinds_of_buttons_look_and_act_apart(screen: Screen, bot: Bot) -> None:
    screen.shows(
        flex(
            bubble(button("主", style="primary"), button("副", style="secondary"), button("文", height="sm"))
        )
    )
    first, second, third = (screen.phone.get_by_role("button", name=name) for name in ("主", "副", "文"))

    assert style(first, "backgroundColor") == "rgb(23, 201, 80)"
    assert style(second, "backgroundColor") == "rgb(220, 223, 229)"
    assert style(third, "color") == "rgb(66, 101, 154)"
    third.click()
    assert bot.waits_for(2)[1]["message"]["text"] == "文"


def test_a_postback_button_shows_its_display_text_and_sends_its_data(screen: Screen, bot: Bot) -> None:
    action = {"type": "postback", "label": "直す", "data": "card:1", "displayText": "氏名を直す"}
    screen.shows(flex(bubble({"type": "button", "action": action})))
    screen.phone.get_by_role("button", name="直す").click()

    expect(screen.phone.locator(".row-user .bubble")).to_have_text("氏名を直す")
    assert bot.waits_for(2)[1]["postback"] == {"data": "card:1"}


def test_a_whole_box_can_be_tapped_and_a_button_in_it_acts_alone(screen: Screen, bot: Bot) -> None:
    inner = box("vertical", words("箱の中"), button("ボタン"), action=says("箱"))
    screen.shows(flex(bubble(inner)))
    screen.phone.get_by_role("button", name="ボタン", exact=True).click()
    screen.phone.get_by_text("箱の中").click()

    assert [event["message"]["text"] for event in bot.waits_for(3)[1:]] == ["ボタン", "箱"]


def test_bubbles_of_a_carousel_are_as_high_as_the_highest(screen: Screen) -> None:
    low, high = bubble(words("低い"), size="micro"), bubble(words("高い" * 30, wrap=True), size="micro")
    screen.shows(flex({"type": "carousel", "contents": [low, high]}))
    shapes = [node.bounding_box() for node in screen.phone.locator(".fx-bubble").all()]

    assert shapes[0] is not None
    assert shapes[1] is not None
    assert shapes[0]["height"] == pytest.approx(shapes[1]["height"], abs=0.6)
    assert shapes[0]["width"] == pytest.approx(160, abs=0.6)


def test_a_confirm_has_two_buttons_beside_each_other(screen: Screen, bot: Bot) -> None:
    screen.shows(template(type="confirm", text="取り消しますか？", actions=[says("はい"), says("いいえ")]))
    yes, no = (
        screen.phone.get_by_role("button", name=name, exact=True).bounding_box()
        for name in ("はい", "いいえ")
    )

    assert yes is not None
    assert no is not None
    assert yes["y"] == no["y"]
    screen.phone.get_by_role("button", name="いいえ").click()
    assert bot.waits_for(2)[1]["message"]["text"] == "いいえ"


def test_buttons_and_carousel_templates_act(screen: Screen, bot: Bot) -> None:
    columns = [{"title": f"列{n}", "text": "説明", "actions": [says(f"選ぶ{n}")]} for n in range(3)]
    screen.shows(template(type="buttons", title="題", text="文", actions=[says("一"), says("二")]))
    screen.shows(template(type="carousel", columns=columns))
    screen.phone.get_by_role("button", name="二").click()
    screen.phone.get_by_role("button", name="選ぶ2").click()

    assert [event["message"]["text"] for event in bot.waits_for(3)[1:]] == ["二", "選ぶ2"]


def test_places_stickers_sounds_and_names_of_senders_are_shown(screen: Screen) -> None:
    place = {
        "type": "location",
        "title": "機構",
        "address": "文京区後楽",
        "latitude": 35.7,
        "longitude": 139.7,
    }
    screen.shows(
        place, {"type": "sticker", "packageId": "446", "stickerId": "1989"},
        {"type": "audio", "originalContentUrl": "https://127.0.0.1:9/a.m4a", "duration": 63_000},
        a_text("担当です", sender={"name": "佐々木"}),
    )  # fmt: skip

    expect(screen.phone.get_by_role("group", name="位置情報")).to_contain_text("文京区後楽")
    expect(screen.phone.get_by_role("img", name="スタンプ ありがとう")).to_be_visible()
    expect(screen.phone.get_by_role("link", name="音声 1:03")).to_be_visible()
    expect(screen.phone.get_by_text("佐々木 from Emulated bot")).to_be_visible()


def test_a_message_that_cannot_be_drawn_does_not_take_the_talk_with_it(
    look: Look, friend: Phone, handle: Any
) -> None:
    broken = {
        "type": "flex",
        "altText": "代わりの文",
        "contents": {"type": "bubble", "body": {"type": "box", "contents": 5}},
    }
    handle.world.add_item(friend.user_id, "bot", broken, via="push")
    handle.world.add_item(friend.user_id, "bot", {"type": "hologram"}, via="push")
    handle.world.add_item(friend.user_id, "bot", a_text("続き"), via="push")
    window = look()

    expect(window.phone().locator(".row-bot .bubble-text")).to_contain_text(
        ["代わりの文", "hologram", "続き"]
    )
    window.complaints.clear()


def test_colours_and_lengths_from_outside_cannot_carry_styles(look: Look, friend: Phone, handle: Any) -> None:
    nasty = "red; background-image: url(//example.com)"
    body = box(
        "vertical", words("x", color=nasty, size="1px;"), backgroundColor=nasty, width="calc(100% * 9)"
    )
    handle.world.add_item(friend.user_id, "bot", flex({"type": "bubble", "body": body}), via="push")
    phone = look().phone()

    assert json.dumps(phone.locator(".flex-message").inner_html()).count("example.com") == 0
    assert style(phone.locator(".fx-text"), "color") == "rgb(17, 17, 17)"
