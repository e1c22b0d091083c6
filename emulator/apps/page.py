"""The page of phones and tools, its safety headers, and a window onto the bot's pictures.

The page may load nothing but what comes from here (`default-src 'self'`), while the pictures of messages live on the
bot's server: `/emulator/picture?url=` fetches them for it, from loopback and from the bot's own host only.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, Response, render_template, request

from emulator.apps import outgoing
from emulator.settings import Settings
from emulator.world import World

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
SAFETY = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def register(app: Flask, world: World, settings: Settings) -> None:
    """Add the page at `/`, the pictures, and the headers of every page."""

    @app.get("/")
    def index() -> str:
        return render_template("index.html")

    @app.get("/emulator/picture")
    def picture() -> Response:
        return fetched(request.args.get("url", ""), settings)

    @app.after_request
    def guard(response: Response) -> Response:
        for name, value in SAFETY.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/static/"):
            # A page opened during development must not run yesterday's modules.
            response.headers["Cache-Control"] = "no-cache"
        return response


def fetched(url: str, settings: Settings) -> Response:
    """The picture at this address, or 404 with the reason; other types and other hosts are refused."""
    if not allowed(url, settings):
        return Response("not the bot's host", 404, content_type="text/plain")
    try:
        status, kind, body = outgoing.call("GET", url)
    except OSError as trouble:
        return Response(str(trouble), 404, content_type="text/plain")
    if status != 200 or kind.split(";")[0].strip().lower() not in PICTURES:
        return Response(f"{status} {kind}", 404, content_type="text/plain")
    return Response(body, content_type=kind, headers={"Cache-Control": "max-age=300"})


def allowed(url: str, settings: Settings) -> bool:
    """Whether the page may look there: loopback, or where the webhooks go."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or (settings.webhook_url and host == urlsplit(settings.webhook_url).hostname):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
