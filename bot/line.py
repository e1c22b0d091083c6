"""The only file that knows LINE's JSON: what was heard, and what is said. The calls stand in `bot/line_client.py`."""

import base64
import functools
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from bot.locale import t, words
from bot.messages import Bar, Card, Choice, Link, Message, Row, Text
from bot.talk import Said

TEXT_MOST = 5000  # UTF-16 units
ALT_MOST = 400
SENDER_MOST = 20
MESSAGES_MOST = 5
INK, FAINT, ACCENT, WAY_OUT, LANE = "#1a1a1a", "#5c6670", "#06603a", "#1d5f93", "#e7ecea"


def signed(secret: str, body: bytes, signature: str) -> bool:
    """Whether LINE signed these bytes, compared in constant time."""
    wanted = base64.b64encode(hmac.digest(secret.encode(), body, "sha256"))
    return hmac.compare_digest(wanted, signature.encode("utf-8", "replace"))


# ---- Heard ------------------------------------------------------------------------------------------------


def heard(event: Mapping[str, Any], screen: Mapping[str, Any]) -> Said:
    """What an event says, given what is on the person's screen. An unknown event is `other`."""
    kind = event.get("type")
    if kind == "house":
        return Said(event["kind"], facts=event["facts"])
    if kind == "message":
        return _message(event.get("message") or {})
    if kind == "postback":
        return _postback(event.get("postback") or {}, screen)
    if kind == "unsend":
        return Said("unsend", value=(event.get("unsend") or {}).get("messageId"))
    return Said(str(kind) if kind in ("follow", "unfollow") else "other")


def _message(message: Mapping[str, Any]) -> Said:
    kind = message.get("type")
    if kind == "text":
        return Said("text", text=str(message.get("text", "")))
    if kind in ("file", "image", "video"):
        return Said("file", facts={"id": message.get("id"), "type": kind})
    return Said("sticker" if kind == "sticker" else "other")


def _postback(postback: Mapping[str, Any], screen: Mapping[str, Any]) -> Said:
    """A tapped button. Its data is ``card:index``; anything else (old, somebody else's, forged) is stale."""
    data = str(postback.get("data", ""))
    card, _, index = data.partition(":")
    choices = screen.get("choices", [])
    if card and card == screen.get("card") and index.isdecimal() and index.isascii() and int(index) < len(choices):
        return Said("choice", text=choices[int(index)][0], value=choices[int(index)][1], facts={"data": data})
    return Said("stale", facts={"data": data})


# ---- Said -------------------------------------------------------------------------------------------------


