"""The emulator's travelling clock: real time plus an offset."""

from __future__ import annotations

import json
import threading
import urllib.request
from datetime import UTC, datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9))


class Clock:
    """Tells the emulated time; `offset` is in seconds."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The emulated moment, aware, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def milliseconds(self) -> int:
        """The emulated moment in Unix milliseconds."""
        return int(self.now().timestamp() * 1000)

    def month(self) -> str:
        """The emulated month in Japan, as 2026-11: quotas begin anew with each."""
        return self.now().astimezone(JAPAN).strftime("%Y-%m")

    def set(self, moment: datetime) -> None:
        """Travel to a moment; one without a zone is taken as Japanese time."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=JAPAN)
        self.offset = (aware - datetime.now(UTC)).total_seconds()

    def advance(self, seconds: float) -> None:
        """Travel by this many seconds, backwards when negative."""
        self.offset += seconds


def tell(url: str, moment: datetime) -> str | None:
    """Post the moment to a listening server, so that it travels along. Returns what went wrong, or None."""
    body = json.dumps({"now": moment.astimezone(UTC).isoformat()}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=5):  # noqa: S310
            return None
    except OSError as trouble:
        return str(trouble)


def tell_later(url: str, moment: datetime) -> None:
    """Post the moment from a thread of its own, for callers that must not wait."""
    threading.Thread(target=tell, args=(url, moment), daemon=True).start()
