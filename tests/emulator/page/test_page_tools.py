"""The tools beside the phones: mailbox, authenticator, vendor, staff, clock, log, faults."""

from __future__ import annotations

import io
import re
import smtplib
from collections.abc import Callable
from email.message import EmailMessage

import pytest
import segno
from playwright.sync_api import expect

from emulator.app import Handle
from emulator.driver import Emulator, Phone
from tests.emulator.conftest import Bot, Line, a_text
from tests.emulator.page.conftest import Window
from tests.emulator.test_authenticator import URI
from tests.emulator.test_ekyc import Vendor

pytestmark = pytest.mark.browser
Look = Callable[..., Window]


@pytest.fixture
def handle(started: Callable[..., Handle]) -> Handle:
    notes = [{"title": "審査担当", "text": "ID reviewer"}]
    return started(smtp_port=0, links={"職員用画面": "http://127.0.0.1:9/staff"}, notes=notes)


def mail(emulator: Emulator, subject: str, text: str = "本文", message_id: str = "<1@x>") -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "mado@example.jp", "ichiro@example.jp", subject
    letter["Message-ID"] = message_id
    letter.set_content(text)
    with smtplib.SMTP("127.0.0.1", emulator.get("/mailbox/server")["port"], timeout=5) as server:
        server.send_message(letter)


def test_a_mail_appears_by_itself_and_its_link_can_be_followed(look: Look, emulator: Emulator) -> None:
    window = look()
    box = window.tool("メール")
    mail(emulator, "登録のご案内", "ここから\nhttp://127.0.0.1:9/p/token\n")
    expect(window.page.get_by_role("tab", name="メール").locator(".badge")).to_have_text("1")
    box.get_by_role("button", name="登録のご案内").click()

    expect(box.get_by_role("link")).to_have_attribute("href", "http://127.0.0.1:9/p/token")
    expect(window.page.get_by_role("tab", name="メール").locator(".badge")).to_have_count(0)


def test_a_mail_that_came_twice_is_one_mail_with_a_word_about_it(look: Look, emulator: Emulator) -> None:
    box = look().tool("メール")
    mail(emulator, "お知らせ")
    mail(emulator, "お知らせ")

    expect(box.get_by_role("article")).to_have_count(1)
    expect(box).to_contain_text("同じメールが2通届きました")


def test_markup_in_a_mail_stays_words(look: Look, emulator: Emulator) -> None:
    box = look().tool("メール")
    mail(emulator, "<b>題</b>", "<script>alert(1)</script>")
    box.get_by_role("button", name="<b>題</b>").click()

    expect(box.locator(".mail-text")).to_have_text("<script>alert(1)</script>")


def test_a_pasted_link_shows_the_code_and_the_clock_changes_it(look: Look, emulator: Emulator) -> None:
    app = look().tool("認証アプリ")
    app.get_by_label("otpauth のリンク").fill(URI)
    app.get_by_role("button", name="追加").click()
    code = app.get_by_label("すまいる窓口:ichiro01 のワンタイムパスワード")
    expect(code).to_be_visible()
    emulator.travel(now="2027-02-20T01:00:05+00:00")
    expected = emulator.get("/authenticator/code?label=ichiro01")["code"]

    expect(code).to_have_text(f"{expected[:3]} {expected[3:]}")


def test_a_link_that_is_none_is_answered_with_words(look: Look) -> None:
    window = look()
    app = window.tool("認証アプリ")
    app.get_by_label("otpauth のリンク").fill("https://example.jp/")
    app.get_by_role("button", name="追加").click()

    expect(app.get_by_role("status")).to_contain_text("otpauth:// で始まるリンクではありません")
    window.complaints.clear()  # The browser itself remarks on the refusal.


def test_a_picture_of_a_qr_code_is_read(look: Look) -> None:
    app = look().tool("認証アプリ")
    out = io.BytesIO()
    segno.make(URI).save(out, kind="png", scale=5)
    qr = {"name": "qr.png", "mimeType": "image/png", "buffer": out.getvalue()}
    app.get_by_label("QRコードの画像", exact=True).set_input_files(qr)

    expect(app.get_by_label("すまいる窓口:ichiro01 のワンタイムパスワード")).to_be_visible()