def render(messages: Sequence[Message], quick: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Messages as LINE's JSON, at most five; `quick` are the words offered below the last."""
    rendered = [_rendered(message) for message in _folded(messages)]
    if quick and rendered:
        rendered[-1]["quickReply"] = _quick_reply(tuple(quick))
    return rendered


def _folded(messages: Sequence[Message]) -> list[Message]:
    """At most five messages: neighbouring sentences grow together."""
    folded: list[Message] = []
    for message in messages:
        last = folded[-1] if folded else None
        if isinstance(message, Text) and isinstance(last, Text) and _fit_together(last, message):
            folded[-1] = Text(f"{last.text}\n\n{message.text}", last.sender)
        else:
            folded.append(message)
    return folded[-MESSAGES_MOST:]


def _fit_together(one: Text, other: Text) -> bool:
    return one.sender == other.sender and units(one.text) + units(other.text) < TEXT_MOST - 2


def _rendered(message: Message) -> dict[str, Any]:
    if isinstance(message, Text):
        said: dict[str, Any] = {"type": "text", "text": cut(message.text, TEXT_MOST)}
        return said | {"sender": {"name": cut(message.sender, SENDER_MOST)}} if message.sender else said
    if isinstance(message, Card):
        return _flex(_alt(message), _bubble(message, message.name, 0))
    bubbles, first = [], 0
    for one in message.cards:
        bubbles.append(_bubble(one, message.name, first))
        first += len(one.all_choices())
    return _flex(_alt(message.cards[0]), {"type": "carousel", "contents": bubbles})


def _flex(alt: str, contents: dict[str, Any]) -> dict[str, Any]:
    return {"type": "flex", "altText": alt, "contents": contents}


def _alt(card: Card) -> str:
    return cut(" ".join(f"{card.title} {card.text}".split()) or t("prompts.card"), ALT_MOST)


def _bubble(card: Card, name: str, first: int) -> dict[str, Any]:
    body: list[dict[str, Any]] = []
    if card.title:
        body.append({"type": "text", "text": card.title, "weight": "bold", "size": "lg", "color": INK, "wrap": True})
    if card.text:
        body.append({"type": "text", "text": cut(card.text, 2000), "size": "md", "color": INK, "wrap": True})
    index = first
    for row in card.rows:
        body.append(_row(row, f"{name}:{index}"))
        index += 1 if row.choice else 0
    body += [_bar(bar) for bar in card.bars]
    buttons = [_link_button(link) for link in card.links]
    if card.grid:
        buttons += _grid(card.choices, name, index)
    else:
        buttons += [_button(choice, f"{name}:{index + n}", n == 0 and not card.links) for n, choice in enumerate(card.choices)]
    bubble: dict[str, Any] = {"type": "bubble", "size": "mega", "body": _box(body or [{"type": "filler"}], spacing="md")}
    if buttons:
        bubble["footer"] = _box(buttons, spacing="sm")
    return bubble


def _box(contents: list[dict[str, Any]], layout: str = "vertical", **more: Any) -> dict[str, Any]:
    return {"type": "box", "layout": layout, "contents": contents, **more}


def _row(row: Row, data: str) -> dict[str, Any]:
    if row.pairs:
        return _part(row, data)
    words = [{"type": "text", "text": row.label, "size": "sm", "color": FAINT, "wrap": True}]
    if row.value:
        words.append({"type": "text", "text": cut(row.value, 400), "size": "md", "color": INK, "wrap": True})
    if row.choice is None:
        return _box(words, spacing="xs")
    return _box([_box(words, spacing="xs", flex=4), _beside(row.choice, data)], "horizontal", spacing="sm", alignItems="center")


def _part(row: Row, data: str) -> dict[str, Any]:
    """A part of a summary: its name with the button beside it, and its answers below over the whole width."""
    head = [{"type": "text", "text": row.label, "weight": "bold", "size": "md", "color": INK, "wrap": True, "flex": 4, "gravity": "center"}]
    if row.choice is not None:
        head.append(_beside(row.choice, data))
    answers = [_pair(label, cut(value, 400)) for label, value in row.pairs]
    return _box([{"type": "separator"}, _box(head, "horizontal", spacing="sm", alignItems="center"), *answers], spacing="sm", margin="lg")


def _pair(label: str, value: str) -> dict[str, Any]:
    """Spans are what is drawn; the text beside them is for the transcript and whoever reads the message without them."""
    asked = t("prompts.summary_line", label=label, value="") if label else ""
    if not asked:
        return {"type": "text", "text": value, "size": "md", "color": INK, "wrap": True}
    spans = [{"type": "span", "text": asked, "size": "sm", "color": FAINT}, {"type": "span", "text": value, "color": INK}]
    return {"type": "text", "text": f"{asked}{value}", "size": "md", "wrap": True, "contents": spans}


def _bar(bar: Bar) -> dict[str, Any]:
    """A bar in a lane of its own width, its name before it and its figure behind."""
    lane: list[dict[str, Any]] = [_stretch(bar.begins)] if bar.begins > 0 else []
    lane.append(_stretch(bar.length, backgroundColor=ACCENT, cornerRadius="3px"))
    words = {"type": "text", "size": "sm", "color": INK}
    drawn = [words | {"text": bar.label, "flex": 3}, _box(lane, "horizontal", flex=5, height="12px", backgroundColor=LANE, cornerRadius="3px")]
    if bar.value:
        drawn.append(words | {"text": bar.value, "flex": 5, "align": "end"})
    return _box(drawn, "horizontal", spacing="sm", alignItems="center", margin="sm")


def _stretch(share: float, **looks: Any) -> dict[str, Any]:
    return _box([{"type": "filler"}], width=f"{max(0.01, min(1.0, share)):.1%}", height="12px", **looks)


def _beside(choice: Choice, data: str) -> dict[str, Any]:
    return {"type": "button", "style": "secondary", "height": "sm", "flex": 2, "gravity": "center", "action": _postback_action(choice, data)}


def _button(choice: Choice, data: str, main: bool) -> dict[str, Any]:
    button: dict[str, Any] = {"type": "button", "height": "sm", "action": _postback_action(choice, data)}
    if choice.quiet:
        return button | {"style": "link", "color": WAY_OUT}
    return button | ({"style": "primary", "color": ACCENT} if main else {"style": "secondary"})


def _grid(choices: Sequence[Choice], name: str, first: int) -> list[dict[str, Any]]:
    buttons = [_button(choice, f"{name}:{first + n}", False) for n, choice in enumerate(choices)]
    return [_box(buttons[n : n + 3], "horizontal", spacing="sm") for n in range(0, len(buttons), 3)]


def _link_button(link: Link) -> dict[str, Any]:
    action = {"type": "uri", "label": cut(link.label, 40), "uri": link.url}
    return {"type": "button", "style": "primary", "color": ACCENT, "height": "sm", "action": action}


def _postback_action(choice: Choice, data: str) -> dict[str, Any]:
    return {"type": "postback", "label": cut(choice.label, 40), "data": data, "displayText": cut(choice.label, 300)}


@functools.cache
def _quick_reply(quick: tuple[str, ...]) -> dict[str, Any]:
    return {"items": [_quick(word) for word in quick]}  # The same few words below every question: made once, never changed.


def _quick(word: str) -> dict[str, Any]:
    return {"type": "action", "action": {"type": "message", "label": cut(word, 20), "text": word}}


def units(text: str) -> int:
    """Length in UTF-16 units, as LINE counts texts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The text, ended with … at a whole character where it is too long for LINE."""
    if 2 * len(text) <= most or units(text) <= most:  # No character counts more than two.
        return text
    kept, used = [], 1
    for sign in text:
        used += 2 if ord(sign) > 0xFFFF else 1
        if used > most:
            break
        kept.append(sign)
    return "".join(kept) + "…"


def quick_words(dialog: str, begun: bool) -> tuple[str, ...]:
    """The words offered below every question: tapping one types it. 戻る and やめる stand only where there is
    something to go back over or to leave: not in the menu, not at a first question, not after a dialog's last word.
    """
    return words(f"prompts.quick_{'dialog' if begun and dialog != 'menu' else 'menu'}")
