"""積立手帳: what a member sees of what the association holds, on any day."""

import datetime as dt
import json

import pytest

from bot import line
from bot.dialogs import passbooks
from bot.locale import t
from domain.desk import members
from domain.store import passbooks as store
from domain.store.tables import one_time_link
from domain.terms import Kind
from emulator.limits import flex
from emulator.limits.common import Faults
from tests.bot.talking import Talking, flat, story
from tests.holders import a_book, an_association, redeemed


@pytest.fixture
def holding(talking: Talking) -> Talking:
    """The guide's association: 30 units, four purchases, the last in February 2026."""
    return _holding(talking, a_book(2022, 4))


def _holding(talking: Talking, *books) -> Talking:
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        an_association(tx, who, *books)
    return talking


def _on(talking: Talking, year: int, month: int, day: int) -> Talking:
    talking.house.clock.travel_to(dt.datetime(year, month, day, 3, 0, tzinfo=dt.UTC))
    return talking


def test_the_story_of_the_dialog_is_true_to_the_letter(holding: Talking) -> None:
    for said, answer in story(passbooks.__doc__ or ""):
        assert flat(holding.says(said)) == answer, said


def test_guests_are_told_to_register_first(talking: Talking) -> None:
    talking.follows()

    assert t("passbooks.guest.ask") in talking.says("積立手帳")
    assert t("registration.checking_manager.ask") in talking.taps("はじめての方(利用登録)")


def test_whoever_holds_nothing_is_told_so(talking: Talking) -> None:
    _holding(talking)

    assert "ご登録の管理組合さまの積立手帳は、まだありません" in talking.says("積立手帳")


def test_the_word_is_offered_to_members_and_not_to_guests(talking: Talking) -> None:
    talking.says("メニュー")
    assert "積立手帳" not in talking.cards

    _holding(talking)
    talking.says("メニュー")
    assert "の積立手帳は、まだありません" in talking.taps("積立手帳")


def test_what_costs_rights_when_missed_comes_first(holding: Talking) -> None:
    """P-06: before the window of orders opens, until when it is open, then the transfer."""
    assert "2027年1月10日(日)までに、積立申込みをしてください" in holding.says("積立手帳")
    assert "受付が始まるのは2026年11月24日(火)ごろです" in _on(holding, 2026, 6, 1).says("積立手帳")
    assert "2027年2月5日(金)までに、積立金15,000,000円をお振り込みください" in _on(holding, 2027, 1, 20).says(
        "積立手帳"
    )
    assert t("passbooks.next.nothing") in _on(holding, 2027, 2, 10).says("積立手帳")


def test_of_two_passbooks_the_nearer_deadline_is_named(talking: Talking) -> None:
    """T-02: the statement of a certified passbook is due in October, before the orders of January."""
    _holding(talking, a_book(2022, 4), a_book(2023, 3, number="C-1", kind=Kind.CERTIFIED))

    heard = _on(talking, 2026, 9, 1).says("積立手帳")

    assert "2026年10月9日(金)までに、認定・評価等の状況の申し出をしてください(積立手帳 C-1)" in heard
    assert "残高の合計105,000,000円(210口)" in flat(heard)


def test_a_missed_purchase_is_said_and_no_deadline_is_left(holding: Talking) -> None:
    heard = _on(holding, 2027, 3, 1).says("積立手帳")

    assert "2026年度の購入の記録がありません" in heard
    assert t("passbooks.next.nothing") in heard


def test_after_the_tenth_purchase_a_new_application_is_named(talking: Talking) -> None:
    """P-05"""
    _holding(talking, a_book(2016, 10))

    assert t("passbooks.right.complete") in talking.says("積立手帳")


def test_the_first_year_is_named_as_the_reason_why_nothing_is_redeemable(talking: Talking) -> None:
    """R-02 ①"""
    _holding(talking, a_book(2025, 1))

    assert "初回の発行から1年間は対象外です" in _on(talking, 2026, 6, 1).says("積立手帳")


