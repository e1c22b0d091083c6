"""The one door to line-bot-sdk: the calls that carry a row of the outbox to LINE, and what each answer means.

The SDK's models are not used: bodies are the JSON that `bot/line.py` rendered (models drop unknown keys silently and
cost more than the turn). Every call has a timeout; the SDK has none of its own.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot import deadline

TIMEOUT = (3.0, 10.0)  # seconds to connect, to answer
THREADS = 64  # that call at once: LINE answers after some 150 ms, which makes some 400 a second; each keeps its connection

Outcome = Literal["accepted", "token_gone", "rate", "monthly", "reserved", "unauthorized", "refused", "blocked", "unsent", "unclear"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What LINE said. `unsent`: surely not done, may be tried again. `unclear`: nobody knows whether it was done."""

    outcome: Outcome
    request_id: str = ""
    detail: str = ""


class LineClient:
    """Calls of one channel; thread-safe, connections are kept."""

    def __init__(self, api_url: str, data_url: str, token: str, threads: int = THREADS) -> None:
        from linebot.v3.messaging import ApiClient, Configuration

        self._url = api_url
        self._headers = {"Accept": "application/json", "Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        self._api = ApiClient(self._configuration(Configuration, api_url, token, threads))
        self._data = ApiClient(self._configuration(Configuration, data_url, token, threads))
        for api in (self._api, self._data):
            deadline.keep(api.rest_client.pool_manager)

    @staticmethod
    def _configuration(make: Any, url: str, token: str, threads: int) -> Any:
        configuration = make(host=url, access_token=token)
        configuration.connection_pool_maxsize = threads
        configuration.retries = False  # A retry is ours to decide: with the row's key, after a pause, on the record.
        return configuration

    def reply(self, token: str, messages: list[dict[str, Any]]) -> Answer:
        """Answer with a reply token. May be tried once only: LINE knows no retry key here."""
        return self._post("/v2/bot/message/reply", {"replyToken": token, "messages": messages})

    def push(self, line_user: str, messages: list[dict[str, Any]], retry_key: str) -> Answer:
        """Push with the row's retry key: however often it is tried, LINE does it once (within 24 hours)."""
        return self._post("/v2/bot/message/push", {"to": line_user, "messages": messages}, {"X-Line-Retry-Key": retry_key})

    def link_menu(self, line_user: str, menu_id: str) -> Answer:
        """Give a person a rich menu; doing it twice is doing it once."""
        return self._post(f"/v2/bot/user/{line_user}/richmenu/{menu_id}", None)

    def loading(self, line_user: str) -> Answer:
        """Show the three dots for a moment."""
        return self._post("/v2/bot/chat/loading/start", {"chatId": line_user, "loadingSeconds": 5})

    def get(self, path: str) -> dict[str, Any]:
        """A GET of LINE's API as JSON; for `doctor` and the quota. Raises LineUnreachable."""
        return self.ask("GET", path)[0]

    def ask(self, method: str, path: str) -> tuple[dict[str, Any], Mapping[str, str]]:
        """A call that sends nothing to anybody: its JSON and its headers. Raises LineUnreachable."""
        from linebot.v3.messaging.exceptions import ApiException

        try:
            answer = self._call(method, path, None, {})
        except ApiException as error:
            raise LineUnreachable(f"{error.status}: {_message(error)}", error.status) from None
        except Exception as error:
            raise LineUnreachable(str(error)) from None
        return dict(json.loads(answer.data or b"{}")), answer.getheaders()

    def _post(self, path: str, body: dict[str, Any] | None, headers: dict[str, str] | None = None) -> Answer:
        from linebot.v3.messaging.exceptions import ApiException
        from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

        try:
            answer = self._call("POST", path, body, headers or {})
        except ApiException as error:
            return _meaning(error)
        except (NewConnectionError, ConnectTimeoutError) as error:
            return Answer("unsent", detail=str(error))
        except (HTTPError, OSError, UnicodeDecodeError) as error:
            connecting = isinstance(getattr(error, "reason", None), NewConnectionError | ConnectTimeoutError)
            return Answer("unsent" if connecting else "unclear", detail=f"{type(error).__name__}: {error}")
        return Answer("accepted", request_id=str(answer.getheader("x-line-request-id") or ""))

    def _call(self, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]) -> Any:
        # The SDK's own way here walks through headers and body twice more; this is where it arrives.
        sent = self._headers | {"User-Agent": self._api.user_agent} | headers
        return self._api.rest_client.request(method, self._url + path, headers=sent, body=body, _request_timeout=TIMEOUT)


class LineUnreachable(Exception):
    """LINE could not be asked, or said no. ``status`` is 0 where it said nothing."""

    def __init__(self, message: str, status: int = 0) -> None:
        self.status = status
        super().__init__(message)


def _meaning(error: Any) -> Answer:
    """LINE's error bodies: 409 is success, 429 has three causes with three remedies."""
    headers = error.headers or {}
    request_id = str(headers.get("x-line-request-id", ""))
    detail = _message(error)
    return Answer(_outcome(error.status, detail), request_id, f"{error.status}: {detail}")


def _outcome(status: int, detail: str) -> Outcome:
    if status == 409:
        return "accepted"
    if status == 429:
        lowered = detail.lower()
        return "monthly" if "monthly limit" in lowered else "reserved" if "reserv" in lowered else "rate"
    if status in (401, 403):
        return "unauthorized"
    if status == 400 and "reply token" in detail.lower():
        return "token_gone"
    return "unclear" if status >= 500 else "refused"


def _message(error: Any) -> str:
    body = error.body
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body or "")
    try:
        told = json.loads(text)
    except ValueError:
        return text[:300]
    details = "; ".join(f"{d.get('property', '')} {d.get('message', '')}".strip() for d in told.get("details", []))
    return f"{told.get('message', '')} {details}".strip()[:300]
