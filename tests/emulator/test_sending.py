"""Reply, push, multicast: tokens, retry keys, quota, rates, and who is reached."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from emulator.app import Handle
from emulator.driver import Emulator, Phone
from tests.emulator.conftest import Bot, Line, a_text

NOBODY = "U" + "0" * 32


def last_token(bot: Bot, count: int) -> str:
    return str(bot.waits_for(count)[-1]["replyToken"])


def test_a_reply_reaches_the_person_and_gives_ids_and_quote_tokens(
    line: Line, phone: Phone, bot: Bot
) -> None:
    answer = line.reply(
        last_token(bot, 1),
        a_text("one"),
        {"type": "location", "title": "t", "address": "a", "latitude": 1, "longitude": 2},
    )

    assert answer.status == 200
    first, second = answer.body["sentMessages"]
    assert first["id"].isdigit()
    assert first["quoteToken"]
    assert set(second) == {"id"}  # A place cannot be quoted.
    shown = phone.items()[-2]
    assert (shown["id"], shown["message"]["text"], shown["via"]) == (first["id"], "one", "reply")
    assert shown["replyTo"] == bot.events[0]["webhookEventId"]


def test_a_reply_token_works_once(line: Line, phone: Phone, bot: Bot) -> None:
    token = last_token(bot, 1)
    assert line.reply(token, a_text()).status == 200

    again = line.reply(token, a_text())
    assert (again.status, again.body) == (400, {"message": "Invalid reply token"})
    assert len(phone.texts()) == 1


@pytest.mark.parametrize(("seconds", "status"), [(55, 200), (61, 400)])
def test_a_reply_token_works_for_a_minute(
    line: Line, emulator: Emulator, phone: Phone, bot: Bot, seconds: int, status: int
) -> None:
    token = last_token(bot, 1)
    emulator.travel(seconds=seconds)

    assert line.reply(token, a_text()).status == status


def test_a_wrong_message_does_not_spend_the_reply_token(line: Line, phone: Phone, bot: Bot) -> None:
    token = last_token(bot, 1)

    assert line.reply(token, a_text("")).status == 400
    assert line.reply(token, a_text()).status == 200


def test_a_redelivered_webhook_gives_its_token_another_minute_but_not_after_twenty(
    started: Callable[..., Handle], bot: Bot
) -> None:
    handle = started(redelivery=True)
    emulator, line = Emulator(handle.url), Line(handle.url)
    emulator.switch(attempts=2, backoff=[0.8])
    bot.answers = [500]
    phone = emulator.phone()
    phone.follow()
    token = last_token(bot, 1)
    emulator.travel(seconds=70)
    assert line.reply(token, a_text()).status == 400

    bot.waits_for(2)
    assert line.reply(token, a_text()).status == 200


def test_a_token_does_not_outlive_twenty_minutes_whatever_is_redelivered(
    started: Callable[..., Handle], bot: Bot
) -> None:
    handle = started(redelivery=True)
    emulator, line = Emulator(handle.url), Line(handle.url)
    emulator.switch(attempts=2, backoff=[0.8])
    bot.answers = [500]
    emulator.phone().follow()
    token = last_token(bot, 1)
    emulator.travel(seconds=20 * 60 + 5)
    bot.waits_for(2)

    assert line.reply(token, a_text()).status == 400


def test_a_reply_takes_no_retry_key(line: Line, phone: Phone, bot: Bot) -> None:
    refused = line.reply(last_token(bot, 1), a_text(), X_Line_Retry_Key=str(uuid.uuid4()))

    assert refused.status == 400
    assert phone.texts() == []


def test_a_push_with_a_retry_key_sends_once_and_answers_409_with_the_same_messages(
    line: Line, phone: Phone
) -> None:
    key = str(uuid.uuid4())
    first = line.push(phone.user_id, a_text(), X_Line_Retry_Key=key)
    second = line.push(phone.user_id, a_text(), X_Line_Retry_Key=key)

    assert (first.status, second.status) == (200, 409)
    assert second.body == {
        "message": "The retry key is already accepted",
        "sentMessages": first.body["sentMessages"],
    }
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert second.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    assert phone.texts() == ["hello"]


def test_a_retry_key_is_forgotten_after_24_hours(line: Line, emulator: Emulator, phone: Phone) -> None:
    key = str(uuid.uuid4())
    line.push(phone.user_id, a_text(), X_Line_Retry_Key=key)
    emulator.travel(seconds=24 * 3600 - 60)
    assert line.push(phone.user_id, a_text(), X_Line_Retry_Key=key).status == 409
    emulator.travel(seconds=120)

    assert line.push(phone.user_id, a_text(), X_Line_Retry_Key=key).status == 200


def test_a_refused_push_does_not_take_its_retry_key(line: Line, phone: Phone) -> None:
    key = str(uuid.uuid4())

    assert line.push(phone.user_id, a_text(""), X_Line_Retry_Key=key).status == 400
    assert line.push(phone.user_id, a_text(), X_Line_Retry_Key=key).status == 200


def test_a_retry_key_is_a_uuid(line: Line, phone: Phone) -> None:
    assert line.push(phone.user_id, a_text(), X_Line_Retry_Key="42").status == 400
    assert phone.texts() == []


def test_a_push_to_nobody_is_refused_and_a_malformed_id_too(line: Line, phone: Phone) -> None:
    assert line.push(NOBODY, a_text()).body == {"message": "Failed to send messages"}
    wrong = line.push("C" + "0" * 32, a_text())
    assert (wrong.status, wrong.body["message"]) == (
        400,
        "The property, 'to', in the request body is invalid (line: -, column: -)",
    )


def test_a_push_to_someone_who_blocked_is_answered_200_not_shown_and_not_counted(
    line: Line, emulator: Emulator, phone: Phone
) -> None:
    phone.block()

    answer = line.push(phone.user_id, a_text())
    assert answer.status == 200
    assert answer.body["sentMessages"]
    assert phone.texts() == []
    assert line.call("GET", "/v2/bot/message/quota/consumption").body == {"totalUsage": 0}


def test_a_stranger_who_wrote_is_reached_for_seven_days(line: Line, emulator: Emulator) -> None:
    stranger = emulator.phone()
    line.push(stranger.user_id, a_text("too early"))
    stranger.says("hello")
    line.push(stranger.user_id, a_text("in time"))
    emulator.travel(seconds=7 * 24 * 3600 + 60)
    line.push(stranger.user_id, a_text("too late"))

    assert stranger.texts() == ["in time"]


def test_a_multicast_reaches_friends_passes_over_strangers_and_answers_nothing(
    line: Line, emulator: Emulator, phone: Phone
) -> None:
    other = emulator.phone()
    other.follow()
    to = [phone.user_id, other.user_id, NOBODY, phone.user_id]

    answer = line.call("POST", "/v2/bot/message/multicast", {"to": to, "messages": [a_text()]})
    assert (answer.status, answer.body) == (200, {})
    assert (phone.texts(), other.texts()) == (["hello"], ["hello"])
    assert line.call("GET", "/v2/bot/message/quota/consumption").body == {"totalUsage": 2}


@pytest.mark.parametrize(("count", "status"), [(500, 200), (501, 400), (0, 400)])
def test_a_multicast_goes_to_500_at_most(checker: Line, count: int, status: int) -> None:
    to = [f"U{number:032x}" for number in range(count)]

    assert (
        checker.call("POST", "/v2/bot/message/multicast", {"to": to, "messages": [a_text()]}).status == status
    )


def test_a_multicast_names_the_id_that_is_none(checker: Line) -> None:
    refused = checker.call(
        "POST", "/v2/bot/message/multicast", {"to": [NOBODY, "C1"], "messages": [a_text()]}
    )

    assert (
        refused.body["message"]
        == "The property, 'to[1]', in the request body is invalid (line: -, column: -)"
    )


def test_the_monthly_limit_counts_people_not_messages_and_begins_anew(
    line: Line, emulator: Emulator, phone: Phone, bot: Bot
) -> None:
    emulator.travel(now="2026-12-31T14:00:00+00:00")  # 23:00 in Japan.
    emulator.quota(2)
    assert line.call("GET", "/v2/bot/message/quota").body == {"type": "limited", "value": 2}
    assert line.push(phone.user_id, a_text(), a_text(), a_text()).status == 200
    assert line.push(phone.user_id, a_text()).status == 200

    refused = line.push(phone.user_id, a_text())
    assert (refused.status, refused.body) == (429, {"message": "You have reached your monthly limit."})
    emulator.travel(seconds=3600 + 60)
    assert line.push(phone.user_id, a_text()).status == 200


def test_a_reply_is_free(line: Line, emulator: Emulator, phone: Phone, bot: Bot) -> None:
    emulator.quota(0)

    assert line.reply(last_token(bot, 1), a_text()).status == 200
    assert line.push(phone.user_id, a_text()).status == 429


def test_a_multicast_beyond_the_limit_reaches_nobody(line: Line, emulator: Emulator, phone: Phone) -> None:
    other = emulator.phone()
    other.follow()
    emulator.quota(1)
    body = {"to": [phone.user_id, other.user_id], "messages": [a_text()]}

    assert line.call("POST", "/v2/bot/message/multicast", body).status == 429
    assert phone.texts() + other.texts() == []


def test_the_rate_limit_of_an_endpoint_is_its_own(line: Line) -> None:
    """Reference: rate limits; 10 a second for the list of rich menus."""
    answers = [line.call("GET", "/v2/bot/richmenu/list") for _ in range(12)]

    assert [answer.status for answer in answers[:10]] == [200] * 10
    assert answers[11].status == 429
    assert answers[11].body == {"message": "The API rate limit has been exceeded. Try again later."}
    assert line.call("GET", "/v2/bot/info").status == 200


def test_without_the_right_token_nothing_is_done(handle: Handle, phone: Phone) -> None:
    refused = Line(handle.url, token="wrong").push(phone.user_id, a_text())

    assert refused.status == 401
    assert refused.body["message"].startswith("Authentication failed")
    assert refused.headers["x-line-request-id"]
    assert phone.texts() == []


def test_bodies_that_are_no_json_or_too_large(line: Line, phone: Phone) -> None:
    path = "/v2/bot/message/push"
    assert (
        line.call("POST", path, b"{", Content_Type="application/json")
        .body["message"]
        .startswith("The request body could not be parsed as JSON (line: 1, column: ")
    )
    wrong = line.call("POST", path, b"a=b", Content_Type="application/x-www-form-urlencoded")
    assert (wrong.status, wrong.body["message"]) == (
        415,
        "The content type, application/x-www-form-urlencoded, is not supported",
    )
    assert (
        line.call("POST", path, b" " * (2 * 1024 * 1024 + 1), Content_Type="application/json").status == 413
    )
    assert line.call("POST", path, b"\xff\xfe{}", Content_Type="application/json").status == 400
    assert line.call("POST", path, b"[]", Content_Type="application/json").status == 400


def test_a_quote_token_of_this_chat_quotes_and_an_invented_one_is_refused(
    line: Line, phone: Phone, bot: Bot
) -> None:
    said = phone.says("question")
    token = bot.waits_for(2)[-1]["message"]["quoteToken"]

    line.push(phone.user_id, a_text("answer", quoteToken=token))
    assert phone.items()[-1]["quotedMessageId"] == said["item"]["id"]
    assert line.push(phone.user_id, a_text(quoteToken="x")).details == [
        ("messages[0].quoteToken", "Invalid quote token")
    ]


@pytest.mark.parametrize(
    ("units", "status"),
    [(["a" * 30], 200), (["a" * 31], 400), (["a-b"], 400), (["a", "b"], 400), ([], 200), ("a", 400)],
)
def test_one_aggregation_unit_of_30_word_characters(
    line: Line, phone: Phone, units: Any, status: int
) -> None:
    body = {"to": phone.user_id, "messages": [a_text()], "customAggregationUnits": units}

    assert line.call("POST", "/v2/bot/message/push", body).status == status


def test_the_log_keeps_what_was_refused_and_why(line: Line, emulator: Emulator, phone: Phone) -> None:
    line.push(phone.user_id, a_text())
    assert emulator.refused() == []

    line.push(phone.user_id, a_text(""))
    (entry,) = emulator.refused()
    assert (entry["endpoint"], entry["status"]) == ("push", 400)
    assert entry["request"]["messages"] == [a_text("")]
    assert entry["reason"]["details"][0]["property"] == "messages[0].text"
