"""The switches: each fault, where it strikes, how often; what it leaves done and undone."""

from __future__ import annotations

import time
from typing import Any

import pytest

from emulator.driver import Emulator, Phone, Refused
from tests.emulator.conftest import Line, a_text


def outcome(line: Line, phone: Phone) -> Any:
    try:
        return line.push(phone.user_id, a_text()).status
    except ConnectionError:
        return "reset"


@pytest.mark.parametrize(
    ("fault", "status", "message"),
    [
        ("rate", 429, "The API rate limit has been exceeded. Try again later."),
        ("monthly", 429, "You have reached your monthly limit."),
        ("reserved", 429, "You have reached your monthly limit."),
        ("error500", 500, "Internal Server Error"),
    ],
)
def test_a_fault_is_answered_once_and_nothing_is_sent(
    line: Line, emulator: Emulator, phone: Phone, fault: str, status: int, message: str
) -> None:
    emulator.switch({"fault": fault, "endpoint": "push", "count": 1})
    refused = line.push(phone.user_id, a_text())

    assert (refused.status, refused.body) == (status, {"message": message})
    assert refused.headers["x-line-request-id"]
    assert line.push(phone.user_id, a_text()).status == 200
    assert phone.texts() == ["hello"]
    assert emulator.refused() == []  # A fault that was ordered is not the bot's.


def test_a_reset_comes_before_the_work(line: Line, emulator: Emulator, phone: Phone) -> None:
    emulator.switch({"fault": "reset", "count": 1})

    assert [outcome(line, phone), outcome(line, phone)] == ["reset", 200]
    assert phone.texts() == ["hello"]


def test_a_lost_answer_comes_after_the_work(line: Line, emulator: Emulator, phone: Phone) -> None:
    emulator.switch({"fault": "lost", "count": 1})

    assert outcome(line, phone) == "reset"
    assert phone.texts() == ["hello"]


def test_a_timeout_hangs_and_does_nothing(line: Line, emulator: Emulator, phone: Phone) -> None:
    emulator.switch({"fault": "timeout", "count": 1, "seconds": 0.3})
    started = time.monotonic()

    assert outcome(line, phone) == "reset"
    assert time.monotonic() - started >= 0.3
    assert phone.texts() == []


def test_a_delay_is_only_a_delay(line: Line, emulator: Emulator, phone: Phone) -> None:
    emulator.switch({"fault": "delay", "count": 1, "ms": 200})
    started = time.monotonic()

    assert outcome(line, phone) == 200
    assert time.monotonic() - started >= 0.2


def test_a_fault_keeps_to_its_endpoint(line: Line, emulator: Emulator, phone: Phone) -> None:
    emulator.switch({"fault": "error500", "endpoint": "reply"})

    assert outcome(line, phone) == 200


def test_chances_are_the_same_for_the_same_seed(line: Line, emulator: Emulator, phone: Phone) -> None:
    rule = {"fault": "error500", "endpoint": "push", "probability": 0.5}
    seen = []
    for _ in range(2):
        emulator.post("/emulator/switches", {"seed": 7, "api": [rule]})
        seen.append([outcome(line, phone) for _ in range(20)])

    assert seen[0] == seen[1]
    assert {200, 500} == set(seen[0])


def test_unknown_switches_are_refused(emulator: Emulator) -> None:
    for wrong in (
        {"api": [{"fault": "earthquake"}]},
        {"api": [{"fault": "rate", "x": 1}]},
        {"webhook": {"x": 1}},
    ):
        with pytest.raises(Refused) as refused:
            emulator.post("/emulator/switches", wrong)
        assert refused.value.status == 400


def test_calm_puts_every_switch_back(line: Line, emulator: Emulator, phone: Phone) -> None:
    before = emulator.get("/emulator/switches")
    emulator.switch({"fault": "error500"}, duplicates=3)
    emulator.calm()

    assert emulator.get("/emulator/switches") == before
    assert outcome(line, phone) == 200
