"""Drive the emulator from Python: a phone for each person, and the platform's own levers. HTTP only, no dependency.

emulator = Emulator("http://127.0.0.1:8123")
phone = emulator.phone("山田")
phone.follow()
phone.wait_for("はじめまして")
phone.taps("利用登録")
phone.says("6")
"""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from emulator.screen import Button, NotOnScreen, buttons, texts_of

WAIT = 10.0
POLL = 0.02

__all__ = ["Emulator", "NotOnScreen", "Phone", "Refused"]


class Refused(AssertionError):
    """The emulator refused a control call: what was asked, and its answer."""

    def __init__(self, call: str, status: int, answer: Any) -> None:
        super().__init__(f"{call} was answered {status}: {answer}")
        self.status = status
        self.answer = answer


class Emulator:
    """The levers of one emulator: people, clock, faults, quota, log. Thread-safe: one connection a thread."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.local = threading.local()

    def phone(self, name: str | None = None, user_id: str | None = None) -> Phone:
        """A new person with a phone, not yet a friend."""
        facts = {"displayName": name, "userId": user_id}
        user = self.post("/emulator/users", {key: value for key, value in facts.items() if value})
        return Phone(self.url, user["userId"])

    def phones(self) -> list[Phone]:
        """The phones of everyone there is."""
        return [Phone(self.url, user["userId"]) for user in self.state()["users"]]

    def state(self) -> dict[str, Any]:
        """Bot, users, emulated time, links and notes."""
        return self.get("/emulator/state")

    def now(self) -> str:
        """The emulated moment, ISO 8601."""
        return self.get("/emulator/clock")["now"]

    def travel(self, now: str | None = None, seconds: float | None = None) -> str:
        """Move the clock to a moment (ISO 8601) or by seconds; returns the emulated moment."""
        return self.post("/emulator/clock", {"now": now} if now else {"advance": seconds})["now"]

    def switch(self, *api: dict[str, Any], **webhook: Any) -> dict[str, Any]:
        """Set faults: API rules as dictionaries, webhook switches by name (`duplicates=3`)."""
        wanted: dict[str, Any] = {}
        if api:
            wanted["api"] = list(api)
        if webhook:
            wanted["webhook"] = webhook
        return self.post("/emulator/switches", wanted)

    def calm(self) -> None:
        """Put every switch back."""
        self.post("/emulator/switches", {"reset": True})

    def quota(self, value: int | None, used: int = 0) -> dict[str, Any]:
        """Set the monthly limit (None: no limit) and what was used of it."""
        kind = "none" if value is None else "limited"
        return self.post("/emulator/quota", {"type": kind, "value": value, "used": used})

    def log(self, since: int = 0, kind: str | None = None) -> list[dict[str, Any]]:
        """The log entries after `since`, kept to `api` or `webhook` when asked."""
        more = f"&kind={kind}" if kind else ""
        return self.get(f"/emulator/log?since={since}{more}")["entries"]

    def refused(self) -> list[dict[str, Any]]:
        """The API calls that were refused for a fault of the bot; empty when it did everything right."""
        return self.get("/emulator/log?rejected=1")["entries"]

    def idle(self, timeout: float = WAIT) -> bool:
        """Wait until every webhook has been sent and answered; False when that took too long."""
        return self.post("/emulator/idle", {"timeout": timeout})["idle"]

    def webhook(self, events: list[dict[str, Any]], signature: str | None = None) -> dict[str, Any]:
        """Send any events to the bot now, signed unless a signature is given: `{status, reason}`."""
        more = {} if signature is None else {"signature": signature}
        return self.post("/emulator/webhook", {"events": events, **more})

    def reset(self) -> None:
        """Forget everything but the settings."""
        self.post("/emulator/reset", {})

    def get(self, path: str) -> Any:
        """GET a control address and return its JSON. Raises Refused."""
        return self.call("GET", path)

    def post(self, path: str, body: Any) -> Any:
        """POST JSON to a control address and return its JSON. Raises Refused."""
        return self.call("POST", path, json.dumps(body).encode(), "application/json")

    def call(self, method: str, path: str, body: bytes | None = None, kind: str | None = None) -> Any:
        """One control call. Raises Refused for anything but 2xx."""
        status, data, _headers = self.fetch(method, path, body, {"Content-Type": kind} if kind else {})
        answer = json.loads(data) if data[:1] in (b"{", b"[") else data
        if not 200 <= status < 300:
            raise Refused(f"{method} {path}", status, answer)
        return answer

    def fetch(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes, dict[str, str]]:
        """One HTTP call on this thread's connection: status, bytes, headers in lower case."""
        for fresh in (False, True):
            connection = self._connection(fresh)
            try:
                connection.request(method, path, body, headers or {})
                answer = connection.getresponse()
                found = {name.lower(): value for name, value in answer.getheaders()}
                return answer.status, answer.read(), found
            except (http.client.RemoteDisconnected, BrokenPipeError):
                # The server closed a connection that had idled; a second failure is a real one.
                if fresh:
                    raise
        raise AssertionError("unreachable")

    def _connection(self, fresh: bool) -> http.client.HTTPConnection:
        known: http.client.HTTPConnection | None = getattr(self.local, "connection", None)
        if known is None or fresh:
            parts = urlsplit(self.url)
            known = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=70)
            self.local.connection = known
        return known


