"""Four eyes as a race: an entry that two people accept at once is written once."""


import pytest
from sqlalchemy import func, select

from domain.desk import passbook_entries
from domain.desk.hands import Form, Hand
from domain.errors import AcceptedByAnother, EntryUnknown, ImportRefused, RoleLacking
from domain.store import associations, staff
from domain.store.tables import passbook, tranche
from tests.bot.talking import a_house

ROWS = [
    {
        "association": "300101",
        "number": "2022-1",
        "kind": "ordinary",
        "fiscal_year": "2022",
        "nth": str(nth),
        "units": "30",
    }
    for nth in (1, 2)
]
BOTH = ("reviewer", "approver")


@pytest.fixture
def db(tmp_path):
    made = a_house(tmp_path).db
    with made.writing() as tx:
        associations.add(tx, "300101", {"association_name": "x"}, 0)
        for login in ("one", "two", "three"):
            staff.add(
                tx,
                {
                    "login": login,
                    "name": login,
                    "roles": list(BOTH),
                    "password_hash": "-",
                    "totp_secret": "-",
                    "made_at": 0,
                },
            )
    return made


def _hand(staff_id, *roles):
    return Hand(staff_id, str(staff_id), roles or BOTH, 1000)


def _proposed(db, rows=ROWS):
    with db.writing() as tx:
        return passbook_entries.propose(tx, _hand(1), rows, "hand", Form(0, f"p{len(rows)}{id(rows)}"))


def _counts(db):
    with db.reading() as tx:
        return [tx.execute(select(func.count()).select_from(table)).scalar() for table in (passbook, tranche)]


def test_a_form_posted_twice_acts_once(db):
    with db.writing() as tx:
        assert passbook_entries.propose(tx, _hand(1), ROWS, "hand", Form(0, "same")) is not None
        assert passbook_entries.propose(tx, _hand(1), ROWS, "hand", Form(0, "same")) is None
        passbook_entries.accept(tx, _hand(2), 1, Form(0, "once"))
        passbook_entries.accept(tx, _hand(2), 1, Form(0, "once"))

    assert _counts(db) == [1, 2]


def test_whoever_proposed_does_not_accept_and_may_decline(db):
    entry_id = _proposed(db)
    with pytest.raises(AcceptedByAnother), db.writing() as tx:
        passbook_entries.accept(tx, _hand(1), entry_id, Form(0, "own"))

    with db.writing() as tx:
        passbook_entries.decline(tx, _hand(1, "reviewer"), entry_id, Form(0, "drop"))
    assert _counts(db) == [0, 0]


def test_roles_are_asked_for(db):
    entry_id = _proposed(db)
    for act in (passbook_entries.accept, passbook_entries.decline):
        with pytest.raises(RoleLacking), db.writing() as tx:
            act(tx, _hand(2, "reviewer"), entry_id, Form(0, f"r{act.__name__}"))
    with pytest.raises(RoleLacking), db.writing() as tx:
        passbook_entries.propose(tx, _hand(2, "viewer"), ROWS, "hand", Form(0, "v"))


def test_one_bad_row_keeps_all_out(db):
    with pytest.raises(ImportRefused) as refusal, db.writing() as tx:
        passbook_entries.propose(tx, _hand(1), [*ROWS, {**ROWS[0], "nth": "9"}], "csv", Form(0, "bad"))

    assert refusal.value.facts["refused"] == 3  # the rows of one passbook stand or fall together


def test_an_entry_that_is_not_there_is_said_to_be_unknown(db):
    with pytest.raises(EntryUnknown), db.writing() as tx:
        passbook_entries.accept(tx, _hand(2), 77, Form(0, "x"))
