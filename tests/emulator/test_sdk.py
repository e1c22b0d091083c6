"""The real line-bot-sdk against the emulator: nothing in it may need to know that this is not LINE."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    FlexContainer,
    FlexMessage,
    Message,
    MessagingApi,
    MessagingApiBlob,
    MulticastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    RichMenuRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
    ValidateMessageRequest,
)

from emulator.app import Handle
from emulator.driver import Phone
from tests.emulator.conftest import Bot
from tests.emulator.test_richmenus import menu, png


@pytest.fixture
def client(handle: Handle) -> Iterator[ApiClient]:
    with ApiClient(Configuration(host=handle.url, access_token="emulator-token")) as client:
        yield client


def test_reply_push_and_multicast(client: ApiClient, phone: Phone, bot: Bot) -> None:
    api = MessagingApi(client)
    replied = api.reply_message(
        ReplyMessageRequest(replyToken=bot.events[0]["replyToken"], messages=[TextMessage(text="reply")])
    )
    pushed = api.push_message(PushMessageRequest(to=phone.user_id, messages=[TextMessage(text="push")]))
    api.multicast(MulticastRequest(to=[phone.user_id], messages=[TextMessage(text="multicast")]))

    assert phone.texts() == ["reply", "push", "multicast"]
    assert [item["id"] for item in phone.items()[1:3]] == [
        replied.sent_messages[0].id,
        pushed.sent_messages[0].id,
    ]
    assert api.get_message_quota_consumption().total_usage == 2


def test_flex_and_template_as_the_sdk_writes_them(client: ApiClient, phone: Phone) -> None:
    body = {
        "type": "box",
        "layout": "vertical",
        "contents": [
            {"type": "text", "text": "通帳", "wrap": True},
            {"type": "image", "url": "https://example.com/a.png"},
            {"type": "button", "action": {"type": "postback", "label": "選ぶ", "data": "d"}},
        ],
    }
    flex = FlexMessage(altText="通帳", contents=FlexContainer.from_dict({"type": "bubble", "body": body}))
    confirm = {
        "type": "confirm",
        "text": "t",
        "actions": [{"type": "message", "label": "はい", "text": "はい"}] * 2,
    }
    template = Message.from_dict({"type": "template", "altText": "a", "template": confirm})
    api = MessagingApi(client)
    api.validate_push(ValidateMessageRequest(messages=[flex, template]))
    api.push_message(PushMessageRequest(to=phone.user_id, messages=[flex, template]))

    assert len(phone.texts()) == 2


def test_a_retry_is_an_exception_that_names_the_first_request(client: ApiClient, phone: Phone) -> None:
    api, key = MessagingApi(client), str(uuid.uuid4())
    request = PushMessageRequest(to=phone.user_id, messages=[TextMessage(text="once")])
    first = api.push_message_with_http_info(request, x_line_retry_key=key)
    with pytest.raises(ApiException) as conflict:
        api.push_message(request, x_line_retry_key=key)

    assert conflict.value.status == 409
    assert conflict.value.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]


def test_content_profile_and_loading(client: ApiClient, phone: Phone) -> None:
    api = MessagingApi(client)
    message_id = phone.sends("image", b"\xff\xd8bytes")["item"]["id"]

    assert MessagingApiBlob(client).get_message_content(message_id) == b"\xff\xd8bytes"
    assert api.get_profile(phone.user_id).display_name == "山田"
    api.show_loading_animation(ShowLoadingAnimationRequest(chatId=phone.user_id, loadingSeconds=5))
    assert api.get_bot_info().chat_mode == "chat"
    assert api.issue_link_token(phone.user_id).link_token


def test_rich_menus(client: ApiClient, phone: Phone) -> None:
    api = MessagingApi(client)
    menu_id = api.create_rich_menu(RichMenuRequest.from_dict(menu())).rich_menu_id
    MessagingApiBlob(client).set_rich_menu_image(menu_id, body=png(), _headers={"Content-Type": "image/png"})
    api.set_default_rich_menu(menu_id)

    assert phone.rich_menu()["richMenuId"] == menu_id
    assert api.get_rich_menu_list().richmenus[0].areas[0].action.data == "register"
    api.link_rich_menu_id_to_user(phone.user_id, menu_id)
    assert api.get_rich_menu_id_of_user(phone.user_id).rich_menu_id == menu_id
