"""LINE's rate limits: a token bucket for each endpoint and method, in real time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Bucket:
    """Holds up to `size` tokens and refills `rate` of them a second."""

    size: float
    rate: float
    tokens: float
    at: float = field(default=0.0)

    def take(self, now: float) -> bool:
        """Take one token; False when the bucket is empty."""
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class Rates:
    """The buckets of a channel. `scale` widens all of them for tests; `time` is a monotonic clock in seconds."""

    def __init__(self, time: Callable[[], float] = time.monotonic) -> None:
        self.time = time
        self.lock = threading.Lock()
        self.buckets: dict[str, Bucket] = {}

    def allow(self, endpoint: str) -> bool:
        """Whether one more call of this endpoint is within its limit."""
        with self.lock:
            now = self.time()
            if endpoint not in self.buckets:
                size, seconds = LIMITS.get(endpoint, DEFAULT)
                self.buckets[endpoint] = Bucket(size, size / seconds, size, now)
            return self.buckets[endpoint].take(now)

    def clear(self) -> None:
        """Fill all buckets."""
        with self.lock:
            self.buckets.clear()


DEFAULT = (2000, 1.0)  # (calls, in this many seconds)
LIMITS = {
    "multicast": (200, 1.0),
    "loading": (100, 1.0),
    "richmenu.list": (10, 1.0),
    "webhook.get": (1000, 60.0),
    "webhook.set": (1000, 60.0),
    "broadcast": (60, 3600.0),
    "narrowcast": (60, 3600.0),
    "webhook.test": (60, 3600.0),
    "richmenu.create": (100, 3600.0),
    "richmenu.delete": (100, 3600.0),
    "alias.delete": (100, 3600.0),
    "batch.progress": (100, 3600.0),
    "batch": (3, 3600.0),
}
