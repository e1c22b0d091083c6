"""The control API of people: what the page and the tests let a person do."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from flask import Blueprint, Response, jsonify, request

from emulator import ids, people
from emulator.control import number, wanted
from emulator.errors import ControlError
from emulator.world import World, public

NOTHING = {"richMenuId": None, "richMenu": None, "imageUrl": None}
PERSON = "/emulator/users/<user_id>"


def blueprint(world: World) -> Blueprint:
    """Everything under /emulator/users, and the bytes people sent."""
    control = Blueprint("people", __name__)

    @control.post("/emulator/users")
    def create() -> Any:
        found = wanted()
        return public(people.create(world, found.get("displayName"), found.get("userId"))), 201

    @control.get("/emulator/users")
    def everyone() -> Any:
        with world.lock:
            return jsonify([public(user) for user in world.tables["user"].values()])

    @control.get(PERSON)
    def person(user_id: str) -> Any:
        return public(world.user(user_id))

    @control.get(f"{PERSON}/messages")
    def messages(user_id: str) -> Any:
        world.user(user_id)
        with world.lock:
            items = world.items[user_id]
            first = bisect_right(items, number("since"), key=lambda item: item["seq"])
            return jsonify(items[first:])

    @control.post(f"{PERSON}/follow")
    def follow(user_id: str) -> Any:
        return public(people.follow(world, user_id, unblocked=world.user(user_id)["blocked"]))

    @control.post(f"{PERSON}/unblock")
    def unblock(user_id: str) -> Any:
        return public(people.follow(world, user_id, unblocked=True))

    @control.post(f"{PERSON}/block")
    def block(user_id: str) -> Any:
        return public(people.block(world, user_id))

    @control.post(f"{PERSON}/text")
    def text(user_id: str) -> Any:
        found = wanted()
        return people.says(world, user_id, found.get("text", ""), found.get("quotedMessageId"))

    @control.post(f"{PERSON}/postback")
    def postback(user_id: str) -> Any:
        found = wanted()
        return people.postback(
            world, user_id, found.get("data", ""), found.get("displayText"), found.get("params")
        )

    @control.post(f"{PERSON}/action")
    def action(user_id: str) -> Any:
        found = wanted()
        try:
            return people.act(world, user_id, found["action"], found.get("params"))
        except (KeyError, AttributeError) as missing:
            raise ControlError(400, f"the action lacks {missing}") from None

    @control.post(f"{PERSON}/sticker")
    def sticker(user_id: str) -> Any:
        found = wanted()
        chosen = {
            "packageId": str(found.get("packageId", "446")),
            "stickerId": str(found.get("stickerId", "1988")),
        }
        message = {"type": "sticker", **chosen, "stickerResourceType": "STATIC", "keywords": ["hello"]}
        return people.send_message(world, user_id, message, quotable=True)

    @control.post(f"{PERSON}/location")
    def location(user_id: str) -> Any:
        found = wanted()
        try:
            place = {"latitude": float(found["latitude"]), "longitude": float(found["longitude"])}
        except (KeyError, TypeError, ValueError):
            raise ControlError(400, "latitude and longitude must be numbers") from None
        more = {key: found[key] for key in ("title", "address") if found.get(key)}
        return people.send_message(world, user_id, {"type": "location", **more, **place})

    @control.post(f"{PERSON}/<any(image,file,video,audio):kind>")
    def upload(user_id: str, kind: str) -> Any:
        return send_bytes(world, user_id, kind)

    @control.post(f"{PERSON}/unsend")
    def unsend(user_id: str) -> Any:
        return people.unsend(world, user_id, str(wanted().get("messageId")))

    @control.post(f"{PERSON}/richmenuswitch")
    def switch(user_id: str) -> Any:
        found = wanted()
        return people.switch_menu(world, user_id, str(found.get("alias", "")), found.get("data", ""))

    @control.get(f"{PERSON}/richmenu")
    def rich_menu(user_id: str) -> Any:
        world.user(user_id)
        return menu_of(world, user_id)

    @control.get("/emulator/content/<message_id>")
    @control.get("/emulator/content/<message_id>/preview")
    def content(message_id: str) -> Any:
        return stored("content", message_id)

    @control.get("/emulator/richmenu/<menu_id>/image")
    def image(menu_id: str) -> Any:
        return stored("richmenu", menu_id)

    def stored(space: str, key: str) -> Response:
        found = world.blobs.get(space, key)
        if found is None:
            raise ControlError(404, "no such content")
        # What a person uploaded is never to be run as a page of the emulator's origin.
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        return Response(found[0], content_type=found[1], headers=headers)

    return control


def menu_of(world: World, user_id: str) -> dict[str, Any]:
    """The rich menu a user sees: the user's own before the default one."""
    with world.lock:
        menu_id = world.tables["user_menu"].get(user_id) or world.tables["setting"].get("default_menu")
        menu = world.tables["richmenu"].get(menu_id) if menu_id else None
    if menu is None:
        return NOTHING
    return {"richMenuId": menu_id, "richMenu": menu, "imageUrl": f"/emulator/richmenu/{menu_id}/image"}


def send_bytes(world: World, user_id: str, kind: str) -> dict[str, Any]:
    """Send an uploaded image, file, video or audio. Raises ControlError 400 when no file came."""
    upload = request.files.get("file")
    if upload is None:
        raise ControlError(400, "the file is missing")
    data = upload.read()
    with world.change():
        message_id = ids.message_id(world.next_seq())
        message: dict[str, Any] = {"id": message_id, "type": kind}
        if kind == "file":
            message |= {"fileName": upload.filename or "file", "fileSize": len(data)}
        else:
            message["contentProvider"] = {"type": "line"}
        if kind in ("video", "audio"):
            message["duration"] = int(request.form.get("duration", 1000))
        shown = {"contentUrl": f"/emulator/content/{message_id}"}
        sent = people.send_message(world, user_id, message, quotable=kind in ("image", "video"), shown=shown)
        keep(world, user_id, kind, message_id, data, upload.mimetype)
        return sent


def keep(world: World, user_id: str, kind: str, message_id: str, data: bytes, content_type: str) -> None:
    """Keep the bytes of a message for the content API, ready at once or after `preparing` seconds."""
    ready = world.clock.milliseconds() + int(float(request.form.get("preparing", 0)) * 1000)
    facts = {"userId": user_id, "kind": kind, "readyAt": ready, "gone": False}
    world.put("content", message_id, {**facts, "failed": bool(request.form.get("failed"))})
    world.blobs.put("content", message_id, data, content_type or "application/octet-stream")
