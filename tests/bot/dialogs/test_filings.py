"""申請状況 in the chat: what was filed, whose turn it is until when, mending it and taking it back."""

import datetime as dt
from typing import Any

import pytest

from bot import buy_backs, links
from bot.console import filing_acts
from bot.dialogs import filings as dialog
from bot.locale import t
from domain.desk import review
from domain.desk.hands import Form
from domain.links import Purpose
from domain.store import filings
from domain.store.tables import filing
from emulator.limits import flex
from emulator.limits.common import Faults
from tests.bot.talking import Talking, flat, story
from tests.redeeming import Desk, files, settles

TOKYO = dt.timezone(dt.timedelta(hours=9))


def at(talking: Talking, *when: int) -> None:
    talking.house.clock.travel_to(dt.datetime(*when, tzinfo=TOKYO))


def state_of(talking: Talking, filing_id: int) -> str:
    with talking.house.db.reading() as tx:
        return str(filings.get(tx, filing_id).state)


def a_registration(talking: Talking, **values: Any) -> int:
    """A registration of this person, on record."""
    with talking.house.db.writing() as tx:
        who = tx.exec_driver_sql("SELECT person_id FROM line_link").scalar_one()
        row = filings.add(
            tx, "registration", talking.who, who, None, {}, talking.house.clock.ms(), dt.date(2026, 7, 1)
        )
        tx.execute(filing.update().where(filing.c.id == row.id).values(receipt="R-AAAA-BBBB", **values))
        return int(row.id)


@pytest.fixture
def member(talking: Talking) -> Talking:
    settles(talking)
    talking.follows()
    return talking


def test_the_story_of_the_dialog_is_true_to_the_letter(member: Talking) -> None:
    filing_id = files(member)
    with member.house.db.writing() as tx:
        tx.execute(filing.update().where(filing.c.id == filing_id).values(receipt="R-CCCC-DDDD"))
    a_registration(member, state="approved", closed_at=1)

    for said, answer in story(dialog.__doc__ or ""):
        assert flat(member.says(said)) == answer, said


def test_everything_the_bot_sends_is_within_the_limits_of_the_platform(member: Talking) -> None:
    files(member)
    for said, _ in story(dialog.__doc__ or ""):
        member.says(said)
        for message in member.answers:
            if message["type"] == "flex":
                faults = Faults()
                flex.check_container(faults, message["contents"])
                assert not faults.details, said


def test_whoever_has_filed_nothing_is_told_so(talking: Talking) -> None:
    talking.follows()

    assert t("filings.nothing_filed.ask") in talking.says("申請状況")


def test_a_guest_sees_the_registration_he_filed(talking: Talking) -> None:
    talking.has_account()
    a_registration(talking)
    talking.follows()

    assert "利用登録" in talking.says("申請状況")
    assert "取り下げる" in talking.cards


def test_who_acts_by_when_is_said_at_every_stage(member: Talking) -> None:
    """R-09: the intent by the last business day of July, the money on the buy-back day."""
    desk = Desk(member.house)
    filing_id = files(member)
    assert "2026年7月31日(金)までに確認できると" in member.says("申請状況")
    desk.confirms(filing_id)
    assert "機構で内容を確認しています" in member.says("申請状況")
    desk.does(review.mark, desk.sato, filing_id, [("officer_phone", "not_reached", "")])
    desk.does(review.give_back, desk.sato, filing_id)
    heard = member.says("申請状況")
    assert "「直す」から、2026年7月31日(金)までに直してください" in heard
    member.taps("直す")
    assert member.state == ("early_redemption", "correcting")


def test_the_amount_and_the_statement_are_there_once_it_is_approved(member: Talking) -> None:
    """R-11"""
    desk = Desk(member.house)
    filing_id = files(member)
    assert t("filings.reading_one.statement") not in str((member.says("申請状況"), member.answers))
    desk.passes(filing_id)
    filing_acts.approve(member.house, desk.now(desk.suzuki), filing_id, desk.form(filing_id))
    heard = member.says("申請状況")

    assert "2026年8月10日(月)に、ご登録の口座へお支払いします" in heard
    assert "25,018,130円" in heard
    assert t("filings.reading_one.statement") in str(member.answers)
    assert "取り下げる" not in str(member.answers)
    at(member, 2026, 8, 10, 9)
    buy_backs.run(member.house)
    assert "2026年8月10日(月)に、ご登録の口座へお支払いしました" in member.says("申請状況")


def test_a_filing_is_taken_back_with_a_code_and_a_receipt(member: Talking) -> None:
    """W-06"""
    filing_id = files(member)
    member.says("申請状況")
    member.taps("取り下げる")
    member.says("取り下げる")
    assert member.state == ("filings", "entering_code")
    assert t("errors.wrong_code") in member.says("000000")
    assert state_of(member, filing_id) == "submitted"
    heard = member.says(member.code())

    assert "取り下げました" in heard
    assert state_of(member, filing_id) == "withdrawn"
    assert t("filings.withdrawn.receipt_title") in str(member.sent("push"))


def test_whoever_changes_his_mind_keeps_the_filing(member: Talking) -> None:
    filing_id = files(member)
    member.says("申請状況")
    member.taps("取り下げる")
    member.taps("取り下げない")

    assert member.state == ("filings", "reading_one")
    assert state_of(member, filing_id) == "submitted"


def test_what_was_approved_meanwhile_is_not_taken_back(member: Talking) -> None:
    desk = Desk(member.house)
    filing_id = files(member)
    desk.passes(filing_id)
    member.says("申請状況")
    member.taps("取り下げる")
    member.says("取り下げる")
    with member.house.db.writing() as tx:
        review.approve(tx, desk.now(desk.suzuki), filing_id, Form(desk.row(filing_id).version, "k"))

    assert t("filings.entering_code.too_late") in member.says(member.code())
    assert state_of(member, filing_id) == "approved"


def test_another_associations_filing_cannot_be_opened(member: Talking, tmp_path: Any) -> None:
    filing_id = files(member)
    other = Talking(member.house, "U" + "2" * 32)
    other.has_account()
    other.follows()

    assert t("filings.nothing_filed.ask") in other.says("申請状況")
    assert state_of(member, filing_id) == "submitted"


def test_the_link_to_the_statement_is_short_lived_and_made_for_one_person(member: Talking) -> None:
    desk = Desk(member.house)
    filing_id = files(member)
    desk.approves(filing_id)
    member.says("申請状況")
    token = str(member.answers).split("/p/")[1].split("'")[0]
    with member.house.db.reading() as tx:
        link = links.look(tx, token, member.house.clock.ms())

    assert (link.purpose, link.line_user, link.facts) == (
        Purpose.STATEMENT,
        member.who,
        {"filing": filing_id},
    )
