"""One JSON line an event, with ids, and nothing of anybody: not from us, not from a library."""

import io
import json
import logging
import re
import sys

import pytest
import structlog

from bot import inbox, logs
from bot.clock import Clock
from bot.engine import ThreadEngine
from tests.bot.talking import a_house

WHO = "U" + "0123456789abcdef" * 2
SECRETS = ("山田花子", "1234567", "hanako@example.jp", WHO)


@pytest.fixture
def written(monkeypatch):
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    logs.set_up()
    yield lambda: [json.loads(line) for line in said.getvalue().splitlines()]
    structlog.reset_defaults()
    logging.basicConfig(level=logging.WARNING, force=True)


def test_an_exception_is_told_by_kind_and_place_never_by_message(written):
    try:
        try:
            raise KeyError("山田花子 1234567")
        except KeyError as error:
            raise ValueError(f"hanako@example.jp {WHO}") from error
    except ValueError:
        structlog.get_logger().exception("turn failed", line_event=7)
    [line] = written()
    assert line["exception"] == "ValueError < KeyError"
    assert line["line_event"] == 7
    assert line["at"][-1].startswith("test_logs.py:")
    assert not [secret for secret in SECRETS if secret in json.dumps(line, ensure_ascii=False)]


def test_a_library_is_made_to_speak_the_same_way(written):
    try:
        raise RuntimeError("山田花子")
    except RuntimeError:
        logging.getLogger("procrastinate.worker").error("Job drain(line_user='%s') failed for hanako@example.jp", WHO, exc_info=True)
    [line] = written()
    assert line["exception"] == "RuntimeError"
    assert line["logger"] == "procrastinate.worker"
    assert f"person:{logs.short(WHO)}" in line["event"]
    assert not [secret for secret in SECRETS if secret in json.dumps(line, ensure_ascii=False)]


def test_a_number_of_the_system_is_told(written):
    try:
        open("/nowhere/at/all")  # noqa: SIM115
    except OSError:
        structlog.get_logger().exception("x")
    assert written()[0]["exception"] == "FileNotFoundError(2)"


def test_lines_of_a_persons_turns_carry_the_person_as_a_hash(written):
    for who in (WHO, WHO.replace("0", "1")):
        logs.about(who)
        structlog.get_logger().info("within")
    one, other = written()
    assert one["person"] == logs.short(WHO) != other["person"]
    assert re.fullmatch(r"[0-9a-f]{8}", one["person"])


def test_a_turn_that_fails_is_written_with_its_event_and_its_person(tmp_path, written):
    house = a_house(tmp_path)
    with house.db.writing() as tx:
        inbox.keep(tx, "E", WHO, 1, {"type": "message", "message": {"type": "text", "text": "山田花子"}}, Clock.real_ms())
    ThreadEngine(house, {"menu": None}).drain([WHO])
    line = next(line for line in written() if line["event"] == "turn failed")
    assert (line["person"], line["turn"], line["level"]) == (logs.short(WHO), 1, "error")
    house.db.close()


def test_a_request_is_one_line_with_its_id_and_its_route_not_its_address(desk_client, written):
    answer = desk_client.get("/p/a-one-time-token-that-opens-a-page")
    line = next(line for line in written() if line["event"] == "request")
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert (line["method"], line["status"]) == ("GET", answer.status_code)
    assert "one-time-token" not in json.dumps(line)


@pytest.fixture
def desk_client(tmp_path):
    from bot.app import create_app

    house = a_house(tmp_path)
    yield create_app(house).test_client()
    house.db.close()