def test_a_person_goes_the_vendors_way_and_the_operator_decides(look: Look, handle: Handle, bot: Bot) -> None:
    vendor = Vendor(handle.url, bot)
    window = look()
    desk = window.tool("本人確認会社")
    visit = window.page.context.new_page()
    visit.goto(handle.url + vendor.link())
    for label in ("同意して受付する", "次へ", "見本の画像で撮影する", "撮影して送信する"):
        visit.get_by_role("button", name=label).click()
    expect(visit.get_by_role("heading", name="本人確認の受付が完了しました")).to_be_visible()
    visit.close()
    expect(desk.locator("[data-reference=R1] .ekyc-head")).to_contain_text("本人確認中")
    desk.get_by_role("button", name="合格", exact=True).click()

    expect(desk.locator("[data-reference=R1] .ekyc-head")).to_contain_text("合格")
    assert vendor.calls(4)[-1]["status"] == "passed"


def test_the_operator_can_send_strange_callbacks(look: Look, handle: Handle, bot: Bot) -> None:
    vendor = Vendor(handle.url, bot)
    vendor.start()
    vendor.calls(1)
    desk = look().tool("本人確認会社")
    desk.get_by_text("わざと変な通知を送る").click()
    desk.get_by_role("button", name="順番を逆にして送る").click()

    assert [call["sequence"] for call in vendor.calls(3)] == [1, 3, 2]


def test_the_staffs_door_and_the_demo_accounts_are_shown(look: Look) -> None:
    staff = look().tool("職員用画面")

    expect(staff.get_by_role("link", name="職員用画面")).to_have_attribute("href", "http://127.0.0.1:9/staff")
    expect(staff).to_contain_text("ID reviewer")


def test_the_clock_goes_forward_by_buttons_to_any_day_and_back(
    look: Look, emulator: Emulator, friend: Phone
) -> None:
    window = look()
    clock = window.tool("時計")
    face = clock.get_by_role("timer")
    clock.get_by_label("好きな日時にする（日本時間）").fill("2027-01-31T09:30")
    clock.get_by_role("button", name="この日時にする").click()
    expect(face).to_contain_text("2027年1月31日(日)")
    assert emulator.now().startswith("2027-01-31T00:30")
    clock.get_by_role("button", name="+1か月").click()

    expect(face).to_contain_text("2027年2月28日(日)")
    expect(window.phone().locator(".status-time")).to_have_text("09:30")
    clock.get_by_role("button", name="+30分").click()
    expect(window.phone().locator(".status-time")).to_have_text("10:00")
    clock.get_by_role("button", name="本当の時刻に戻す").click()
    expect(clock).to_contain_text("本当の時刻と同じです")


def test_calls_are_listed_with_their_status_and_reason(look: Look, friend: Phone, line: Line) -> None:
    log = look().tool("通信記録")
    line.push(friend.user_id, a_text(""))
    row = log.locator("summary", has_text="/v2/bot/message/push")

    expect(row).to_contain_text("400")
    row.click()
    expect(log.locator("details[open] pre")).to_contain_text("messages")


def test_a_fault_is_added_felt_and_taken_away(look: Look, friend: Phone, line: Line) -> None:
    tool = look().tool("障害")
    tool.get_by_label("起こすこと").select_option("rate")
    tool.get_by_label("対象").select_option("push")
    tool.get_by_role("button", name="加える").click()
    expect(tool.get_by_role("listitem")).to_contain_text(re.compile("429 回数制限：push"))
    assert line.push(friend.user_id, a_text()).status == 429
    tool.get_by_role("button", name="やめる").click()

    expect(tool.get_by_text("いまは何も起こしていません。")).to_be_visible()
    assert line.push(friend.user_id, a_text()).status == 200


def test_the_arrow_keys_go_through_the_tools(look: Look) -> None:
    window = look()
    window.page.get_by_role("tab", name="メール").focus()
    window.page.keyboard.press("ArrowLeft")

    expect(window.page.get_by_role("tab", name="障害")).to_be_focused()
    expect(window.page.get_by_role("tabpanel", name="障害")).to_be_visible()


def test_the_page_may_load_nothing_from_elsewhere(emulator: Emulator) -> None:
    headers = emulator.fetch("GET", "/")[2]

    assert headers["content-security-policy"].startswith("default-src 'self'; ")
    assert "unsafe" not in headers["content-security-policy"]
    assert emulator.fetch("GET", "/emulator/picture?url=https://example.com/x.png")[0] == 404
    assert emulator.fetch("GET", "/emulator/picture?url=file:///etc/passwd")[0] == 404
