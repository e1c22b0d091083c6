"""Webhooks: signatures, events, order, duplicates, reordering, redelivery."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from linebot.v3.models import UnknownEvent
from linebot.v3.webhook import SignatureValidator, WebhookParser
from linebot.v3.webhooks import (
    AccountLinkEvent,
    FollowEvent,
    LocationMessageContent,
    MessageEvent,
    PostbackEvent,
    TextMessageContent,
    UnfollowEvent,
    UnsendEvent,
)  # fmt: skip

from emulator.app import Handle
from emulator.driver import Emulator, Phone
from emulator.wire import encode, sign
from tests.emulator.conftest import Bot, Line

ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
SECRET = "emulator-secret"


def texts(bot: Bot) -> list[str]:
    return [event["message"]["text"] for event in bot.events if event["type"] == "message"]


def parsed(bot: Bot) -> list[Any]:
    parser = WebhookParser(SECRET)
    found = [(request["body"].decode(), request["headers"]["x-line-signature"]) for request in bot.received]
    return [event for body, signature in found for event in parser.parse(body, signature)]


def test_the_signature_of_the_documented_example() -> None:
    """docs: verify-webhook-signature."""
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'

    assert sign("8c570fa6dd201bb328f1c1eac23a96d8", body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_every_webhook_is_signed_over_its_bytes(phone: Phone, bot: Bot) -> None:
    phone.says("日本語 \U0001f34e")
    bot.waits_for(2)

    for request in bot.received:
        assert SignatureValidator(SECRET).validate(
            request["body"].decode(), request["headers"]["x-line-signature"]
        )
        assert request["headers"]["Content-Type"] == "application/json; charset=utf-8"


def test_the_sdk_understands_every_event(line: Line, phone: Phone, bot: Bot) -> None:
    said = phone.says("hi")
    phone.sends_location()
    phone.posts_back("a=1", params={"date": "2026-01-31"})
    phone.sends_sticker()
    phone.sends("image", b"\xff\xd8", "a.jpg")
    phone.sends("file", b"%PDF", "議事録.pdf", "application/pdf")
    phone.sends("video", b"mp4", "a.mp4", "video/mp4", duration=5000)
    phone.unsends(said["item"]["id"])
    token = line.call("POST", f"/v2/bot/user/{phone.user_id}/linkToken").body["linkToken"]
    line.call("GET", f"/dialog/bot/accountLink?linkToken={token}&nonce={'n' * 20}")
    phone.block()
    bot.waits_for(11)

    events = parsed(bot)
    assert [event for event in events if isinstance(event, UnknownEvent)] == []
    kinds = [type(event) for event in events]
    for kind in (FollowEvent, MessageEvent, PostbackEvent, UnsendEvent, AccountLinkEvent, UnfollowEvent):
        assert kind in kinds
    assert [type(event.message) for event in events if isinstance(event, MessageEvent)][:2] == [
        TextMessageContent,
        LocationMessageContent,
    ]


def test_an_event_has_the_common_properties(emulator: Emulator, phone: Phone, bot: Bot) -> None:
    emulator.travel(now="2027-04-01T09:00:00+09:00")
    phone.says("hi")
    event = bot.waits_for(2)[-1]

    assert ULID.fullmatch(event["webhookEventId"])
    assert event["mode"] == "active"
    assert event["source"] == {"type": "user", "userId": phone.user_id}
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert 0 <= event["timestamp"] - 1806537600000 < 60_000  # 2027-04-01T00:00Z
    assert json.loads(bot.received[-1]["body"])["destination"] == emulator.state()["bot"]["userId"]
    assert set(event["message"]) == {"id", "type", "text", "quoteToken", "markAsReadToken"}


def test_unfollow_and_unsend_carry_no_reply_token(phone: Phone, bot: Bot) -> None:
    phone.unsends(phone.says("oops")["item"]["id"])
    phone.block()
    events = {event["type"]: event for event in bot.waits_for(4)}

    assert "replyToken" in events["message"]
    assert "replyToken" not in events["unsend"]
    assert "replyToken" not in events["unfollow"]


def test_a_failed_account_link_has_neither_source_nor_token(
    line: Line, emulator: Emulator, phone: Phone, bot: Bot
) -> None:
    token = line.call("POST", f"/v2/bot/user/{phone.user_id}/linkToken").body["linkToken"]
    address = f"/dialog/bot/accountLink?linkToken={token}&nonce={'n' * 10}"
    line.call("GET", f"{address}&as=U{'1' * 32}")
    event = bot.waits_for(2)[-1]

    assert event["link"] == {"result": "failed", "nonce": "n" * 10}
    assert "source" not in event
    assert "replyToken" not in event
    assert line.call("GET", address).status == 400  # The token is spent.


@pytest.mark.parametrize(
    ("nonce", "seconds", "status"),
    [("n" * 10, 0, 200), ("n" * 255, 590, 200), ("n" * 9, 0, 400), ("n" * 256, 0, 400), ("n" * 10, 601, 400)],
)
def test_link_tokens_last_ten_minutes_and_nonces_have_10_to_255_characters(
    line: Line, emulator: Emulator, phone: Phone, bot: Bot, nonce: str, seconds: int, status: int
) -> None:
    token = line.call("POST", f"/v2/bot/user/{phone.user_id}/linkToken").body["linkToken"]
    emulator.travel(seconds=seconds)

    assert line.call("GET", f"/dialog/bot/accountLink?linkToken={token}&nonce={nonce}").status == status
    emulator.idle()
    assert len(bot.events) == (2 if status == 200 else 1)


def test_the_events_of_a_person_come_in_order(emulator: Emulator, phone: Phone, bot: Bot) -> None:
    bot.pause = 0.005
    said = [str(number) for number in range(20)]
    for text in said:
        phone.says(text)

    assert emulator.idle()
    assert texts(bot) == said


def test_people_do_not_wait_for_each_other(emulator: Emulator, bot: Bot) -> None:
    bot.pause = 0.3
    phones = [emulator.phone() for _ in range(4)]
    started = time.monotonic()
    for phone in phones:
        phone.says("hi")
    assert emulator.idle()

    assert time.monotonic() - started < 4 * 0.3


def test_duplicates_carry_the_same_event_and_no_redelivery_mark(
    emulator: Emulator, phone: Phone, bot: Bot
) -> None:
    emulator.switch(duplicates=4)
    for number in range(20):
        phone.says(str(number))
    assert emulator.idle()

    events = bot.events[1:]
    counts = {text: texts(bot).count(text) for text in texts(bot)}
    assert set(counts) == {str(number) for number in range(20)}
    assert max(counts.values()) == 4
    assert len({event["webhookEventId"] for event in events}) == 20
    assert not any(event["deliveryContext"]["isRedelivery"] for event in events)


def test_reordering_loses_nothing(emulator: Emulator, phone: Phone, bot: Bot) -> None:
    emulator.switch(window=5)
    said = [str(number) for number in range(23)]
    for text in said:
        phone.says(text)
    assert emulator.idle()

    assert texts(bot) != said
    assert sorted(texts(bot), key=int) == said


def test_one_webhook_may_hold_events_of_several_people(emulator: Emulator, bot: Bot) -> None:
    emulator.switch(batch=5, delayMs=100)
    phones = [emulator.phone() for _ in range(5)]
    for phone in phones:
        phone.says("hi")
        phone.says("again")
    assert emulator.idle()

    sizes = [len(json.loads(request["body"])["events"]) for request in bot.received]
    assert sum(sizes) == 10
    assert 1 < max(sizes) <= 5
    for phone in phones:
        own = [event for event in bot.events if event["source"]["userId"] == phone.user_id]
        assert [event["message"]["text"] for event in own] == ["hi", "again"]


def test_dropped_webhooks_never_come(emulator: Emulator, phone: Phone, bot: Bot) -> None:
    emulator.switch(drop=1.0)
    phone.says("lost")
    assert emulator.idle()

    assert texts(bot) == []


def test_redelivery_sends_the_same_event_marked_until_it_is_taken(
    emulator: Emulator, phone: Phone, bot: Bot
) -> None:
    emulator.switch(redelivery=True, backoff=[0.01])
    bot.answers = [500, 302, 200]
    phone.says("again")
    phone.says("next")
    assert emulator.idle()

    events = bot.events[1:]
    assert texts(bot) == ["again", "again", "again", "next"]
    assert [event["deliveryContext"]["isRedelivery"] for event in events] == [False, True, True, False]
    same = [{key: value for key, value in event.items() if key != "deliveryContext"} for event in events[:3]]
    assert same[0] == same[1] == same[2]


def test_redelivery_gives_up_and_without_it_a_failure_is_final(
    emulator: Emulator, phone: Phone, bot: Bot
) -> None:
    bot.answers = [500]
    phone.says("once")
    assert emulator.idle()
    assert texts(bot) == ["once"]

    emulator.switch(redelivery=True, attempts=3, backoff=[0.01])
    bot.answers = [500] * 9
    phone.says("three times")
    assert emulator.idle()
    assert texts(bot) == ["once"] + ["three times"] * 3


def test_a_slow_bot_is_logged_as_a_timeout(emulator: Emulator, phone: Phone, bot: Bot) -> None:
    emulator.switch(timeoutSeconds=0.1)
    bot.pause = 0.4
    phone.says("hello?")
    assert emulator.idle()

    entry = emulator.log(kind="webhook")[-1]
    assert (entry["status"], entry["reason"], entry["accepted"]) == (None, "request_timeout", False)


def test_lone_surrogates_travel_escaped(emulator: Emulator, phone: Phone, bot: Bot) -> None:
    phone.says("a\ud83d")
    bot.waits_for(2)

    assert texts(bot) == ["a\ud83d"]
    assert encode({"a": "あ"}) == '{"a":"あ"}'.encode()


def test_the_verification_sends_no_events(line: Line, bot: Bot) -> None:
    answer = line.call("POST", "/v2/bot/channel/webhook/test", {})

    assert answer.body["success"] is True
    assert answer.body["statusCode"] == 200
    assert json.loads(bot.received[0]["body"])["events"] == []


def test_the_webhook_can_be_set_over_the_api(line: Line, emulator: Emulator, phone: Phone, bot: Bot) -> None:
    address = "/v2/bot/channel/webhook/endpoint"
    assert line.call("PUT", address, {"endpoint": "http://example.com/hook"}).status == 400
    assert line.call("PUT", address, {"endpoint": bot.url + "/other"}).status == 200
    assert line.call("GET", address).body == {"endpoint": bot.url + "/other", "active": True}
    phone.says("there")
    bot.waits_for(2)

    assert bot.received[-1]["path"] == "/line/webhook/other"


def test_any_webhook_can_be_sent_by_hand_and_wrongly_signed(
    emulator: Emulator, phone: Phone, bot: Bot
) -> None:
    assert emulator.webhook([{"type": "unheard-of"}])["status"] == 200
    emulator.webhook([], signature="wrong")

    assert json.loads(bot.received[-2]["body"])["events"] == [{"type": "unheard-of"}]
    assert bot.received[-1]["headers"]["x-line-signature"] == "wrong"


def test_without_a_webhook_people_can_still_write(started: Callable[..., Handle]) -> None:
    emulator = Emulator(started(webhook_url=None).url)
    phone = emulator.phone()
    phone.says("anybody?")

    assert emulator.idle()
    assert emulator.log(kind="webhook")[-1]["reason"] == "no webhook url"
