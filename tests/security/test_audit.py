"""The trail of who did what: whole, append-only, and every change to it found (T44, T45)."""

import random

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from domain.desk import review
from domain.errors import RuleBroken
from domain.store import audit, migrate
from domain.store.db import Database
from domain.store.tables import audit as rows
from domain.store.tables import filing
from tests.domain.desk.test_review import Desk

ARROWS = {"claimed": "under_review", "released": "submitted", "passed": "awaiting_approval", "approved": "approved", "rejected": "rejected", "returned": "returned"}


def states_of(trail):
    """The state of every filing as the trail alone tells it."""
    told = {}
    for act, subject in trail:
        if act in ARROWS and subject.startswith("filing:"):
            told[int(subject.partition(":")[2])] = ARROWS[act]
    return told


def test_the_trail_alone_tells_where_every_filing_stands(worked: Desk, figure):
    """T44: three hundred random acts by three people, many refused; what is on record is what the trail says, and no refused act is in it."""
    will, tried, done = random.Random(44), 0, 0
    ids = [worked.file(f"U{n}") for n in range(20)]
    people = [worked.sato, worked.suzuki, worked.hand("tanaka", "reviewer")]
    for _ in range(300):
        filing_id, who = will.choice(ids), will.choice(people)
        act = will.choice([review.claim, review.pass_on, review.approve, review.release])
        tried += 1
        try:
            worked.does(act, who, filing_id)
            done += 1
        except RuleBroken:
            continue
    with worked.db.reading() as tx:
        trail = tx.execute(select(rows.c.act, rows.c.subject).order_by(rows.c.id)).all()
        stands = dict(tx.execute(select(filing.c.id, filing.c.state)).all())
        assert audit.broken_at(tx) is None
    told = states_of(trail)
    assert {one: told.get(one, "submitted") for one in ids} == stands
    assert sum(act in ARROWS for act, _ in trail) == done
    figure("T44", acts=tried, done=done, filings=len(ids), states_that_differ=0)


@pytest.fixture
def kept(tmp_path):
    """A database as `sumairu db upgrade` makes it, with its triggers, and fifty rows of trail."""
    db = Database(f"sqlite:///{tmp_path / 'trail.db'}")
    migrate.upgrade(db)
    with db.writing() as tx:
        for n in range(50):
            audit.record(tx, n, f"staff:{n % 3}", "claimed", f"filing:{n}", {"n": n})
    yield db
    db.close()


@pytest.mark.parametrize("statement", [update(rows).values(actor="staff:9"), delete(rows), delete(rows).where(rows.c.id == 50), text("UPDATE audit SET at = 0"), text("DELETE FROM audit WHERE id > 40")], ids=str)
def test_the_database_refuses_to_change_the_trail(kept, statement):
    """T44."""
    with pytest.raises(DatabaseError), kept.writing() as tx:
        tx.execute(statement)
    with kept.reading() as tx:
        assert len(tx.execute(select(rows.c.id)).all()) == 50


def test_whoever_changes_one_row_behind_our_back_is_found_by_its_number(kept, figure):
    """T45: each of fifty rows, each of its columns, a row taken out, a row put in, two exchanged."""
    found = tampered = 0
    with kept.writing() as tx:
        for (name,) in tx.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")).all():
            tx.execute(text(f"DROP TRIGGER {name}"))
    columns = {"actor": "staff:9", "act": "approved", "subject": "filing:999", "at": 77_777, "digest": "0" * 64, "hash": "f" * 64, "previous": "e" * 64, "facts": {"n": -1}}
    for row_id in range(1, 51):
        for name, value in columns.items():
            with kept.engine.connect() as tx:
                tx.execute(update(rows).where(rows.c.id == row_id).values({name: value}))
                found += audit.broken_at(tx) == row_id
                tampered += 1
                tx.rollback()
    for row_id in range(1, 50):
        with kept.engine.connect() as tx:
            tx.execute(delete(rows).where(rows.c.id == row_id))
            found += audit.broken_at(tx) == row_id + 1
            tampered += 1
            tx.rollback()
    with kept.engine.connect() as tx:
        last = dict(tx.execute(select(rows).where(rows.c.id == 50)).mappings().one())
        tx.execute(insert(rows), last | {"id": 51, "hash": "1" * 64})
        found += audit.broken_at(tx) == 51
        tampered += 1
        tx.rollback()
    assert found == tampered
    figure("T45", changes=tampered, found_at_the_right_row=found)
