"""ID tokens of LINE Login, and endpoints that are not there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from emulator.driver import Emulator, Phone
from tests.emulator.conftest import Line

CHANNEL = "1234567890"


def verify(line: Line, token: str, channel: str = CHANNEL) -> Any:
    body = urlencode({"id_token": token, "client_id": channel}).encode()
    return line.call("POST", "/oauth2/v2.1/verify", body, Content_Type="application/x-www-form-urlencoded")


@pytest.fixture
def token(emulator: Emulator, phone: Phone) -> str:
    return str(emulator.post(f"{phone.path}/id_token", {})["idToken"])


def test_an_id_token_names_its_user(line: Line, phone: Phone, token: str) -> None:
    answer = verify(line, token)

    assert answer.status == 200
    assert (answer.body["sub"], answer.body["aud"], answer.body["name"]) == (phone.user_id, CHANNEL, "山田")


def test_forged_foreign_and_old_id_tokens_are_refused(line: Line, emulator: Emulator, token: str) -> None:
    head, claims, signature = token.split(".")

    assert verify(line, f"{head}.{claims[:-2]}AA.{signature}").status == 400
    assert verify(line, "").status == 400
    assert verify(line, token, "999").status == 400
    emulator.travel(seconds=3601)
    assert verify(line, token).body["error_description"] == "IdToken expired."


def test_an_endpoint_that_is_not_there_is_refused_and_logged(line: Line, emulator: Emulator) -> None:
    answer = line.call("POST", "/v2/bot/message/shout", {})

    assert (answer.status, answer.body) == (404, {"message": "Not found"})
    assert emulator.refused()[0]["path"] == "/v2/bot/message/shout"
