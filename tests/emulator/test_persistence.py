"""A kept world survives being killed; one in memory does not try."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

from emulator.app import Handle
from emulator.driver import Emulator, Phone
from tests.emulator.conftest import Bot, Line, a_text
from tests.emulator.test_richmenus import made, png


def test_everything_is_there_after_a_restart(
    started: Callable[..., Handle], bot: Bot, tmp_path: Path
) -> None:
    path = str(tmp_path / "world.db")
    handle = started(state_path=path)
    emulator, line = Emulator(handle.url), Line(handle.url)
    phone = emulator.phone("山田")
    phone.follow()
    token = bot.waits_for(1)[-1]["replyToken"]
    emulator.travel(seconds=30)
    emulator.quota(100)
    key = str(uuid.uuid4())
    first = line.push(phone.user_id, a_text("once"), X_Line_Retry_Key=key)
    file = phone.sends("file", b"\x00bytes", "a.bin", "application/octet-stream")["item"]["id"]
    menu_id = made(line)
    line.call("POST", f"/v2/bot/user/{phone.user_id}/richmenu/{menu_id}")
    handle.world.kv.put("mail", "1", {"subject": "件名"})
    emulator.idle()
    before = phone.items()
    handle.stop()

    handle = started(state_path=path)
    emulator, line, phone = Emulator(handle.url), Line(handle.url), Phone(handle.url, phone.user_id)
    assert phone.items() == before
    assert emulator.state()["users"][0]["friend"] is True
    assert abs(emulator.get("/emulator/clock")["offset"] - 30) < 1
    assert emulator.get("/emulator/quota")["used"] == 1
    again = line.push(phone.user_id, a_text("once"), X_Line_Retry_Key=key)
    assert (again.status, again.body["sentMessages"]) == (409, first.body["sentMessages"])
    assert line.call("GET", f"/v2/bot/message/{file}/content").body == b"\x00bytes"
    assert phone.rich_menu()["richMenuId"] == menu_id
    assert emulator.get(f"/emulator/richmenu/{menu_id}/image") == png()
    assert handle.world.kv.get("mail", "1") == {"subject": "件名"}
    assert line.reply(token, a_text()).status == 200
    assert line.reply(token, a_text()).status == 400


def test_numbers_are_never_used_again(started: Callable[..., Handle], tmp_path: Path) -> None:
    path = str(tmp_path / "world.db")
    handle = started(state_path=path)
    phone = Emulator(handle.url).phone()
    seen = {phone.says("a")["item"]["id"], phone.says("b")["item"]["id"]}
    Emulator(handle.url).idle()
    handle.stop()

    phone = Phone(started(state_path=path).url, phone.user_id)
    assert phone.says("c")["item"]["id"] not in seen
    assert len({item["seq"] for item in phone.items()}) == 3


def run(path: Path, webhook: str) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "emulator", "--port", "0", "--state", str(path), "--webhook", webhook]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    return process, process.stdout.readline().split()[-1]


def test_a_killed_emulator_has_lost_no_answered_call_and_sends_what_it_had_not_sent(
    bot: Bot, tmp_path: Path
) -> None:
    bot.answers = [200]
    process, url = run(tmp_path / "world.db", bot.url)
    phone = Emulator(url).phone()
    phone.follow()
    bot.waits_for(1)
    bot.pause = 5.0  # The bot is busy with the first text while the second one waits.
    for text in ("one", "two"):
        phone.says(text)
    Line(url).push(phone.user_id, a_text("pushed"))
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    bot.pause = 0.0

    process, url = run(tmp_path / "world.db", bot.url)
    try:
        phone = Phone(url, phone.user_id)
        assert phone.texts() == ["pushed"]
        assert Emulator(url).idle()
        events = bot.events
        assert {event["message"]["text"] for event in events if event["type"] == "message"} == {"one", "two"}
    finally:
        process.terminate()
        process.communicate()
