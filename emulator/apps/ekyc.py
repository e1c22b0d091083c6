"""The identity vendor: its pages for the person, its desk for the operator, its signed callbacks for the client.

A client sends the person to `/ekyc/start?client&reference&method&return_url&callback_url&expires&signature`, signed
over the six values. The vendor's states go on the way: information_registered on arrival, method_chosen once the
person has accepted, in_progress once the pictures are sent, then passed or failed by the operator's hand.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from emulator.apps.ekyc_callbacks import STATUSES, Callbacks, hex_hmac
from emulator.errors import ControlError
from emulator.settings import Settings
from emulator.world import World

SPACE = "ekyc"
SIGNED = ("client", "reference", "method", "return_url", "callback_url", "expires")
PAGE_SECONDS = 30 * 60  # The vendor's page lives half an hour once it has been opened.
CLIENTS = {"sumairu": "すまいる窓口"}
DOCUMENTS = {
    "license": "運転免許証",
    "mynumber": "マイナンバーカード",
    "residence": "在留カード",
    "juki": "住民基本台帳カード",
    "history": "運転経歴証明書",
}
Session = dict[str, Any]


def register(app: Flask, world: World, settings: Settings) -> None:
    """Add `/ekyc/...` and the thread that delivers callbacks."""
    callbacks = Callbacks(world, settings.ekyc_secret)
    world.on_start(callbacks.start)
    world.on_stop(callbacks.stop)
    add_pages(app, world, settings, callbacks)
    add_desk(app, world, callbacks)


def signature(secret: str, values: Mapping[str, str]) -> str:
    """The hex signature of a start link over its six values, in their fixed order."""
    return hex_hmac(secret, "\n".join(values.get(name, "") for name in SIGNED).encode())


def add_pages(app: Flask, world: World, settings: Settings, callbacks: Callbacks) -> None:
    """What the person sees."""

    @app.get("/ekyc/start")
    def begin() -> Any:
        why = refusal(request.args, settings, world)
        if why:
            return render_template("ekyc/refused.html", why=why), 403
        session = opened(world, request.args)
        callbacks.send(session["reference"], "information_registered")
        return redirect(f"/ekyc/s/{session['token']}", 303)

    @app.get("/ekyc/s/<token>")
    def page(token: str) -> Any:
        session = by_token(world, token)
        if world.now().timestamp() > session["page_until"] and session["step"] != "done":
            return render_template("ekyc/refused.html", why="stale", session=session), 410
        client = CLIENTS.get(session["client"], session["client"])
        return render_template("ekyc/wizard.html", session=session, client=client, documents=DOCUMENTS)

    @app.post("/ekyc/s/<token>/<step>")
    def move(token: str, step: str) -> Response:
        session = by_token(world, token)
        advance(world, callbacks, session, step)
        return redirect(f"/ekyc/s/{token}", 303)


def refusal(values: Mapping[str, str], settings: Settings, world: World) -> str | None:
    """Why a start link is not accepted: "signature", "expired", "method"; None when it is."""
    if not hmac.compare_digest(signature(settings.ekyc_secret, values), values.get("signature", "")):
        return "signature"
    if not values.get("expires", "").isdigit() or int(values["expires"]) < world.now().timestamp():
        return "expired"
    if values.get("method") not in STEPS:
        return "method"
    return None


def opened(world: World, values: Mapping[str, str]) -> Session:
    """The session of this reference, new or begun again; its history of callbacks stays."""
    with world.change():
        old = world.kv.get(SPACE, values["reference"], {})
        session = {
            "status": None, "sequence": 0, "callbacks": [], "created": world.now().isoformat(timespec="seconds"), **old,
            **{name: values[name] for name in SIGNED}, "token": secrets.token_urlsafe(24), "step": "accept",
            "document": None, "page_until": world.now().timestamp() + PAGE_SECONDS,
        }  # fmt: skip
        world.kv.put(SPACE, session["reference"], session)
    return session


def by_token(world: World, token: str) -> Session:
    """The session of a page; 404 for any other token."""
    sessions = [session for _, session in world.kv.items(SPACE)]
    found = [one for one in sessions if hmac.compare_digest(one["token"].encode(), token.encode())]
    if not found:
        abort(404)
    return dict(found[0])


def advance(world: World, callbacks: Callbacks, session: Session, step: str) -> None:
    """Go one step on if this is the step the session stands at; a second click changes nothing."""
    if session["step"] != step or step == "done":
        return
    path = STEPS[session["method"]]
    following = path[path.index(step) + 1]
    document = request.form.get("document") if step == "document" else session["document"]
    if step == "document" and document not in DOCUMENTS:
        return
    with world.change():
        kept = world.kv.get(SPACE, session["reference"])
        world.kv.put(SPACE, session["reference"], {**kept, "step": following, "document": document})
    if step == "accept":
        callbacks.send(session["reference"], "method_chosen")
    if following == "done":
        callbacks.send(session["reference"], "in_progress")


def add_desk(app: Flask, world: World, callbacks: Callbacks) -> None:
    """What the operator and the tests use."""

    @app.get("/ekyc/sessions")
    def sessions() -> Any:
        hidden = ("token", "signature")
        return jsonify(
            [
                {key: value for key, value in one.items() if key not in hidden}
                for _, one in world.kv.items(SPACE)
            ]
        )

    @app.post("/ekyc/sessions/<reference>/status")
    def status(reference: str) -> Any:
        if world.kv.get(SPACE, reference) is None:
            raise ControlError(404, "no such session")
        wanted = request.get_json(silent=True) or {}
        if wanted.get("status") not in STATUSES:
            raise ControlError(400, f"status must be one of {', '.join(STATUSES)}")
        made = callbacks.send(
            reference, wanted["status"], times=max(1, int(wanted.get("times", 1))),
            bad_signature=bool(wanted.get("bad_signature")), out_of_order=bool(wanted.get("out_of_order")),
        )  # fmt: skip
        return jsonify(made), 202


STEPS = {
    "photo": ("accept", "document", "shoot", "face", "done"),
    "ic": ("accept", "card", "done"),
}