def test_the_newest_purchase_is_locked_in_march_and_the_rest_is_not(holding: Talking) -> None:
    """R-02 ②, R-03"""
    heard = _on(holding, 2026, 2, 25).says("積立手帳")

    assert "90口(45,000,000円)まで。2026年4月10日(金)の買入" in heard
    assert "30口は、まだ対象外です(発行から2か月以内)" in heard
    assert "120口(60,000,000円)まで。2026年5月8日(金)の買入" in _on(holding, 2026, 3, 20).says("積立手帳")


def test_units_promised_away_leave_the_balance_on_their_day(holding: Talking) -> None:
    with holding.house.db.writing() as tx:
        member = members.member(tx, holding.who)
        book = store.of_association(tx, member.association_id)[0]
        redeemed(tx, book.id, "2027-01", dt.date(2027, 1, 8), {1: 30, 2: 20})

    assert "60,000,000円(120口)" in _on(holding, 2027, 1, 7).says("積立手帳")
    assert "35,000,000円(70口)" in _on(holding, 2027, 1, 8).says("積立手帳")


def test_interest_nobody_has_published_is_not_shown_as_a_figure(talking: Talking) -> None:
    _holding(talking, a_book(2018, 1))

    assert "利率が未公表のため、金額はまだわかりません" in talking.says("積立手帳")
    assert t("passbooks.list.interest_unknown") in talking.says("利払予定")
    assert "のほか、利率が未公表の購入分の経過利息" in talking.says("中途換金額")


def test_only_the_last_three_digits_of_the_account_are_said(holding: Talking) -> None:
    heard = holding.says("積立手帳") + holding.says("利払予定")

    assert "567" in heard
    assert "1234567" not in heard


def test_a_list_says_the_readings_and_offers_a_link_of_its_own(holding: Talking) -> None:
    holding.says("積立手帳")

    assert "税の1円未満は、1口ごとに切り捨てています" in holding.taps("利払予定")
    with holding.house.db.reading() as tx:
        link = tx.execute(one_time_link.select()).one()
    assert (link.purpose, link.facts["list"], link.line_user) == ("download", "interest", holding.who)


def test_typing_a_number_or_a_label_does_what_the_button_does(holding: Talking) -> None:
    holding.says("積立手帳")
    tapped = holding.taps("満期償還予定")
    holding.says("積立手帳")

    assert holding.says("満期償還予定") == tapped


def test_many_passbooks_are_shown_ten_at_a_time_and_line_takes_them(talking: Talking) -> None:
    _holding(talking, *[a_book(2014 + n, 10, number=f"2014-3000{n:02}") for n in range(12)])

    talking.says("積立手帳")
    contents = talking.answers[0]["contents"]
    assert len(contents["contents"]) == 11
    assert len(json.dumps(contents, ensure_ascii=False).encode()) <= 50_000
    assert "2014-300011" in talking.taps("次の積立手帳を見る")
    assert "2014-300000" in talking.taps("前の積立手帳を見る")


def test_line_accepts_every_card(holding: Talking) -> None:
    for said in ("積立手帳", "利払予定", "満期償還予定", "中途換金額"):
        holding.says(said)
        faults = Faults()
        for message in holding.answers:
            flex.check_flex(faults, "message", message)
        assert faults.details == []
    assert len(holding.answers) <= line.MESSAGES_MOST


@pytest.mark.parametrize("year", [2013, 2014, 2021, 2023, 2026, 2028, 2032, 2033, 2037, 2041, 2046])
@pytest.mark.parametrize(("month", "day"), [(2, 20), (4, 1), (12, 31)])
def test_the_clock_may_stand_anywhere_from_2013_to_2046(
    talking: Talking, year: int, month: int, day: int
) -> None:
    _holding(
        talking,
        a_book(2022, 4),
        a_book(2017, 9, number="N-1"),
        a_book(2023, 3, number="C-1", kind=Kind.CERTIFIED),
    )
    _on(talking, year, month, day)

    assert "積立手帳 2022-300001" in talking.says("積立手帳")
    for name in ("利払予定", "満期償還予定", "中途換金額"):
        talking.says(name)
        assert talking.state == ("passbooks", "reading_list")


def test_a_representative_who_was_replaced_sees_nothing_more(holding: Talking) -> None:
    holding.says("積立手帳")
    with holding.house.db.writing() as tx:
        tx.exec_driver_sql("UPDATE representative SET until_at = 1")

    assert t("passbooks.guest.ask") in holding.taps("利払予定")
