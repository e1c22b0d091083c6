"""What a person does with a phone: follow, write, tap, send, take back. Each becomes a bubble and a webhook."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from emulator import events, ids
from emulator.errors import ControlError
from emulator.world import Item, User, World

Sent = dict[str, Any]
PARAMS = re.compile(r"date|time|datetime")


def create(world: World, display_name: str | None = None, user_id: str | None = None) -> User:
    """A new person, not yet a friend. Raises ControlError 400 for a malformed ID, 409 for one already taken."""
    with world.change():
        number = len(world.tables["user"]) + 1
        if user_id is None:
            user_id = next(name for name in _names(world) if name not in world.tables["user"])
        if not ids.is_user_id(user_id):
            raise ControlError(400, "userId must be U and 32 hexadecimal digits")
        if user_id in world.tables["user"]:
            raise ControlError(409, "user exists")
        facts = {"userId": user_id, "displayName": display_name or f"ユーザー{number}", "language": "ja"}
        user = {**facts, "friend": False, "blocked": False, "wroteAt": None}
        world.save_user(user)
        return user


def _names(world: World) -> Iterator[str]:
    first = len(world.tables["user"]) + 1
    return (ids.user_id("user", world.settings.seed, number) for number in itertools.count(first))


def follow(world: World, user_id: str, unblocked: bool = False) -> User:
    """Add the bot as a friend, or stop blocking it."""
    with world.change():
        user = {**world.user(user_id), "friend": True, "blocked": False}
        world.save_user(user)
        system(
            world,
            user_id,
            "ブロックを解除しました" if unblocked else "友だちに追加しました",
            "unblock" if unblocked else "follow",
        )
        events.emit(world, "follow", user_id, follow={"isUnblocked": unblocked})
        return user


def block(world: World, user_id: str) -> User:
    """Block the bot: it hears of it once, and reaches the person no more."""
    with world.change():
        user = {**world.user(user_id), "friend": False, "blocked": True}
        world.save_user(user)
        system(world, user_id, "ブロックしました", "block")
        events.emit(world, "unfollow", user_id, reply=False)
        return user


def says(world: World, user_id: str, text: str, quoted: str | None = None) -> Sent:
    """Write a text. Raises ControlError 400 for an empty one."""
    if not isinstance(text, str) or not text:
        raise ControlError(400, "text is empty")
    more = {"quotedMessageId": quoted} if quoted else {}
    return send_message(world, user_id, {"type": "text", "text": text, **more}, quotable=True)


def send_message(
    world: World,
    user_id: str,
    message: dict[str, Any],
    quotable: bool = False,
    shown: dict[str, Any] | None = None,
) -> Sent:
    """Send any message object: a bubble for the chat and a message event for the bot.

    `shown` is what only the page needs (where the bytes can be fetched); the bot does not get it.
    """
    with world.change():
        _may_write(world, user_id)
        seq = world.next_seq()
        message = {"id": message.pop("id", None) or ids.message_id(seq), **message}
        if quotable:
            message["quoteToken"] = events.quote_token(world, user_id, message["id"])
        item = world.add_item(user_id, "user", {**message, **(shown or {})}, id=message["id"])
        message["markAsReadToken"] = events.read_token(world, user_id, item["seq"])
        event = events.emit(world, "message", user_id, message=message)
        return sent(item, event)


def postback(
    world: World,
    user_id: str,
    data: str,
    display_text: str | None = None,
    params: dict[str, Any] | None = None,
) -> Sent:
    """Tap a postback button; the display text appears as the person's bubble but is not a message to the bot."""
    if not isinstance(data, str):
        raise ControlError(400, "data must be text")
    with world.change():
        _may_write(world, user_id)
        item = None
        if display_text:
            item = world.add_item(user_id, "user", {"type": "text", "text": display_text}, postback=True)
        facts = {"data": data, **({"params": params} if params else {})}
        return sent(item, events.emit(world, "postback", user_id, postback=facts))


def act(world: World, user_id: str, action: dict[str, Any], params: dict[str, Any] | None = None) -> Sent:
    """Perform an action object as a phone would. Raises ControlError 400 for one that cannot be performed."""
    kind = action.get("type")
    if kind == "postback":
        return postback(world, user_id, action["data"], action.get("displayText") or action.get("text"))
    if kind == "message":
        return says(world, user_id, action["text"])
    if kind == "datetimepicker":
        if not params or not PARAMS.fullmatch(next(iter(params), "")):
            raise ControlError(400, 'a datetimepicker needs params, such as {"date": "2026-01-31"}')
        return postback(world, user_id, action["data"], None, params)
    if kind == "richmenuswitch":
        return switch_menu(world, user_id, action["richMenuAliasId"], action.get("data", ""))
    if kind in ON_THE_PHONE:
        world.user(user_id)
        return ON_THE_PHONE[kind](action)
    raise ControlError(400, f"unknown action type: {kind}")


def switch_menu(world: World, user_id: str, alias: str, data: str = "") -> Sent:
    """Switch the rich menu by its alias; the phone does it alone and the bot is told how it went."""
    with world.change():
        _may_write(world, user_id)
        known = world.tables["alias"].get(alias)
        status = "SUCCESS"
        if known is None:
            status = "RICHMENU_ALIAS_ID_NOTFOUND"
        elif known["richMenuId"] not in world.tables["richmenu"]:
            status = "RICHMENU_NOTFOUND"
        else:
            world.put("user_menu", user_id, known["richMenuId"])
            world.publish({"type": "richmenu", "userId": user_id})
        params = {"newRichMenuAliasId": alias, "status": status}
        return {**postback(world, user_id, data, None, params), "status": status}


def unsend(world: World, user_id: str, message_id: str) -> Sent:
    """Take a message back: the bubble says so, its bytes are gone, the bot is told."""
    with world.change():
        world.user(user_id)
        item = world.by_message.get(message_id)
        if item is None or item["userId"] != user_id or item["from"] != "user":
            raise ControlError(404, "unknown message")
        item |= {
            "unsent": True,
            "message": {"type": "text", "text": "メッセージの送信を取り消しました", "event": "unsend"},
        }
        world.save_item(item)
        content = world.tables["content"].get(message_id)
        if content:
            world.put("content", message_id, {**content, "gone": True})
            world.blobs.delete("content", message_id)
        event = events.emit(world, "unsend", user_id, reply=False, unsend={"messageId": message_id})
        return sent(item, event)


def system(world: World, user_id: str, text: str, event: str) -> Item:
    """A grey line in the chat that the phone itself writes."""
    return world.add_item(user_id, "system", {"type": "text", "text": text, "event": event})


def sent(item: Item | None, event: dict[str, Any] | None) -> Sent:
    """What the control API answers after a person did something."""
    return {"item": item, "webhookEventId": event["webhookEventId"] if event else None}


def _may_write(world: World, user_id: str) -> None:
    user = world.user(user_id)
    if user["blocked"]:
        raise ControlError(409, "blocked")
    # A stranger who writes can be answered for seven days, so the moment is kept.
    if not user["friend"]:
        world.put("user", user_id, {**user, "wroteAt": world.now().isoformat()})


ON_THE_PHONE = {
    "uri": lambda action: {"opened": action["uri"]},
    "clipboard": lambda action: {"copied": action["clipboardText"]},
    "camera": lambda action: {"open": "camera"},
    "cameraRoll": lambda action: {"open": "cameraRoll"},
    "location": lambda action: {"open": "location"},
}
