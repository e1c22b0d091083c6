"""POST /line/webhook: the signature on the raw bytes, one inbox row an event, wake, 200.

Nothing is interpreted here: one poisonous event must not cost the others, and LINE wants its answer within 2 seconds.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from typing import Any, TypeGuard

import structlog
from flask import Blueprint, Flask, request
from werkzeug import Request, Response

from bot import failpoints, inbox, logs
from bot.house import House, house
from bot.line import signed
from domain.store.json_bytes import loads, utf8

PATH = "/line/webhook"
BODY_MOST = 1_000_000  # bytes

Stored = tuple[str, str, int, Any, str]  # event id, line user, timestamp, raw, state

blueprint = Blueprint("webhook", __name__)
log = structlog.get_logger()


@blueprint.post(PATH)
def receive() -> Response:
    """What `answer` says."""
    return answer(house(), request)


def shortcut(app: Flask) -> Any:
    """The webhook in front of the web application: LINE wants no session, no cookie and no page's headers, only an answer."""
    otherwise = app.wsgi_app

    def serve(environ: dict[str, Any], start_response: Any) -> Any:
        if environ.get("PATH_INFO") != PATH or environ["REQUEST_METHOD"] != "POST":
            return otherwise(environ, start_response)
        logs.request_begins(secrets.token_hex(8))
        try:
            said = answer(app.extensions["house"], Request(environ))
        except Exception:
            log.exception("webhook failed")
            said = Response(status=500)
        return said(environ, start_response)

    return serve


def answer(home: House, request: Request) -> Response:
    """400 for a wrong signature and no row; 413 over 1 MB; otherwise 200, once every event is a committed row."""
    if (request.content_length or 0) > BODY_MOST:
        return Response(status=413)
    body = request.stream.read(BODY_MOST + 1)
    if len(body) > BODY_MOST:
        return Response(status=413)
    shown = request.headers.get("X-Line-Signature", "")
    if not any(signed(secret, body, shown) for secret in home.settings.line_channel_secrets):
        return Response(status=400)
    for user in store(home, body):
        home.wake(user)
    return Response(status=200)


def store(home: House, body: bytes) -> set[str]:
    """Commit a row for every event of a body that LINE signed; returns who has something new waiting."""
    try:
        return _keep(home, list(_rows(body)))
    except RecursionError:  # Read just so, but too deep to be written down again.
        return _keep(home, [_aside(body)])


def _keep(home: House, rows: list[Stored]) -> set[str]:
    if not rows:
        return set()
    at = home.clock.real_ms()
    with home.db.writing() as tx:
        users = {user for event_id, user, when, raw, state in rows
                 if inbox.keep(tx, event_id, user, when or at, raw, at, state) and state == "waiting"}
        failpoints.reach("webhook.stored")
    failpoints.reach("webhook.committed")
    return users


def _aside(body: bytes) -> Stored:
    return _hash(body), "", 0, {"type": "unparsed", "text": body[:5000].decode("utf-8", "replace")}, "quarantined"


def _rows(body: bytes) -> Iterator[Stored]:
    """(event id, line user, timestamp, raw, state) for every event; what cannot be read is kept aside, not lost."""
    try:
        told = loads(body)
        events = told.get("events") or []  # The console's 「検証」 sends none.
    except (ValueError, RecursionError, AttributeError):
        yield _aside(body)
        return
    for event in events if isinstance(events, list) else [events]:
        yield _row(event)


def _row(event: Any) -> Stored:
    if not isinstance(event, dict):
        return _hash(utf8(repr(event))), "", 0, {"type": "unparsed", "text": repr(event)[:5000]}, "quarantined"
    source = event.get("source")
    source = source if isinstance(source, dict) else {}
    event_id, user, when = event.get("webhookEventId"), source.get("userId"), event.get("timestamp")
    if not _is_id(event_id):
        event_id = _hash(utf8(json.dumps(event, sort_keys=True)))
    when = when if isinstance(when, int) and 0 < when < 2**53 else 0
    if not _is_id(user) or source.get("type") != "user":
        known = isinstance(event.get("type"), str) and (source or event["type"] == "accountLink")
        return event_id, "", when, event, "ignored" if known else "quarantined"
    # In standby another channel has the talk: nothing may be sent, so nothing is heard.
    return event_id, user, when, event, "ignored" if event.get("mode") == "standby" else "waiting"


def _is_id(text: Any) -> TypeGuard[str]:
    """Whether LINE could have made this id: it becomes a key, where half an emoji or a NUL has no place."""
    return isinstance(text, str) and 0 < len(text) <= 64 and text.isascii() and text.isprintable()


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
