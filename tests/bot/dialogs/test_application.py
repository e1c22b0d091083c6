"""応募 in the chat: the story to the letter, every bad answer with what would be right, and nothing lost."""

import datetime as dt
import json

import pytest
from sqlalchemy import select

from bot import line
from bot.dialogs import application
from bot.locale import t
from bot.messages import Bar, Card
from domain import terms
from domain.store import filings
from domain.store import passbooks as books
from domain.store.tables import application as applied
from domain.store.tables import filing, filing_remark, reception
from emulator.limits import flex
from emulator.limits.common import Faults
from tests.applying import (
    FILE,
    a_member,
    another,
    applies,
    at,
    checks_building,
    gives_figures,
    on_record,
    reaches_summary,
)
from tests.bot.dialogs.test_registration import a_member_of_staff
from tests.bot.talking import Talking, flat, story
from tests.holders import a_book, an_association


@pytest.fixture
def member(talking: Talking) -> Talking:
    """Somebody who may apply, on a Monday in June 2026."""
    a_member(talking)
    return talking


def test_the_story_of_the_dialog_is_true_to_the_letter(member: Talking) -> None:
    for said, answer in story(application.__doc__ or ""):
        assert flat(member.says(said)) == answer, said


def test_everything_the_bot_sends_is_within_the_limits_of_the_platform(member: Talking) -> None:
    for said, _ in story(application.__doc__ or ""):
        member.says(said)
        for message in member.answers:
            if message["type"] == "flex":
                faults = Faults()
                flex.check_container(faults, message["contents"])
                assert not faults.details, said


def test_an_application_is_filed_once_with_a_code_and_a_receipt_that_is_pushed(member: Talking) -> None:
    """規定1(2): one a year"""
    heard = applies(member)

    with member.house.db.reading() as tx:
        row = tx.execute(filing.select()).one()
        counted = tx.execute(applied.select()).one()
        answers = filings.answers(tx, row.id, 1)
    assert row.receipt in heard
    assert row.receipt in str(member.sent("push"))
    assert (row.kind, row.state, row.received_on) == ("application", "submitted", dt.date(2026, 6, 15))
    assert (counted.units, counted.state, counted.fiscal_year, counted.kind) == (19, "standing", 2026, "ordinary")
    assert answers["units"] == 19


def test_whoever_applied_is_told_where_it_stands_and_files_nothing_more(member: Talking) -> None:
    """規定1(2), Q-06"""
    applies(member)
    submit = member.cards["この内容で応募する"]
    member.posts(submit)

    assert "1年度に1回" in member.says("応募")
    with member.house.db.reading() as tx:
        assert len(list(tx.execute(filing.select()))) == 1


def test_guests_are_told_to_register_first(talking: Talking) -> None:
    assert t("application.guest.ask") in talking.says("応募")
    assert talking.state == ("application", "guest")


# ---- Not eligible ---------------------------------------------------------------------------------------------


def test_an_association_in_okinawa_is_told_at_once(talking: Talking) -> None:
    """Q-01"""
    a_member(talking, prefecture="沖縄県")

    assert "沖縄県内のマンションは応募の対象ではありません" in talking.says("応募")
    assert talking.state == ("application", "not_possible")


def test_okinawa_typed_is_refused_and_nothing_is_lost(talking: Talking) -> None:
    """Q-01"""
    a_member(talking, prefecture="")
    talking.says("応募")
    talking.taps("要件を確認して応募を始める")
    talking.taps("分譲マンション(店舗などもある)")

    assert "沖縄県内のマンションは応募の対象ではありません" in talking.says("沖縄")
    assert talking.told["building"] == "mixed"
    assert t("fields.has_rules.ask") in talking.says("東京")


@pytest.mark.parametrize(("label", "reason"), [("賃貸マンション", "賃貸マンションは"), ("そのほか", "分譲マンションの管理組合です")])
def test_only_condominiums_owned_by_unit_may_apply(member: Talking, label: str, reason: str) -> None:
    """Q-01"""
    member.says("応募")
    member.taps("要件を確認して応募を始める")

    assert reason in member.taps(label)


