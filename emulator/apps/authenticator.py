"""An authenticator app: time-based codes by the emulator's travelling clock."""

from __future__ import annotations

from typing import Any

import pyotp
from flask import Flask, jsonify, redirect, request
from werkzeug.wrappers import Response

from emulator.apps import qr
from emulator.errors import ControlError
from emulator.settings import Settings
from emulator.world import World

SPACE = "authenticator"
Entry = dict[str, Any]


def register(app: Flask, world: World, settings: Settings) -> None:
    """Add `/authenticator/...`; the settings' entries are there from the start. ControlError if one is broken."""
    for uri in settings.authenticator_entries:
        one_time(uri)

    def entries() -> list[tuple[str, Entry]]:
        with world.change():
            have = {entry["uri"] for _, entry in world.kv.items(SPACE)}
            for uri in settings.authenticator_entries:
                if uri not in have:
                    world.kv.append(SPACE, {"uri": uri, "preloaded": True, "hidden": False})
            return [(key, entry) for key, entry in world.kv.items(SPACE) if not entry["hidden"]]

    @app.get("/authenticator/entries")
    def listing() -> Any:
        return jsonify([shown(world, key, entry) for key, entry in entries()])

    @app.post("/authenticator/entries")
    def add() -> Any:
        key = keep(world, given_uri())
        return shown(world, key, world.kv.get(SPACE, key)), 201

    @app.get("/authenticator/add")
    def follow() -> Response:
        keep(world, request.args.get("uri", ""))
        return redirect("/#panel=authenticator")

    @app.delete("/authenticator/entries/<key>")
    def drop(key: str) -> Any:
        entry = world.kv.get(SPACE, key)
        if entry is None:
            raise ControlError(404, "no such entry")
        # A preloaded entry would come back by itself, so it is only hidden.
        if entry["preloaded"]:
            world.kv.put(SPACE, key, {**entry, "hidden": True})
        else:
            world.kv.delete(SPACE, key)
        world.publish({"type": "authenticator"})
        return "", 204

    @app.get("/authenticator/code")
    def code() -> Any:
        label = request.args.get("label", "")
        found = [
            one for one in (shown(world, key, entry) for key, entry in entries()) if label in one["label"]
        ]
        if not found:
            raise ControlError(404, f"no entry with {label!r} in its label")
        # The newest wins: setting up again is what a person does after a lost phone.
        return {key: found[-1][key] for key in ("code", "remaining", "label")}


def given_uri() -> str:
    """The otpauth link of a request: from JSON, from a form, or read out of a picture of a QR code."""
    picture = request.files.get("image")
    if picture is not None:
        try:
            return qr.read(picture.read())
        except qr.Unreadable as why:
            raise ControlError(
                400, f"QRコードを読み取れませんでした（{why}）。リンクを貼り付けてください。"
            ) from None
    body = request.get_json(silent=True) or request.form
    return str(body.get("uri", ""))


def keep(world: World, uri: str) -> str:
    """Keep an otpauth link and return its number; the same link twice is one entry. ControlError 400 if it is none."""
    uri = uri.strip()
    one_time(uri)
    with world.change():
        known = [key for key, entry in world.kv.items(SPACE) if entry["uri"] == uri]
        entry = {"uri": uri, "preloaded": False, "hidden": False}
        if known:
            world.kv.put(SPACE, known[0], {**world.kv.get(SPACE, known[0]), "hidden": False})
        key = known[0] if known else world.kv.append(SPACE, entry)
    world.publish({"type": "authenticator"})
    return key


def one_time(uri: str) -> pyotp.TOTP:
    """The generator of a link. ControlError 400 for anything but a time-based otpauth link."""
    try:
        made = pyotp.parse_uri(uri)
        made.generate_otp(0)
    except Exception as why:  # pyotp lets several kinds of error out for a broken link.
        raise ControlError(400, f"otpauth:// で始まるリンクではありません（{why}）") from None
    if not isinstance(made, pyotp.TOTP):
        raise ControlError(400, "時刻で変わる方式（totp）のリンクだけを登録できます")
    return made


def shown(world: World, key: str, entry: Entry) -> dict[str, Any]:
    """An entry with its code now; `remaining` seconds until the next."""
    made = one_time(entry["uri"])
    now = world.now()
    issuer, account = made.issuer or "", made.name or ""
    label = f"{issuer}:{account}" if issuer else account
    remaining = made.interval - int(now.timestamp()) % made.interval
    return {
        "id": key, "label": label, "issuer": issuer, "account": account, "code": made.at(now),
        "period": made.interval, "remaining": remaining,
    }  # fmt: skip
