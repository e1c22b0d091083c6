"""How many signed webhooks a second are acknowledged, beside a bare Flask view that does the least that is safe.

    python -m bench.webhook             figures as a table, with the goal
    python -m bench.webhook --json      the same for programs

Both run under waitress as `sumairu serve` does, each in a process of its own; this process is the client: kept-alive
sockets, each with one request under way. Ours stores a sealed row with its look-ups and wakes its engine, which takes no turns
here; the floor checks the signature and commits the bytes as one row. Both are asked by turns, several times.
"""

import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import house
from bench.tell import main

REQUESTS = 2_000
REPEATS = 5
CONNECTIONS = 8
GOALS = {"webhook_ratio": (">=", 0.7)}


def run(requests: int = REQUESTS, repeats: int = REPEATS) -> dict[str, Any]:
    """Acknowledgements a second of both, the median of their ratios, and how long an answer took."""
    with tempfile.TemporaryDirectory() as folder, _serving("ours", folder) as ours, _serving("floor", folder) as floor:
        for port in (ours, floor):
            asked(port, requests // 4, 10**9)
        rounds = [(asked(ours, requests, n * requests), asked(floor, requests, n * requests)) for n in range(repeats)]
    figures = {"webhook_requests": requests * repeats, "webhook_connections": CONNECTIONS}
    figures["webhook_ratio"] = statistics.median(our["per_second"] / bare["per_second"] for our, bare in rounds)
    for name in rounds[0][0]:
        figures[f"webhook_{name}"] = statistics.median(our[name] for our, _ in rounds)
        figures[f"webhook_floor_{name}"] = statistics.median(bare[name] for _, bare in rounds)
    return figures


def says_hello(number: int) -> dict[str, Any]:
    """One of 500 people says hello."""
    return house.message(number, house.user(number % 500), "こんにちは")


def asked(port: int, requests: int, first: int, connections: int = CONNECTIONS, event: Callable[[int], dict[str, Any]] = says_hello) -> dict[str, float]:
    """Send so many different webhooks and wait for every 200. Raises AssertionError at any other answer."""
    bodies = [house.webhook_body(event(first + n)) for n in range(requests)]
    pending = iter([_request(body) for body in bodies])
    selector, began_at, times = selectors.DefaultSelector(), {}, []
    for _ in range(min(connections, requests)):
        peer = socket.create_connection(("127.0.0.1", port))
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(peer, selectors.EVENT_READ)
    began = time.perf_counter()
    for key in list(selector.get_map().values()):
        _send(key.fileobj, next(pending), began_at)
    while selector.get_map():
        for key, _ in selector.select():
            answer = key.fileobj.recv(65536)
            assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
            times.append(time.perf_counter() - began_at[key.fileobj])
            if (request := next(pending, None)) is not None:
                _send(key.fileobj, request, began_at)
            else:
                selector.unregister(key.fileobj)
                key.fileobj.close()
    seconds = time.perf_counter() - began
    times.sort()
    return {"per_second": requests / seconds, "p50_ms": times[len(times) // 2] * 1e3, "p99_ms": times[len(times) * 99 // 100] * 1e3}


def _send(peer: Any, request: bytes, began_at: dict[Any, float]) -> None:
    began_at[peer] = time.perf_counter()
    peer.sendall(request)


def _request(body: bytes) -> bytes:
    head = (
        "POST /line/webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: LineBotWebhook/2.0\r\nContent-Type: application/json; charset=utf-8\r\n"
        f"X-Line-Signature: {house.signature(body)}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@contextmanager
def _serving(which: str, folder: str) -> Iterator[int]:
    """A server in a process of its own; its port."""
    command = [sys.executable, "-m", "bench.webhook_server", which, house.sqlite(folder, f"{which}.db")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[1])
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


if __name__ == "__main__":
    sys.exit(main(run, GOALS))
