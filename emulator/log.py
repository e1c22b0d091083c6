"""What happened: every API call, every webhook, every fault, newest entries in a ring."""

from __future__ import annotations

import threading
from collections import deque
from typing import Any

Entry = dict[str, Any]


class Log:
    """A bounded ring of entries with growing numbers. Thread-safe."""

    def __init__(self, size: int) -> None:
        self.entries: deque[Entry] = deque(maxlen=size)
        self.lock = threading.Lock()
        self.seq = 0

    def add(self, kind: str, **facts: Any) -> Entry:
        """Write one entry down and return it with its number."""
        with self.lock:
            self.seq += 1
            entry = {"seq": self.seq, "kind": kind, **facts}
            self.entries.append(entry)
            return entry

    def since(self, seq: int = 0, kind: str | None = None, rejected: bool = False) -> list[Entry]:
        """Entries newer than `seq`, oldest first, kept to a kind and to refusals when asked."""
        with self.lock:
            entries = [entry for entry in self.entries if entry["seq"] > seq]
        if kind:
            entries = [entry for entry in entries if entry["kind"] == kind]
        return [entry for entry in entries if entry.get("rejected")] if rejected else entries

    def clear(self) -> None:
        """Forget the entries; the numbers go on."""
        with self.lock:
            self.entries.clear()
