"""中途換金 and 応募 as a member, the desk and a second person see them: the guide's example to its payment notice (issue 4)."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from bot import demo_associations
from tests.e2e.conftest import Demo
from tests.e2e.seen import (
    Eyes,
    OnPhone,
    a_pdf,
    fills,
    finds,
    on_a_phone,
    sends,
    shoot_card,
    signs_in_at_desk,
    with_a_new_phone,
)

pytestmark = pytest.mark.browser
# In the order of the demo's clock: staff cannot sign in with a code from before the last one they used.


def test_an_application_from_the_requirements_to_the_notice(demo: Demo, eyes: Eyes) -> None:
    """S1 3章: the new association of the demo applies for 19口 of the certified kind, and the desk approves."""
    demo.emulator().travel(now="2026-06-15T01:00:00+00:00")
    member = with_a_new_phone(eyes, eyes.open(demo.url), "小林 和子")
    _signs_in(member, demo, "hinata")

    _checks_the_requirements(member)
    _chooses_kind_and_units(member)
    receipt = _sends_papers_and_applies(member)
    demo.emulator().travel(now="2026-06-16T01:00:00+00:00")
    _the_desk_approves_the_application(member, receipt)
    member.says("積立手帳", "2026-390001")
    eyes.shoot(member.page, "passbook-to-be")


def test_the_guides_example_from_the_first_tap_to_the_payment_notice(demo: Demo, eyes: Eyes) -> None:
    """S1 6章3の例: 50口 of 30口x4, three and a half years after the first purchase."""
    year = _year_of_the_latest_issue(demo)
    demo.emulator().travel(now=f"{year}-07-08T01:00:00+00:00")
    member = with_a_new_phone(eyes, eyes.open(demo.url), "佐藤 健一")
    _signs_in(member, demo, "sumire")

    _looks_at_the_passbook(member)
    _asks_for_fifty(member, year)
    receipt = _names_the_officer_and_files(member)
    _the_desk_confirms(member, receipt)
    _a_second_person_approves(member, receipt)
    _the_day_comes(demo, member, year)


# ---- Signing in ----


def _signs_in(member: OnPhone, demo: Demo, name: str) -> None:
    user_id = demo_associations.told()[name]["user_id"]
    with member.hears("ご用件"):
        member.phone.get_by_role("button", name="友だち追加").click()
    member.taps("登録済みの方", "専用ページ")
    page = on_a_phone(member.opens("ログインのページを開く"))
    fills(page, {"ユーザーID": user_id, "パスワード": demo.secrets["chairs"][name]["password"]})
    member.eyes.reads(page, "member-signs-in")
    page.get_by_role("button", name="ログイン").click()
    fills(page, {"ワンタイムパスワード(6桁)": member.code(user_id)})
    page.get_by_role("button", name="確認する").click()
    number = page.locator(".number")
    expect(number).to_be_visible()
    member.eyes.reads(page, "member-number")
    member.says(number.inner_text(), "ご本人であることを確認しました")
    page.close()
    member.eyes.shoot(member.page, "member-signed-in")


def _year_of_the_latest_issue(demo: Demo) -> int:
    today = dt.datetime.fromisoformat(demo.emulator().now()).date()
    return today.year if today > dt.date(today.year, 2, 25) else today.year - 1


# ---- 中途換金 ----


def _looks_at_the_passbook(member: OnPhone) -> None:
    member.says("積立手帳", "次にやること")
    member.eyes.shoot(member.page, "passbook")
    assert member.in_sight("■ 次にやること"), "what costs rights when missed must not be scrolled for"
    member.taps("中途換金額", "CSV・カレンダーで保存")
    shoot_card(member, "passbook-list")


def _asks_for_fifty(member: OnPhone, year: int) -> None:
    member.says("中途換金", f"{year}年8月")
    member.eyes.shoot(member.page, "redemption-months")
    member.taps(f"{year}年8月", "120口(60,000,000円)まで")
    member.says("170万円", "1,500,000円(3口)か2,000,000円(4口)")
    member.eyes.shoot(member.page, "refused-units")
    member.says("50口", "30口 15,000,000円", "20口 10,000,000円", "70口")
    shoot_card(member, "quote")
    member.eyes.shoot(member.page, "quote-on-the-phone")


def _names_the_officer_and_files(member: OnPhone) -> str:
    member.taps("この内容で進む", "理由")
    member.taps("大規模修繕工事", "意思")
    member.eyes.shoot(member.page, "intent")
    member.taps("会計担当役員への電話", "専用ページ")
    page = on_a_phone(member.opens("専用ページを開く"))
    member.eyes.reads(page, "officer-empty")
    officer = ("お電話する方の役職", "お電話する方の姓", "お電話する方の名", "お電話する方の電話番号")
    fills(page, dict(zip(officer, ("会計担当理事", "田中", "花子", "0312345678"), strict=True)))
    member.eyes.reads(page, "officer")
    sends(member, page, "この内容で申し込む")
    page.close()
    shoot_card(member, "redemption-summary")
    member.taps("この内容で申し込む", "6桁")
    member.says(member.code("sumire2026"), "受付番号")
    member.eyes.shoot(member.page, "redemption-filed")
    found = re.search(r"R-\w{4}-\w{4}", member.talk.inner_text())
    assert found
    return found[0]


def _the_desk_confirms(member: OnPhone, receipt: str) -> None:
    desk = signs_in_at_desk(member, "reviewer")
    finds(desk, receipt)
    desk.get_by_role("button", name="担当する").click()
    expect(desk.get_by_role("button", name="意思確認を記録する")).to_be_visible()
    member.eyes.reads(desk, "redemption-at-the-desk")
    desk.get_by_label("電話", exact=True).check()
    desk.get_by_label("代表者以外の会計担当役員などと話した(電話のとき)").check()
    desk.get_by_label(re.compile("確認した内容")).fill("10時15分、会計担当理事の田中様とお話しした。")
    desk.get_by_role("button", name="意思確認を記録する").click()
    expect(desk.get_by_role("status")).to_be_visible()
    desk.get_by_role("button", name="承認を依頼する").click()
    expect(desk.locator(".state-awaiting_approval").first).to_be_visible()
    expect(desk.get_by_role("button", name="承認する")).to_have_count(0)  # never by whoever confirmed
    member.eyes.reads(desk, "redemption-awaits-approval")
    desk.close()


def _a_second_person_approves(member: OnPhone, receipt: str) -> None:
    desk = signs_in_at_desk(member, "approver")
    finds(desk, receipt)
    desk.locator("summary").filter(has_text="承認する").click()
    member.eyes.reads(desk, "redemption-approving")
    with member.hears("中途換金(買入請求)受付完了のお知らせ"):
        desk.get_by_role("button", name="承認して知らせる").click()
    expect(desk.get_by_role("link", name="買入計算書(写し)を開く")).to_be_visible()
    member.eyes.reads(desk, "redemption-approved")
    member.eyes.shoot(member.page, "redemption-accepted")
    desk.close()


def _the_day_comes(demo: Demo, member: OnPhone, year: int) -> None:
    member.says("積立手帳", "120口")  # promised, not gone yet
    with member.hears("支払額"):
        demo.emulator().travel(now=f"{year}-08-10T01:00:00+00:00")
    member.eyes.shoot(member.page, "redemption-paid")
    member.says("積立手帳", "70口")
    shoot_card(member, "passbook-afterwards")
    member.says("申請状況", "お支払いが済みました")
    shoot_card(member, "filings-afterwards")
    member.eyes.shoot(member.page, "filings")


# ---- 応募 ----


def _checks_the_requirements(member: OnPhone) -> None:
    member.says("応募", "要件を確認して応募を始める")
    member.eyes.shoot(member.page, "requirements")
    member.taps("要件を確認して応募を始める", "どのようなマンション")
    member.taps("賃貸マンション", "応募の対象ではありません")
    member.taps("分譲マンション(住宅のみ)", "管理規約")
    member.taps("定められている", "作成した年月")
    member.says("平成27年4月", "何年間")
    member.says("30", "反社会的勢力")
    member.taps("関係がないことを確約する", "機構の融資")
    member.eyes.shoot(member.page, "building")
    member.taps("利用する予定がある", "どの種類に応募しますか")
    shoot_card(member, "kinds")


def _chooses_kind_and_units(member: OnPhone) -> None:
    member.taps("認定すまい・る債", "どの書類をお持ちですか")
    member.taps("事前確認適合証", "認定通知書")
    member.eyes.shoot(member.page, "pre-check-refused")
    member.taps("認定通知書(公印のあるもの)", "認定日")
    member.says("令和6年5月20日", "1年分の修繕積立金")
    member.says("9900", "次のどれのことでしょうか")
    shoot_card(member, "asked-back")
    member.taps("9,900,000円", "残高")
    member.says("0円", "借入れ")
    member.taps("借入れはない", "何口で応募しますか")
    shoot_card(member, "units")
    member.says("25口", "19口まで")
    member.says("19口", "受け取りの見込み")
    shoot_card(member, "projection")
    member.taps("10回続けた場合を見る", "19年後")
    shoot_card(member, "ladder")


def _sends_papers_and_applies(member: OnPhone) -> str:
    member.taps("次へ進む", "認定通知書")
    page = on_a_phone(member.opens("書類を送るページを開く"))
    notice = {"name": "認定通知書.pdf", "mimeType": "application/pdf", "buffer": a_pdf("NINTEI TSUCHISHO")}
    page.get_by_label("認定通知書", exact=True).set_input_files(notice)  # type: ignore[arg-type]
    page.get_by_role("button", name="選んだファイルを送る").click()
    expect(page.get_by_text("1個のファイルをお預かりしました")).to_be_visible()
    member.eyes.reads(page, "certification-notice")
    sends(member, page, "応募内容をご確認ください")
    page.close()
    shoot_card(member, "application-summary")
    member.taps("この内容で応募する", "6桁")
    member.says(member.code("hinata2026"), "応募の申請を受け付けました")
    member.eyes.shoot(member.page, "application-filed")
    found = re.search(r"R-\w{4}-\w{4}", member.talk.inner_text())
    assert found
    return found[0]


def _the_desk_approves_the_application(member: OnPhone, receipt: str) -> None:
    desk = signs_in_at_desk(member, "reviewer")
    finds(desk, receipt)
    desk.get_by_role("button", name="担当する").click()
    member.eyes.reads(desk, "application-at-the-desk")
    desk.get_by_role("button", name="承認を依頼する").click()
    expect(desk.locator(".state-awaiting_approval").first).to_be_visible()
    desk.close()
    desk = signs_in_at_desk(member, "approver")
    finds(desk, receipt)
    desk.locator("summary").filter(has_text="承認する").click()
    with member.hears("応募申込完了のお知らせ"):
        desk.get_by_role("button", name="承認して知らせる").click()
    member.eyes.shoot(member.page, "application-done")
    desk.close()
