"""The gate every API call passes: request ID, faults, token, rate limit, size; then the log."""

from __future__ import annotations

import functools
import json
import socket
import struct
import time
import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, g, request
from waitress.channel import ClientDisconnected

from emulator import faults
from emulator.errors import LineError, invalid_property
from emulator.world import World

LARGEST_BODY = 2 * 1024 * 1024
RESET = "emulator.reset"
NO_TOKEN = "Authentication failed. Confirm that the access token in the authorization header is valid."  # noqa: S105
LOGGED_TEXT = 100_000


def endpoint(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a view the name under which its rate limit, its faults and its log entries go."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.__dict__["endpoint_name"] = name
        return view

    return mark


def line_blueprint(name: str, world: World) -> Blueprint:
    """A blueprint of LINE's API: its views raise LineError and return JSON, (JSON, status) or a Response."""
    blueprint = Blueprint(name, __name__)
    register = blueprint.route

    def route(rule: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def bind(view: Callable[..., Any]) -> Callable[..., Any]:
            guarded = functools.wraps(view)(lambda **values: pass_through(world, view, values))
            register(rule, **options)(guarded)
            return view

        return bind

    blueprint.route = route  # type: ignore[method-assign, assignment]
    return blueprint


def pass_through(world: World, view: Callable[..., Any], values: dict[str, Any]) -> Response:
    """One API call from its request ID to its log entry."""
    started = time.perf_counter()
    g.request_id = str(uuid.uuid4())
    name = view.__dict__["endpoint_name"]
    fault = world.switches.strike(name)
    try:
        _hinder(world, fault)
        _check(world, name)
        answer = _answer(view(**values))
    except LineError as refused:
        answer = _json(refused.body, refused.status)
        answer.headers.extend(refused.headers)
    answer.headers["x-line-request-id"] = g.request_id
    _log(world, name, answer, started, fault)
    if fault and fault.fault in ("lost", "reset", "timeout"):
        # The wire breaks in the outermost layer, where no error handler can answer instead.
        request.environ[RESET] = True
    return answer


def body() -> dict[str, Any]:
    """The JSON object of the request. Raises LineError 415 or 400 as LINE does."""
    kind = request.mimetype
    if kind != "application/json":
        raise LineError(415, f"The content type, {kind or 'none'}, is not supported")
    try:
        found = json.loads(request.get_data(cache=True))
    except json.JSONDecodeError as wrong:
        place = f"(line: {wrong.lineno}, column: {wrong.colno})"
        raise LineError(400, f"The request body could not be parsed as JSON {place}") from wrong
    except UnicodeDecodeError as wrong:
        raise LineError(400, "The request body could not be parsed as JSON (line: 1, column: 1)") from wrong
    if not isinstance(found, dict):
        raise LineError(400, "The request body could not be parsed as JSON (line: 1, column: 1)")
    return found


def text_property(found: dict[str, Any], name: str) -> str:
    """A property of the body that must be a non-empty text."""
    value = found.get(name)
    if not isinstance(value, str) or not value:
        raise invalid_property(name)
    return value


def breakable(wsgi: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a WSGI application so that a marked request ends in a connection reset instead of an answer."""

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        answer = wsgi(environ, start_response)
        if not environ.get(RESET):
            return answer
        answer.close()
        channel = getattr(environ.get("waitress.client_disconnected"), "__self__", None)
        if channel is None:
            raise ConnectionResetError("reset by a switch")
        # Lingering for no time makes the kernel send RST rather than an orderly end.
        if channel.socket is not None:  # Unless the client, killed meanwhile, has gone before.
            channel.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise ClientDisconnected

    return call


def _hinder(world: World, fault: faults.Rule | None) -> None:
    """Let a fault strike that comes before the work."""
    if fault is None:
        return
    if fault.fault == "delay":
        world.stopping.wait(fault.ms / 1000)
    elif fault.fault == "timeout":
        world.stopping.wait(fault.seconds)
        raise LineError(500, "hung by a switch")
    elif fault.fault == "reset":
        raise LineError(500, "reset by a switch")
    refused = faults.refusal(fault.fault)
    if refused:
        raise refused


def _check(world: World, name: str) -> None:
    """The checks that are the same for every endpoint."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or token.strip() != world.settings.channel_access_token:
        raise LineError(401, NO_TOKEN)
    if not world.rates.allow(name):
        raise LineError(429, faults.RATE)
    if (request.content_length or 0) > LARGEST_BODY:
        raise LineError(413, "The request body exceeds the maximum size of 2 MB")


def _answer(found: Any) -> Response:
    if isinstance(found, Response):
        return found
    return _json(*found) if isinstance(found, tuple) else _json(found, 200)


def _json(found: Any, status: int) -> Response:
    return Response(json.dumps(found), status, content_type="application/json")


def _log(world: World, name: str, answer: Response, started: float, fault: faults.Rule | None) -> None:
    refused = 400 <= answer.status_code < 500 and answer.status_code != 409 and fault is None
    facts: dict[str, Any] = {"method": request.method, "path": request.path, "endpoint": name}
    facts |= {"status": answer.status_code, "requestId": g.request_id, "rejected": refused}
    facts["request"] = _shown(
        request.mimetype, request.get_data(cache=True) if request.content_length else b""
    )
    facts["response"] = _shown(answer.mimetype or "", answer.get_data())
    if fault:
        facts["fault"] = fault.fault
    if refused:
        facts["reason"] = facts["response"]
    facts["ms"] = round((time.perf_counter() - started) * 1000, 2)
    world.log.add("api", at=world.now().isoformat(), **facts)


def _shown(kind: str, data: bytes) -> Any:
    """A body as the log keeps it: JSON parsed, bytes only counted."""
    if kind != "application/json" or len(data) > LOGGED_TEXT:
        return f"<{len(data)} bytes>" if data else None
    try:
        return json.loads(data)
    except ValueError:
        return data.decode("utf-8", "replace")
