"""Every limit of LINE: at the limit a message is taken, one above it is refused and the property is named."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.conftest import Line, a_text

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"  # One grapheme, eleven UTF-16 units.
APPLE = "\U0001f34e"  # One grapheme, two UTF-16 units.
URL = "https://example.com/a.png"


def buttons(**parts: Any) -> dict[str, Any]:
    template = {"type": "buttons", "text": "t", "actions": [tap()], **parts}
    return {"type": "template", "altText": "a", "template": template}


def confirm(**parts: Any) -> dict[str, Any]:
    template = {"type": "confirm", "text": "t", "actions": [tap(), tap()], **parts}
    return {"type": "template", "altText": "a", "template": template}


def column(**parts: Any) -> dict[str, Any]:
    return {"text": "t", "actions": [tap()], **parts}


def carousel(*columns: dict[str, Any]) -> dict[str, Any]:
    return {"type": "template", "altText": "a", "template": {"type": "carousel", "columns": list(columns)}}


def image_carousel(count: int, label: str | None = "l") -> dict[str, Any]:
    action = {"type": "message", "text": "m", **({"label": label} if label else {})}
    columns = [{"imageUrl": URL, "action": action}] * count
    return {"type": "template", "altText": "a", "template": {"type": "image_carousel", "columns": columns}}


def tap(**parts: Any) -> dict[str, Any]:
    return {"type": "postback", "label": "l", "data": "d", **parts}


def quick(count: int = 1, **parts: Any) -> dict[str, Any]:
    item = {"type": "action", "action": tap(**parts)}
    return a_text(quickReply={"items": [item] * count})


def picker(mode: str, **parts: Any) -> dict[str, Any]:
    return buttons(actions=[{"type": "datetimepicker", "label": "l", "data": "d", "mode": mode, **parts}])


def uri(address: str) -> dict[str, Any]:
    return buttons(actions=[{"type": "uri", "label": "l", "uri": address}])


def imagemap(width: int = 1040, actions: int = 1, text: str = "t") -> dict[str, Any]:
    area = {"x": 0, "y": 0, "width": 10, "height": 10}
    return {
        "type": "imagemap", "baseUrl": "https://example.com/map", "altText": "a",
        "baseSize": {"width": width, "height": 1040},
        "actions": [{"type": "message", "text": text, "area": area}] * actions,
    }  # fmt: skip


def location(title: str = "t", latitude: float = 35.0) -> dict[str, Any]:
    return {"type": "location", "title": title, "address": "a", "latitude": latitude, "longitude": 139.0}


def text_v2(text: str, **substitution: Any) -> dict[str, Any]:
    return {"type": "textV2", "text": text, "substitution": substitution}


def emoji(text: str, index: int) -> dict[str, Any]:
    return a_text(text, emojis=[{"index": index, "productId": "p", "emojiId": "001"}])


THUMB = {"thumbnailImageUrl": URL}
M = "messages[0]"
T = f"{M}.template"

# fmt: off
LIMITS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("text of 5,000", a_text("a" * 5000), a_text("a" * 5001), f"{M}.text"),
    ("text of 5,000 units", a_text(APPLE * 2500), a_text(APPLE * 2500 + "a"), f"{M}.text"),
    ("text not empty", a_text(" "), a_text(""), f"{M}.text"),
    ("alternative text of 1,500", {**buttons(), "altText": "あ" * 1500}, {**buttons(), "altText": "あ" * 1501}, f"{M}.altText"),
    ("13 quick replies", quick(13), quick(14), f"{M}.quickReply.items"),
    ("at least one quick reply", quick(1), quick(0), f"{M}.quickReply.items"),
    ("quick reply label of 20", quick(label=FAMILY * 20), quick(label=FAMILY * 21), f"{M}.quickReply.items[0].action.label"),
    ("quick reply label required", quick(label="l"), quick(label=None), f"{M}.quickReply.items[0].action.label"),
    ("postback data of 300 units", quick(data=APPLE * 150), quick(data=APPLE * 150 + "a"), f"{M}.quickReply.items[0].action.data"),
    ("postback data not empty", quick(data="d"), quick(data=""), f"{M}.quickReply.items[0].action.data"),
    ("display text of 300 graphemes", quick(displayText=FAMILY * 300), quick(displayText=FAMILY * 301),
     f"{M}.quickReply.items[0].action.displayText"),
    ("fill-in text only with the keyboard", quick(inputOption="openKeyboard", fillInText="a"), quick(fillInText="a"),
     f"{M}.quickReply.items[0].action.fillInText"),
    ("display text not beside text", quick(text="a"), quick(text="a", displayText="b"),
     f"{M}.quickReply.items[0].action.displayText"),
    ("sender name of 20", a_text(sender={"name": "a" * 20}), a_text(sender={"name": "a" * 21}), f"{M}.sender.name"),
    ("sender not LINE", a_text(sender={"name": "LINES"}), a_text(sender={"name": "LINE"}), f"{M}.sender.name"),
    ("buttons text of 160", buttons(text=FAMILY * 160), buttons(text=FAMILY * 161), f"{T}.text"),
    ("buttons text of 60 beside a title", buttons(title="t", text="a" * 60), buttons(title="t", text="a" * 61), f"{T}.text"),
    ("buttons text of 60 beside an image", buttons(text="a" * 60, **THUMB), buttons(text="a" * 61, **THUMB), f"{T}.text"),
    ("buttons title of 40", buttons(title="あ" * 40), buttons(title="あ" * 41), f"{T}.title"),
    ("4 buttons", buttons(actions=[tap()] * 4), buttons(actions=[tap()] * 5), f"{T}.actions"),
    ("1 button at least", buttons(actions=[tap()]), buttons(actions=[]), f"{T}.actions"),
    ("button label of 20", buttons(actions=[tap(label="a" * 20)]), buttons(actions=[tap(label="a" * 21)]), f"{T}.actions[0].label"),
    ("confirm text of 240", confirm(text="a" * 240), confirm(text="a" * 241), f"{T}.text"),
    ("confirm has 2 actions, not 3", confirm(), confirm(actions=[tap()] * 3), f"{T}.actions"),
    ("confirm has 2 actions, not 1", confirm(), confirm(actions=[tap()]), f"{T}.actions"),
    ("10 columns", carousel(*[column()] * 10), carousel(*[column()] * 11), f"{T}.columns"),
    ("column text of 120", carousel(column(text="a" * 120)), carousel(column(text="a" * 121)), f"{T}.columns[0].text"),
    ("column text of 60 beside a title", carousel(column(title="t", text="a" * 60)), carousel(column(title="t", text="a" * 61)),
     f"{T}.columns[0].text"),
    ("3 actions in a column", carousel(column(actions=[tap()] * 3)), carousel(column(actions=[tap()] * 4)), f"{T}.columns[0].actions"),
    ("same number of actions", carousel(column(), column()), carousel(column(), column(actions=[tap(), tap()])), f"{T}.columns"),
    ("titles in all or none", carousel(column(title="a"), column(title="b")), carousel(column(title="a"), column()), f"{T}.columns"),
    ("image carousel of 10", image_carousel(10), image_carousel(11), f"{T}.columns"),
    ("image carousel label of 12", image_carousel(1, "a" * 12), image_carousel(1, "a" * 13), f"{T}.columns[0].action.label"),
    ("message action text of 300", buttons(actions=[{"type": "message", "label": "l", "text": FAMILY * 300}]),
     buttons(actions=[{"type": "message", "label": "l", "text": FAMILY * 301}]), f"{T}.actions[0].text"),
    ("uri of 1,000", uri("https://a.jp/" + "a" * 987), uri("https://a.jp/" + "a" * 988), f"{T}.actions[0].uri"),
    ("uri scheme", uri("tel:0312345678"), uri("ftp://example.com/"), f"{T}.actions[0].uri"),
    ("uri percent-encoded", uri("https://a.jp/%E3%81%82"), uri("https://a.jp/あ"), f"{T}.actions[0].uri"),
    ("clipboard of 1,000", buttons(actions=[{"type": "clipboard", "label": "l", "clipboardText": "a" * 1000}]),
     buttons(actions=[{"type": "clipboard", "label": "l", "clipboardText": "a" * 1001}]), f"{T}.actions[0].clipboardText"),
    ("max after min", picker("date", min="2026-01-30", max="2026-01-31"), picker("date", min="2026-01-31", max="2026-01-31"),
     f"{T}.actions[0].max"),
    ("date form", picker("date", initial="2026-01-31"), picker("date", initial="2026-1-31"), f"{T}.actions[0].initial"),
    ("date exists", picker("date", initial="2028-02-29"), picker("date", initial="2026-02-29"), f"{T}.actions[0].initial"),
    ("date to 2100", picker("date", max="2100-12-31"), picker("date", max="2101-01-01"), f"{T}.actions[0].max"),
    ("date from 1900", picker("date", min="1900-01-01"), picker("date", min="1899-12-31"), f"{T}.actions[0].min"),
    ("time form", picker("time", initial="09:30"), picker("time", initial="24:00"), f"{T}.actions[0].initial"),
    ("datetime form", picker("datetime", initial="2026-01-31t09:30"), picker("datetime", initial="2026-01-31 09:30"),
     f"{T}.actions[0].initial"),
    ("image over https", {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL},
     {"type": "image", "originalContentUrl": "http://example.com/a.png", "previewImageUrl": URL}, f"{M}.originalContentUrl"),
    ("image url of 2,000", {"type": "image", "originalContentUrl": URL, "previewImageUrl": "https://a.jp/" + "a" * 1987},
     {"type": "image", "originalContentUrl": URL, "previewImageUrl": "https://a.jp/" + "a" * 1988}, f"{M}.previewImageUrl"),
    ("image has a preview", {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL},
     {"type": "image", "originalContentUrl": URL}, f"{M}.previewImageUrl"),
    ("tracking ID of 100", {"type": "video", "originalContentUrl": URL, "previewImageUrl": URL, "trackingId": "a" * 100},
     {"type": "video", "originalContentUrl": URL, "previewImageUrl": URL, "trackingId": "a" * 101}, f"{M}.trackingId"),
    ("audio has a duration", {"type": "audio", "originalContentUrl": URL, "duration": 1},
     {"type": "audio", "originalContentUrl": URL}, f"{M}.duration"),
    ("place title of 100", location("a" * 100), location("a" * 101), f"{M}.title"),
    ("latitude to 90", location(latitude=90), location(latitude=90.1), f"{M}.latitude"),
    ("sticker of digits", {"type": "sticker", "packageId": "446", "stickerId": "1988"},
     {"type": "sticker", "packageId": "446", "stickerId": 1988}, f"{M}.stickerId"),
    ("imagemap width 1040", imagemap(), imagemap(width=1039), f"{M}.baseSize.width"),
    ("50 imagemap actions", imagemap(actions=50), imagemap(actions=51), f"{M}.actions"),
    ("imagemap text of 400", imagemap(text="a" * 400), imagemap(text="a" * 401), f"{M}.actions[0].text"),
    ("emoji stands at a $", emoji(f"{APPLE}$", 2), emoji(f"{APPLE}$", 1), f"{M}.emojis[0].index"),
    ("every key has a substitution", text_v2("{{a}} {b}", b={"type": "emoji"}), text_v2("{a} {b}", b={"type": "emoji"}), f"{M}.text"),
    ("substitution key of 20", text_v2("x", **{"k" * 20: {"type": "emoji"}}), text_v2("x", **{"k" * 21: {"type": "emoji"}}),
     f"{M}.substitution.{'k' * 21}"),
    ("100 substitutions of few emoji", text_v2("x", **{f"k{n}": {"type": "emoji"} for n in range(20)}),
     text_v2("x", **{f"k{n}": {"type": "emoji"} for n in range(21)}), f"{M}.substitution"),
]
# fmt: on


@pytest.mark.parametrize(("good", "bad", "path"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_at_the_limit_it_is_taken_and_beyond_it_is_refused(
    checker: Line, good: dict[str, Any], bad: dict[str, Any], path: str
) -> None:
    """Reference: message objects, action objects; text-character-count for the units."""
    assert checker.validate(good).body == {}

    refused = checker.validate(bad)
    assert refused.status == 400
    assert refused.body["message"] == "The request body has 1 error(s)"
    assert [name for name, _message in refused.details] == [path]


def test_five_messages_a_call_and_no_sixth_and_not_none(checker: Line) -> None:
    assert checker.validate(*[a_text()] * 5).status == 200
    assert checker.validate(*[a_text()] * 6).details == [("messages", "Size must be between 1 and 5")]
    assert checker.validate().details == [("messages", "Size must be between 1 and 5")]


def test_all_faults_of_a_call_are_counted_and_named(checker: Line) -> None:
    refused = checker.validate(a_text(""), {"type": "letter"}, a_text("fine"))

    assert refused.body["message"] == "The request body has 2 error(s)"
    assert refused.details[0] == ("messages[0].text", "May not be empty")
    assert refused.details[1][0] == "messages[1].type"
    assert refused.details[1][1].startswith("Must be one of the following values: [text, ")


@pytest.mark.parametrize("action", ["camera", "cameraRoll", "location"])
def test_camera_and_place_are_for_quick_replies_only(checker: Line, action: str) -> None:
    item = {"type": "action", "action": {"type": action, "label": "l"}}

    assert checker.validate(a_text(quickReply={"items": [item]})).status == 200
    assert checker.validate(buttons(actions=[item["action"]])).details[0][0] == f"{T}.actions[0].type"


def test_a_rich_menu_switch_is_for_rich_menus_only(checker: Line) -> None:
    switch = {"type": "richmenuswitch", "label": "l", "richMenuAliasId": "a", "data": "d"}

    assert checker.validate(buttons(actions=[switch])).details[0][0] == f"{T}.actions[0].type"


def test_messages_that_are_no_objects_are_refused_and_nothing_breaks(checker: Line) -> None:
    bodies: list[Any] = [
        [None],
        ["text"],
        [[]],
        [{"type": ["text"]}],
        [{"type": "text", "text": 5}],
        "text",
        {"a": 1},
    ]
    for strange in bodies:
        answer = checker.call("POST", "/v2/bot/message/validate/push", {"messages": strange})

        assert answer.status == 400, strange
