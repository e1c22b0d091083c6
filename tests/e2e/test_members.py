"""A member of the demo on a phone: sign in, 積立手帳, a list, its file; guests; the clock far away."""

import re

from bot import demo_associations
from tests.e2e.conftest import Demo
from tests.journey import Chairperson

SUMIRE = demo_associations.told()["sumire"]["user_id"]


def _signed_in(demo: Demo, name: str) -> Chairperson:
    kept = demo.secrets["chairs"][name]
    member = demo.chairperson(user_id=demo_associations.told()[name]["user_id"])
    member.secret = kept["totp"]
    member.does("follow", expect="ご用件")
    member.does("taps", "登録済みの方", expect="専用ページ")
    link = member.page()
    member.browser.send(link, login=member.user_id, login_password=kept["password"])
    member.browser.send(member.browser.answer.url, code=member.code())
    shown = re.search(r'class="number">(\d{4})<', member.browser.answer.text)
    assert shown, member.browser.answer.text[:2000]
    member.does("says", shown[1], expect="ご本人であることを確認しました")
    return member


def test_the_representative_of_the_guides_association_sees_what_it_holds_within_a_minute(demo: Demo) -> None:
    member = _signed_in(demo, "sumire")

    heard = member.does("says", "積立手帳", expect="次にやること")
    assert "120口" in heard
    listed = member.does("taps", "利払予定", expect="CSV・カレンダーで保存")
    assert "お受取口座は下3桁が257の口座です" in listed
    link = member.page()
    member.browser.open(link)
    member.browser.send(link, act="csv")
    saved = member.browser.answer.content.decode("utf-8-sig")
    assert saved.startswith("積立手帳番号,種類,日付")
    assert "2022-300101,通常,2027-02-19" in saved


def test_a_guest_is_told_to_register_first(demo: Demo) -> None:
    guest = demo.chairperson(mail="guest@example.jp")
    guest.does("follow", expect="ご用件")

    assert "利用登録がお済みの方" in guest.does("says", "積立手帳")


def test_the_clock_may_be_moved_far_and_back(demo: Demo) -> None:
    member = _signed_in(demo, "keyaki")
    before = demo.emulator().now()
    try:
        for moment in ("2013-05-01T01:00:00+00:00", "2032-02-25T01:00:00+00:00", "2046-12-31T01:00:00+00:00"):
            demo.emulator().travel(now=moment)
            assert "残高の合計" in member.does("says", "積立手帳", expect="次にやること")
    finally:
        demo.emulator().travel(now=before)
