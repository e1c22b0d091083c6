"""One signed POST to the bot, on a connection of its own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
from typing import Any
from urllib.parse import urlsplit


def sign(secret: str, body: bytes) -> str:
    """The x-line-signature of these bytes: base64 of HMAC-SHA256 under the channel secret."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def encode(payload: dict[str, Any]) -> bytes:
    """The body as LINE writes it: UTF-8, and escapes only where a lone surrogate has no UTF-8."""
    try:
        return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(payload, separators=(",", ":")).encode()


def send(url: str, body: bytes, signature: str, timeout: float) -> tuple[int | None, str]:
    """Post a body and wait `timeout` seconds for the answer: its status (None when none came) and a reason.

    Every post has its own connection: on one that had idled, nobody could tell whether a body was read or not.
    """
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body, {**HEADERS, "x-line-signature": signature})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.reason
    except TimeoutError:
        return None, "request_timeout"
    except (OSError, http.client.HTTPException) as trouble:
        return None, f"could_not_connect: {trouble}"
    finally:
        connection.close()


HEADERS = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "LineBotWebhook/2.0"}