def test_a_plan_under_twenty_years_is_told_how_many_are_missing_and_counts_with_the_one_it_renewed(member: Talking) -> None:
    """Q-02: 更新前と更新後の計画期間を合算"""
    member.says("応募")
    for label in ("要件を確認して応募を始める", "分譲マンション(住宅のみ)", "定められている"):
        member.taps(label)
    member.says("2015年4月")
    member.says("12")

    assert "あと8年足りません" in member.taps("いいえ、ない")
    member.taps("はい、更新前の計画がある")
    assert "あと1年足りません" in member.says("7")
    assert t("fields.no_antisocial_ties.ask") in member.says("8")


def test_a_plan_that_is_over_is_told_its_last_day(member: Talking) -> None:
    """Q-02: 応募日現在、計画期間内"""
    member.says("応募")
    for label in ("要件を確認して応募を始める", "分譲マンション(住宅のみ)", "定められている"):
        member.taps(label)
    member.says("2000年4月")
    heard = member.says("25")

    assert "2000年4月1日(土)から2025年3月31日(月)まで" in heard
    assert t("fields.plan_years.ask") in heard


@pytest.mark.parametrize(
    ("label", "sentence"),
    [("定められていない", "管理規約が必要です"), ("確約できない", "反社会的勢力と関係がある"), ("予定はない", "機構の融資を利用して")],
)
def test_each_requirement_that_is_not_met_is_named(member: Talking, label: str, sentence: str) -> None:
    """Q-02"""
    member.says("応募")
    for step in ("要件を確認して応募を始める", "分譲マンション(住宅のみ)", "定められている"):
        if label in member.cards:
            break
        member.taps(step)
    if label not in member.cards:
        member.says("2015年4月")
        member.says("30")
    if label not in member.cards:
        member.taps("関係がないことを確約する")

    assert sentence in member.taps(label)


# ---- Kinds ----------------------------------------------------------------------------------------------------


def test_two_kinds_at_once_are_refused_by_the_rule(member: Talking) -> None:
    """Q-06"""
    checks_building(member)

    assert t("errors.several_kinds_at_once") in member.says("通常と認定の両方")
    assert "bond_kind" not in member.told


@pytest.mark.parametrize("label", ["事前確認適合証", "認定を申請中"])
def test_only_the_notice_itself_opens_the_certified_bond(member: Talking, label: str) -> None:
    """T-01"""
    checks_building(member)
    member.taps("認定すまい・る債")

    heard = member.taps(label)
    assert "「認定通知書」が必要です" in heard
    assert t("fields.certified_on.ask") in member.taps("認定通知書(公印のあるもの)")


def test_a_certification_that_does_not_count_yet_is_told_its_days(member: Talking) -> None:
    """T-01, T-07: 応募申請日現在、認定の有効期間内"""
    checks_building(member)
    member.taps("認定すまい・る債")
    member.taps("認定通知書(公印のあるもの)")

    assert "2022年4月1日(金)に始まりました" in member.says("2021年5月20日")
    assert "2026年7月1日(水)から2031年6月30日(月)まで" in member.says("2026年7月1日")
    assert t("fields.yearly_reserve.ask") in member.says("令和6年5月20日")


def test_the_step_up_bond_asks_for_four_stars_valid_for_a_year(member: Talking) -> None:
    """T-05"""
    checks_building(member)
    member.taps("ステップアップすまい・る債")
    member.taps("マンション管理適正評価制度(★)")

    assert "「★4つ以上」が必要です" in member.taps("★3つ")
    member.taps("★4つ")
    assert "2025年4月30日" in member.says("2024年5月1日")
    assert t("fields.yearly_reserve.ask") in member.says("2026年5月1日")


def test_a_diagnosis_needs_an_s_and_is_valid_for_five_years(member: Talking) -> None:
    """T-05"""
    checks_building(member)
    member.taps("ステップアップすまい・る債")
    member.taps("マンション管理適正化診断サービス(S・A・B)")

    assert "「S評価」が必要です" in member.taps("A評価")
    member.taps("S評価")
    assert t("fields.yearly_reserve.ask") in member.says("2022年5月1日")


