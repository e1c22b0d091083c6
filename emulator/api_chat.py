"""Small things in a chat: dots while the bot thinks, and marks of reading."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from emulator import ids, sending
from emulator.errors import LineError, body_errors, invalid_property
from emulator.gate import body, endpoint, line_blueprint, text_property
from emulator.world import World

LOADING = range(5, 65, 5)
DEFAULT_LOADING = 20


def blueprint(world: World) -> Blueprint:
    """Loading animation and mark as read."""
    api = line_blueprint("chat", world)

    @api.route("/v2/bot/chat/loading/start", methods=["POST"])
    @endpoint("loading")
    def loading() -> Any:
        found = body()
        user_id, seconds = found.get("chatId"), found.get("loadingSeconds", DEFAULT_LOADING)
        if not ids.is_user_id(user_id):
            raise invalid_property("chatId")
        if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds not in LOADING:
            wrong = "Must be a multiple of 5 between 5 and 60"
            raise body_errors([{"message": wrong, "property": "loadingSeconds"}])
        if sending.reachable(world, str(user_id)):
            world.publish({"type": "loading", "userId": user_id, "seconds": seconds})
        return {}, 202

    @api.route("/v2/bot/chat/markAsRead", methods=["POST"])
    @endpoint("read")
    def read() -> Any:
        facts = world.tables["read_token"].get(text_property(body(), "markAsReadToken"))
        if facts is None:
            raise LineError(400, "Invalid mark as read token")
        sending.mark_read(world, facts["userId"], facts["seq"])
        return {}

    @api.route("/v2/bot/message/markAsRead", methods=["POST"])
    @endpoint("read")
    def read_all() -> Any:
        chat = body().get("chat")
        user_id = chat.get("userId") if isinstance(chat, dict) else None
        if user_id not in world.tables["user"]:
            raise invalid_property("chat.userId")
        sending.mark_read(world, str(user_id), world.seq)
        return {}

    return api
