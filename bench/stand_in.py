"""LINE as the benches need it: takes everything, answers after a while, and counts. `python -m bench.stand_in MS`.

A process of its own that costs as little as it can, so that what is measured is the sender. GET /told says how many
calls came, how many different retry keys they bore, and how many came within the busiest second.
"""

import asyncio
import json
import sys
import time
from collections import deque
from typing import Any

KEY = b"x-line-retry-key:"
LENGTH = b"content-length:"


class Told:
    """What came so far."""

    def __init__(self) -> None:
        self.calls, self.messages, self.most, self.underway, self.at_once = 0, 0, 0, 0, 0
        self.keys: set[bytes] = set()
        self._second: deque[float] = deque()

    def came(self, head: bytes, key: bytes) -> None:
        """One more call."""
        self.calls += 1
        self.messages += head.startswith(b"post /v2/bot/message/")
        self.keys.add(key or b"%d" % self.calls)
        now = time.monotonic()
        self._second.append(now)
        while self._second[0] <= now - 1:
            self._second.popleft()
        self.most = max(self.most, len(self._second))

    def json(self) -> bytes:
        """For whoever asks."""
        told = {"calls": self.calls, "messages": self.messages, "keys": len(self.keys), "busiest_second": self.most, "at_once": self.at_once}
        return json.dumps(told).encode()


class Line(asyncio.Protocol):
    """One kept-alive connection."""

    def __init__(self, told: Told, seconds: float) -> None:
        self._told, self._seconds, self._read = told, seconds, b""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            head = self._read[:end].lower()
            length = int(_header(head, LENGTH) or 0)
            if len(self._read) < end + 4 + length:
                return
            self._read = self._read[end + 4 + length :]
            if head.startswith(b"get /told"):
                self._answer(self._told.json())
                continue
            self._told.came(head, _header(head, KEY))
            if self._seconds:
                self._told.underway += 1
                self._told.at_once = max(self._told.at_once, self._told.underway)
                asyncio.get_running_loop().call_later(self._seconds, self._done)
            else:
                self._answer(b"{}")

    def _done(self) -> None:
        self._told.underway -= 1
        self._answer(b"{}")

    def _answer(self, body: bytes) -> None:
        if not self._transport.is_closing():
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Line-Request-Id: r\r\nContent-Length: %d\r\n\r\n" % len(body)
            self._transport.write(head + body)


def _header(head: bytes, name: bytes) -> bytes:
    """A header's value, from a head in lower case."""
    start = head.find(b"\r\n" + name)
    if start < 0:
        return b""
    return head[start + 2 + len(name) :].partition(b"\r\n")[0].strip()


async def main(seconds: float) -> None:
    """Listen, say where, go on until killed."""
    told = Told()
    server = await asyncio.get_running_loop().create_server(lambda: Line(told, seconds), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]) / 1000))
