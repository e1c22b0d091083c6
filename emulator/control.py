"""The control API around the world: state, clock, switches, quota, log, events, reset."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request

from emulator import clock, sending
from emulator.errors import ControlError
from emulator.webhooks import Sender
from emulator.world import World, public

LONGEST_WAIT = 60.0


def blueprint(world: World, sender: Sender) -> Blueprint:
    """Everything under /emulator that is not one person's."""
    control = Blueprint("control", __name__)

    @control.get("/emulator/state")
    def state() -> Any:
        with world.lock:
            users = [public(user) for user in world.tables["user"].values()]
        return {
            "bot": bot(world), "users": users, "now": world.now().isoformat(), "seq": world.seq,
            "links": dict(world.settings.links), "notes": [dict(note) for note in world.settings.notes],
        }  # fmt: skip

    @control.get("/emulator/clock")
    def read_clock() -> Any:
        return {"now": world.now().isoformat(), "offset": world.clock.offset}

    @control.post("/emulator/clock")
    def move_clock() -> Any:
        move(world, wanted())
        trouble = clock.tell(world.settings.clock_url, world.now()) if world.settings.clock_url else None
        world.publish({"type": "clock", "now": world.now().isoformat()})
        answer = {"now": world.now().isoformat(), "offset": world.clock.offset}
        return {**answer, "trouble": trouble} if trouble else answer

    @control.get("/emulator/switches")
    def read_switches() -> Any:
        return world.switches.facts()

    @control.post("/emulator/switches")
    def set_switches() -> Any:
        world.switches.set(wanted())
        world.log.add("switch", at=world.now().isoformat(), switches=world.switches.facts())
        world.publish({"type": "switches"})
        return world.switches.facts()

    @control.get("/emulator/quota")
    def read_quota() -> Any:
        return quota(world)

    @control.post("/emulator/quota")
    def set_quota() -> Any:
        change_quota(world, wanted())
        return quota(world)

    @control.get("/emulator/log")
    def log() -> Any:
        since = number("since")
        entries = world.log.since(since, request.args.get("kind"), request.args.get("rejected") == "1")
        return jsonify(entries=entries, next=world.log.seq)

    @control.post("/emulator/idle")
    def idle() -> Any:
        pending = sender.idle(min(float(wanted().get("timeout", 10)), LONGEST_WAIT))
        return {"idle": pending == 0, "pending": pending}

    @control.post("/emulator/webhook")
    def raw_webhook() -> Any:
        found = wanted()
        payload = {
            "destination": found.get("destination", world.bot_user_id),
            "events": found.get("events", []),
        }
        status, reason = sender.post(payload, found.get("signature"))
        return {"status": status, "reason": reason}

    @control.post("/emulator/reset")
    def reset() -> Any:
        sender.idle(5)
        world.reset()
        return {}

    @control.get("/emulator/events")
    def events() -> Any:
        listener = world.streams.join()
        if listener is None:
            return jsonify(error="too many streams"), 503
        gone = request.environ.get("waitress.client_disconnected", lambda: False)
        frames = world.streams.frames(listener, request.args.get("userId"), gone)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return Response(frames, content_type="text/event-stream", headers=headers)

    return control


def bot(world: World) -> dict[str, str]:
    """Who the bot is."""
    settings = world.settings
    return {"userId": world.bot_user_id, "displayName": settings.bot_name, "basicId": settings.basic_id}


def wanted() -> dict[str, Any]:
    """The JSON object of a control call, empty when there is none. Raises ControlError 400 otherwise."""
    found = request.get_json(silent=True, force=True) if request.get_data(cache=True) else {}
    if not isinstance(found, dict):
        raise ControlError(400, "the body must be a JSON object")
    return found


def number(name: str) -> int:
    """A whole number of the query, 0 when it is not given. Raises ControlError 400 otherwise."""
    try:
        return int(request.args.get(name) or 0)
    except ValueError:
        raise ControlError(400, f"{name} must be a number") from None


def move(world: World, found: dict[str, Any]) -> None:
    """Travel as wanted. Raises ControlError 400 for what is no moment and no number of seconds."""
    with world.change():
        try:
            if "now" in found:
                world.clock.set(datetime.fromisoformat(found["now"]))
            else:
                world.clock.advance(float(found["advance"]))
        except (KeyError, TypeError, ValueError, OverflowError):
            raise ControlError(400, 'give {"now": iso} or {"advance": seconds}') from None
        world.put("setting", "clock_offset", world.clock.offset)


def quota(world: World) -> dict[str, Any]:
    """The monthly limit and what was used of it."""
    limit = sending.quota(world)
    facts = {"type": "none" if limit is None else "limited", "value": limit}
    return {**facts, "used": sending.usage(world), "month": world.clock.month()}


def change_quota(world: World, found: dict[str, Any]) -> None:
    """Set the limit (messages a month), what was used, or both."""
    with world.change():
        if "type" in found:
            value = int(found["value"]) if found["type"] == "limited" else None
            world.put("setting", "quota", {"value": value})
        if "used" in found:
            world.put("usage", world.clock.month(), int(found["used"]))