def test_the_certificate_is_uploaded_on_our_page_and_the_talk_goes_on_by_itself(member: Talking) -> None:
    """T-01: 認定通知書 with the application"""
    checks_building(member)
    member.taps("認定すまい・る債")
    member.taps("認定通知書(公印のあるもの)")
    member.says("2024年5月20日")
    gives_figures(member)
    member.says("19口")
    heard = member.taps("次へ進む")
    assert t("fields.certification_notice.label") in heard
    assert t("prompts.file_in_chat") in member.sends("file")

    heard = member.fills_page("application", certification_notice=FILE)

    assert t("application.checking_summary.ask") in heard


def test_a_year_without_the_step_up_bond_does_not_offer_it(talking: Talking) -> None:
    """B-20"""
    a_member(talking)
    at(talking, 2025, 6, 16, 10)
    heard = checks_building(talking)

    assert "ステップアップ" not in heard
    assert t("application.unverified") in heard


# ---- Figures and units ----------------------------------------------------------------------------------------


def test_990_man_yen_make_19_units(member: Talking) -> None:
    """P-02 (S1 3章3 例3)"""
    checks_building(member)
    member.taps("通常のすまい・る債")

    assert "9,900,000円 → 19口まで" in gives_figures(member)


def test_the_ceiling_is_the_year_and_the_balance_less_what_is_borrowed(member: Talking) -> None:
    """P-03"""
    checks_building(member)
    member.taps("通常のすまい・る債")
    member.says("500万円")
    member.says("3,000万円")
    heard = member.says("1,000万円")

    assert "25,000,000円 → 50口まで" in heard


@pytest.mark.parametrize("typed", ["9,900千円", "9900"])
def test_figures_in_thousands_are_asked_back_with_the_amount_as_a_button(member: Talking, typed: str) -> None:
    checks_building(member)
    member.taps("通常のすまい・る債")
    member.says(typed)
    assert "yearly_reserve" not in member.told

    member.taps("9,900,000円")

    assert member.told["yearly_reserve"] == 9_900_000


def test_asking_back_can_be_answered_with_another_amount_or_taken_anew(member: Talking) -> None:
    checks_building(member)
    member.taps("通常のすまい・る債")
    member.says("9900")
    assert t("fields.yearly_reserve.ask") in member.says("入れ直す")
    member.says("9900")
    member.says("880万円")

    assert member.told["yearly_reserve"] == 8_800_000


def test_figures_below_one_unit_are_refused_with_their_sum(member: Talking) -> None:
    """P-01, P-03"""
    checks_building(member)
    member.taps("通常のすまい・る債")

    assert "300,000円で、1口(500,000円)に届きません" in gives_figures(member, "30万円")
    assert member.told["yearly_reserve"] == 300_000


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("170万円", "1,500,000円(3口)か2,000,000円(4口)"),
        ("30万円", "500,000円以上"),
        ("０口", "1口以上"),
        ("-1", "1口以上"),
        ("さんじゅっこう", "30口のことでしょうか"),
        ("20口", "19口以下"),
        ("1.5口", "「1口」か「2口」"),
        ("全部", "数字でご入力ください"),
    ],
)
def test_units_that_cannot_be_are_answered_with_those_that_can(member: Talking, typed: str, answer: str) -> None:
    """P-01, P-03, R-01"""
    checks_building(member)
    member.taps("通常のすまい・る債")
    gives_figures(member)
    before = member.told

    assert answer in member.says(typed)
    assert "units" not in member.told
    assert {k: v for k, v in member.told.items() if not k.startswith("_")} == {k: v for k, v in before.items() if not k.startswith("_")}


def test_the_ladder_ends_nineteen_years_after_the_first_purchase(member: Talking) -> None:
    """P-15"""
    checks_building(member)
    member.taps("通常のすまい・る債")
    gives_figures(member)
    member.says("10口")
    heard = member.taps("10回続けた場合を見る")

    assert "100口 50,000,000円" in heard
    assert "2046年2月20日" in heard
    assert member.taps("1回分の利息を見る").count("年目") == 10


