"""A running emulator, a bot that only listens, and a caller of LINE's API, all made by hand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from emulator.app import Handle, start
from emulator.driver import Emulator, Phone
from emulator.settings import Settings


@dataclass
class Bot:
    """Listens for webhooks and answers with the next of `answers` (200 when there is none left)."""

    url: str = ""
    received: list[dict[str, Any]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    pause: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def events(self) -> list[dict[str, Any]]:
        """All events received, in order of arrival."""
        with self.lock:
            return [event for request in self.received for event in json.loads(request["body"])["events"]]

    def waits_for(self, count: int, timeout: float = 5.0) -> list[dict[str, Any]]:
        """The events, once there are at least this many."""
        until = time.monotonic() + timeout
        while len(self.events) < count and time.monotonic() < until:
            time.sleep(0.005)
        assert len(self.events) >= count, f"{len(self.events)} of {count} events came"
        return self.events


@dataclass
class Answer:
    """What the platform answered."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def details(self) -> list[tuple[str, str]]:
        """(property, message) of every detail."""
        return [(detail.get("property"), detail.get("message")) for detail in self.body.get("details", [])]


class Line:
    """Calls LINE's API as a bot would."""

    def __init__(self, url: str, token: str = "emulator-token") -> None:
        self.http = Emulator(url)
        self.token = token

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One call; a dictionary travels as JSON, bytes as they are."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {"Authorization": f"Bearer {self.token}", **named}
        if isinstance(body, dict | list):
            given.setdefault("Content-Type", "application/json")
            body = json.dumps(body).encode()
        status, data, found = self.http.fetch(method, path, body, given)
        parsed = json.loads(data) if found.get("content-type") == "application/json" else data
        return Answer(status, parsed, found)

    def push(self, user_id: str, *messages: dict[str, Any], **headers: str) -> Answer:
        """Push messages."""
        return self.call(
            "POST", "/v2/bot/message/push", {"to": user_id, "messages": list(messages)}, **headers
        )

    def reply(self, token: str, *messages: dict[str, Any], **headers: str) -> Answer:
        """Reply with messages."""
        body = {"replyToken": token, "messages": list(messages)}
        return self.call("POST", "/v2/bot/message/reply", body, **headers)

    def validate(self, *messages: dict[str, Any]) -> Answer:
        """Have messages checked."""
        return self.call("POST", "/v2/bot/message/validate/push", {"messages": list(messages)})


def a_text(text: str = "hello", **more: Any) -> dict[str, Any]:
    """A text message."""
    return {"type": "text", "text": text, **more}


@pytest.fixture
def bot() -> Iterator[Bot]:
    listening = Bot()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if listening.pause:
                time.sleep(listening.pause)
            with listening.lock:
                listening.received.append({"body": body, "headers": dict(self.headers), "path": self.path})
                status = listening.answers.pop(0) if listening.answers else 200
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    listening.url = f"http://127.0.0.1:{server.server_port}/line/webhook"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield listening
    server.shutdown()
    server.server_close()


@pytest.fixture
def started(bot: Bot) -> Iterator[Callable[..., Handle]]:
    """Start emulators with other settings; they are stopped at the end."""
    running: list[Handle] = []

    def begin(**settings: Any) -> Handle:
        handle = start(Settings(port=0, **{"webhook_url": bot.url, **settings}))
        running.append(handle)
        return handle

    yield begin
    for handle in running:
        if not handle.world.stopping.is_set():
            handle.stop()


@pytest.fixture
def handle(started: Callable[..., Handle]) -> Handle:
    return started()


@pytest.fixture
def emulator(handle: Handle) -> Emulator:
    return Emulator(handle.url)


@pytest.fixture
def line(handle: Handle) -> Line:
    return Line(handle.url)


@pytest.fixture
def phone(emulator: Emulator, bot: Bot) -> Phone:
    """The phone of a friend."""
    friend = emulator.phone("山田")
    friend.follow()
    bot.waits_for(1)
    return friend


@pytest.fixture(scope="module")
def checker() -> Iterator[Line]:
    """An emulator for checks that change nothing, shared by a module."""
    running = start(Settings(port=0))
    yield Line(running.url)
    running.stop()
