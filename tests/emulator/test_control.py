"""The control API, the streams, the driver: what the page and other tests stand on."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from emulator.app import Handle
from emulator.driver import Emulator, NotOnScreen, Phone, Refused
from tests.emulator.conftest import Bot, Line, a_text


@contextmanager
def stream(url: str, path: str = "/emulator/events") -> Iterator[Iterator[dict[str, Any]]]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200, answer.status
    assert answer.readline() == b": hello\n"

    def frames() -> Iterator[dict[str, Any]]:
        while line := answer.readline():
            if line.startswith(b"data: "):
                yield json.loads(line[6:])

    yield frames()
    answer.close()
    connection.close()


def test_state_names_the_bot_the_people_and_the_links(started: Callable[..., Handle]) -> None:
    notes = [{"title": "職員", "text": "staff / secret"}]
    emulator = Emulator(started(links={"Console": "http://127.0.0.1:1/"}, notes=notes).url)
    phone = emulator.phone("山田")
    state = emulator.state()

    assert state["bot"]["userId"].startswith("U")
    assert state["users"] == [
        {"userId": phone.user_id, "displayName": "山田", "friend": False, "blocked": False}
    ]
    assert (state["links"], state["notes"]) == ({"Console": "http://127.0.0.1:1/"}, notes)


def test_people_follow_block_and_come_back(emulator: Emulator, bot: Bot) -> None:
    phone = emulator.phone()
    phone.follow()
    phone.block()
    with pytest.raises(Refused) as refused:
        phone.says("hello?")
    assert (refused.value.status, refused.value.answer) == (409, {"error": "blocked"})
    phone.unblock()

    kinds = [(event["type"], event.get("follow")) for event in bot.waits_for(3)]
    assert kinds == [
        ("follow", {"isUnblocked": False}),
        ("unfollow", None),
        ("follow", {"isUnblocked": True}),
    ]
    assert [item["message"]["event"] for item in phone.items()] == ["follow", "block", "unblock"]


def test_control_calls_with_nonsense_are_answered_and_nothing_breaks(
    emulator: Emulator, phone: Phone
) -> None:
    wrong: list[tuple[str, Any]] = [
        ("/emulator/users/U1/text", {"text": "a"}),
        (f"{phone.path}/text", {"text": ""}),
        (f"{phone.path}/text", {"text": 5}),
        (f"{phone.path}/text", [1]),
        (f"{phone.path}/postback", {"data": 5}),
        (f"{phone.path}/action", {}),
        (f"{phone.path}/action", {"action": {"type": "dance"}}),
        (f"{phone.path}/action", {"action": {"type": "datetimepicker", "data": "d"}}),
        (f"{phone.path}/location", {"latitude": "x"}),
        (f"{phone.path}/unsend", {"messageId": "1"}),
        (f"{phone.path}/image", {}),
        ("/emulator/users", {"userId": "me"}),
        ("/emulator/users", {"userId": phone.user_id}),
        ("/emulator/clock", {"now": "tomorrow"}),
        ("/emulator/clock", {}),
    ]
    for path, body in wrong:
        with pytest.raises(Refused) as refused:
            emulator.post(path, body)
        assert refused.value.status in (400, 404, 409), path
        assert "error" in refused.value.answer, path


def test_messages_since_a_number_are_only_the_newer_ones(phone: Phone) -> None:
    first = phone.says("one")["item"]["seq"]
    phone.says("two")

    assert [item["message"]["text"] for item in phone.items(first)] == ["two"]
    assert len(phone.items()) == 3


def test_a_moved_clock_is_told_on(started: Callable[..., Handle]) -> None:
    told: list[dict[str, str]] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *words: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    emulator = Emulator(started(clock_url=f"http://127.0.0.1:{server.server_port}/demo/clock").url)
    now = emulator.travel(now="2027-04-01T09:00:00+09:00")
    server.shutdown()
    server.server_close()

    assert now.startswith("2027-04-01T00:00:0")
    assert [entry["now"][:18] for entry in told] == ["2027-04-01T00:00:0"]


def test_a_clock_that_nobody_hears_still_moves_and_says_so(started: Callable[..., Handle]) -> None:
    emulator = Emulator(started(clock_url="http://127.0.0.1:1/clock").url)
    answer = emulator.post("/emulator/clock", {"advance": 3600})

    assert "refused" in answer["trouble"]
    assert abs(answer["offset"] - 3600) < 1


def test_pages_hear_of_bubbles_menus_dots_and_reading(
    handle: Handle, line: Line, emulator: Emulator, phone: Phone, bot: Bot
) -> None:
    with stream(handle.url) as frames:
        phone.says("hi")
        token = bot.waits_for(2)[-1]["message"]["markAsReadToken"]
        line.call("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": token})
        line.call("POST", "/v2/bot/chat/loading/start", {"chatId": phone.user_id})
        line.push(phone.user_id, a_text("answer"))
        heard: list[dict[str, Any]] = []
        for frame in frames:
            heard.append(frame)
            if frame["type"] == "item" and frame["item"]["from"] == "bot":
                break

    kinds = [frame["type"] for frame in heard if frame["type"] != "webhook"]
    assert kinds == ["item", "read", "loading", "item"]
    assert heard[-1]["item"]["message"]["text"] == "answer"


def test_a_page_of_one_person_hears_no_other(handle: Handle, emulator: Emulator, phone: Phone) -> None:
    other = emulator.phone()
    with stream(handle.url, f"/emulator/events?userId={phone.user_id}") as frames:
        other.says("not for you")
        phone.says("for you")
        heard = next(frame for frame in frames if frame["type"] == "item")

    assert heard["item"]["message"]["text"] == "for you"


def test_eight_open_pages_starve_nobody_and_a_ninth_is_refused_when_eight_is_the_cap(
    started: Callable[..., Handle],
) -> None:
    handle = started(max_streams=8, threads=12)
    line, emulator = Line(handle.url), Emulator(handle.url)
    phone = emulator.phone()
    phone.follow()
    from contextlib import ExitStack

    with ExitStack() as pages:
        for _ in range(8):
            pages.enter_context(stream(handle.url))
        assert all(line.push(phone.user_id, a_text()).status == 200 for _ in range(20))
        with pytest.raises(Refused) as refused:
            emulator.get("/emulator/events")
        assert refused.value.status == 503


def test_a_closed_page_gives_its_place_back(started: Callable[..., Handle]) -> None:
    handle = started(max_streams=1)
    with stream(handle.url):
        pass

    for _ in range(40):
        if not handle.world.streams.queues:
            break
        handle.world.stopping.wait(0.1)
    with stream(handle.url):
        assert len(handle.world.streams.queues) == 1


def test_a_tap_does_what_the_button_says(line: Line, phone: Phone, bot: Bot) -> None:
    item = {
        "type": "action",
        "action": {"type": "postback", "label": "はい", "data": "yes", "displayText": "はい"},
    }
    line.push(phone.user_id, a_text("よろしいですか", quickReply={"items": [item]}))
    phone.taps("はい")

    assert bot.waits_for(2)[-1]["postback"] == {"data": "yes"}
    assert phone.items()[-1]["message"] == {"type": "text", "text": "はい"}
    assert phone.items()[-1]["postback"] is True


def test_quick_replies_vanish_with_the_next_message_and_with_a_tap(line: Line, phone: Phone) -> None:
    item = {"type": "action", "action": {"type": "postback", "label": "A", "data": "a"}}
    line.push(phone.user_id, a_text("choose", quickReply={"items": [item]}))
    phone.taps("A")
    with pytest.raises(NotOnScreen):
        phone.taps("A")

    line.push(phone.user_id, a_text("choose", quickReply={"items": [item]}), a_text("or not"))
    with pytest.raises(NotOnScreen) as missing:
        phone.taps("A")
    assert "or not" in str(missing.value)


def test_buttons_on_cards_and_menus_are_found_by_label_newest_first(
    line: Line, phone: Phone, bot: Bot
) -> None:
    def card(data: str) -> dict[str, Any]:
        button = {"type": "button", "action": {"type": "postback", "label": "選ぶ", "data": data}}
        box = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "第1回"}, button]}
        return {"type": "flex", "altText": "通帳", "contents": {"type": "bubble", "body": box}}

    line.push(phone.user_id, card("old"), card("new"), a_text("done"))
    phone.taps("選ぶ")

    assert bot.waits_for(2)[-1]["postback"]["data"] == "new"
    assert phone.texts()[0] == "通帳\n第1回\n選ぶ"
    with pytest.raises(NotOnScreen, match="選ぶ"):
        phone.taps("ない")


def test_links_open_and_pickers_take_their_choice(line: Line, phone: Phone, bot: Bot) -> None:
    actions = [
        {"type": "uri", "label": "開く", "uri": "https://example.com/"},
        {"type": "datetimepicker", "label": "日付", "data": "day", "mode": "date"},
        {"type": "message", "label": "言う", "text": "こんにちは"},
    ]
    template = {"type": "buttons", "text": "t", "actions": actions}
    line.push(phone.user_id, {"type": "template", "altText": "a", "template": template})

    assert phone.taps("開く") == {"opened": "https://example.com/"}
    phone.taps("日付", date="2026-01-31")
    phone.taps("言う")
    events = bot.waits_for(3)
    assert events[1]["postback"] == {"data": "day", "params": {"date": "2026-01-31"}}
    assert events[2]["message"]["text"] == "こんにちは"


def test_waiting_in_vain_says_what_was_said_instead(line: Line, phone: Phone) -> None:
    line.push(phone.user_id, a_text("something else"))
    with pytest.raises(AssertionError, match="something else"):
        phone.wait_for("nothing of the kind", timeout=0.05)


def test_reset_forgets_everything_but_the_settings(line: Line, emulator: Emulator, phone: Phone) -> None:
    emulator.travel(seconds=100)
    emulator.switch(duplicates=3)
    emulator.reset()

    state = emulator.state()
    assert state["users"] == []
    assert emulator.get("/emulator/clock")["offset"] == 0
    assert emulator.get("/emulator/switches")["webhook"]["duplicates"] == 1
    assert emulator.log() == []
    assert line.call("GET", "/v2/bot/info").status == 200
