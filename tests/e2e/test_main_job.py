"""The main job over HTTP: registered in chat, returned by staff, corrected, approved."""

import time

from tests.e2e.conftest import Demo
from tests.journey import Chairperson


def test_a_registration_goes_through_return_and_correction_to_the_members_menu(demo: Demo) -> None:
    one = demo.chairperson()
    receipt = one.registers()
    guests = one.phone.rich_menu()["richMenuId"]

    reviewer = demo.staff("reviewer")
    filing = reviewer.finds(receipt)
    reviewer.acts(filing, "claim")
    since = one.phone.last_seq()
    preview = reviewer.returns(filing, account_kana="account_holder_differs", certificate_month="not_as_in_document")
    assert "口座名義(カナ)" in preview

    heard = one.hears(since, "残高証明書の発行を希望する月")
    assert "申請内容に関するお知らせ" in heard
    assert "管理組合の名称" not in heard.split("残高証明書の発行を希望する月")[-1]
    assert any("申請内容" in mail["subject"] for mail in one.mails())

    one.does("taps", "6月", expect="専用ページ")
    one.fills("直した内容", account_kana="ｸﾞﾘ-ﾝﾊｲﾂｶﾝﾘ")
    assert one.files() == receipt

    html = reviewer.sees(filing)
    assert "<ins>" in html, "the reviewer sees what has changed"
    reviewer.acts(filing, "claim")
    reviewer.acts(filing, "pass")
    one.vendor_reports("passed")
    since = one.phone.last_seq()
    demo.staff("approver").acts(filing, "approve")
    one.hears(since, "Web申込利用に関するお知らせ")
    end = time.monotonic() + 10
    while one.phone.rich_menu()["richMenuId"] == guests and time.monotonic() < end:
        time.sleep(0.1)
    assert one.phone.rich_menu()["richMenuId"] != guests
    assert [call for call in demo.emulator().refused() if call["path"].startswith("/v2/bot/message")] == []


def test_killing_everything_in_the_middle_loses_nothing_and_doubles_nothing(demo: Demo) -> None:
    one = demo.chairperson(name="佐藤 花子", mail="hanako@example.jp", user_id="sato2026")
    one.joins()
    one.makes_account()
    one.does("taps", "いいえ、はじめてです", expect="法人登記")

    for answer, expected in (("登記していない", "法人番号"), ("受けていない", "残高証明書")):
        demo.kill()
        demo.start()
        one.does("taps", answer, expect=expected)
    one.does("taps", "4月", expect="専用ページ")

    words = [item for item in one.phone.items() if item["from"] == "bot"]
    assert sum("残高証明書の発行を希望" in str(item) for item in words) == 1


def test_a_person_takes_the_talk_over_and_the_pending_question_comes_back(demo: Demo) -> None:
    one: Chairperson = demo.chairperson(name="高橋 三郎", mail="saburo@example.jp", user_id="takahashi2026")
    one.does("follow", expect="ご用件")
    one.does("says", "利用登録", expect="お立場")
    one.does("says", "担当者", expect="おつなぎ")
    one.does("taps", "はい", expect="承りました")

    desk = demo.staff("reviewer")
    desk.browser.open(f"{desk.base}/talks")
    number = int(desk.browser.answer.text.split("/staff/talks/")[1].split('"')[0].split("?")[0])
    page = f"{desk.base}/talks/{number}"
    since = one.phone.last_seq()
    _post(desk, page, "take")
    one.hears(since, "担当者がお話を伺います")
    since = one.phone.last_seq()
    _post(desk, page, "say", text="お待たせしました。審査の花子です。")
    one.hears(since, "お待たせしました")
    one.phone.says("ありがとうございます")
    time.sleep(1)
    since = one.phone.last_seq()
    assert not [item for item in one.phone.items(since) if item["from"] == "bot"]
    _post(desk, page, "hand-back")
    heard = one.hears(since, "お立場")
    assert "自動応答がお手伝いします" in heard


def _post(desk: object, page: str, act: str, **filled: str) -> None:
    browser = desk.browser  # type: ignore[attr-defined]
    form = browser.open(page)
    data = {name: form.values[name] for name in ("csrf_token", "version", "key") if name in form.values} | filled
    browser.answer = browser.session.post(f"{page}/{act}", data=data, timeout=30)
    assert browser.answer.status_code == 200, browser.answer.text[:2000]
