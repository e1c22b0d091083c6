"""The talk on the page: adding a friend, writing, tapping, reading, taking back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from emulator.driver import Emulator, Phone
from tests.emulator.conftest import Bot, Line, a_text
from tests.emulator.page.conftest import Window

pytestmark = pytest.mark.browser
Look = Callable[..., Window]


def quick(*actions: dict[str, str]) -> dict[str, object]:
    return {"items": [{"type": "action", "action": action} for action in actions]}


def message(label: str) -> dict[str, str]:
    return {"type": "message", "label": label, "text": label}


def test_a_new_person_adds_the_account_and_is_in_the_talk(look: Look, bot: Bot) -> None:
    phone = look().phone()
    expect(phone.get_by_role("button", name="友だち追加")).to_be_visible()
    phone.get_by_role("button", name="友だち追加").click()

    expect(phone.get_by_role("log")).to_contain_text("友だちに追加しました")
    assert bot.waits_for(1)[0]["type"] == "follow"


def test_what_is_typed_arrives_at_the_bot_and_stays_on_the_screen(
    look: Look, friend: Phone, bot: Bot
) -> None:
    phone = look().phone()
    field = phone.get_by_label("メッセージを入力")
    field.fill("一行目")
    field.press("Shift+Enter")
    field.type("二行目")
    field.press("Enter")

    expect(phone.locator(".row-user .bubble")).to_have_text("一行目\n二行目")
    expect(field).to_have_value("")
    assert bot.waits_for(2)[1]["message"]["text"] == "一行目\n二行目"


def test_nothing_is_sent_for_blank_words(look: Look, friend: Phone) -> None:
    phone = look().phone()
    phone.get_by_label("メッセージを入力").fill("   \n ")
    phone.get_by_label("メッセージを入力").press("Enter")
    phone.get_by_label("メッセージを入力").fill("あ")
    phone.get_by_label("メッセージを入力").press("Enter")

    expect(phone.locator(".row-user")).to_have_count(1)


def test_markup_in_a_message_stays_words(look: Look, friend: Phone, line: Line) -> None:
    phone = look().phone()
    line.push(friend.user_id, a_text("<img src=x onerror=alert(1)><b>太字</b>"))

    bubble = phone.locator(".row-bot .bubble-text")
    expect(bubble).to_have_text("<img src=x onerror=alert(1)><b>太字</b>")
    expect(bubble.locator("img, b")).to_have_count(0)


def test_addresses_and_telephone_numbers_are_links_that_give_nothing_away(
    look: Look, friend: Phone, line: Line
) -> None:
    phone = look().phone()
    line.push(friend.user_id, a_text("詳しくは http://127.0.0.1:9/p/x?a=1。お電話は 0120-0860-35 へ"))

    web = phone.get_by_role("link", name="http://127.0.0.1:9/p/x?a=1", exact=True)
    expect(web).to_have_attribute("rel", "noopener noreferrer")
    expect(web).to_have_attribute("target", "_blank")
    expect(phone.get_by_role("link", name="0120-0860-35")).to_have_attribute("href", "tel:0120-0860-35")


def test_quick_replies_of_the_last_message_alone_are_shown(look: Look, friend: Phone, line: Line) -> None:
    phone = look().phone()
    replies = phone.get_by_role("group", name="クイックリプライ")
    line.push(
        friend.user_id, a_text(quickReply=quick(message("古い"))), a_text(quickReply=quick(message("新しい")))
    )

    expect(replies.get_by_role("button")).to_have_text(["新しい"])
    line.push(friend.user_id, a_text("次の話"))
    expect(replies).to_be_hidden()


def test_a_tapped_quick_reply_is_said_and_vanishes(look: Look, friend: Phone, line: Line, bot: Bot) -> None:
    phone = look().phone()
    line.push(friend.user_id, a_text(quickReply=quick(message("はい"), message("いいえ"))))
    phone.get_by_role("button", name="はい").click()

    expect(phone.get_by_role("group", name="クイックリプライ")).to_be_hidden()
    expect(phone.locator(".row-user .bubble")).to_have_text("はい")
    assert bot.waits_for(2)[1]["message"]["text"] == "はい"


def test_a_date_outside_the_range_is_refused_with_words_and_one_inside_is_sent(
    look: Look, friend: Phone, line: Line, bot: Bot
) -> None:
    picker = {"type": "datetimepicker", "label": "日付を選ぶ", "data": "when", "mode": "date"}
    phone = look().phone()
    line.push(friend.user_id, a_text(quickReply=quick({**picker, "min": "2026-04-01", "max": "2026-12-31"})))
    phone.get_by_role("button", name="日付を選ぶ").click()
    sheet = phone.get_by_role("dialog", name="日付を選ぶ")
    sheet.get_by_label("日付").fill("2027-01-01")
    sheet.get_by_role("button", name="送信").click()

    expect(sheet.get_by_role("alert")).to_have_text("2026/12/31 までの中から選んでください。")
    sheet.get_by_label("日付").fill("2026-10-01")
    sheet.get_by_role("button", name="送信").click()
    expect(sheet).to_be_hidden()
    postback = bot.waits_for(2)[1]["postback"]
    assert postback == {"data": "when", "params": {"date": "2026-10-01"}}


@pytest.mark.parametrize(
    ("mode", "name", "typed"), [("time", "時刻", "09:30"), ("datetime", "日時", "2026-10-01T09:30")]
)
def test_times_are_sent_without_seconds(
    look: Look, friend: Phone, line: Line, bot: Bot, mode: str, name: str, typed: str
) -> None:
    phone = look().phone()
    action = {"type": "datetimepicker", "label": "選ぶ", "data": "d", "mode": mode}
    line.push(friend.user_id, a_text(quickReply=quick(action)))
    phone.get_by_role("button", name="選ぶ").click()
    phone.get_by_role("dialog").get_by_label(name, exact=True).fill(typed)
    phone.get_by_role("dialog").get_by_role("button", name="送信").click()

    assert bot.waits_for(2)[1]["postback"]["params"] == {mode: typed}


def test_the_keyboard_alone_opens_fills_and_leaves_a_picker(look: Look, friend: Phone, line: Line) -> None:
    window = look()
    phone = window.phone()
    action = {"type": "datetimepicker", "label": "選ぶ", "data": "d", "mode": "date"}
    line.push(friend.user_id, a_text(quickReply=quick(action)))
    phone.get_by_role("button", name="選ぶ").press("Enter")
    expect(phone.get_by_role("dialog").get_by_label("日付", exact=True)).to_be_focused()
    window.page.keyboard.press("Escape")

    expect(phone.get_by_role("dialog")).to_have_count(0)
    expect(phone.get_by_role("button", name="選ぶ")).to_be_focused()


def test_a_postback_may_open_the_keyboard_with_words_in_it(look: Look, friend: Phone, line: Line) -> None:
    phone = look().phone()
    action = {
        "type": "postback", "label": "番号を書く", "data": "n", "inputOption": "openKeyboard", "fillInText": "番号：",
    }  # fmt: skip
    line.push(friend.user_id, a_text(quickReply=quick(action)))
    phone.get_by_role("button", name="番号を書く").click()

    expect(phone.get_by_label("メッセージを入力")).to_have_value("番号：")
    expect(phone.get_by_label("メッセージを入力")).to_be_focused()


def test_a_clipboard_action_copies(look: Look, friend: Phone, line: Line) -> None:
    window = look(permissions=["clipboard-read", "clipboard-write"])
    phone = window.phone()
    action = {"type": "clipboard", "label": "番号をコピー", "clipboardText": "A-12345"}
    line.push(friend.user_id, a_text(quickReply=quick(action)))
    phone.get_by_role("button", name="番号をコピー").click()

    expect(phone.get_by_role("status")).to_have_text("コピーしました")
    assert window.page.evaluate("navigator.clipboard.readText()") == "A-12345"


def test_a_link_button_opens_a_page_of_its_own(
    look: Look, friend: Phone, line: Line, emulator: Emulator
) -> None:
    window = look()
    action = {"type": "uri", "label": "開く", "uri": f"{emulator.url}/ekyc/sessions"}
    line.push(friend.user_id, a_text(quickReply=quick(action)))
    with window.page.context.expect_page() as opened:
        window.phone().get_by_role("button", name="開く").click()

    opened.value.wait_for_load_state()
    assert opened.value.url.endswith("/ekyc/sessions")
    assert opened.value.evaluate("window.opener") is None


def test_a_telephone_button_asks_before_it_dials(look: Look, friend: Phone, line: Line) -> None:
    phone = look().phone()
    line.push(
        friend.user_id, a_text(quickReply=quick({"type": "uri", "label": "電話", "uri": "tel:0120086035"}))
    )
    phone.get_by_role("button", name="電話").click()

    expect(phone.get_by_role("dialog", name="0120086035 に発信")).to_be_visible()


def test_the_dots_show_until_the_next_message(look: Look, friend: Phone, line: Line) -> None:
    phone = look().phone()
    line.call("POST", "/v2/bot/chat/loading/start", {"chatId": friend.user_id, "loadingSeconds": 20})
    expect(phone.get_by_label("入力中")).to_be_visible()
    line.push(friend.user_id, a_text("お待たせしました"))

    expect(phone.get_by_label("入力中")).to_be_hidden()


def test_what_the_bot_has_read_is_marked(look: Look, friend: Phone, line: Line, bot: Bot) -> None:
    phone = look().phone()
    friend.says("こんにちは")
    token = bot.waits_for(2)[1]["message"]["markAsReadToken"]
    line.call("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": token})

    expect(phone.locator(".row-user").get_by_text("既読")).to_be_visible()


def test_a_message_can_be_taken_back(look: Look, friend: Phone, bot: Bot) -> None:
    phone = look().phone()
    friend.says("まちがい")
    phone.locator(".row-user").hover()
    phone.get_by_role("button", name="このメッセージの操作").click()
    phone.get_by_role("button", name="送信取消").click()

    expect(phone.get_by_text("まちがい")).to_have_count(0)
    assert bot.waits_for(3)[2]["type"] == "unsend"


def test_blocking_and_unblocking_from_the_talk(look: Look, friend: Phone, bot: Bot) -> None:
    phone = look().phone()
    phone.get_by_role("button", name="トークの設定").click()
    phone.get_by_role("button", name="ブロック", exact=True).click()
    phone.get_by_role("dialog").get_by_role("button", name="ブロック", exact=True).click()
    expect(phone.get_by_text("ブロック中です")).to_be_visible()
    phone.get_by_role("button", name="ブロック解除").click()

    expect(phone.get_by_label("メッセージを入力")).to_be_visible()
    assert [event["type"] for event in bot.waits_for(3)] == ["follow", "unfollow", "follow"]


def test_pictures_and_files_are_sent_as_what_they_are(look: Look, friend: Phone, bot: Bot) -> None:
    window = look()
    phone = window.phone()
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
        "0100c9fe92ef0000000049454e44ae426082"
    )
    phone.get_by_label("送る画像").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png})
    expect(phone.locator(".row-user[data-type=image] img")).to_be_visible()
    pdf = {"name": "議事録.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    phone.get_by_label("送るファイル").set_input_files(pdf)

    expect(phone.locator(".row-user[data-type=file]")).to_contain_text("議事録.pdf")
    kinds = [event["message"]["type"] for event in bot.waits_for(3)[1:]]
    assert kinds == ["image", "file"]


def test_stickers_and_places_are_sent(look: Look, friend: Phone, bot: Bot) -> None:
    phone = look().phone()
    phone.get_by_role("button", name="スタンプ", exact=True).click()
    phone.get_by_role("button", name="スタンプ 了解です を送る").click()
    phone.get_by_role("button", name="写真・ファイルなどを送る").click()
    phone.get_by_role("button", name="位置情報を送る").click()
    phone.get_by_role("dialog").get_by_role("button", name="送信").click()

    expect(phone.locator(".row-user[data-type=sticker]")).to_be_visible()
    expect(phone.locator(".row-user[data-type=location]")).to_contain_text("後楽園の近く")
    assert [event["message"]["type"] for event in bot.waits_for(3)[1:]] == ["sticker", "location"]


def test_two_phones_stand_side_by_side_and_hear_only_their_own(look: Look, friend: Phone, line: Line) -> None:
    window = look()
    window.page.get_by_label("新しい人の名前").fill("佐藤 花子")
    window.page.get_by_role("button", name="新しいスマホ").click()
    other = window.phone("佐藤 花子")
    other.get_by_role("button", name="友だち追加").click()
    line.push(friend.user_id, a_text("鈴木様へ"))

    expect(window.phone().locator(".row-bot")).to_contain_text(["鈴木様へ"])
    expect(other.get_by_role("log")).to_contain_text("友だちに追加しました")
    expect(other.locator(".row-bot:not(.loading)")).to_have_count(0)


def test_reloading_opens_the_same_phones_with_their_talks(look: Look, friend: Phone) -> None:
    window = look()
    window.page.get_by_role("button", name="新しいスマホ").click()
    expect(window.page.locator(".phone")).to_have_count(2)
    friend.says("前の話")
    window.page.reload()

    expect(window.page.locator(".phone")).to_have_count(2)
    expect(window.phone().locator(".row-user .bubble")).to_have_text("前の話")
    assert friend.user_id in window.page.url


def test_a_phone_put_away_shows_how_much_is_unread(look: Look, friend: Phone, line: Line) -> None:
    window = look()
    window.phone().get_by_role("button", name="鈴木 一郎さんのスマホをしまう").click()
    line.push(friend.user_id, a_text("一"), a_text("二"))

    expect(window.page.get_by_label("未読 2 件")).to_be_visible()
    window.page.get_by_role("button", name=re.compile("鈴木 一郎")).click()
    expect(window.phone().locator(".row-bot .bubble-text")).to_have_text(["一", "二"])


def test_nothing_sticks_out_on_a_screen_of_320(look: Look, friend: Phone, line: Line) -> None:
    window = look(width=320, height=600)
    line.push(
        friend.user_id, a_text("あ" * 200, quickReply=quick(*[message(f"選択肢{n}") for n in range(9)]))
    )
    expect(window.phone().locator(".row-bot .bubble-text")).to_be_visible()
    widths = "[document.documentElement.scrollWidth, document.querySelector('.talk').scrollWidth]"

    assert window.page.evaluate(widths)[0] <= 320
    window.page.get_by_role("button", name="道具箱").click()
    for title in ("メール", "認証アプリ", "本人確認会社", "職員用画面", "時計", "通信記録", "障害"):
        expect(window.tool(title)).to_be_visible()
        assert window.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_field_and_button_has_a_name(look: Look, friend: Phone) -> None:
    window = look()
    for title in ("メール", "認証アプリ", "時計", "通信記録", "障害"):
        window.tool(title)
    nameless = window.page.evaluate(
        """[...document.querySelectorAll('button, input, select, textarea, a[href]')].filter((node) =>
            !(node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.length)).map((n) => n.outerHTML)"""
    )

    assert nameless == []
