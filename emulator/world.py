"""The state of one emulated channel: people, bubbles, menus, tokens. Everything changes inside `change()`.

The world lives in dictionaries and writes each change through to its store, so that reading is fast and a killed
process comes back as it was.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from emulator import ids
from emulator.clock import Clock
from emulator.errors import ControlError
from emulator.faults import Switches
from emulator.kv import Blobs, KeyValues
from emulator.log import Log
from emulator.rates import Rates
from emulator.settings import Settings
from emulator.store import open_store
from emulator.stream import Streams

User = dict[str, Any]
Item = dict[str, Any]


class World:
    """One channel and its people."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.lock = threading.RLock()
        self.depth = 0
        self.stopping = threading.Event()
        self.store = open_store(settings.state_path)
        self.log = Log(settings.log_size)
        self.streams = Streams(settings.max_streams, self.stopping)
        self.switches = Switches(settings.seed, settings.redelivery)
        self.rates = Rates()
        self.clock = Clock()
        self.deliver: Callable[[dict[str, Any]], None] = lambda event: None
        self.starters: list[Callable[[], None]] = []
        self.stoppers: list[Callable[[], None]] = []
        self.bot_user_id = ids.user_id("bot", settings.seed)
        self.load()

    def load(self) -> None:
        """Read everything back from the store."""
        self.tables: dict[str, dict[str, Any]] = {kind: dict(self.store.load(kind)) for kind in KINDS}
        self.items: dict[str, list[Item]] = {user_id: [] for user_id in self.tables["user"]}
        self.by_message: dict[str, Item] = {}
        self.seq = 0
        for item in self.tables["item"].values():
            self.items.setdefault(item["userId"], []).append(item)
            self.by_message[item["id"]] = item
            self.seq = max(self.seq, item["seq"])
        self.seq = max(self.seq, self.tables["setting"].get("seq", 0))
        self.clock.offset = self.tables["setting"].get("clock_offset", 0.0)
        self.kv = KeyValues(self)
        self.blobs = Blobs(self)

    @contextmanager
    def change(self) -> Iterator[None]:
        """Hold the world while it changes; what is written inside becomes durable together, at the end."""
        with self.lock:
            self.depth += 1
            if self.depth == 1:
                self.store.begin()
            try:
                yield
            finally:
                # Dictionaries cannot be rolled back, so neither is the store: checks come before changes.
                self.depth -= 1
                if self.depth == 0:
                    self.store.commit()

    def put(self, kind: str, key: str, value: Any) -> None:
        """Keep a value of one of the KINDS; call it inside `change()`."""
        self.tables[kind][key] = value
        self.store.put(kind, key, value)

    def drop(self, kind: str, key: str) -> Any:
        """Forget a value and return it, or None when there was none."""
        self.store.delete(kind, key)
        return self.tables[kind].pop(key, None)

    def now(self) -> datetime:
        """The emulated moment, aware, in UTC."""
        return self.clock.now()

    def publish(self, event: dict[str, Any]) -> None:
        """Tell every open page; never blocks."""
        self.streams.publish(event)

    def on_start(self, function: Callable[[], None]) -> None:
        """Call this when the server starts."""
        self.starters.append(function)

    def on_stop(self, function: Callable[[], None]) -> None:
        """Call this when the server stops."""
        self.stoppers.append(function)

    def user(self, user_id: str) -> User:
        """The user of this ID. Raises ControlError 404 when there is none."""
        try:
            return self.tables["user"][user_id]
        except KeyError:
            raise ControlError(404, "unknown user") from None

    def next_seq(self) -> int:
        """The next number; numbers are never used again, not even after a restart."""
        self.seq += 1
        return self.seq

    def add_item(self, user_id: str, sender: str, message: dict[str, Any], **more: Any) -> Item:
        """Put a bubble into a user's chat and show it; `sender` is user, bot or system."""
        with self.change():
            seq = self.next_seq()
            message_id = more.pop("id", None) or ids.message_id(seq)
            item: Item = {"seq": seq, "id": message_id, "userId": user_id, "from": sender}
            item["at"] = self.now().isoformat(timespec="milliseconds")
            item |= {"message": message, "read": False, **more}
            # Items are numbered so that the store gives them back in order.
            self.tables["item"][str(seq)] = item
            self.store.put("item", str(seq), item)
            self.items.setdefault(user_id, []).append(item)
            self.by_message[item["id"]] = item
        self.publish({"type": "item", "userId": user_id, "item": item})
        return item

    def save_item(self, item: Item) -> None:
        """Write a changed item down and show the change."""
        with self.change():
            self.put("item", str(item["seq"]), item)
        self.publish({"type": "changed", "userId": item["userId"], "item": item})

    def save_user(self, user: User) -> None:
        """Write a new or changed user down and tell the pages."""
        with self.change():
            self.put("user", user["userId"], user)
            self.items.setdefault(user["userId"], [])
        self.publish({"type": "user", "userId": user["userId"], "user": public(user)})

    def reset(self) -> None:
        """Forget everything but the settings."""
        with self.change():
            self.store.clear()
            for table in self.tables.values():
                table.clear()
            self.items.clear()
            self.by_message.clear()
            self.kv.spaces.clear()
            self.seq, self.clock.offset = 0, 0.0
            self.switches.reset()
            self.rates.clear()
            self.log.clear()


def public(user: User) -> dict[str, Any]:
    """What the control API shows of a user."""
    return {key: user[key] for key in ("userId", "displayName", "friend", "blocked")}


KINDS = (
    "user", "item", "setting", "reply_token", "retry_key", "read_token", "quote_token", "link_token", "nonce",
    "richmenu", "alias", "user_menu", "content", "usage", "delivery", "unit",
)  # fmt: skip
