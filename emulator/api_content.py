"""What people sent: bytes, preview, and how far a video's preparation is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from emulator.errors import LineError, not_found
from emulator.gate import endpoint, line_blueprint
from emulator.world import World

PREPARED = ("video", "audio")
WITH_PREVIEW = ("image", "video")


def blueprint(world: World) -> Blueprint:
    """The content endpoints."""
    api = line_blueprint("content", world)

    @api.route("/v2/bot/message/<message_id>/content", methods=["GET"])
    @endpoint("content")
    def content(message_id: str) -> Any:
        facts = _facts(world, message_id)
        return ({}, 202) if _status(world, facts) == "processing" else _bytes(world, message_id)

    @api.route("/v2/bot/message/<message_id>/content/preview", methods=["GET"])
    @endpoint("preview")
    def preview(message_id: str) -> Any:
        facts = _facts(world, message_id)
        if facts["kind"] not in WITH_PREVIEW:
            raise not_found()
        if _status(world, facts) == "processing":
            return {}, 202
        return (
            _bytes(world, message_id)
            if facts["kind"] == "image"
            else Response(PIXEL, content_type="image/png")
        )

    @api.route("/v2/bot/message/<message_id>/content/transcoding", methods=["GET"])
    @endpoint("transcoding")
    def transcoding(message_id: str) -> Any:
        facts = _facts(world, message_id)
        if facts["kind"] not in PREPARED:
            raise LineError(400, "Only video and audio are prepared")
        return {"status": _status(world, facts)}

    return api


def _facts(world: World, message_id: str) -> dict[str, Any]:
    """What is known of a content. Raises LineError 404 when there is none, 410 after it was unsent."""
    facts = world.tables["content"].get(message_id)
    if facts is None:
        raise LineError(404, "not found")
    if facts["gone"]:
        raise LineError(410, "The content is gone")
    return facts


def _status(world: World, facts: dict[str, Any]) -> str:
    if facts["kind"] in PREPARED and facts["failed"]:
        return "failed"
    waiting = facts["kind"] in PREPARED and world.clock.milliseconds() < facts["readyAt"]
    return "processing" if waiting else "succeeded"


def _bytes(world: World, message_id: str) -> Response:
    found = world.blobs.get("content", message_id)
    if found is None:
        raise LineError(404, "not found")
    return Response(found[0], content_type=found[1])


# A video's preview is one grey pixel: nothing here decodes video.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
