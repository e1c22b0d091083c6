"""中途換金 in the chat: the story to the letter, every bad input, every way back, and the guide's example to the end."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import buy_backs
from bot.console import filing_acts
from bot.dialogs import early_redemption
from bot.locale import t
from domain.desk import endings, review
from domain.store import filings, passbooks
from domain.store.tables import filing, redemption, representative, tranche
from emulator.limits import flex
from emulator.limits.common import Faults
from tests.bot.talking import Talking, flat, story
from tests.holders import a_book, an_association, redeemed
from tests.redeeming import MINUTES, OFFICER, Desk, files, settles, the_guides_book

TOKYO = dt.timezone(dt.timedelta(hours=9))
QUOTED = "25,018,130円"  # 50口 of 30口x4 bought back on 2026-08-10, by the derived tables


def at(talking: Talking, *when: int) -> None:
    talking.house.clock.travel_to(dt.datetime(*when, tzinfo=TOKYO))


def reaches_units(talking: Talking, month: str = "2026年8月") -> str:
    talking.follows()
    talking.says("中途換金")
    return talking.taps(month)


def wants(talking: Talking, units: str, of: str) -> None:
    talking.taps(of)
    talking.taps("2026年8月")
    talking.says(units)


def reaches_summary(talking: Talking, units: str = "50口") -> str:
    reaches_units(talking)
    talking.says(units)
    for label in ("この内容で進む", "大規模修繕工事", "会計担当役員への電話"):
        talking.taps(label)
    return talking.fills_page("early_redemption", **OFFICER)


def files_it(talking: Talking) -> str:
    talking.taps("この内容で申し込む")
    return talking.says(talking.code())


def comes_back(talking: Talking, desk: Desk, filing_id: int, field: str = "officer_phone", reason: str = "not_reached") -> None:
    desk.confirms(filing_id)
    desk.does(review.mark, desk.sato, filing_id, [(field, reason, "")])
    filing_acts.give_back(talking.house, desk.now(desk.sato), filing_id, desk.form(filing_id))


def rows(talking: Talking) -> list[Any]:
    with talking.house.db.reading() as tx:
        return list(tx.execute(select(redemption)))


def the_filing(talking: Talking) -> int:
    with talking.house.db.reading() as tx:
        return int(tx.execute(select(filing.c.id).order_by(filing.c.id.desc())).scalars().first() or 0)


def test_the_story_of_the_dialog_is_true_to_the_letter(talking: Talking) -> None:
    settles(talking)
    talking.follows()

    for said, answer in story(early_redemption.__doc__ or ""):
        assert flat(talking.says(said)) == answer, said


def test_everything_the_bot_sends_is_within_the_limits_of_the_platform(talking: Talking) -> None:
    settles(talking)
    talking.follows()
    for said, _ in story(early_redemption.__doc__ or ""):
        talking.says(said)
        for message in talking.answers:
            if message["type"] == "flex":
                faults = Faults()
                flex.check_container(faults, message["contents"])
                assert not faults.details, said


def test_the_guides_example_from_the_first_tap_to_the_payment_notice(talking: Talking) -> None:
    """D1-1 (S1 6章3の例), R-05, R-07, R-09, R-10: 50口 of 30口x4 after three and a half years."""
    settles(talking)
    desk = Desk(talking.house)
    talking.follows()
    assert "2026年8月10日(月)にお支払い。120口まで" in talking.taps("中途換金")
    assert "120口(60,000,000円)まで" in talking.taps("2026年8月")
    heard = talking.says("50口")
    for words in (
        "1回目の購入分(2023年2月20日(月)発行)",
        "30口 15,000,000円。経過利息6か月分",
        "20口 10,000,000円",
        QUOTED,
        "70口",
    ):
        assert words in heard
    for label in ("この内容で進む", "大規模修繕工事", "会計担当役員への電話"):
        talking.taps(label)
    assert QUOTED in talking.fills_page("early_redemption", **OFFICER)
    assert "受付番号" in files_it(talking)

    desk.passes(the_filing(talking))
    form = desk.form(the_filing(talking))
    filing_acts.approve(talking.house, desk.now(desk.suzuki), the_filing(talking), form)
    assert t("notices.redemption_accepted.title") in str(talking.sent("push"))
    at(talking, 2026, 8, 9, 23)
    assert buy_backs.run(talking.house) == 0
    at(talking, 2026, 8, 10, 9)
    assert [buy_backs.run(talking.house) for _ in range(2)] == [1, 0]

    assert t("notices.redemption_paid.title") in str(talking.sent("push")[-1])
    assert len([one for one in talking.sent("mail") if "支払額" in one["subject"]]) == 1
    with talking.house.db.reading() as tx:
        assert list(tx.execute(select(tranche.c.units_left).order_by(tranche.c.id)).scalars()) == [
            0,
            10,
            30,
            30,
        ]
    assert "お支払いが済みました" in talking.says("申請状況")
    assert "70口" in talking.says("積立手帳")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("170万円", "1,500,000円(3口)か2,000,000円(4口)"),
        ("30万円", "1口は500,000円です"),
        ("０口", "口数は1口以上"),
        ("-1", "口数は1口以上"),
        ("さんじゅっこう", "「30口」のように"),
        ("121口", "120口まで"),
        ("6,050万円", "120口まで"),
        ("1.5口", "「1口」か「2口」"),
        ("たくさん", "数字でご入力ください"),
    ],
)
def test_what_cannot_be_redeemed_is_answered_with_the_figure_that_can(
    talking: Talking, typed: str, words: str
) -> None:
    """R-01, P-01"""
    settles(talking)
    reaches_units(talking)
    heard = talking.says(typed)

    assert words in heard
    assert talking.told["redemption_month"] == "2026-08"
    assert talking.state == ("early_redemption", "choosing_units")
    assert t("early_redemption.choosing_units.title") in heard


def test_amounts_in_yen_are_understood_where_they_are_whole_units(talking: Talking) -> None:
    """R-01"""
    settles(talking)
    reaches_units(talking)
    talking.says("２,５００万円")

    assert (talking.state[1], talking.told["redemption_units"]) == ("accepting_quote", 50)


@pytest.mark.parametrize("word", ["全部", "すべて", "「全額」"])
def test_everything_is_understood_as_all_that_is_redeemable_and_confirmed(
    talking: Talking, word: str
) -> None:
    settles(talking)
    reaches_units(talking)
    heard = talking.says(word)

    assert t("early_redemption.choosing_units.understood_all", units=120) in heard
    assert "120口(60,000,000円)" in heard
    assert talking.state[1] == "accepting_quote"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            "7月",
            "2026年6月15日(月)で締め切りました。次にお申し込みいただけるのは2026年8月分で、受付は2026年7月1日(水)から2026年7月15日(水)まで",
        ),
        ("2026年7月", "締め切りました"),
        ("令和8年12月", "2026年11月1日(日)から2026年11月15日(日)までです"),
        ("13月", "月として読めませんでした"),
    ],
)
def test_a_month_that_cannot_be_had_is_answered_with_the_next_that_can(
    talking: Talking, typed: str, words: str
) -> None:
    """R-08"""
    settles(talking)
    talking.follows()
    talking.says("中途換金")

    assert words in talking.says(typed)
    assert talking.state == ("early_redemption", "choosing_month")


def test_months_are_understood_however_they_are_typed(talking: Talking) -> None:
    settles(talking)
    for typed in ("8月", "2026年8月", "R8.8", "1"):
        talking.says("メニュー")
        talking.says("中途換金")
        if talking.state[1] != "choosing_month":
            talking.taps("最初から")
        talking.says(typed)
        if typed == "1":  # A number alone is a month of the year here, not a place in the list.
            assert talking.state[1] == "choosing_month"
        else:
            assert talking.told["redemption_month"] == "2026-08", typed


def test_a_second_request_of_the_month_is_refused_and_the_list_says_so(talking: Talking) -> None:
    """R-06"""
    settles(talking)
    files(talking, units=10)
    talking.follows()

    assert t("early_redemption.choosing_month.requested") in talking.says("中途換金")
    heard = talking.says("8月")
    assert "2026年8月の中途換金をすでにお申し込みです" in heard
    assert "次にお申し込みいただけるのは2026年9月分で、受付は2026年8月1日(土)から2026年8月15日(土)まで" in heard


def test_a_month_ahead_can_be_looked_at_but_not_asked_for_yet(talking: Talking) -> None:
    """R-08"""
    settles(talking)
    reaches_units(talking, "2026年9月")
    talking.says("10")
    heard = talking.taps("この内容で進む")

    assert "2026年8月1日(土)から2026年8月15日(土)まで" in heard
    assert talking.state[1] == "accepting_quote"
    assert talking.told["redemption_units"] == 10


def test_what_is_locked_is_named_with_the_month_from_which_it_is_not(talking: Talking) -> None:
    """R-02, R-03: in April the newest purchase is out, in May it is in."""
    settles(talking, now=dt.datetime(2026, 3, 5, 1, 0, tzinfo=dt.UTC))
    heard = reaches_units(talking, "2026年4月")

    assert "90口" in heard
    assert "4回目の30口(換金できません)" in heard
    assert "発行から2か月以内です。2026年5月分から換金できます" in heard
    assert "90口まで" in talking.says("91口")


def test_a_passbook_in_its_first_year_says_from_when_and_opens_only_to_an_emergency(talking: Talking) -> None:
    """R-02, R-04"""
    settles(talking, a_book(2025, 1, number="2025-300001"))
    talking.follows()
    heard = talking.says("中途換金")
    assert "1年がたっていません" in heard
    assert (
        "2027年4月分からお申し込みいただけます" in heard or "2027年3月分からお申し込みいただけます" in heard
    )
    talking.taps("緊急の事情がある")
    talking.taps("2026年8月")
    talking.says("10口")
    for label in ("この内容で進む", "災害や事故の復旧工事"):
        talking.taps(label)
    assert "緊急の事情" in str(talking.answers)
    talking.fills_page("early_redemption", emergency_words="給水管の破裂")
    talking.taps("会計担当役員への電話")
    talking.fills_page("early_redemption", **OFFICER)
    files_it(talking)

    assert rows(talking)[0].quote["emergency"] == "approved"
    talking.says("メニュー")


def test_whoever_has_several_passbooks_chooses_one(talking: Talking) -> None:
    """P-07"""
    settles(talking, the_guides_book(), a_book(2023, 2, 10, number="2023-300001"))
    talking.follows()
    assert "2023年度からの積立手帳" in talking.says("中途換金")
    talking.taps("2023-300001")
    talking.taps("2026年8月")

    assert "20口(10,000,000円)まで" in talking.says("21口")


def test_a_document_instead_of_a_call(talking: Talking) -> None:
    """R-09"""
    settles(talking)
    reaches_units(talking)
    talking.says("50口")
    for label in ("この内容で進む", "共用部分の改良工事"):
        talking.taps(label)
    assert t("fields.intent_minutes.label") in talking.taps("書類を送る")
    talking.fills_page("early_redemption", intent_minutes=MINUTES)
    files_it(talking)

    assert rows(talking)[0].intent_proof == "document"


def test_the_officer_on_the_telephone_is_not_the_representative(talking: Talking) -> None:
    """R-09: what slipped through the page is refused before the code, and asked again."""
    settles(talking)
    with talking.house.db.writing() as tx:
        tx.execute(update(representative).values(facts={"rep_family_name": "田中", "rep_given_name": "花子"}))
    reaches_summary(talking)
    heard = files_it(talking)

    assert t("errors.officer_is_representative") in heard
    assert talking.state[1] == "checking_summary"
    assert rows(talking) == []


def test_everything_redeemed_asks_whether_to_go_on_buying(talking: Talking) -> None:
    """P-17"""
    settles(talking)
    reaches_units(talking)
    talking.says("全部")
    for label in ("この内容で進む", "大規模修繕工事", "会計担当役員への電話"):
        talking.taps(label)
    assert t("fields.stop.ask") in talking.fills_page("early_redemption", **OFFICER)
    talking.taps("積立てを中止する")
    files_it(talking)

    assert rows(talking)[0].stop


def test_a_part_that_is_redeemed_is_not_asked_about_stopping(talking: Talking) -> None:
    """P-17"""
    settles(talking)

    assert t("early_redemption.checking_summary.title") in reaches_summary(talking)


def test_midnight_closes_the_month_between_the_quote_and_the_code(talking: Talking) -> None:
    """R-08, W-01: told so with the next window; what was answered stays."""
    settles(talking)
    at(talking, 2026, 7, 15, 23, 50)
    reaches_summary(talking)
    at(talking, 2026, 7, 16, 0, 20)
    heard = files_it(talking)

    assert "2026年7月15日(水)で締め切りました" in heard
    assert "2026年8月1日(土)から2026年8月15日(土)まで" in heard
    assert talking.state == ("early_redemption", "choosing_month")
    assert talking.told["redemption_reason"] == "large_repair"
    assert rows(talking) == []


def test_a_quote_that_another_act_has_changed_is_shown_again_before_filing(talking: Talking) -> None:
    settles(talking)
    first = files(talking, units=30)
    at(talking, 2026, 8, 3, 10)
    reaches_units(talking, "2026年9月")
    talking.says("30口")
    for label in ("この内容で進む", "大規模修繕工事", "会計担当役員への電話"):
        talking.taps(label)
    talking.fills_page("early_redemption", **OFFICER)
    with talking.house.db.writing() as tx:
        endings.withdraw(tx, first, filings.get(tx, first).person_id, talking.house.clock.ms())
    heard = files_it(talking)

    assert t("errors.quote_changed") in heard
    assert "1回目の購入分" in heard
    assert talking.state[1] == "accepting_quote"
    talking.taps("この内容で進む")
    assert "受付番号" in files_it(talking)


def test_units_that_are_gone_by_now_lead_back_to_the_question(talking: Talking) -> None:
    settles(talking)
    reaches_summary(talking, "120口")
    if talking.state[1] == "choosing_after":
        talking.taps("積立てを続ける")
    talking.taps("この内容で申し込む")
    with talking.house.db.writing() as tx:
        held = passbooks.by_number(tx, "2022-300001")
        redeemed(tx, held.id, "2026-07", dt.date(2026, 7, 10), {1: 30})
    heard = talking.says(talking.code())

    assert "90口まで" in heard
    assert talking.state[1] == "choosing_units"


def test_wrong_codes_lock_and_nothing_is_lost(talking: Talking) -> None:
    """W-06"""
    settles(talking)
    reaches_summary(talking)
    talking.taps("この内容で申し込む")
    for _ in range(5):
        assert t("errors.wrong_code") in talking.says("000000")
    assert t("early_redemption.locked.title") in talking.says(talking.code())
    assert talking.state[1] == "locked"
    talking.house.clock.offset_seconds += 31 * 60
    talking.taps("もう一度入力する")

    assert "受付番号" in talking.says(talking.code())


def test_tapping_submit_again_files_nothing_more(talking: Talking) -> None:
    settles(talking)
    reaches_summary(talking)
    submit = talking.cards["この内容で申し込む"]
    talking.posts(submit)
    talking.says(talking.code())
    talking.posts(submit)
    talking.says(talking.code())

    assert len(rows(talking)) == 1


def test_a_part_of_the_summary_is_mended_and_nothing_else_is_asked(talking: Talking) -> None:
    settles(talking)
    reaches_summary(talking)
    talking.says("2")
    talking.taps("そのほかの修繕工事")
    assert talking.state[1] == "checking_summary"
    talking.says("1")
    wants(talking, "40口", of="2022-300001")

    assert "40口" in talking.taps("この内容で進む")
    assert talking.state[1] == "checking_summary"
    files_it(talking)
    assert (rows(talking)[0].units, talking.state[1]) == (40, "filed")


def test_answers_survive_the_menu(talking: Talking) -> None:
    settles(talking)
    reaches_units(talking)
    talking.says("50口")
    assert t("prompts.kept", word="中途換金") in talking.says("やめる")
    talking.says("中途換金")
    talking.taps("続きから")

    assert talking.state == ("early_redemption", "accepting_quote")


def test_what_came_back_is_asked_again_and_nothing_else(talking: Talking) -> None:
    """X-07"""
    settles(talking)
    desk = Desk(talking.house)
    reaches_summary(talking)
    files_it(talking)
    filing_id = the_filing(talking)
    comes_back(talking, desk, filing_id, "officer_phone", "not_reached")
    heard = talking.hears_of("other")

    assert t("reasons.not_reached") in heard
    assert t("fields.officer_post.label") not in heard
    talking.fills_page("early_redemption", officer_phone="0398765432")
    assert talking.state[1] == "checking_summary"
    files_it(talking)
    with talking.house.db.reading() as tx:
        row = filings.get(tx, filing_id)
        assert (row.state, row.revision) == ("submitted", 2)
        assert filings.answers(tx, filing_id, 2)["officer_phone"] == "0398765432"


def test_a_marked_number_of_units_leads_through_a_new_quote(talking: Talking) -> None:
    settles(talking)
    desk = Desk(talking.house)
    reaches_summary(talking)
    files_it(talking)
    filing_id = the_filing(talking)
    comes_back(talking, desk, filing_id, "redemption_units", "figures_changed")
    assert "2022年度からの積立手帳" in talking.hears_of("other")
    wants(talking, "20口", of="2022-300001")
    talking.taps("この内容で進む")
    files_it(talking)

    assert [(row.units, row.state) for row in rows(talking)] == [(20, "requested")]


def test_what_was_begun_waits_beside_what_came_back_and_neither_is_lost(talking: Talking) -> None:
    settles(talking, the_guides_book(), a_book(2023, 3, 30, number="2023-300001"))
    desk = Desk(talking.house)
    filing_id = files(talking, units=10)
    talking.follows()
    talking.says("中途換金")
    wants(talking, "20口", of="2023-300001")
    talking.taps("この内容で進む")
    talking.says("やめる")
    comes_back(talking, desk, filing_id)
    talking.hears_of("other")

    heard = talking.says("中途換金")
    assert "積立手帳 2022-300001、2026年8月分、10口" in heard
    assert "積立手帳 2023-300001、2026年8月分、20口" in heard
    assert talking.state == ("early_redemption", "choosing_request")

    receipt = desk.row(filing_id).receipt
    talking.taps(f"{receipt} を直す")
    talking.fills_page("early_redemption", officer_phone="0398765432")
    files_it(talking)
    assert desk.row(filing_id).state == "submitted"

    talking.says("中途換金")
    talking.taps("続きから")
    assert talking.state == ("early_redemption", "choosing_reason")
    assert (talking.told["redemption_passbook"], talking.told["redemption_units"]) == ("2023-300001", 20)


def test_what_was_begun_can_be_gone_on_with_while_something_waits_for_its_correction(talking: Talking) -> None:
    settles(talking, the_guides_book(), a_book(2023, 3, 30, number="2023-300001"))
    desk = Desk(talking.house)
    filing_id = files(talking, units=10)
    talking.follows()
    talking.says("中途換金")
    talking.taps("2023-300001")
    talking.says("やめる")
    comes_back(talking, desk, filing_id)
    talking.hears_of("other")
    talking.says("中途換金")
    talking.taps("入力の続きから")

    assert talking.state == ("early_redemption", "choosing_month")
    assert talking.told["redemption_passbook"] == "2023-300001"


def begins_beside_a_return(talking: Talking) -> None:
    """A request of 20口 that was begun and left, beside one that came back; 「新しく申し込む」 was pressed."""
    settles(talking, the_guides_book(), a_book(2023, 3, 30, number="2023-300001"), a_book(2024, 2, 30, number="2024-300001"))
    desk = Desk(talking.house)
    filing_id = files(talking, units=10)
    talking.follows()
    talking.says("中途換金")
    wants(talking, "20口", of="2023-300001")
    talking.says("やめる")
    comes_back(talking, desk, filing_id)
    talking.hears_of("other")
    talking.says("中途換金")
    talking.taps("新しく申し込む")


def test_what_was_begun_is_not_replaced_by_a_new_request_without_a_word(talking: Talking) -> None:
    begins_beside_a_return(talking)
    assert talking.state == ("early_redemption", "replacing_begun")

    talking.says("やめる")  # Nothing was decided: both wait as before.
    assert "積立手帳 2023-300001、2026年8月分、20口" in talking.says("中途換金")

    talking.taps("新しく申し込む")
    talking.taps("続きから")
    assert (talking.told["redemption_passbook"], talking.told["redemption_units"]) == ("2023-300001", 20)
    assert talking.state == ("early_redemption", "choosing_units")


def test_a_new_request_takes_the_place_of_what_was_begun_where_that_was_wanted(talking: Talking) -> None:
    begins_beside_a_return(talking)
    talking.taps("新しく始める")
    assert talking.state == ("early_redemption", "choosing_passbook")
    talking.taps("2024-300001")
    talking.says("やめる")

    heard = talking.says("中途換金")
    assert "積立手帳 2024-300001" in heard
    assert "20口" not in heard


def test_going_back_to_the_choice_loses_nothing(talking: Talking) -> None:
    begins_beside_a_return(talking)
    talking.taps("続きから")
    for _ in range(2):
        heard = talking.says("戻る")
        assert "積立手帳 2023-300001、2026年8月分、20口" in heard

    talking.taps("新しく申し込む")
    assert talking.state == ("early_redemption", "replacing_begun")
    talking.taps("続きから")
    assert talking.told["redemption_units"] == 20


def test_going_back_from_a_correction_keeps_it_beside_what_was_begun(talking: Talking) -> None:
    begins_beside_a_return(talking)
    talking.says("戻る")
    talking.taps(next(label for label in talking.cards if label.endswith(" を直す")))
    talking.fills_page("early_redemption", officer_phone="0398765432")
    while talking.state[1] != "choosing_request":
        heard = talking.says("戻る")
    assert "積立手帳 2023-300001、2026年8月分、20口" in heard

    talking.taps(next(label for label in talking.cards if label.endswith(" を直す")))
    assert talking.state == ("early_redemption", "checking_summary")
    assert talking.told["officer_phone"] == "0398765432"


def test_of_several_requests_that_came_back_one_is_chosen(talking: Talking) -> None:
    settles(talking, the_guides_book(), a_book(2023, 3, 30, number="2023-300001"))
    desk = Desk(talking.house)
    first, second = files(talking, units=10), files(talking, units=20, number="2023-300001")
    for filing_id in (first, second):
        comes_back(talking, desk, filing_id)
    talking.follows()
    heard = talking.says("中途換金")
    assert "20口" in heard and "10口" in heard

    talking.taps(f"{desk.row(second).receipt} を直す")
    talking.fills_page("early_redemption", officer_phone="0398765432")
    files_it(talking)
    assert [desk.row(one).state for one in (first, second)] == ["returned", "submitted"]

    talking.says("中途換金")  # The other is alone by now: it is asked at once.
    assert talking.state == ("early_redemption", "correcting")


def test_a_new_request_may_be_filed_while_two_others_are_to_be_mended(talking: Talking) -> None:
    settles(talking, the_guides_book(), a_book(2023, 3, 30, number="2023-300001"), a_book(2024, 2, 30, number="2024-300001"))
    desk = Desk(talking.house)
    for filing_id in (files(talking, units=10), files(talking, units=20, number="2023-300001")):
        comes_back(talking, desk, filing_id)
    talking.follows()
    talking.says("中途換金")
    talking.taps("新しく申し込む")
    talking.taps("2024-300001")

    assert talking.state == ("early_redemption", "choosing_month")


def test_the_button_of_the_list_leads_to_the_very_request(talking: Talking) -> None:
    settles(talking, the_guides_book(), a_book(2023, 3, 30, number="2023-300001"))
    desk = Desk(talking.house)
    first, second = files(talking, units=10), files(talking, units=20, number="2023-300001")
    for filing_id in (first, second):
        comes_back(talking, desk, filing_id)
    talking.follows()
    talking.says("申請状況")
    talking.taps(desk.row(second).receipt)
    talking.taps("直す")

    assert talking.state == ("early_redemption", "correcting")
    assert talking.told["_filing"] == second


def test_guests_and_whoever_holds_nothing_are_told_what_to_do(talking: Talking) -> None:
    talking.follows()
    assert t("early_redemption.guest.ask") in talking.says("中途換金")
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        an_association(tx, who)

    assert t("early_redemption.nothing_held.ask") in talking.says("中途換金")


def test_private_answers_stay_out_of_the_chat(talking: Talking) -> None:
    settles(talking)
    reaches_units(talking)
    talking.says("50口")
    for label in ("この内容で進む", "大規模修繕工事", "会計担当役員への電話"):
        talking.taps(label)

    assert t("prompts.use_the_page") in talking.says("田中花子 03-1234-5678")
    assert "officer_phone" not in talking.told
