"""What a phone shows: the texts on a message, and the buttons that can be tapped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

Message = dict[str, Any]


class Button(NamedTuple):
    """Something to tap: its label, its action, and where it is (quick, card or menu)."""

    label: str
    action: dict[str, Any]
    where: str


class NotOnScreen(AssertionError):
    """No button with this label can be tapped; the message says which can."""

    def __init__(self, label: str, there: list[str], said: list[str]) -> None:
        super().__init__(f"no button {label!r} on the screen. There are: {there}. The bot said last: {said}")
        self.label = label
        self.there = there


def buttons(items: list[dict[str, Any]], menu: dict[str, Any] | None, tapped_at: int = 0) -> Iterator[Button]:
    """Every button, newest first. Quick replies only of the newest bubble, and only until one was tapped."""
    if items and items[-1]["seq"] > tapped_at:
        quick = items[-1]["message"].get("quickReply") or {}
        for item in quick.get("items", []):
            yield _button(item["action"], "quick")
    for item in reversed(items):
        if item["from"] == "bot":
            yield from (_button(action, "card") for action in _actions(item["message"]))
    for area in (menu or {}).get("areas", []):
        yield _button(area["action"], "menu")


def texts_of(message: Message) -> str:
    """Everything a person can read on a message, line by line."""
    kind = message.get("type")
    if kind in ("text", "textV2"):
        return str(message["text"])
    if kind == "template":
        return "\n".join([message["altText"], *_words(message["template"])])
    if kind == "flex":
        return "\n".join([message["altText"], *_words(message["contents"])])
    return str(message.get("altText") or message.get("title") or f"[{kind}]")


def _button(action: dict[str, Any], where: str) -> Button:
    return Button(
        str(action.get("label") or action.get("displayText") or action.get("text") or ""), action, where
    )


def _actions(found: Any) -> Iterator[dict[str, Any]]:
    """The actions inside a message in reading order, those of quick replies left out."""
    if isinstance(found, list):
        for entry in found:
            yield from _actions(entry)
    elif isinstance(found, dict):
        for name, value in found.items():
            if name in ("action", "defaultAction") and isinstance(value, dict):
                yield value
            elif name == "actions":
                yield from value
            elif name != "quickReply":
                yield from _actions(value)


def _words(found: Any) -> Iterator[str]:
    if isinstance(found, list):
        for entry in found:
            yield from _words(entry)
    elif isinstance(found, dict):
        for name in ("title", "text"):
            if isinstance(found.get(name), str):
                yield found[name]
        for name, value in found.items():
            if isinstance(value, dict | list) and name not in ("quickReply", "styles"):
                yield from _label(name, value)


def _label(name: str, value: Any) -> Iterator[str]:
    """The words below one property; of an action only its label is written on the screen."""
    if name in ("action", "defaultAction"):
        yield from [value["label"]] if value.get("label") else []
    elif name == "actions":
        yield from (action["label"] for action in value if action.get("label"))
    else:
        yield from _words(value)
