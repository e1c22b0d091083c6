"""The watch over all tests sees what LINE would refuse (tests/conftest.py)."""

import json

import pytest

from bot import line
from bot.messages import Card, Choice, Text
from emulator.app import Handle, start
from emulator.driver import Emulator
from emulator.settings import Settings
from tests.conftest import refused

SETTINGS = {"webhook_url": "http://127.0.0.1:9/", "channel_secret": "s" * 32, "channel_access_token": "token", "port": 0}


def test_what_line_would_refuse_is_seen_where_it_is_rendered():
    with pytest.raises(AssertionError, match="LINE would refuse"):
        line.render([Card("", choices=(Choice("", "x"),))])
    assert line.render([Text("はい")])


def test_a_call_that_was_refused_is_seen_when_the_emulator_stops():
    handle = start(Settings(**SETTINGS))
    _pushes(handle, {"type": "text", "text": ""})

    with pytest.raises(AssertionError, match=r"LINE refused what the bot sent.*push 400"):
        handle.stop()


def test_a_fault_that_a_switch_planted_is_no_refusal():
    handle = start(Settings(**SETTINGS))
    Emulator(handle.url).switch({"fault": "rate", "endpoint": "push"})
    _pushes(handle, {"type": "text", "text": "はい"})

    assert refused(handle.world.log.since()) == []
    handle.stop()


def _pushes(handle: Handle, message: dict) -> None:
    emulator = Emulator(handle.url)
    body = {"to": emulator.phone("山田").user_id, "messages": [message]}
    emulator.fetch("POST", "/v2/bot/message/push", json.dumps(body).encode(), {"Authorization": "Bearer token", "Content-Type": "application/json"})
