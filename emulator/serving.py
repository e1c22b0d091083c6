"""The waitress server, with an end that comes at once: its own loop would wait for every open page to leave."""

from __future__ import annotations

import threading
from typing import Any

from flask import Flask
from waitress import create_server, wasyncore

from emulator.settings import Settings

MOST_CONNECTIONS = 1_000
LAST_CALLS = 0.5  # Seconds that running calls may take to end.


class Server:
    """One listening socket and the threads behind it."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        # send_bytes=1 lets each server-sent event leave at once; the look-ahead notices pages that were closed.
        self.waitress: Any = create_server(
            app, host=settings.host, port=settings.port, threads=settings.threads, send_bytes=1,
            channel_request_lookahead=1, connection_limit=MOST_CONNECTIONS, ident="emulator",
            clear_untrusted_proxy_headers=True,
        )  # fmt: skip
        self.url = f"http://{settings.host}:{self.waitress.effective_port}"
        self.stopping = threading.Event()
        self.ended = threading.Event()

    def run(self) -> None:
        """Answer until `close` is called."""
        waitress = self.waitress
        try:
            while not self.stopping.is_set():
                wasyncore.loop(timeout=1, map=waitress._map, use_poll=waitress.adj.asyncore_use_poll, count=1)
        finally:
            waitress.task_dispatcher.shutdown(timeout=LAST_CALLS)
            wasyncore.close_all(waitress._map)
            self.ended.set()

    def close(self) -> None:
        """Stop answering; returns when the sockets are closed."""
        if not self.stopping.is_set():
            self.stopping.set()
            self.waitress.pull_trigger()
        self.ended.wait(5)
