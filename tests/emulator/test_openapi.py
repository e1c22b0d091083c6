"""Answers and webhooks against LINE's published OpenAPI files, where those lie beside the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from emulator.driver import Emulator, Phone
from tests.emulator.conftest import Bot, Line, a_text
from tests.emulator.test_richmenus import made, menu

FOLDER = Path(__file__).resolve().parents[2] / ".." / "shared" / "line-openapi"
PLACEHOLDERS = {
    "{userId}": "user",
    "{richMenuId}": "menu",
    "{messageId}": "message",
    "{richMenuAliasId}": "alias",
}

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="LINE's OpenAPI files are not beside the repository"
)


def document(name: str) -> dict[str, Any]:
    return yaml.safe_load((FOLDER / name).read_text())


@pytest.fixture(scope="module")
def messaging() -> dict[str, Any]:
    return document("messaging-api.yml")


def check(spec: dict[str, Any], schema: dict[str, Any], found: Any) -> None:
    jsonschema.Draft202012Validator({**schema, "components": spec["components"]}).validate(found)


def answer_schema(spec: dict[str, Any], method: str, path: str, status: int) -> dict[str, Any]:
    answers = spec["paths"][path][method.lower()]["responses"]
    content = answers[str(status)].get("content", {})
    return content.get("application/json", {}).get("schema", {})


def test_every_answer_has_the_documented_shape(
    messaging: dict[str, Any], line: Line, phone: Phone, bot: Bot
) -> None:
    menu_id = made(line)
    line.call("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "a", "richMenuId": menu_id})
    line.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}")
    line.call("POST", f"/v2/bot/user/{phone.user_id}/richmenu/{menu_id}")
    video = phone.sends("video", b"mp4", "a.mp4", "video/mp4")["item"]["id"]
    messages = [a_text(), {"type": "location", "title": "t", "address": "a", "latitude": 1, "longitude": 2}]
    token = bot.events[0]["replyToken"]
    calls: list[tuple[str, str, Any, int]] = [
        ("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": messages}, 200),
        ("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": messages}, 400),
        ("POST", "/v2/bot/message/push", {"to": phone.user_id, "messages": messages}, 200),
        ("POST", "/v2/bot/message/push", {"to": phone.user_id, "messages": []}, 400),
        ("POST", "/v2/bot/message/multicast", {"to": [phone.user_id], "messages": messages}, 200),
        ("POST", "/v2/bot/message/validate/push", {"messages": messages}, 200),
        ("GET", "/v2/bot/message/quota", None, 200),
        ("GET", "/v2/bot/message/quota/consumption", None, 200),
        ("GET", "/v2/bot/message/{messageId}/content/transcoding", None, 200),
        ("GET", "/v2/bot/profile/{userId}", None, 200),
        ("GET", "/v2/bot/followers/ids", None, 200),
        ("GET", "/v2/bot/info", None, 200),
        ("GET", "/v2/bot/channel/webhook/endpoint", None, 200),
        ("POST", "/v2/bot/channel/webhook/test", {}, 200),
        ("POST", "/v2/bot/richmenu", menu(), 200),
        ("GET", "/v2/bot/richmenu/{richMenuId}", None, 200),
        ("GET", "/v2/bot/richmenu/list", None, 200),
        ("GET", "/v2/bot/user/all/richmenu", None, 200),
        ("GET", "/v2/bot/user/{userId}/richmenu", None, 200),
        ("GET", "/v2/bot/richmenu/alias/{richMenuAliasId}", None, 200),
        ("GET", "/v2/bot/richmenu/alias/list", None, 200),
        ("POST", "/v2/bot/user/{userId}/linkToken", None, 200),
        ("POST", "/v2/bot/chat/loading/start", {"chatId": phone.user_id, "loadingSeconds": 5}, 202),
    ]
    values = {"user": phone.user_id, "menu": menu_id, "message": video, "alias": "a"}
    for method, path, body, status in calls:
        address = path
        for placeholder, name in PLACEHOLDERS.items():
            address = address.replace(placeholder, values[name])
        answer = line.call(method, address, body)
        assert answer.status == status, (path, answer.body)
        check(messaging, answer_schema(messaging, method, path, status), answer.body)


def test_the_409_of_a_retry_key_has_the_documented_shape(
    messaging: dict[str, Any], line: Line, phone: Phone
) -> None:
    key = "123e4567-e89b-12d3-a456-426614174000"
    line.push(phone.user_id, a_text(), X_Line_Retry_Key=key)
    answer = line.push(phone.user_id, a_text(), X_Line_Retry_Key=key)

    check(messaging, answer_schema(messaging, "POST", "/v2/bot/message/push", 409), answer.body)


def test_every_webhook_has_the_documented_shape(
    line: Line, emulator: Emulator, phone: Phone, bot: Bot
) -> None:
    spec = document("webhook.yml")
    said = phone.says("hi")
    phone.sends_sticker()
    phone.sends_location()
    phone.posts_back("d", params={"datetime": "2026-01-31T09:30"})
    for kind in ("image", "file", "video", "audio"):
        phone.sends(kind, b"bytes", "a.bin", "application/octet-stream")
    phone.unsends(said["item"]["id"])
    token = line.call("POST", f"/v2/bot/user/{phone.user_id}/linkToken").body["linkToken"]
    line.call("GET", f"/dialog/bot/accountLink?linkToken={token}&nonce={'n' * 20}")
    phone.block()
    schemas = spec["components"]["schemas"]
    kinds = schemas["Event"]["discriminator"]["mapping"]
    messages = schemas["MessageContent"]["discriminator"]["mapping"]

    for event in bot.waits_for(12):
        check(spec, {"$ref": kinds[event["type"]]}, event)
        if event["type"] == "message":
            check(spec, {"$ref": messages[event["message"]["type"]]}, event["message"])


def test_the_endpoints_of_messages_menus_and_content_are_all_there(
    messaging: dict[str, Any], checker: Line
) -> None:
    missing = {
        "/v2/bot/message/narrowcast", "/v2/bot/message/progress/narrowcast", "/v2/bot/message/aggregation/list",
    }  # fmt: skip
    wanted = [
        (method.upper(), path)
        for path, methods in messaging["paths"].items()
        for method in methods
        if method != "parameters"
        and path.startswith(
            ("/v2/bot/message/", "/v2/bot/richmenu", "/v2/bot/user/", "/v2/bot/chat/", "/v2/bot/channel/")
        )
        and path not in missing
        and "/delivery/" not in path
    ]
    assert len(wanted) > 35
    for method, path in wanted:
        answer = checker.call(
            method, path.replace("{", "").replace("}", ""), b"" if method != "GET" else None
        )

        assert answer.status != 405, (method, path)
        assert isinstance(answer.body, dict), (method, path)  # Flask's own 404 is a page, LINE's is JSON.
