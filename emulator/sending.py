"""Bubbles from the bot: what is sent to whom, what it costs, and what a retry key means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from flask import g, request

from emulator import events, faults, ids
from emulator.errors import LineError
from emulator.world import Item, World

QUOTABLE = {"text", "textV2", "sticker", "image", "video", "template", "flex"}
RETRY_HOURS = 24
STRANGER_DAYS = 7
MOST_UNITS = 1_000
Answer = dict[str, Any]


def reachable(world: World, user_id: str) -> bool:
    """Whether a push reaches this user: a friend, or a stranger who wrote within seven days."""
    user = world.tables["user"].get(user_id)
    if user is None or user["blocked"]:
        return False
    if user["friend"]:
        return True
    wrote = user.get("wroteAt")
    return bool(wrote) and world.now() - datetime.fromisoformat(wrote) <= timedelta(days=STRANGER_DAYS)


def post_messages(
    world: World, user_id: str, messages: list[dict[str, Any]], via: str, **more: Any
) -> list[Answer]:
    """Put the messages into a user's chat; returns LINE's sentMessages. Call it inside `world.change()`."""
    shown = reachable(world, user_id)
    return [_post(world, user_id, message, via, shown, more) for message in messages]


def _post(
    world: World, user_id: str, message: dict[str, Any], via: str, shown: bool, more: dict[str, Any]
) -> Answer:
    message_id = ids.message_id(world.next_seq())
    answer = {"id": message_id}
    facts = dict(more)
    # The bot's quoteToken names what it quotes; the bubble gets one of its own, by which it can be quoted.
    quoted = world.tables["quote_token"].get(message.get("quoteToken", ""))
    if quoted:
        facts["quotedMessageId"] = quoted["messageId"]
    if message["type"] in QUOTABLE:
        answer["quoteToken"] = events.quote_token(world, user_id, message_id)
        message = {**message, "quoteToken": answer["quoteToken"]}
    if shown:
        world.add_item(user_id, "bot", message, id=message_id, via=via, **facts)
    return answer


def with_retry_key(world: World, work: Callable[[], Answer]) -> Answer:
    """Do the work once for each X-Line-Retry-Key: a key accepted within 24 hours is answered 409 with what was
    sent then. Raises LineError 400 for a key that is no UUID. Call it inside `world.change()`."""
    key = request.headers.get("X-Line-Retry-Key")
    if key is None:
        return work()
    if not ids.is_uuid(key):
        raise LineError(400, "The retry key is invalid")
    known = world.tables["retry_key"].get(key.lower())
    if known and world.now() - datetime.fromisoformat(known["at"]) < timedelta(hours=RETRY_HOURS):
        raise _already_accepted(known)
    answer = work()
    world.put(
        "retry_key", key.lower(), {"at": world.now().isoformat(), "requestId": g.request_id, "answer": answer}
    )
    return answer


def _already_accepted(known: dict[str, Any]) -> LineError:
    refused = LineError(409, "The retry key is already accepted", **known["answer"])
    refused.headers["x-line-accepted-request-id"] = known["requestId"]
    return refused


def charge(world: World, users: Iterable[str]) -> None:
    """Count one message for each user it reaches. Raises LineError 429 when the month has no room for them."""
    reached = sum(1 for user_id in users if reachable(world, user_id))
    used, limit = usage(world), quota(world)
    if limit is not None and used + reached > limit:
        raise LineError(429, faults.MONTHLY)
    if reached:
        world.put("usage", world.clock.month(), used + reached)


def usage(world: World) -> int:
    """Messages counted in the emulated month; replies are free."""
    return int(world.tables["usage"].get(world.clock.month(), 0))


def quota(world: World) -> int | None:
    """Messages allowed a month, or None when there is no limit."""
    stored = world.tables["setting"].get("quota")
    return stored["value"] if stored else world.settings.quota


def count_units(world: World, found: dict[str, Any]) -> None:
    """Remember the aggregation unit of a sending; the 1,001st name of a month is sent but not counted."""
    month = world.clock.month()
    for name in found.get("customAggregationUnits") or []:
        names = [key for key in world.tables["unit"] if key.startswith(month)]
        if f"{month}/{name}" in names or len(names) < MOST_UNITS:
            key = f"{month}/{name}"
            world.put("unit", key, world.tables["unit"].get(key, 0) + 1)


def mark_read(world: World, user_id: str, seq: int) -> None:
    """Mark what the user wrote up to this bubble as read."""
    unread: list[Item] = []
    for item in reversed(world.items.get(user_id, [])):
        if item["read"]:
            break
        if item["from"] == "user" and item["seq"] <= seq:
            unread.append(item)
    with world.change():
        for item in unread:
            item["read"] = True
            world.put("item", str(item["seq"]), item)
    world.publish({"type": "read", "userId": user_id, "seq": seq})
