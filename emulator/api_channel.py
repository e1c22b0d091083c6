"""The channel itself: the bot's name, its webhook endpoint, and LINE Login's check of ID tokens."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint

from emulator.errors import LineError
from emulator.gate import body, endpoint, line_blueprint, text_property
from emulator.webhooks import Sender
from emulator.world import World

LONGEST_URL = 500
LOOPBACK = re.compile(r"127\.\d+\.\d+\.\d+|localhost|::1")


def blueprint(world: World) -> Blueprint:
    """Bot info and webhook settings."""
    api = line_blueprint("channel", world)

    @api.route("/v2/bot/info", methods=["GET"])
    @endpoint("info")
    def info() -> Any:
        named = {"userId": world.bot_user_id, "basicId": world.settings.basic_id}
        return {
            **named,
            "displayName": world.settings.bot_name,
            "chatMode": "chat",
            "markAsReadMode": "manual",
        }

    @api.route("/v2/bot/channel/webhook/endpoint", methods=["GET"])
    @endpoint("webhook.get")
    def get_webhook() -> Any:
        url = _sender(world).url()
        if not url:
            raise LineError(404, "Not found")
        return {"endpoint": url, "active": True}

    @api.route("/v2/bot/channel/webhook/endpoint", methods=["PUT"])
    @endpoint("webhook.set")
    def set_webhook() -> Any:
        url = text_property(body(), "endpoint")
        if len(url) > LONGEST_URL or not _is_endpoint(url):
            raise LineError(400, "Invalid webhook endpoint URL")
        with world.change():
            world.put("setting", "webhook", {"url": url, "instead_of": world.settings.webhook_url})
        return {}

    @api.route("/v2/bot/channel/webhook/test", methods=["POST"])
    @endpoint("webhook.test")
    def test_webhook() -> Any:
        sender = _sender(world)
        if not sender.url():
            raise LineError(404, "Not found")
        status, reason = sender.post({"destination": world.bot_user_id, "events": []})
        good = status is not None and 200 <= status < 300
        kind = "OK" if good else "ERROR_STATUS_CODE" if status else reason.split(":")[0].upper()
        stamp = world.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {
            "success": good,
            "timestamp": stamp,
            "statusCode": status or 0,
            "reason": kind,
            "detail": str(status or reason),
        }

    return api


def _sender(world: World) -> Sender:
    return world.deliver.__self__  # type: ignore[attr-defined]


def _is_endpoint(url: str) -> bool:
    """https as LINE asks; plain http is let through to loopback, where an emulated bot listens."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (
        parts.scheme == "http" and bool(LOOPBACK.fullmatch(parts.hostname or ""))
    )
