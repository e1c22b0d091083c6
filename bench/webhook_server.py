"""The two servers of bench/webhook.py: `python -m bench.webhook_server ours|floor URL` prints its port and serves."""

import base64
import hashlib
import hmac
import sqlite3
import sys
import threading
from typing import Any

from flask import Flask, Response, request
from waitress.server import create_server

from bench.house import SECRET, Ours
from bot.app import create_app
from bot.start import WEB_THREADS


def ours(url: str) -> Any:
    """The whole application; its engine is woken, but takes no turns."""
    return create_app(Ours(url).house)


def floor(url: str) -> Any:
    """One view: signature, one committed row, 200."""
    app, lock = Flask("floor"), threading.Lock()
    db = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")

    @app.post("/line/webhook")
    def receive() -> Response:
        body = request.get_data()
        wanted = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
        if not hmac.compare_digest(wanted, request.headers.get("X-Line-Signature", "")):
            return Response(status=400)
        with lock:
            db.execute("BEGIN IMMEDIATE")
            db.execute("INSERT INTO event (body) VALUES (?)", (body,))
            db.execute("COMMIT")
        return Response(status=200)

    return app


def main() -> None:
    """Serve on a free port of this machine until ended."""
    app = {"ours": ours, "floor": floor}[sys.argv[1]](sys.argv[2])
    server = create_server(app, host="127.0.0.1", port=0, threads=WEB_THREADS, clear_untrusted_proxy_headers=True, ident=None)
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    main()