class Phone:
    """One person's phone: what they do, and what is on the screen."""

    def __init__(self, url: str, user_id: str) -> None:
        self.emulator = Emulator(url)
        self.user_id = user_id
        self.path = f"/emulator/users/{user_id}"
        self.tapped_at = 0

    def follow(self) -> None:
        """Add the bot as a friend."""
        self._do("follow")

    def block(self) -> None:
        """Block the bot."""
        self._do("block")

    def unblock(self) -> None:
        """Stop blocking the bot."""
        self._do("unblock")

    def says(self, text: str, quoting: str | None = None) -> dict[str, Any]:
        """Write a text, quoting a message by its ID if wanted."""
        return self._do("text", {"text": text, "quotedMessageId": quoting})

    def sends_sticker(self) -> dict[str, Any]:
        """Send a sticker."""
        return self._do("sticker")

    def sends_location(
        self, latitude: float = 35.7, longitude: float = 139.75, **more: str
    ) -> dict[str, Any]:
        """Send a place; `title` and `address` if wanted."""
        return self._do("location", {"latitude": latitude, "longitude": longitude, **more})

    def sends(
        self, kind: str, data: bytes, name: str = "photo.jpg", mime: str = "image/jpeg", **form: Any
    ) -> dict[str, Any]:
        """Send bytes as image, file, video or audio; `duration` and `preparing` if wanted."""
        body, content_type = multipart(data, name, mime, form)
        return self.emulator.call("POST", f"{self.path}/{kind}", body, content_type)

    def unsends(self, message_id: str) -> dict[str, Any]:
        """Take a message back."""
        return self._do("unsend", {"messageId": message_id})

    def posts_back(self, data: str, **more: Any) -> dict[str, Any]:
        """Send any postback, as a forged or an old button would."""
        return self._do("postback", {"data": data, **more})

    def taps(self, label: str, **params: str) -> dict[str, Any]:
        """Tap what carries this label: a quick reply, a button of the newest message that has one, or the rich menu.

        A date picker needs its choice: `taps("日付", date="2026-01-31")`. Raises NotOnScreen.
        """
        return self.performs(self.button(label).action, **params)

    def button(self, label: str) -> Button:
        """The newest button with this label. Raises NotOnScreen, which names those that are there."""
        shown = self.buttons()
        for button in shown:
            if button.label == label:
                return button
        raise NotOnScreen(label, [button.label for button in shown], self.texts()[-3:])

    def buttons(self) -> list[Button]:
        """Everything that can be tapped now, newest first; the rich menu comes last."""
        menu = self.rich_menu()["richMenu"]
        return list(buttons(self.items(), menu, self.tapped_at))

    def performs(self, action: dict[str, Any], **params: str) -> dict[str, Any]:
        """Perform an action object as a phone does: quick replies vanish with it."""
        items = self.items()
        self.tapped_at = items[-1]["seq"] if items else 0
        return self._do("action", {"action": action, "params": params or None})

    def rich_menu(self) -> dict[str, Any]:
        """The menu below the chat: `{richMenuId, richMenu, imageUrl}`, all None without one."""
        return self.emulator.get(f"{self.path}/richmenu")

    def items(self, since: int = 0) -> list[dict[str, Any]]:
        """The bubbles after `since`, oldest first."""
        return self.emulator.get(f"{self.path}/messages?since={since}")

    def texts(self, since: int = 0) -> list[str]:
        """What the bot has said, one text a message; of a card, everything readable on it."""
        return [texts_of(item["message"]) for item in self.items(since) if item["from"] == "bot"]

    def wait_for(self, text: str, timeout: float = WAIT, since: int = 0) -> dict[str, Any]:
        """Wait until a message of the bot contains this text; returns its bubble. AssertionError in the end."""
        for items in self._watch(timeout, since):
            for item in reversed(items):
                if item["from"] == "bot" and text in texts_of(item["message"]):
                    return item
        said = "\n  ".join(self.texts(since)[-5:]) or "nothing"
        raise AssertionError(f"the bot did not say {text!r} within {timeout:g} s. It said:\n  {said}")

    def wait_for_answer(self, since: int, timeout: float = WAIT) -> list[dict[str, Any]]:
        """Wait for anything from the bot after bubble `since`; returns those bubbles."""
        for items in self._watch(timeout, since):
            said = [item for item in items if item["from"] == "bot"]
            if said:
                return said
        raise AssertionError(f"the bot said nothing within {timeout:g} s")

    def last_seq(self) -> int:
        """The number of the newest bubble, for `since`."""
        items = self.items()
        return items[-1]["seq"] if items else 0

    def _watch(self, timeout: float, since: int) -> Iterator[list[dict[str, Any]]]:
        until = time.monotonic() + timeout
        while True:
            yield self.items(since)
            if time.monotonic() >= until:
                return
            time.sleep(POLL)

    def _do(self, what: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        return self.emulator.post(f"{self.path}/{what}", body or {})


def multipart(data: bytes, name: str, mime: str, form: dict[str, Any]) -> tuple[bytes, str]:
    """A multipart body with one file and some fields, and its content type."""
    mark = uuid.uuid4().hex
    head = f"filename=\"{name}\"; filename*=UTF-8''{quote(name)}" if name.isascii() else f'filename="{name}"'
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in form.items()
    ]
    opening = (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; {head}\r\nContent-Type: {mime}\r\n\r\n'
    )
    body = b"".join([*parts, opening.encode(), data, f"\r\n--{mark}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={mark}"
