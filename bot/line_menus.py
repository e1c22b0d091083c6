"""LINE's rich menu calls. With `bot/line.py` the only place that knows the SDK.

Bodies go out as dicts: the SDK's models silently drop keys that they do not know. Every call has a timeout, since
the SDK has none of its own.
"""

import json
from typing import Any, Protocol

TIMEOUT = (5.0, 20.0)  # seconds: to connect, to answer. A picture may take a while
PNG = {"Content-Type": "image/png"}


class MenuCallRefused(Exception):
    """LINE said no, or said nothing (status 0). ``message`` is LINE's own."""

    def __init__(self, call: str, status: int, message: str) -> None:
        self.call, self.status, self.message = call, status, message
        super().__init__(f"{call}: {status} {message}")


class RichMenuApi(Protocol):
    """What `bot/richmenu/sync.py` asks of LINE. Every method raises MenuCallRefused."""

    def list_rich_menus(self) -> list[dict[str, Any]]:
        """Every menu made through the API, with its ``richMenuId``."""

    def create_rich_menu(self, menu: dict[str, Any]) -> str:
        """Make a menu without a picture; returns its id. At most 100 an hour."""

    def has_image(self, menu_id: str) -> bool:
        """Whether the menu's picture has been uploaded."""

    def upload_image(self, menu_id: str, png: bytes) -> None:
        """Give the menu its picture, once and for ever."""

    def list_aliases(self) -> dict[str, str]:
        """Alias → menu id."""

    def create_alias(self, alias: str, menu_id: str) -> None:
        """Name a menu that has a picture."""

    def update_alias(self, alias: str, menu_id: str) -> None:
        """Let an existing name mean another menu."""

    def get_default(self) -> str | None:
        """The menu of everybody who has none of his own."""

    def set_default(self, menu_id: str) -> None:
        """Show this menu to everybody who has none of his own."""

    def move_people(self, successors: dict[str, str]) -> str:
        """Ask that whoever has an old menu get its successor; returns the id of the request. At most 3 an hour."""

    def moved(self, request_id: str) -> bool:
        """Whether the move has been carried out. Raises MenuCallRefused (status 0) where it failed."""

    def delete(self, menu_id: str) -> None:
        """Take a menu away; no error where it is gone. At most 100 an hour."""


class LineMenus(RichMenuApi):
    """`RichMenuApi` over the SDK's client. `url` and `data_url` are LINE's two hosts, or the emulator's one."""

    def __init__(self, url: str, data_url: str, token: str) -> None:
        from linebot.v3.messaging import ApiClient, Configuration

        self._api = ApiClient(Configuration(host=url, access_token=token))
        self._data = ApiClient(Configuration(host=data_url, access_token=token))

    def list_rich_menus(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._json("GET", "/v2/bot/richmenu/list")["richmenus"]
        return found

    def create_rich_menu(self, menu: dict[str, Any]) -> str:
        return str(self._json("POST", "/v2/bot/richmenu", menu)["richMenuId"])

    def has_image(self, menu_id: str) -> bool:
        try:
            self._call(self._data, "GET", f"/v2/bot/richmenu/{menu_id}/content")
        except MenuCallRefused as refusal:
            if refusal.status == 404:
                return False
            raise
        return True

    def upload_image(self, menu_id: str, png: bytes) -> None:
        self._call(self._data, "POST", f"/v2/bot/richmenu/{menu_id}/content", png, PNG)

    def list_aliases(self) -> dict[str, str]:
        aliases = self._json("GET", "/v2/bot/richmenu/alias/list")["aliases"]
        return {alias["richMenuAliasId"]: alias["richMenuId"] for alias in aliases}

    def create_alias(self, alias: str, menu_id: str) -> None:
        self._json("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": alias, "richMenuId": menu_id})

    def update_alias(self, alias: str, menu_id: str) -> None:
        self._json("POST", f"/v2/bot/richmenu/alias/{alias}", {"richMenuId": menu_id})

    def get_default(self) -> str | None:
        try:
            return str(self._json("GET", "/v2/bot/user/all/richmenu")["richMenuId"])
        except MenuCallRefused as refusal:
            if refusal.status == 404:
                return None
            raise

    def set_default(self, menu_id: str) -> None:
        self._json("POST", f"/v2/bot/user/all/richmenu/{menu_id}")

    def move_people(self, successors: dict[str, str]) -> str:
        body = {"operations": [{"type": "link", "from": old, "to": new} for old, new in successors.items()]}
        answer = self._call(self._api, "POST", "/v2/bot/richmenu/batch", body)
        return str(answer.headers["x-line-request-id"])

    def moved(self, request_id: str) -> bool:
        phase = self._json("GET", f"/v2/bot/richmenu/progress/batch?requestId={request_id}")["phase"]
        if phase == "failed":
            raise MenuCallRefused("move", 0, "LINE could not move everybody")
        return bool(phase == "succeeded")

    def delete(self, menu_id: str) -> None:
        try:
            self._json("DELETE", f"/v2/bot/richmenu/{menu_id}")
        except MenuCallRefused as refusal:
            if refusal.status != 404:
                raise

    def _json(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._call(self._api, method, path, body).raw_data or b"{}")
        return answer

    def _call(
        self, client: Any, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Any:
        from linebot.v3.messaging.exceptions import OpenApiException
        from urllib3.exceptions import HTTPError

        try:
            return client.call_api(
                path, method, header_params=dict(headers or {"Content-Type": "application/json"}), body=body,
                response_types_map={"200": "bytearray", "202": "bytearray"}, auth_settings=["Bearer"],
                _request_timeout=TIMEOUT,
            )  # fmt: skip
        except OpenApiException as refusal:
            said = getattr(refusal, "body", None) or str(refusal)
            raise MenuCallRefused(
                f"{method} {path}", int(getattr(refusal, "status", 0) or 0), str(said)
            ) from refusal
        except HTTPError as trouble:  # the network's troubles are none of the SDK's exceptions
            raise MenuCallRefused(f"{method} {path}", 0, str(trouble)) from trouble
