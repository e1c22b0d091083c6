"""応募 at the desk: reviewed by two, its passbook recorded, raced, ended."""

import datetime as dt

import pytest
from sqlalchemy import select

from domain.desk import applications, endings, review
from domain.errors import (
    ActNotPossible,
    ApproverIsReviewer,
    AssociationNumbersUsedUp,
    QuotaNotSettled,
    ReceptionDayOpen,
)
from domain.store import audit, filings
from domain.store import passbooks as books
from domain.store.tables import application, association
from tests.applying import Desk, a_member, another, applies, at, on_record
from tests.bot.talking import Talking, a_house


@pytest.fixture
def talking(tmp_path) -> Talking:
    return Talking(a_house(tmp_path))


def test_an_approval_records_the_passbook_to_be_and_tells_the_chairperson(talking: Talking) -> None:
    """Q-09: 応募申込完了のお知らせ; P-07: one passbook a year; S1 3章4: the number comes with the first approval"""
    association_id = a_member(talking)
    applies(talking)
    desk = Desk(talking)
    desk.reviews()
    at(talking, 2026, 6, 16, 10)
    desk.approves()

    with talking.house.db.reading() as tx:
        (book,) = books.of_association(tx, association_id)
        number = tx.execute(select(association.c.number)).scalar_one()
        assert tx.execute(select(application.c.state)).scalar_one() == "approved"
        assert audit.broken_at(tx) is None
    assert (book.book.number, book.book.units, book.book.fiscal_year) == (f"2026-{number}", 19, 2026)
    assert book.book.tranches == ()
    assert "応募申込完了のお知らせ" in str(talking.sent("push"))
    assert "応募申込完了のお知らせ" in str(talking.sent("mail"))
    assert "完了しています" in talking.says("応募")


def test_the_second_pair_of_eyes_is_another_person(talking: Talking) -> None:
    """ASVS 2.3.5: money moves by it"""
    a_member(talking)
    applies(talking)
    desk = Desk(talking)
    desk.reviews()
    at(talking, 2026, 6, 16, 10)

    with pytest.raises(ApproverIsReviewer):
        desk.approves("sato")


def test_nothing_is_approved_on_its_day_of_reception(talking: Talking) -> None:
    """Q-05: that day may still become void as a whole"""
    a_member(talking)
    applies(talking)
    desk = Desk(talking)
    desk.reviews()

    with pytest.raises(ReceptionDayOpen):
        desk.approves()
    assert desk.row().state == "awaiting_approval"


def test_nothing_beyond_the_quota_is_approved_before_it_was_closed(talking: Talking) -> None:
    """Q-05"""
    a_member(talking)
    applies(talking)
    with talking.house.db.writing() as tx:
        on_record(tx, another(tx), None, 582_089, dt.date(2026, 6, 15))
    desk = Desk(talking)
    desk.reviews()
    at(talking, 2026, 6, 16, 10)

    with pytest.raises(QuotaNotSettled):
        desk.approves()


def test_the_last_number_of_the_block_is_given_out_and_none_beyond_it(talking: Talking, monkeypatch: pytest.MonkeyPatch) -> None:
    """S1 3章4: a number is six digits"""
    association_id = a_member(talking)
    applies(talking)
    desk = Desk(talking)
    desk.reviews()
    at(talking, 2026, 6, 16, 10)
    with talking.house.db.writing() as tx:
        tx.execute(association.update().where(association.c.id == association_id).values(number=None))
        other = another(tx)
        tx.execute(association.update().where(association.c.id == other).values(number="399998"))
    monkeypatch.setattr(applications, "LAST_NUMBER", 399_998)

    with pytest.raises(AssociationNumbersUsedUp):
        desk.approves()
    assert desk.row().state == "awaiting_approval"

    monkeypatch.setattr(applications, "LAST_NUMBER", 399_999)
    desk.approves()
    with talking.house.db.reading() as tx:
        assert tx.execute(select(association.c.number).where(association.c.id == association_id)).scalar_one() == "399999"


@pytest.mark.parametrize("ending", ["withdrawn", "refused"])
def test_what_ended_counts_no_more_and_another_may_follow(talking: Talking, ending: str) -> None:
    """Q-05, 規定1(2)"""
    a_member(talking)
    applies(talking)
    desk = Desk(talking)
    if ending == "withdrawn":
        with talking.house.db.writing() as tx:
            endings.withdraw(tx, desk.row().id, desk.row().person_id, talking.house.clock.ms())
    else:
        desk.reviews()
        with talking.house.db.writing() as tx:
            review.reject(tx, desk.hand("suzuki"), desk.row().id, "requirements_unmet", desk.form())

    with talking.house.db.reading() as tx:
        assert tx.execute(select(application.c.state)).scalar_one() == ending
    applies(talking, "10口")
    with talking.house.db.reading() as tx:
        assert sorted(tx.execute(select(application.c.state)).scalars()) == sorted([ending, "standing"])


def test_an_application_that_is_void_cannot_be_admitted(talking: Talking) -> None:
    """Q-05"""
    a_member(talking)
    applies(talking)
    row = Desk(talking).row()
    with talking.house.db.writing() as tx:
        applications.ended(tx, row.id, "refused")
    at(talking, 2026, 6, 16, 10)

    with pytest.raises(ActNotPossible), talking.house.db.writing() as tx:
        applications.admit(tx, row, filings.answers(tx, row.id, 1), talking.house.clock.ms())
