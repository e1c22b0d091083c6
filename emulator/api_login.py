"""LINE Login's check of ID tokens, and everything of LINE that is not here."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from flask import Blueprint, request

from emulator.errors import LineError
from emulator.gate import endpoint, line_blueprint
from emulator.world import World

ISSUER = "https://access.line.me"
HOURS = 1
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]


def blueprint(world: World) -> Blueprint:
    """ID tokens, and the refusal of unknown endpoints."""
    api = line_blueprint("login", world)

    # The token itself is the secret here: this endpoint takes no channel access token.
    @Blueprint.route(api, "/oauth2/v2.1/verify", methods=["POST"])
    def verify() -> Any:
        try:
            return check(world, request.form.get("id_token", ""), request.form.get("client_id", ""))
        except LineError as refused:
            return refused.body, refused.status

    @Blueprint.route(api, "/emulator/users/<user_id>/id_token", methods=["POST"])
    def give(user_id: str) -> Any:
        return {"idToken": id_token(world, user_id)}

    @api.route("/v2/<path:rest>", methods=METHODS)
    @endpoint("unknown")
    def unknown(rest: str) -> Any:
        raise LineError(404, "Not found")

    return api


def id_token(world: World, user_id: str) -> str:
    """What liff.getIDToken() gives a page that this user opened: a JWT signed with the channel secret (HS256)."""
    now = int(world.now().timestamp())
    user = world.user(user_id)
    claims = {"iss": ISSUER, "sub": user_id, "aud": world.settings.login_channel_id, "iat": now}
    claims |= {"exp": now + HOURS * 3600, "name": user["displayName"]}
    unsigned = f"{_pack({'typ': 'JWT', 'alg': 'HS256'})}.{_pack(claims)}"
    return f"{unsigned}.{_sign(world, unsigned)}"


def check(world: World, token: str, client_id: str) -> dict[str, Any]:
    """The claims of an ID token. Raises LineError 400 for a forged, foreign or expired one."""
    unsigned, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_sign(world, unsigned).encode(), signature.encode()):
        raise _invalid("Invalid IdToken.")
    claims: dict[str, Any] = json.loads(_unpack(unsigned.split(".")[1]))
    if claims["aud"] != client_id:
        raise _invalid("Invalid IdToken Audience.")
    if claims["exp"] < world.now().timestamp():
        raise _invalid("IdToken expired.")
    return claims


def _invalid(reason: str) -> LineError:
    refused = LineError(400, reason)
    refused.body = {"error": "invalid_request", "error_description": reason}
    return refused


def _sign(world: World, unsigned: str) -> str:
    secret = world.settings.channel_secret.encode()
    return _encode(hmac.new(secret, unsigned.encode(), hashlib.sha256).digest())


def _pack(found: dict[str, Any]) -> str:
    return _encode(json.dumps(found).encode())


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _unpack(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
