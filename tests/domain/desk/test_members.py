"""Who a chat belongs to, and what an association holds on record."""

import datetime as dt

import pytest
from sqlalchemy import event, update

from domain.desk import members, passbooks, registration
from domain.errors import NotRegistered, PassbookUnknown, UseSuspended
from domain.store.tables import association
from tests.bot.talking import Talking, a_house
from tests.holders import a_book, an_association, redeemed

DAY = dt.date(2025, 8, 10)


@pytest.fixture
def talking(tmp_path):
    return Talking(a_house(tmp_path))


def test_a_guest_is_no_member_and_is_told_how_to_become_one(talking):
    with talking.house.db.writing() as tx:
        assert members.membership(tx, talking.who) is None
        with pytest.raises(NotRegistered):
            members.member(tx, talking.who)


def test_the_representative_is_the_member_and_a_former_one_is_not(talking):
    first = talking.has_account()
    with talking.house.db.writing() as tx:
        association_id = an_association(tx, first)
        assert members.acting_member(tx, talking.who).association_id == association_id
        tx.exec_driver_sql("UPDATE representative SET until_at = 5")
        assert members.membership(tx, talking.who) is None


def test_a_suspended_association_looks_but_does_not_act(talking):
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        an_association(tx, who)
        tx.execute(update(association).values(state="suspended"))
        assert members.member(tx, talking.who).may_act is False
        with pytest.raises(UseSuspended):
            members.acting_member(tx, talking.who)


def test_the_chat_knows_the_last_three_digits_of_the_account(talking):
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        an_association(tx, who)
        assert members.member(tx, talking.who).account_tail == "567"


def test_whoever_was_taken_over_from_paper_stands_as_a_member(talking):
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        an_association(tx, who)
        assert registration.standing(tx, talking.who).member


def test_what_was_recorded_comes_back_as_the_same_passbook(talking):
    who, book = talking.has_account(), a_book(2021, 4)
    with talking.house.db.writing() as tx:
        held = passbooks.holdings(tx, an_association(tx, who, book))

    assert [one.book for one in held] == [book]
    assert sorted(held[0].tranche_ids) == [1, 2, 3, 4]


def test_approved_units_are_gone_from_the_buy_back_day_and_requested_ones_are_not(talking):
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        association_id = an_association(tx, who, a_book(2021, 4))
        passbook_id = passbooks.holdings(tx, association_id)[0].id
        redeemed(tx, passbook_id, "2025-08", dt.date(2025, 8, 8), {1: 30, 2: 20})
        redeemed(tx, passbook_id, "2025-09", dt.date(2025, 9, 10), {2: 10}, state="requested")
        book = passbooks.holdings(tx, association_id)[0].book

    assert book.units_on(dt.date(2025, 8, 7)) == 120
    assert book.units_on(dt.date(2025, 8, 8)) == 70
    assert book.units_on(dt.date(2025, 12, 1)) == 70


def test_interest_nobody_has_published_is_marked_and_not_guessed(talking):
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        held = passbooks.holdings(tx, an_association(tx, who, a_book(2017, 4)))[0]

    assert held.interest_unknown == {2}  # FY2018
    assert 1 in held.interest_derived


def test_another_associations_passbook_is_unknown_here(talking):
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        mine = an_association(tx, who, a_book(2021, 1))
        theirs = an_association(tx, who, a_book(2021, 1, number="2021-300002"), number="300002")
        with pytest.raises(PassbookUnknown):
            passbooks.holding(tx, mine, passbooks.holdings(tx, theirs)[0].id)


def test_ten_passbooks_are_loaded_in_three_statements(talking):
    who = talking.has_account()
    books = [a_book(2014 + n, 10, number=f"B{n}") for n in range(10)]
    with talking.house.db.writing() as tx:
        association_id = an_association(tx, who, *books)
    seen = []
    event.listen(talking.house.db.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
    with talking.house.db.reading() as tx:
        assert len(passbooks.holdings(tx, association_id)) == 10

    assert len([one for one in seen if one.startswith("SELECT")]) == 3
