"""What people send, and what the bot can learn of them."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.driver import Emulator, Phone
from tests.emulator.conftest import Bot, Line

PDF = b"%PDF-1.7 content"


def content(line: Line, message_id: str, part: str = "") -> Any:
    return line.call("GET", f"/v2/bot/message/{message_id}/content{part}")


def test_the_bytes_of_a_file_come_back_as_they_were(line: Line, phone: Phone, bot: Bot) -> None:
    sent = phone.sends("file", PDF, "総会 議事録.pdf", "application/pdf")
    event = bot.waits_for(2)[-1]

    assert event["message"]["fileName"] == "総会 議事録.pdf"
    assert event["message"]["fileSize"] == len(PDF)
    assert "quoteToken" not in event["message"]
    assert "contentUrl" not in event["message"]
    answer = content(line, event["message"]["id"])
    assert (answer.body, answer.headers["content-type"]) == (PDF, "application/pdf")
    assert sent["item"]["message"]["contentUrl"] == f"/emulator/content/{event['message']['id']}"
    assert phone.emulator.get(sent["item"]["message"]["contentUrl"]) == PDF


def test_an_image_has_a_preview_and_a_file_has_none(line: Line, phone: Phone) -> None:
    image = phone.sends("image", b"\xff\xd8jpeg")["item"]["id"]
    file = phone.sends("file", PDF, "a.pdf", "application/pdf")["item"]["id"]

    assert content(line, image, "/preview").body == b"\xff\xd8jpeg"
    assert content(line, file, "/preview").status == 404


def test_a_video_is_prepared_first(line: Line, emulator: Emulator, phone: Phone) -> None:
    video = phone.sends("video", b"mp4", "a.mp4", "video/mp4", preparing=30)["item"]["id"]
    assert content(line, video).status == 202
    assert content(line, video, "/transcoding").body == {"status": "processing"}
    emulator.travel(seconds=31)

    assert content(line, video).body == b"mp4"
    assert content(line, video, "/transcoding").body == {"status": "succeeded"}
    assert content(line, video, "/preview").headers["content-type"] == "image/png"


def test_transcoding_is_for_video_and_audio(line: Line, phone: Phone) -> None:
    image = phone.sends("image", b"\xff\xd8")["item"]["id"]

    assert content(line, image, "/transcoding").status == 400


def test_unsent_content_is_gone_and_unknown_content_is_not_found(line: Line, phone: Phone) -> None:
    image = phone.sends("image", b"\xff\xd8")["item"]["id"]
    phone.unsends(image)

    assert (content(line, image).status, content(line, image).body["message"]) == (410, "The content is gone")
    assert content(line, "1").status == 404
    assert phone.emulator.fetch("GET", f"/emulator/content/{image}")[0] == 404
    assert phone.items()[-1]["unsent"] is True


def test_a_profile_is_shown_of_friends_only(line: Line, emulator: Emulator, phone: Phone) -> None:
    assert line.call("GET", f"/v2/bot/profile/{phone.user_id}").body == {
        "userId": phone.user_id,
        "displayName": "山田",
        "language": "ja",
    }
    phone.block()

    for user_id in (phone.user_id, emulator.phone().user_id, "U" + "0" * 32):
        refused = line.call("GET", f"/v2/bot/profile/{user_id}")
        assert (refused.status, refused.body) == (404, {"message": "Not found"})


def test_followers_are_listed_page_by_page(line: Line, emulator: Emulator) -> None:
    phones = [emulator.phone() for _ in range(3)]
    for phone in phones:
        phone.follow()
    first = line.call("GET", "/v2/bot/followers/ids?limit=2").body
    second = line.call("GET", f"/v2/bot/followers/ids?limit=2&start={first['next']}").body

    assert first["userIds"] + second["userIds"] == [phone.user_id for phone in phones]
    assert "next" not in second


@pytest.mark.parametrize(
    ("seconds", "status"), [(5, 202), (60, 202), (None, 202), (4, 400), (7, 400), (65, 400), ("5", 400)]
)
def test_loading_runs_from_5_to_60_seconds_in_steps_of_5(
    line: Line, phone: Phone, seconds: Any, status: int
) -> None:
    body = {"chatId": phone.user_id, **({} if seconds is None else {"loadingSeconds": seconds})}

    assert line.call("POST", "/v2/bot/chat/loading/start", body).status == status


def test_loading_is_for_one_person(checker: Line) -> None:
    assert checker.call("POST", "/v2/bot/chat/loading/start", {"chatId": "C" + "0" * 32}).status == 400


def test_marking_as_read_marks_everything_up_to_that_message(line: Line, phone: Phone, bot: Bot) -> None:
    for text in ("one", "two", "three"):
        phone.says(text)
    token = bot.waits_for(3)[2]["message"]["markAsReadToken"]
    assert line.call("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": token}).status == 200

    said = [item for item in phone.items() if item["from"] == "user"]
    assert [item["read"] for item in said] == [True, True, False]
    assert line.call("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": "x"}).status == 400


def test_the_bot_knows_itself(line: Line, emulator: Emulator) -> None:
    info = line.call("GET", "/v2/bot/info").body

    assert {key: info[key] for key in ("userId", "displayName", "basicId")} == emulator.state()["bot"]
