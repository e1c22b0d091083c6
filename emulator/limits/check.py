"""The messages of one call: how many, of which kinds, and every fault in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from emulator.errors import Detail, LineError, body_errors
from emulator.limits import actions, flex, imagemap, media, template, text
from emulator.limits.common import Faults
from emulator.world import World

MOST_MESSAGES = 5
MOST_QUICK_REPLIES = 13
RESERVED_NAMES = ("LINE", "LINE公式アカウント")
FLEX = "\x00flex"  # Marks faults inside a flex container until the answer is made.


class Context:
    """What a message may refer to."""

    def __init__(self, world: World) -> None:
        self.world = world

    def knows_quote(self, token: Any) -> bool:
        """Whether this quote token was given out."""
        return token in self.world.tables["quote_token"]


def check_messages(messages: Any, context: Context) -> list[Detail]:
    """Every fault of the messages of a call; none when LINE would accept them."""
    faults = Faults()
    for place, message in enumerate(faults.array("messages", messages, 1, MOST_MESSAGES)):
        _check_message(faults, f"messages[{place}]", message, context)
    return faults.details


def raise_for(details: list[Detail]) -> None:
    """Refuse with LINE's body when there is any fault: those of flex containers have a body of their own."""
    plain = [detail for detail in details if FLEX not in detail["property"]]
    if plain:
        raise body_errors(plain)
    if details:
        first = details[0]["property"].split(FLEX)[0]
        own = [detail for detail in details if detail["property"].startswith(first + FLEX)]
        shown = [
            {"message": detail["message"], "property": detail["property"].split(FLEX)[1]} for detail in own
        ]
        raise LineError(400, f"A message ({first})\u00a0in the request body is invalid", shown)


def _check_message(faults: Faults, path: str, message: Any, context: Context) -> None:
    found = faults.object(path, message)
    if not found:
        return
    kind = found.get("type")
    if not faults.one_of(f"{path}.type", kind, tuple(KINDS), required=True):
        return
    KINDS[str(kind)](faults, path, found)
    if kind == "flex" and isinstance(found.get("contents"), dict):
        inner = Faults()
        flex.check_container(inner, found["contents"])
        for detail in inner.details:
            faults.add(f"{path}{FLEX}{detail['property']}", detail["message"])
    _check_quick_reply(faults, f"{path}.quickReply", found.get("quickReply"))
    _check_sender(faults, f"{path}.sender", found.get("sender"))
    token = found.get("quoteToken")
    if token is not None and not context.knows_quote(token):
        faults.add(f"{path}.quoteToken", "Invalid quote token")


def _check_quick_reply(faults: Faults, path: str, quick_reply: Any) -> None:
    if quick_reply is None:
        return
    found = faults.object(path, quick_reply)
    for place, item in enumerate(faults.array(f"{path}.items", found.get("items"), 1, MOST_QUICK_REPLIES)):
        here = f"{path}.items[{place}]"
        entry = faults.object(here, item)
        if entry and faults.one_of(f"{here}.type", entry.get("type"), ("action",), required=True):
            faults.url(f"{here}.imageUrl", entry.get("imageUrl"), required=False)
            actions.check_action(faults, f"{here}.action", entry.get("action"), actions.QUICK_REPLY)


def _check_sender(faults: Faults, path: str, sender: Any) -> None:
    if sender is None:
        return
    found = faults.object(path, sender)
    if found.get("name") is not None:
        faults.text(f"{path}.name", found["name"], 20)
    if found.get("name") in RESERVED_NAMES:
        faults.add(f"{path}.name", "This name may not be used")
    faults.url(f"{path}.iconUrl", found.get("iconUrl"), required=False)


KINDS: dict[str, Callable[[Faults, str, dict[str, Any]], None]] = {
    "text": text.check_text,
    "textV2": text.check_text_v2,
    "image": media.check_image,
    "video": media.check_video,
    "audio": media.check_audio,
    "location": media.check_location,
    "sticker": media.check_sticker,
    "imagemap": imagemap.check_imagemap,
    "template": template.check_template,
    "flex": flex.check_flex,
}