def test_mended_figures_ask_the_units_again_where_they_are_too_many(member: Talking) -> None:
    """P-03"""
    reaches_summary(member)
    member.posts(member.cards["直す"].split(":")[0] + ":2")  # the third part: the figures
    first = member.cards["直す"].split(":")[0] + ":0"
    assert t("fields.yearly_reserve.ask") in member.posts(first)
    heard = member.says("500万円")
    assert t("application.correcting.units_again") in heard

    heard = member.says("10口")

    assert t("application.checking_summary.ask") in heard
    assert (member.told["units"], member.told["reserve_balance"]) == (10, 0)


# ---- Period, quota, midnight ----------------------------------------------------------------------------------


def test_before_the_season_its_first_day_is_named(member: Talking) -> None:
    """Q-04"""
    at(member, 2026, 4, 10, 10)

    assert "2026年4月13日(月)からです" in member.says("応募")


def test_after_the_season_the_last_day_is_named(member: Talking) -> None:
    """Q-08"""
    at(member, 2026, 11, 30, 10)

    assert "2026年10月9日(金)で終わりました" in member.says("応募")


def test_half_past_midnight_after_the_last_day_is_too_late_and_nothing_is_lost(member: Talking) -> None:
    """W-01, Q-08: 0:00以降は翌営業日扱い"""
    at(member, 2026, 10, 9, 23, 50)
    reaches_summary(member)
    member.taps("この内容で応募する")
    at(member, 2026, 10, 10, 0, 30)
    heard = member.says(member.code())

    assert "2026年10月9日(金)で終わりました" in heard
    assert "2026年10月13日(火)" in heard
    assert member.told["units"] == 19
    with member.house.db.reading() as tx:
        assert not list(tx.execute(filing.select()))


def test_an_application_before_midnight_of_the_last_day_counts_for_that_day(member: Talking) -> None:
    """W-01, Q-04"""
    at(member, 2026, 10, 9, 23, 50)
    applies(member)

    with member.house.db.reading() as tx:
        assert tx.execute(select(filing.c.received_on)).scalar_one() == dt.date(2026, 10, 9)


def test_what_is_left_of_the_quota_is_shown_as_of_when(member: Talking) -> None:
    """Q-05"""
    quota = terms.of(2026).kind("ordinary").pool.units.value
    with member.house.db.writing() as tx:
        on_record(tx, another(tx), None, quota - 30, dt.date(2026, 6, 12))

    heard = member.says("応募")

    assert "6月15日(月)10時00分現在、582,089口のうち残り30口" in heard


def test_units_beyond_what_is_left_are_warned_of_before_anything_is_filed(member: Talking) -> None:
    """Q-05: the whole day would be void"""
    quota = terms.of(2026).kind("ordinary").pool.units.value
    with member.house.db.writing() as tx:
        on_record(tx, another(tx), None, quota - 10, dt.date(2026, 6, 12))
    checks_building(member)
    member.taps("通常のすまい・る債")
    gives_figures(member)

    assert "募集口数の残りは10口です" in member.says("19口")


def test_a_quota_that_was_full_yesterday_is_closed_today_even_before_the_job_has_run(member: Talking) -> None:
    """Q-05"""
    quota = terms.of(2026).kind("ordinary").pool.units.value
    with member.house.db.writing() as tx:
        on_record(tx, another(tx), None, quota, dt.date(2026, 6, 12))

    assert "2026年6月12日(金)で受付を終わりました" in member.says("応募")


def test_a_quota_that_was_closed_names_its_last_day(member: Talking) -> None:
    """Q-05"""
    with member.house.db.writing() as tx:
        tx.execute(reception.insert(), {"fiscal_year": 2026, "pool": "all", "last_day": dt.date(2026, 6, 11), "crossed_on": dt.date(2026, 6, 12), "units": 5, "decided_at": 1})

    assert "2026年6月11日(木)で受付を終わりました" in member.says("応募")


def test_a_passbook_of_this_year_leaves_no_second_application(talking: Talking) -> None:
    """P-07"""
    talking.house.clock.travel_to(dt.datetime(2026, 6, 15, 1, 0, tzinfo=dt.UTC))
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        books.add(tx, an_association(tx, who), a_book(2026, 0), 0)

    talking.says("応募")

    assert talking.state == ("application", "not_possible")


