"""The one clock. UTC inside; every rule gets an Asia/Tokyo date from it as an argument.

Only a demo may move it (``DEMO_CLOCK=1``); the shift is kept in the database so that a restart does not lose it.
"""

import datetime as dt
import time

_DAY_ONE = dt.date(1970, 1, 1).toordinal()
_DAY_MS = 86_400_000
_TOKYO_AHEAD_MS = 9 * 3_600_000  # all the year, and in every year since the epoch

_counted_from = time.time() - time.monotonic()


class Clock:
    """Now, as an aware UTC datetime or epoch milliseconds, shifted by a demo's offset in seconds."""

    def __init__(self, offset_seconds: float = 0.0) -> None:
        self.offset_seconds = offset_seconds

    def ms(self) -> int:
        """Epoch milliseconds."""
        return int((time.time() + self.offset_seconds) * 1000)

    @staticmethod
    def real_ms() -> int:
        """Epoch milliseconds that no demo moves: for leases, retries and reply tokens.

        Counted on from one moment, so that a host whose clock jumps neither cuts a lease short nor waits an hour for it.
        """
        return int((_counted_from + time.monotonic()) * 1000)

    @staticmethod
    def count_from(ms: int | None = None) -> None:
        """Let `real_ms` count from here: from the database's clock where several hosts share one, else from the host's."""
        global _counted_from
        _counted_from = (time.time() if ms is None else ms / 1000) - time.monotonic()

    def now(self) -> dt.datetime:
        """The moment, aware, UTC."""
        return moment(self.ms())

    def today(self) -> dt.date:
        """The date in Tokyo."""
        return tokyo_date(self.ms())

    def travel_to(self, then: dt.datetime) -> None:
        """Let the clock show `then` from now on."""
        self.offset_seconds = then.timestamp() - time.time()


def moment(ms: int) -> dt.datetime:
    """Epoch milliseconds as an aware UTC datetime."""
    return dt.datetime.fromtimestamp(ms / 1000, tz=dt.UTC)


def tokyo_date(ms: int) -> dt.date:
    """The Asia/Tokyo date of epoch milliseconds."""
    return dt.date.fromordinal(_DAY_ONE + (ms + _TOKYO_AHEAD_MS) // _DAY_MS)
