"""A call ends at its deadline, also where the answer drips in byte by byte: each byte would begin the time anew.

For urllib3: `keep(pool_manager)` lets every connection of a pool read its answer within the read timeout, all in all.
"""

import http.client
import io
import time
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection


class _Until(io.RawIOBase):
    """Bytes of a socket until a moment; then TimeoutError."""

    def __init__(self, inner: Any, sock: Any) -> None:
        self._inner, self._sock = inner, sock
        seconds = sock.gettimeout()
        self._end = None if seconds is None else time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._end is not None:
            left = self._end - time.monotonic()
            if left <= 0:
                raise TimeoutError("the answer took too long")
            self._sock.settimeout(left)
        return int(self._inner.raw.readinto(buffer) or 0)

    def close(self) -> None:
        self._inner.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    def __init__(self, sock: Any, *rest: Any, **more: Any) -> None:
        super().__init__(sock, *rest, **more)
        self.fp = io.BufferedReader(_Until(self.fp, sock))


class _Http(HTTPConnection):
    response_class = _Answer


class _Https(HTTPSConnection):
    response_class = _Answer


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


def keep(pools: PoolManager) -> None:
    """From now on every connection of these pools keeps its deadline."""
    pools.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
