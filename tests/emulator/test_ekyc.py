"""The identity vendor: signed links in, signed callbacks out."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from emulator.app import Handle
from emulator.driver import Emulator, Refused
from tests.emulator.conftest import Bot

SECRET = "emulator-ekyc-secret"
NOW = 1_790_000_000


class Vendor:
    """A client of the vendor, with a callback address that listens."""

    def __init__(self, url: str, bot: Bot) -> None:
        self.http = Emulator(url)
        self.bot = bot
        self.callback = bot.url.replace("/line/webhook", "/ekyc/callback")
        self.http.travel(now=time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(NOW)))

    def link(self, secret: str = SECRET, **changes: str) -> str:
        values = {
            "client": "sumairu", "reference": "R1", "method": "photo", "return_url": "http://127.0.0.1:9/back",
            "callback_url": self.callback, "expires": str(NOW + 600), **changes,
        }  # fmt: skip
        signed = "\n".join(
            values[name]
            for name in ("client", "reference", "method", "return_url", "callback_url", "expires")
        )
        values["signature"] = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
        return f"/ekyc/start?{urlencode(values)}"

    def start(self, **changes: str) -> str:
        """Open a start link; the path of the person's page."""
        status, _, headers = self.http.fetch("GET", self.link(**changes))
        assert status == 303
        return headers["location"]

    def page(self, path: str) -> str:
        return self.http.fetch("GET", path)[1].decode()

    def move(self, page: str, step: str, **form: str) -> None:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        assert self.http.fetch("POST", f"{page}/{step}", urlencode(form).encode(), kind)[0] == 303

    def calls(self, count: int) -> list[dict[str, Any]]:
        """The callbacks received, once there are so many."""
        until = time.monotonic() + 5
        while len(self.raw) < count and time.monotonic() < until:
            time.sleep(0.01)
        assert len(self.raw) >= count, f"{len(self.raw)} of {count} callbacks came"
        return [json.loads(call["body"]) for call in self.raw]

    @property
    def raw(self) -> list[dict[str, Any]]:
        with self.bot.lock:
            return [call for call in self.bot.received if call["path"] == "/ekyc/callback"]

    def send(self, status: str, **more: Any) -> Any:
        return self.http.post("/ekyc/sessions/R1/status", {"status": status, **more})

    def session(self) -> dict[str, Any]:
        return self.http.get("/ekyc/sessions")[0]

    def settled(self) -> dict[str, Any]:
        """The session, once no callback is waiting."""
        until = time.monotonic() + 5
        while (
            any(one["state"] == "waiting" for one in self.session()["callbacks"]) and time.monotonic() < until
        ):
            time.sleep(0.01)
        return self.session()


@pytest.fixture
def vendor(handle: Handle, bot: Bot) -> Vendor:
    return Vendor(handle.url, bot)


def test_the_whole_way_by_photo_tells_each_status_in_order(vendor: Vendor) -> None:
    page = vendor.start()
    vendor.move(page, "accept")
    vendor.move(page, "document", document="license")
    assert "運転免許証の撮影" in vendor.page(page)
    vendor.move(page, "shoot")
    vendor.move(page, "face")
    vendor.calls(3)
    vendor.send("passed")

    calls = vendor.calls(4)
    assert [call["status"] for call in calls] == [
        "information_registered",
        "method_chosen",
        "in_progress",
        "passed",
    ]
    assert [call["sequence"] for call in calls] == [1, 2, 3, 4]
    assert {call["reference"] for call in calls} == {"R1"}
    assert len({call["event_id"] for call in calls}) == 4
    assert "http://127.0.0.1:9/back" in vendor.page(page)


def test_the_way_by_card_ends_in_progress_as_well(vendor: Vendor) -> None:
    page = vendor.start(method="ic")
    vendor.move(page, "accept")
    vendor.move(page, "card")

    assert [call["status"] for call in vendor.calls(3)][-1] == "in_progress"


def test_a_callback_is_signed_over_its_bytes(vendor: Vendor) -> None:
    vendor.start()
    vendor.calls(1)

    [call] = vendor.raw
    expected = hmac.new(SECRET.encode(), call["body"], hashlib.sha256).hexdigest()
    assert call["headers"]["X-Ekyc-Signature"] == expected
    assert set(json.loads(call["body"])) == {"reference", "status", "sequence", "event_id", "at"}