# ---- 不備 -----------------------------------------------------------------------------------------------------


def returned(member: Talking, *marked: str) -> int:
    with member.house.db.writing() as tx:
        row = tx.execute(filing.select()).one()
        staff_id = a_member_of_staff(tx)
        for name in marked:
            tx.execute(filing_remark.insert(), {"filing_id": row.id, "revision": 1, "field": name, "reason": "not_as_in_document", "words": "", "made_by": staff_id, "made_at": 1})
        filings.change(tx, row.id, row.version, 1, state="returned")
    return int(row.id)


def test_what_staff_returned_is_asked_again_and_nothing_else(member: Talking) -> None:
    """X-07"""
    applies(member)
    filing_id = returned(member, "reserve_balance")
    heard = member.hears_of("filing", filing=filing_id, act="returned", kind="application")
    assert t("reasons.not_as_in_document") in heard
    assert t("fields.reserve_balance.ask") in heard

    heard = member.says("100万円")
    assert t("application.checking_summary.ask_again") in heard
    member.taps("この内容で応募する")
    member.says(member.code())

    with member.house.db.reading() as tx:
        row, counted = tx.execute(filing.select()).one(), tx.execute(applied.select()).one()
        assert (row.state, row.revision, row.received_on) == ("submitted", 2, dt.date(2026, 6, 15))
        assert filings.answers(tx, row.id, 2)["reserve_balance"] == 1_000_000
    assert counted.units == 19


def test_a_correction_may_come_after_the_season_and_keeps_its_day(member: Talking) -> None:
    """Q-08 speaks of applications; X-07"""
    applies(member)
    filing_id = returned(member, "units")
    at(member, 2026, 10, 20, 10)
    member.hears_of("filing", filing=filing_id, act="returned", kind="application")
    member.says("18口")
    member.taps("この内容で応募する")
    member.says(member.code())

    with member.house.db.reading() as tx:
        row, counted = tx.execute(filing.select()).one(), tx.execute(applied.select()).one()
    assert (row.state, row.received_on, counted.units) == ("submitted", dt.date(2026, 6, 15), 18)


def test_a_correction_is_found_after_the_year_has_changed_and_stays_in_its_own(member: Talking) -> None:
    """X-07, Q-08: the filing that came back leads, not the fiscal year of the day; nothing is added to it after its end"""
    applies(member, "18口")
    at(member, 2027, 3, 20, 10)
    returned(member, "units")
    at(member, 2027, 4, 2, 10)

    assert t("reasons.not_as_in_document") in member.says("応募")
    assert "すでに応募された18口まで" in member.says("19口")
    member.says("17口")
    member.taps("この内容で応募する")
    heard = member.says(member.code())

    with member.house.db.reading() as tx:
        row, counted = tx.execute(filing.select()).one(), tx.execute(applied.select()).one()
    assert (row.state, row.revision, row.received_on) == ("submitted", 2, dt.date(2026, 6, 15))
    assert (counted.fiscal_year, counted.units) == (2026, 17)
    assert row.receipt in heard
    assert "2026年6月15日(月)" in str(member.sent("push"))


def test_a_new_years_application_is_not_filed_into_one_that_came_back(member: Talking) -> None:
    """Q-08: two years, two filings; the older is still asked for"""
    at(member, 2025, 9, 1, 10)
    applies(member, "18口")
    at(member, 2026, 6, 15, 10)
    reaches_summary(member, "19口")
    filing_id = returned(member, "units")
    member.taps("この内容で応募する")
    member.says(member.code())

    with member.house.db.reading() as tx:
        found = tx.execute(applied.select().order_by(applied.c.fiscal_year)).all()
        assert filings.get(tx, filing_id).state == "returned"
    assert [(row.fiscal_year, row.units) for row in found] == [(2025, 18), (2026, 19)]

    member.says("応募")
    assert member.state == ("application", "correcting")
    assert member.told["_filing"] == filing_id


