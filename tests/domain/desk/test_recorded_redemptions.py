"""中途換金 that staff record without a filing (a request on paper): the past is only written down, what is ahead is carried out and told."""

import datetime as dt

import pytest
from sqlalchemy import select

from bot import buy_backs
from domain.desk import passbook_entries
from domain.desk.hands import Form
from domain.store.tables import outgoing, redemption, representative, tranche
from tests.bot.talking import Talking, a_house
from tests.holders import an_association
from tests.redeeming import JULY, Desk


@pytest.fixture
def talking(tmp_path) -> Talking:
    made = Talking(a_house(tmp_path))
    made.house.clock.travel_to(JULY)
    return made


def records(talking: Talking, redeemed: str, *, linked: bool = True) -> None:
    """An association whose passbook staff load with a redemption in it."""
    who = talking.has_account("" if linked else None)
    with talking.house.db.writing() as tx:
        an_association(tx, who)
    desk = Desk(talking.house)
    rows = [
        {"association": "300001", "number": "2022-1", "kind": "ordinary", "fiscal_year": "2022", "nth": str(nth), "units": "30", "redeemed": redeemed if nth == 1 else ""}
        for nth in (1, 2)
    ]
    with talking.house.db.writing() as tx:
        entry = passbook_entries.propose(tx, desk.now(desk.sato), rows, "hand", Form(0, "p"))
        assert entry
        passbook_entries.accept(tx, desk.now(desk.suzuki), entry, Form(0, "a"))


def left(talking: Talking) -> list[int]:
    with talking.house.db.reading() as tx:
        return list(tx.execute(select(tranche.c.units_left).order_by(tranche.c.id)).scalars())


def told(talking: Talking) -> list[str]:
    with talking.house.db.reading() as tx:
        return [row.kind for row in tx.execute(select(outgoing).where(outgoing.c.source == "notice:22").order_by(outgoing.c.id))]


def test_what_was_paid_before_is_written_down_and_nobody_is_told(talking: Talking) -> None:
    """A9 No.22: 中途換金時; it was told on paper when it was paid"""
    records(talking, "2025-08-08:10")

    assert left(talking) == [20, 30]
    assert buy_backs.run(talking.house) == 0
    assert told(talking) == []


def test_what_is_still_to_be_paid_leaves_the_balance_on_its_day_and_the_representative_is_told(talking: Talking) -> None:
    """A9 No.22: 代表者; R-07"""
    records(talking, "2026-08-10:10")
    assert left(talking) == [30, 30]
    talking.house.clock.travel_to(dt.datetime(2026, 8, 10, 0, 0, tzinfo=dt.UTC))

    assert [buy_backs.run(talking.house) for _ in range(2)] == [1, 0]

    assert left(talking) == [20, 30]
    assert told(talking) == ["push", "mail"]
    assert "書面でお申し込みの中途換金(2026年8月10日(月)買入れ)" in str(talking.sent("push"))
    with talking.house.db.reading() as tx:
        assert tx.execute(select(redemption.c.state)).scalar_one() == "carried_out"


def test_whoever_has_no_line_is_told_by_mail(talking: Talking) -> None:
    """A9 No.22"""
    records(talking, "2026-08-10:10", linked=False)
    talking.house.clock.travel_to(dt.datetime(2026, 8, 10, 0, 0, tzinfo=dt.UTC))
    buy_backs.run(talking.house)

    assert told(talking) == ["mail"]


def test_an_association_without_a_representative_keeps_nothing_from_being_carried_out(talking: Talking) -> None:
    records(talking, "2026-08-10:10")
    with talking.house.db.writing() as tx:
        tx.execute(representative.update().values(until_at=1))
    talking.house.clock.travel_to(dt.datetime(2026, 8, 10, 0, 0, tzinfo=dt.UTC))

    assert buy_backs.run(talking.house) == 1
    assert (left(talking), told(talking)) == ([20, 30], [])
