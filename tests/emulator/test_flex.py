"""Flex messages: weights, numbers, and what may stand where. Faults are pointers into the container."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.emulator.conftest import Line

URL = "https://example.com/a.png"
VIDEO = {
    "type": "video",
    "url": "https://example.com/a.mp4",
    "previewUrl": URL,
    "altContent": {"type": "image", "url": URL},
}


def flex(container: Any) -> dict[str, Any]:
    return {"type": "flex", "altText": "a", "contents": container}


def box(*contents: Any, layout: str = "vertical", **more: Any) -> dict[str, Any]:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def bubble(*contents: Any, **more: Any) -> dict[str, Any]:
    return {"type": "bubble", "body": box(*(contents or (text(),))), **more}


def text(value: str = "t", **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": value, **more}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action": {"type": "postback", "label": "l", "data": "d", **more}}


def heavy(size: int, container: dict[str, Any], filler: dict[str, Any]) -> dict[str, Any]:
    """The container, grown by its filler text to this many bytes of JSON."""
    missing = size - len(json.dumps(container, ensure_ascii=False, separators=(",", ":")))
    filler["text"] = "a" * (missing + len(filler["text"]))
    return container


def heavy_bubble(size: int) -> dict[str, Any]:
    words = text("a")
    return heavy(size, bubble(words), words)


def heavy_carousel(size: int) -> dict[str, Any]:
    words = text("a")
    container = {"type": "carousel", "contents": [heavy_bubble(29_000), bubble(words)]}
    return heavy(size, container, words)


# fmt: off
LIMITS: list[tuple[str, Any, Any, str]] = [
    ("bubble of 30 KB", heavy_bubble(30 * 1024), heavy_bubble(30 * 1024 + 1), "/"),
    ("carousel of 50 KB", heavy_carousel(50 * 1024), heavy_carousel(50 * 1024 + 1), "/"),
    ("12 bubbles", {"type": "carousel", "contents": [bubble()] * 12}, {"type": "carousel", "contents": [bubble()] * 13}, "/contents"),
    ("bubbles of one size", {"type": "carousel", "contents": [bubble(size="kilo")] * 2},
     {"type": "carousel", "contents": [bubble(size="kilo"), bubble(size="mega")]}, "/contents"),
    ("sizes by name", bubble(size="giga"), bubble(size="tera"), "/size"),
    ("10 animated images", bubble(*[{"type": "image", "url": URL, "animated": True}] * 10),
     bubble(*[{"type": "image", "url": URL, "animated": True}] * 11), "/"),
    ("text not empty", bubble(text(" ")), bubble(text("")), "/body/contents/0/text"),
    ("text by spans", bubble({"type": "text", "contents": [{"type": "span", "text": "s"}]}), bubble({"type": "text"}), "/body/contents/0/text"),
    ("span only in text", bubble({"type": "text", "contents": [{"type": "span", "text": "s"}]}), bubble({"type": "span", "text": "s"}),
     "/body/contents/0/type"),
    ("icon only in baseline", bubble(box({"type": "icon", "url": URL}, layout="baseline")), bubble({"type": "icon", "url": URL}),
     "/body/contents/0/type"),
    ("no button in baseline", bubble(box(button())), bubble(box(button(), layout="baseline")), "/body/contents/0/contents/0/type"),
    ("button label of 40", bubble(button(label="あ" * 40)), bubble(button(label="あ" * 41)), "/body/contents/0/action/label"),
    ("button label required", bubble(button()), bubble(button(label=None)), "/body/contents/0/action/label"),
    ("button has an action", bubble(button()), bubble({"type": "button"}), "/body/contents/0/action"),
    ("other labels optional", bubble(text(action={"type": "message", "text": "m"})),
     bubble(text(action={"type": "message", "text": "m", "label": "a" * 41})), "/body/contents/0/action/label"),
    ("colors", bubble(text(color="#11223344")), bubble(text(color="red")), "/body/contents/0/color"),
    ("aspect ratio to 3 times the width", bubble({"type": "image", "url": URL, "aspectRatio": "1:3"}),
     bubble({"type": "image", "url": URL, "aspectRatio": "10:31"}), "/body/contents/0/aspectRatio"),
    ("images over https", bubble({"type": "image", "url": URL}), bubble({"type": "image", "url": "http://example.com/a.png"}),
     "/body/contents/0/url"),
    ("no unknown field", bubble(text(wrap=True)), bubble(text(warp=True)), "/body/contents/0/warp"),
    ("margins by name or pixels", bubble(text(margin="12px")), bubble(text(margin="12")), "/body/contents/0/margin"),
    ("font sizes by name or pixels", bubble(text(size="5xl")), bubble(text(size="huge")), "/body/contents/0/size"),
    ("video as hero", bubble(hero=VIDEO), bubble(hero=VIDEO, size="micro"), "/hero"),
    ("no video in a body", bubble(hero=VIDEO), bubble(VIDEO), "/body/contents/0/type"),
    ("video has another content", bubble(hero=VIDEO), bubble(hero={**VIDEO, "altContent": None}), "/hero/altContent"),
    ("a body is a box", bubble(), {"type": "bubble", "body": text()}, "/body/type"),
    ("a bubble is not empty", bubble(), {"type": "bubble"}, "/"),
    ("a container is a bubble or a carousel", bubble(), {"type": "box"}, "/type"),
]
# fmt: on


@pytest.mark.parametrize(("good", "bad", "path"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_at_the_limit_it_is_taken_and_beyond_it_is_refused(
    checker: Line, good: Any, bad: Any, path: str
) -> None:
    """Reference: flex message."""
    assert checker.validate(flex(good)).body == {}

    refused = checker.validate(flex(bad))
    assert refused.status == 400
    assert refused.body["message"] == "A message (messages[0])\u00a0in the request body is invalid"
    assert path in [name for name, _message in refused.details]


def test_a_video_is_not_allowed_in_a_carousel(checker: Line) -> None:
    refused = checker.validate(flex({"type": "carousel", "contents": [bubble(hero=VIDEO)]}))

    assert refused.details[0][0] == "/contents/0/hero"


def test_the_weight_is_counted_in_bytes_of_utf8(checker: Line) -> None:
    assert checker.validate(flex(bubble(text("あ" * 10_000)))).status == 200
    assert checker.validate(flex(bubble(text("あ" * 10_300)))).status == 400


def test_an_alternative_text_is_required(checker: Line) -> None:
    refused = checker.validate({"type": "flex", "contents": bubble()})

    assert refused.body["message"] == "The request body has 1 error(s)"
    assert refused.details == [("messages[0].altText", "May not be empty")]


def test_strange_containers_are_refused_and_nothing_breaks(checker: Line) -> None:
    for strange in (
        {}, {"type": 5}, {"type": "bubble", "body": []}, {"type": "bubble", "body": {"type": "box"}},
        {"type": "carousel", "contents": "x"}, {"type": "carousel", "contents": [5]},
        bubble(text(size=5)), bubble(text(color=[])), bubble(5), bubble(box(layout="diagonal")),
        bubble(styles=5), bubble(text(contents=5)), bubble(text(flex="1")),
    ):  # fmt: skip
        assert checker.validate(flex(strange)).status == 400, strange
