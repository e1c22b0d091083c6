"""Reply, push, multicast, broadcast and their validations; quota and what was used of it."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, request

from emulator import events, ids, limits, sending
from emulator.errors import Detail, LineError, body_errors, invalid_property
from emulator.gate import body, endpoint, line_blueprint, text_property
from emulator.world import World

UNIT = re.compile(r"[a-zA-Z0-9_]{1,30}\Z")
MOST_RECEIVERS = 500


def blueprint(world: World) -> Blueprint:
    """The endpoints under /v2/bot/message that send."""
    api = line_blueprint("messages", world)

    @api.route("/v2/bot/message/reply", methods=["POST"])
    @endpoint("reply")
    def reply() -> Any:
        if "X-Line-Retry-Key" in request.headers:
            raise LineError(400, "The retry key is not supported by this API")
        found = body()
        messages = checked(world, found, "reply")
        with world.change():
            token = text_property(found, "replyToken")
            facts = events.usable(world, token)
            if facts is None:
                raise LineError(400, "Invalid reply token")
            world.put("reply_token", token, {**facts, "used": True})
            return {
                "sentMessages": sending.post_messages(
                    world, facts["userId"], messages, "reply", replyTo=facts["eventId"]
                )
            }

    @api.route("/v2/bot/message/push", methods=["POST"])
    @endpoint("push")
    def push() -> Any:
        found = body()
        messages = checked(world, found, "push")
        user_id = receiver(found)

        def work() -> dict[str, Any]:
            if user_id not in world.tables["user"]:
                raise LineError(400, "Failed to send messages")
            sending.charge(world, [user_id])
            sending.count_units(world, found)
            return {"sentMessages": sending.post_messages(world, user_id, messages, "push")}

        with world.change():
            return sending.with_retry_key(world, work)

    @api.route("/v2/bot/message/multicast", methods=["POST"])
    @endpoint("multicast")
    def multicast() -> Any:
        found = body()
        messages = checked(world, found, "multicast")
        users = receivers(found)
        with world.change():
            return sending.with_retry_key(world, lambda: to_many(world, users, messages, "multicast", found))

    @api.route("/v2/bot/message/broadcast", methods=["POST"])
    @endpoint("broadcast")
    def broadcast() -> Any:
        found = body()
        messages = checked(world, found, "broadcast")
        with world.change():
            users = [user_id for user_id, user in world.tables["user"].items() if user["friend"]]
            return sending.with_retry_key(world, lambda: to_many(world, users, messages, "broadcast", found))

    @api.route("/v2/bot/message/validate/<kind>", methods=["POST"])
    @endpoint("validate")
    def validate(kind: str) -> Any:
        if kind not in ("reply", "push", "multicast", "narrowcast", "broadcast"):
            raise LineError(404, "Not found")
        details = limits.check_messages(body().get("messages"), limits.Context(world))
        limits.raise_for(details)
        return {}

    @api.route("/v2/bot/message/quota", methods=["GET"])
    @endpoint("quota")
    def quota() -> Any:
        limit = sending.quota(world)
        return {"type": "none"} if limit is None else {"type": "limited", "value": limit}

    @api.route("/v2/bot/message/quota/consumption", methods=["GET"])
    @endpoint("consumption")
    def consumption() -> Any:
        return {"totalUsage": sending.usage(world)}

    @api.route("/v2/bot/message/aggregation/info", methods=["GET"])
    @endpoint("units")
    def units() -> Any:
        month = world.clock.month()
        return {
            "numOfCustomAggregationUnits": sum(1 for key in world.tables["unit"] if key.startswith(month))
        }

    return api


def checked(world: World, found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The messages of a sending, all within LINE's limits. Raises LineError 400 with every fault in it."""
    details = common_faults(found, kind)
    problems = limits.check_messages(found.get("messages"), limits.Context(world))
    limits.raise_for([*details, *problems])
    return found["messages"]


def common_faults(found: dict[str, Any], kind: str) -> list[Detail]:
    """What is wrong beside the messages: flags and aggregation units."""
    if not isinstance(found.get("notificationDisabled", False), bool):
        raise invalid_property("notificationDisabled")
    units = found.get("customAggregationUnits")
    if units is None or kind not in ("push", "multicast"):
        return []
    if not isinstance(units, list) or any(not isinstance(unit, str) for unit in units):
        raise invalid_property("customAggregationUnits")
    if len(units) > 1:
        return [{"message": "Size must be between 0 and 1", "property": "customAggregationUnits"}]
    wrong = "May contain only alphanumeric characters and underscores, up to 30"
    return [
        {"message": wrong, "property": f"customAggregationUnits[{place}]"}
        for place, unit in enumerate(units)
        if not UNIT.match(unit)
    ]


def receiver(found: dict[str, Any]) -> str:
    """The user a push goes to. Raises LineError 400 when `to` is missing or no ID."""
    to = found.get("to")
    if not ids.is_user_id(to):
        raise invalid_property("to")
    return str(to)


def receivers(found: dict[str, Any]) -> list[str]:
    """The users a multicast goes to, each once. Raises LineError 400 for groups and for more than 500."""
    to = found.get("to")
    if not isinstance(to, list):
        raise invalid_property("to")
    if not 1 <= len(to) <= MOST_RECEIVERS:
        raise body_errors([{"message": f"Size must be between 1 and {MOST_RECEIVERS}", "property": "to"}])
    for place, user_id in enumerate(to):
        if not ids.is_user_id(user_id):
            raise invalid_property(f"to[{place}]")
    return list(dict.fromkeys(to))


def to_many(
    world: World, users: list[str], messages: list[dict[str, Any]], via: str, found: dict[str, Any]
) -> dict[str, Any]:
    """Send to every user who can be reached; unknown ones are passed over in silence. The answer is empty."""
    sending.charge(world, users)
    sending.count_units(world, found)
    for user_id in users:
        if sending.reachable(world, user_id):
            sending.post_messages(world, user_id, messages, via)
    return {}