def test_a_step_clicked_twice_is_one_step(vendor: Vendor) -> None:
    page = vendor.start()
    vendor.move(page, "accept")
    vendor.move(page, "accept")
    vendor.move(page, "face")

    assert "本人確認書類の選択" in vendor.page(page)
    assert [call["status"] for call in vendor.calls(2)] == ["information_registered", "method_chosen"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expires": str(NOW - 1)}, "有効期限が切れています"),
        ({"secret": "another"}, "リンクは正しくありません"),
        ({"method": "voice"}, "方法が分かりません"),
    ],
)
def test_a_link_that_does_not_hold_is_explained(vendor: Vendor, changes: dict[str, str], words: str) -> None:
    status, body, _ = vendor.http.fetch("GET", vendor.link(**changes))

    assert status == 403
    assert words in body.decode()
    assert vendor.http.get("/ekyc/sessions") == []


def test_a_link_with_one_value_changed_is_refused(vendor: Vendor) -> None:
    status, _, _ = vendor.http.fetch("GET", vendor.link().replace("reference=R1", "reference=R2"))

    assert status == 403


def test_a_page_left_open_for_half_an_hour_is_over(vendor: Vendor) -> None:
    page = vendor.start()
    vendor.http.travel(seconds=31 * 60)

    assert "30分）が過ぎました" in vendor.page(page)


def test_another_token_finds_nothing(vendor: Vendor) -> None:
    vendor.start()

    assert vendor.http.fetch("GET", "/ekyc/s/guessed")[0] == 404


def test_starting_again_goes_on_counting(vendor: Vendor) -> None:
    vendor.start()
    vendor.calls(1)
    vendor.start()

    assert [call["sequence"] for call in vendor.calls(2)] == [1, 2]


def test_the_same_callback_can_be_sent_twice(vendor: Vendor) -> None:
    vendor.start()
    vendor.send("passed", times=2)

    first, second = vendor.calls(3)[1:]
    assert first == second


def test_a_later_status_can_overtake_an_earlier_one(vendor: Vendor) -> None:
    vendor.start()
    vendor.send("passed", out_of_order=True)

    overtaking, late = vendor.calls(3)[1:]
    assert [(call["status"], call["sequence"]) for call in (overtaking, late)] == [
        ("passed", 3),
        ("in_progress", 2),
    ]
    assert vendor.settled()["status"] == "passed"


def test_a_wrongly_signed_callback_changes_no_status_and_is_tried_once(vendor: Vendor, bot: Bot) -> None:
    vendor.start()
    vendor.calls(1)
    bot.answers.append(400)
    vendor.send("passed", bad_signature=True)
    vendor.calls(2)

    call = vendor.raw[1]
    right = hmac.new(SECRET.encode(), call["body"], hashlib.sha256).hexdigest()
    assert call["headers"]["X-Ekyc-Signature"] != right
    session = vendor.settled()
    assert session["status"] == "information_registered"
    assert (session["callbacks"][-1]["state"], session["callbacks"][-1]["attempts"]) == ("given_up", 1)


def test_a_refused_callback_is_tried_again_before_the_next_goes_out(vendor: Vendor, bot: Bot) -> None:
    bot.answers.append(500)
    page = vendor.start()
    vendor.move(page, "accept")

    calls = vendor.calls(3)
    assert [call["sequence"] for call in calls] == [1, 1, 2]
    assert calls[0] == calls[1]
    assert vendor.settled()["callbacks"][0]["attempts"] == 2


def test_a_waiting_callback_outlives_a_restart(
    started: Callable[..., Handle], bot: Bot, tmp_path: Any
) -> None:
    state = str(tmp_path / "world.db")
    bot.answers.append(503)
    first = started(state_path=state)
    vendor = Vendor(first.url, bot)
    vendor.start()
    vendor.calls(1)
    first.stop()
    again = Vendor(started(state_path=state).url, bot)

    assert [call["sequence"] for call in again.calls(2)] == [1, 1]
    assert again.settled()["callbacks"][0]["state"] == "delivered"


def test_the_desk_refuses_what_it_does_not_know(vendor: Vendor) -> None:
    with pytest.raises(Refused):
        vendor.send("passed")
    vendor.start()
    with pytest.raises(Refused):
        vendor.send("perfect")


def test_the_list_for_the_desk_shows_no_token(vendor: Vendor) -> None:
    page = vendor.start()
    token = re.sub(r".*/", "", page)

    assert token not in json.dumps(vendor.http.get("/ekyc/sessions"))