def test_the_button_of_the_list_leads_to_the_very_application(member: Talking) -> None:
    """X-07: of two years that came back, the one whose 「直す」 was pressed; else the older"""
    at(member, 2025, 9, 1, 10)
    applies(member, "18口")
    older = returned(member, "units")
    at(member, 2026, 6, 15, 10)
    with member.house.db.writing() as tx:
        held = tx.execute(filing.select()).one()
        newer = on_record(tx, held.association_id, held.person_id, 19, dt.date(2026, 6, 15), held.line_user)
        now = member.house.clock.ms()
        filings.change(tx, newer, filings.get(tx, newer).version, now, state="returned", submitted_at=now)
        receipt = filings.get(tx, newer).receipt
    member.says("応募")
    assert member.told["_filing"] == older

    member.says("最初から")
    member.taps("最初からやり直す")
    member.says("申請状況")
    member.taps(receipt)
    member.taps("直す")
    member.taps("最初から")
    assert member.told["_filing"] == newer


def test_a_correction_after_the_end_may_not_raise_the_units(member: Talking) -> None:
    """Q-05, Q-08: more units would arrive too late; those filed keep their day"""
    applies(member, "18口")
    filing_id = returned(member, "units")
    at(member, 2026, 10, 20, 10)
    member.hears_of("filing", filing=filing_id, act="returned", kind="application")

    heard = member.says("19口")
    assert "応募の受付は2026年10月9日(金)で終わりました。" in heard
    assert "すでに応募された18口まで" in heard
    assert member.state == ("application", "correcting")

    assert t("application.checking_summary.ask_again") in member.says("18口")


def test_a_correction_after_the_quota_was_reached_may_not_raise_the_units(member: Talking) -> None:
    """Q-05"""
    applies(member, "18口")
    filing_id = returned(member, "units")
    with member.house.db.writing() as tx:
        on_record(tx, another(tx), None, 582_089 - 18, dt.date(2026, 6, 15))
    at(member, 2026, 6, 16, 10)
    member.hears_of("filing", filing=filing_id, act="returned", kind="application")

    assert "応募の受付は2026年6月15日(月)で終わりました。" in member.says("19口")


def test_a_correction_may_not_ask_for_more_than_is_left(member: Talking) -> None:
    """Q-05: it would make applications of later days void"""
    applies(member, "10口")
    filing_id = returned(member, "units")
    with member.house.db.writing() as tx:
        on_record(tx, another(tx), None, 582_089 - 15, dt.date(2026, 6, 15))
    at(member, 2026, 6, 16, 10)
    member.hears_of("filing", filing=filing_id, act="returned", kind="application")

    assert "15口までの口数をご入力ください" in member.says("16口")
    member.says("15口")
    member.taps("この内容で応募する")
    member.says(member.code())
    with member.house.db.reading() as tx:
        assert [row.units for row in tx.execute(applied.select().order_by(applied.c.id))] == [15, 582_089 - 15]


def test_units_that_ran_out_while_the_summary_was_read_are_refused_there(member: Talking) -> None:
    """Q-05"""
    applies(member, "10口")
    filing_id = returned(member, "units")
    member.hears_of("filing", filing=filing_id, act="returned", kind="application")
    member.says("16口")
    with member.house.db.writing() as tx:
        on_record(tx, another(tx), None, 582_089 - 15, dt.date(2026, 6, 15))

    assert "15口までの口数をご入力ください" in member.taps("この内容で応募する")
    assert member.state == ("application", "checking_summary")


def test_an_application_survives_the_menu_and_is_taken_up_again(member: Talking) -> None:
    checks_building(member)
    assert "「応募」と入力すると" in member.says("やめる")
    member.says("応募")
    member.taps("続きから")

    assert member.state == ("application", "choosing_kind")


# ---- Drawn ----------------------------------------------------------------------------------------------------


def test_bars_are_drawn_within_their_lane() -> None:
    card = Card("x", bars=(Bar("a", 0, 2.0, "1"), Bar("b", 0.5, 0.5), Bar("c", 0, 0)))
    message = line.render([card])[0]
    faults = Faults()
    flex.check_container(faults, message["contents"])

    assert not faults.details
    assert '"width": "100.0%"' in json.dumps(message)
