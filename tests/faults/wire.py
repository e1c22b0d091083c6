"""A wire that breaks in every way: 500, reset, silence, drops, answers cut short, a black hole; and refusals (T60-T65)."""

import contextlib
import json
import random
import socket
import struct
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot import line_client, outbox
from bot.line_client import LineClient
from bot.messages import Text
from bot.sender import Sender
from domain.store.tables import outgoing
from tests.faults.row import Told, row
from tests.faults.world import someone, world
from tests.scenario.small import Small

SPOILED = ("error500", "done500", "reset", "lost", "silence", "drip", "cut")
TIMEOUTS = {1: (1.0, 3.0)}  # seconds to connect and to answer in the short form; the true ones otherwise


class Hostile:
    """LINE behind a bad wire: answers a push or a reply, or spoils it; notes what it has truly done."""

    def __init__(self, share: float, seed: int, drip: float) -> None:
        self.share, self.will, self.drip = share, random.Random(seed), drip
        self.lock = threading.Lock()
        self.done: Counter[str] = Counter()  # by whom it was for
        self.keys: dict[str, set[str]] = defaultdict(set)
        self.faults: Counter[str] = Counter()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), connection, connection.makefile("rb") as read:
            while request := read.readline():
                headers = {}
                while line := read.readline().strip():
                    name, _, value = line.decode().partition(":")
                    headers[name.lower()] = value.strip()
                body = json.loads(read.read(int(headers["content-length"])))
                if not self._answer(connection, request.split()[1].decode(), headers.get("x-line-retry-key", ""), body):
                    return

    def _answer(self, connection: socket.socket, path: str, key: str, body: Any) -> bool:
        """One answer, or what is left of it. Returns whether the connection lives on."""
        with self.lock:
            fault = self.will.choice(SPOILED) if self.will.random() < self.share else ""
            self.faults[fault] += 1
            if fault in ("error500", "reset", "silence"):
                status = 500
            else:
                status = self._does(path, key, body)
        if fault == "silence":
            time.sleep(self.drip)
            return False
        if fault in ("reset", "lost"):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        status = 500 if fault == "done500" else status
        answer = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n".encode() + b'{"message":"Invalid reply token"}'.ljust(60)
        if fault == "cut":
            connection.sendall(answer[:-40])
            return False
        if fault == "drip":
            for place in range(0, len(answer), 4):
                connection.sendall(answer[place : place + 4])
                time.sleep(self.drip / (len(answer) / 4))
            return True
        connection.sendall(answer)
        return True

    def _does(self, path: str, key: str, body: Any) -> int:
        """What LINE would do: a retry key is done once, a reply token too."""
        if path.endswith("/reply"):
            self.done[body["replyToken"]] += 1
            return 200 if self.done[body["replyToken"]] == 1 else 400
        known = key in self.keys[body["to"]]
        self.keys[body["to"]].add(key)
        self.done[body["to"]] += not known
        return 409 if known else 200


@row("T60", "30 % of all calls: 500 before and after the work, reset, lost answer, silence, dripping and cut answers")
def broken_wire(home: Path, engine: str, scale: int) -> Told:
    """True calls over true sockets. A push arrives once, a reply at most once, and no thread waits beyond the deadline."""
    connect, read = TIMEOUTS.get(scale, line_client.TIMEOUT)
    pushes, replies = (120, 40) if scale == 1 else (22_400, 160)
    hostile = Hostile(0.3, 60, 2 * read)
    with world(home, engine) as small, _timed(connect, read) as longest:
        small.clock.real_ms = lambda: int(time.time() * 1000)  # type: ignore[method-assign]
        small.house.line = LineClient(hostile.url, hostile.url, "t" * 20)
        with small.house.db.writing() as tx:
            for number in range(pushes):
                outbox.push(tx, someone(number), [Text("受付番号")], small.clock.at)
        with small.house.db.writing() as tx:  # By themselves: a token is young, and nobody else's.
            for number in range(replies):
                outbox.reply(tx, someone(pushes + number), [{"type": "text", "text": "次の質問"}], f"token{number}", small.clock.real_ms(), small.clock.at)
        sender = Sender(small.house)
        sender.start()
        try:
            states = _until_settled(small, 60 + 10 * read + pushes / 20)
        finally:
            sender.stop()
            hostile.close()
    who = [someone(number) for number in range(pushes)]
    found = [f"{one} got {hostile.done[one]} pushes" for one in who if hostile.done[one] != 1]
    found += [f"{one} was tried with {len(hostile.keys[one])} keys" for one in who if len(hostile.keys[one]) > 1]
    found += [f"{token} was used {times} times" for token, times in hostile.done.items() if token.startswith("token") and times > 1]
    found += [f"rows ended {states}"] * (set(states) - {"accepted", "unknown"} != set())
    found += [f"a thread waited {max(longest):.1f} s"] * (max(longest) > connect + read + 1.5)
    spoiled = sum(times for fault, times in hostile.faults.items() if fault)
    return f"{pushes} pushes, {replies} replies, {spoiled} of {hostile.faults.total()} calls spoiled: all pushes once, {states.get('unknown', 0)} replies unknown, longest call {max(longest):.1f} s (limit {connect:g} + {read:g})", found


@row("T60", "LINE's address swallows connections", "")
def black_hole(home: Path, engine: str, scale: int) -> Told:
    """A full listen queue answers no SYN: the call ends after the connect timeout, as surely not sent."""
    with socket.socket() as hole:
        hole.bind(("127.0.0.1", 0))
        hole.listen(0)
        port = hole.getsockname()[1]
        fillers = list(_until_swallowed(port))
        began = time.monotonic()
        answer = LineClient(f"http://127.0.0.1:{port}", "http://127.0.0.1:1", "t" * 20).push(someone(1), [], "k")
        seconds = time.monotonic() - began
        for filler in fillers:
            filler.close()
    found = [f"the outcome is {answer.outcome}"] * (answer.outcome != "unsent")
    return f"a call ends after {seconds:.1f} s as surely not sent", found + [f"it took {seconds:.1f} s"] * (seconds > 13)


def _until_swallowed(port: int) -> Iterator[socket.socket]:
    """Connections to a listener that takes none, until the first that nobody answers."""
    swallowed = False
    while not swallowed:
        filler = socket.socket()
        filler.settimeout(0.5)
        try:
            filler.connect(("127.0.0.1", port))
        except TimeoutError:
            swallowed = True
        yield filler


@contextlib.contextmanager
def _timed(connect: float, read: float) -> Iterator[list[float]]:
    """Short time-outs, and how long each call took."""
    kept, call, took = line_client.TIMEOUT, LineClient._call, [0.0]

    def timed(self: Any, *arguments: Any) -> Any:
        began = time.monotonic()
        try:
            return call(self, *arguments)
        finally:
            took.append(time.monotonic() - began)

    line_client.TIMEOUT, LineClient._call = (connect, read), timed  # type: ignore[method-assign]
    try:
        yield took
    finally:
        line_client.TIMEOUT, LineClient._call = kept, call  # type: ignore[method-assign]


def _until_settled(small: Small, seconds: float) -> Counter[str]:
    until = time.monotonic() + seconds
    while True:
        with small.house.db.reading() as tx:
            states = Counter(tx.execute(select(outgoing.c.state)).scalars())
        if not states["queued"] + states["sending"] or time.monotonic() > until:
            return +states
        time.sleep(0.1)
