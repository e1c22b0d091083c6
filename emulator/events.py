"""Webhook event objects in LINE's form, and the tokens that go out with them."""

from __future__ import annotations

from typing import Any

from emulator import ids
from emulator.world import World

REPLY_SECONDS = 60  # After the webhook was sent, or sent again.
REDELIVERY_SECONDS = 20 * 60  # After the event itself: no redelivery makes a token live longer.
PRUNE_EVERY = 1_000


def emit(
    world: World, kind: str, user_id: str, reply: bool = True, source: bool = True, **facts: Any
) -> dict[str, Any]:
    """Make an event of this kind, keep it for sending, and return it. Call it inside `world.change()`."""
    now = world.clock.milliseconds()
    event: dict[str, Any] = {"type": kind, **facts, "webhookEventId": ids.ulid(now)}
    event |= {"deliveryContext": {"isRedelivery": False}, "timestamp": now, "mode": "active"}
    if source:
        event["source"] = {"type": "user", "userId": user_id}
    if reply:
        event["replyToken"] = _reply_token(world, user_id, event)
    delivery = {"event": event, "userId": user_id}
    world.put("delivery", event["webhookEventId"], delivery)
    world.deliver(delivery)
    return event


def _reply_token(world: World, user_id: str, event: dict[str, Any]) -> str:
    token = ids.token()
    facts = {"userId": user_id, "eventId": event["webhookEventId"], "at": event["timestamp"], "sentAt": None}
    world.put("reply_token", token, {**facts, "used": False})
    if len(world.tables["reply_token"]) % PRUNE_EVERY == 0:
        prune(world)
    return token


def prune(world: World) -> None:
    """Forget reply tokens that no clock can bring back, so that a long run stays small."""
    oldest = world.clock.milliseconds() - REDELIVERY_SECONDS * 1000
    for token, facts in list(world.tables["reply_token"].items()):
        if facts["at"] < oldest:
            world.drop("reply_token", token)


def stamp(world: World, event: dict[str, Any]) -> None:
    """Begin the minute of an event's reply token: the webhook is being sent now."""
    facts = world.tables["reply_token"].get(event.get("replyToken", ""))
    if facts:
        with world.change():
            world.put("reply_token", event["replyToken"], {**facts, "sentAt": world.clock.milliseconds()})


def usable(world: World, token: str) -> dict[str, Any] | None:
    """The facts of a reply token that may be used now, or None."""
    facts = world.tables["reply_token"].get(token)
    if facts is None or facts["used"] or facts["sentAt"] is None:
        return None
    now = world.clock.milliseconds()
    if now - facts["sentAt"] > REPLY_SECONDS * 1000 or now - facts["at"] > REDELIVERY_SECONDS * 1000:
        return None
    return facts


def quote_token(world: World, user_id: str, message_id: str) -> str:
    """A quote token for a message of this chat. It never expires and may be used again."""
    token = ids.token(24)
    world.put("quote_token", token, {"userId": user_id, "messageId": message_id})
    return token


def read_token(world: World, user_id: str, seq: int) -> str:
    """A token with which the bot marks everything up to this bubble as read."""
    token = ids.token(24)
    world.put("read_token", token, {"userId": user_id, "seq": seq})
    return token
