"""Server-sent events: one queue a listener, never blocking whoever publishes."""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

PING_SECONDS = 15.0
QUEUE_SIZE = 2_000


class Streams:
    """The listeners of a world. At most `most` at once: each holds a server thread."""

    def __init__(self, most: int, stopping: threading.Event) -> None:
        self.most = most
        self.stopping = stopping
        self.lock = threading.Lock()
        self.queues: list[queue.Queue[dict[str, Any]]] = []

    def publish(self, event: dict[str, Any]) -> None:
        """Hand an event to every listener; one who has fallen far behind misses it and refetches."""
        with self.lock:
            for listener in self.queues:
                try:
                    listener.put_nowait(event)
                except queue.Full:
                    continue

    def join(self) -> queue.Queue[dict[str, Any]] | None:
        """A new listener's queue, or None when all places are taken."""
        with self.lock:
            if len(self.queues) >= self.most:
                return None
            listener: queue.Queue[dict[str, Any]] = queue.Queue(QUEUE_SIZE)
            self.queues.append(listener)
            return listener

    def leave(self, listener: queue.Queue[dict[str, Any]]) -> None:
        """Give the place back."""
        with self.lock:
            if listener in self.queues:
                self.queues.remove(listener)

    def frames(
        self, listener: queue.Queue[dict[str, Any]], user_id: str | None, gone: Callable[[], bool]
    ) -> Iterator[bytes]:
        """The bytes of one stream. `gone` tells whether the page was closed: its thread is freed within a second."""
        quiet_since = time.monotonic()
        try:
            yield b": hello\n\n"
            while not self.stopping.is_set() and not gone():
                try:
                    event = listener.get(timeout=1.0)
                except queue.Empty:
                    if time.monotonic() - quiet_since >= PING_SECONDS:
                        quiet_since = time.monotonic()
                        yield b": ping\n\n"
                    continue
                if user_id is None or event.get("userId") in (None, user_id):
                    quiet_since = time.monotonic()
                    yield f"data: {json.dumps(event)}\n\n".encode()
        finally:
            self.leave(listener)
