"""One transcript over what a person said, what the bot, the staff and the notices said, and what happened elsewhere.

Every kind of event has something visible: what a colleague cannot see, a colleague cannot answer. Addresses are
taken out: a link of ours still opens somebody's page.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.console.view import optional_text
from bot.locale import t

_ADDRESS = re.compile(r"(?:https?|otpauth|line)://\S+")
SHOWN_MOST = 200  # characters of a name or label in a sentence
SHOWN_PLAINLY = {"accepted", "cancelled"}  # states of a message that need no word beside it


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. who: person | bot | staff | notice | mail | house."""

    at: int
    who: str
    name: str
    texts: list[str]
    buttons: list[str] = field(default_factory=list)
    state: str = ""  # of sending, where it has not simply arrived
    error: str = ""


def lines(said: Sequence[Any], sent: Sequence[Any], names: Mapping[int, str]) -> list[Line]:
    """Everything, oldest first."""
    labels = dict(pair for row in sent for pair in _labels(row.payload))
    # LINE's clock and ours differ a little: what answers an event never stands before it.
    told = [((row.created_at, 1), _sent(row, names)) for row in sent]
    told += [((min(row.occurred_at, row.done_at or row.occurred_at), 0), _said(row, labels)) for row in said]
    return [line for _, line in sorted(told, key=lambda one: one[0])]


def _said(row: Any, labels: Mapping[str, str]) -> Line:
    raw = row.raw or {}
    who = "house" if raw.get("type") == "house" else "person"
    state = "" if row.state in ("done", "ignored") else row.state
    if row.hidden:
        return Line(row.occurred_at, who, "", [t("console.event.unsent")])
    return Line(
        row.occurred_at, who, "", [without_addresses(_event(raw, labels))], state=state, error=row.error or ""
    )


def _event(raw: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    kind = str(raw.get("type", ""))
    if kind == "house":
        facts = raw.get("facts") or {}
        about = facts.get("act") or facts.get("purpose") or facts.get("status") or ""
        return optional_text(
            f"console.house.{raw.get('kind')}_{about}",
            t("console.house.other", kind=str(raw.get("kind")), about=str(about)[:SHOWN_MOST]),
        )
    if kind == "message":
        return _message(raw.get("message") or {})
    if kind == "postback":
        return _postback(raw.get("postback") or {}, labels)
    return optional_text(f"console.event.{_word(kind)}", t("console.event.other", kind=kind[:SHOWN_MOST]))


def _message(message: Mapping[str, Any]) -> str:
    kind = str(message.get("type", ""))
    if kind == "text":
        return str(message.get("text", ""))
    if kind == "file":
        return t("console.event.file", name=str(message.get("fileName", ""))[:SHOWN_MOST])
    return optional_text(f"console.event.{_word(kind)}", t("console.event.other", kind=kind[:SHOWN_MOST]))


def _postback(postback: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    chosen = (postback.get("params") or {}).get("date") or labels.get(str(postback.get("data", "")))
    return (
        t("console.event.tapped", label=str(chosen)[:SHOWN_MOST]) if chosen else t("console.event.postback")
    )


def _sent(row: Any, names: Mapping[int, str]) -> Line:
    kind, _, number = row.source.partition(":")
    who = {"staff": "staff", "notice": "notice"}.get(kind, "bot")
    name = names.get(int(number), "") if kind == "staff" and number.isdecimal() else ""
    payload = row.payload or {}
    texts, buttons = _payload(payload)
    state = "" if row.state in SHOWN_PLAINLY else row.state
    return Line(
        row.created_at,
        "mail" if row.kind == "mail" else who,
        name,
        [without_addresses(x) for x in texts],
        buttons,
        state,
        row.error or "",
    )


def _payload(payload: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    if "menu" in payload:
        return [t("console.event.menu", menu=str(payload["menu"]))], []
    if "body" in payload:
        return [f"{payload.get('subject', '')}\n{payload['body']}"], []
    messages = payload.get("messages", [])
    texts = ["\n".join(_texts(message)) or str(message.get("altText", "")) for message in messages]
    return [x for x in texts if x], [label for message in messages for label, _ in _actions(message)]


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        if node.get("type") == "text" and isinstance(node.get("text"), str):
            yield node["text"]
            return
        for key in ("header", "hero", "body", "contents", "template", "columns"):
            yield from _texts(node.get(key))
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for one in node:
            yield from _texts(one)


def _actions(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        action = node.get("action")
        if isinstance(action, Mapping) and action.get("label"):
            yield str(action["label"]), str(action.get("data", ""))
        for key, inner in node.items():
            if key not in ("action", "quickReply"):
                yield from _actions(inner)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for one in node:
            yield from _actions(one)


def _labels(payload: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    for message in (payload or {}).get("messages", []):
        yield from ((data, label) for label, data in _actions(message) if data)


def without_addresses(text: str) -> str:
    """The text with every address replaced by a word."""
    return _ADDRESS.sub(t("console.event.link"), text)


def _word(kind: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()
