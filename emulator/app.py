"""Put the emulator together and serve it."""

from __future__ import annotations

import importlib
import importlib.util
import threading
from dataclasses import dataclass

from flask import Flask, Response, abort, jsonify, render_template
from jinja2 import TemplateNotFound

from emulator import control, control_people, gate
from emulator.errors import ControlError
from emulator.serving import Server
from emulator.settings import Settings
from emulator.webhooks import Sender
from emulator.world import World

APPS = ("page", "mailbox", "authenticator", "ekyc", "clock")
API = (
    "api_messages", "api_content", "api_richmenu", "api_alias", "api_account", "api_chat", "api_channel", "api_login",
)  # fmt: skip


def create_app(settings: Settings) -> Flask:
    """The emulator as a Flask application; its parts are app.extensions["emulator"] (an Emulator)."""
    app = Flask(__name__)
    app.json.ensure_ascii = True  # type: ignore[attr-defined]  # Lone surrogates have no UTF-8.
    app.json.sort_keys = False  # type: ignore[attr-defined]
    world = World(settings)
    sender = Sender(world)
    app.extensions["emulator"] = Parts(world, sender)
    for name in API:
        module = importlib.import_module(f"emulator.{name}")
        app.register_blueprint(module.blueprint(world))
    app.register_blueprint(control.blueprint(world, sender))
    app.register_blueprint(control_people.blueprint(world))
    register_apps(app, world, settings)
    add_edges(app)
    app.wsgi_app = gate.breakable(app.wsgi_app)  # type: ignore[method-assign]
    return app


def register_apps(app: Flask, world: World, settings: Settings) -> None:
    """Register the side apps that are there; one that is not is passed over, one that is broken is not."""
    for name in APPS:
        if importlib.util.find_spec(f"emulator.apps.{name}"):
            importlib.import_module(f"emulator.apps.{name}").register(app, world, settings)


def add_edges(app: Flask) -> None:
    """The page, and the answers to what went wrong."""
    if not any(rule.rule == "/" for rule in app.url_map.iter_rules()):

        @app.get("/")
        def index() -> str:
            try:
                return render_template("index.html")
            except TemplateNotFound:
                abort(404)

    @app.errorhandler(ControlError)
    def refused(error: ControlError) -> tuple[Response, int]:
        return jsonify(error=error.message), error.status


@dataclass
class Parts:
    """The moving parts behind an application."""

    world: World
    sender: Sender


@dataclass
class Handle:
    """A running emulator: where it is, and how to stop it."""

    url: str
    server: Server
    world: World
    sender: Sender

    def stop(self) -> None:
        """Stop serving, end the streams and threads, close the store."""
        self.world.stopping.set()
        for function in self.world.stoppers:
            function()
        self.sender.stop()
        self.server.close()
        with self.world.lock:
            self.world.store.close()


def start(settings: Settings) -> Handle:
    """Serve in a thread of this process; port 0 takes a free one. Returns when it is listening."""
    handle = listen(settings)
    threading.Thread(target=handle.server.run, name="emulator", daemon=True).start()
    return handle


def serve(settings: Settings) -> None:
    """Serve in this thread until interrupted."""
    handle = listen(settings)
    try:
        handle.server.run()
    finally:
        handle.stop()


def listen(settings: Settings) -> Handle:
    """Everything started but the loop that answers."""
    app = create_app(settings)
    parts: Parts = app.extensions["emulator"]
    server = Server(app, settings)
    parts.sender.start()
    for function in parts.world.starters:
        function()
    return Handle(server.url, server, parts.world, parts.sender)
