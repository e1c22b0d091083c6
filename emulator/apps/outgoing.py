"""Short HTTP calls of the side apps: never followed elsewhere, never endless."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

SECONDS = 5.0
LARGEST = 10 * 1024 * 1024


def call(
    method: str,
    url: str,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
    seconds: float = SECONDS,
) -> tuple[int, str, bytes]:
    """Call once and return (status, content type, body of at most LARGEST bytes). Redirects are not followed.

    Raises OSError when there is no answer within `seconds`, and for an address that is not http or https.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise OSError(f"not a web address: {url}")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=seconds)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type", ""), answer.read(LARGEST)
    except http.client.HTTPException as trouble:
        raise OSError(str(trouble)) from trouble
    finally:
        connection.close()
