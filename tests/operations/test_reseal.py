"""`sumairu reseal` on both engines: afterwards the old key can go, whatever happens in between."""

import datetime as dt
import io
import subprocess
import sys
import threading

import pytest
from sqlalchemy import JSON, Boolean, Date, LargeBinary, String, Text, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from bot import fitness, reseal
from bot.settings import SettingsRefused, read
from domain.store import audit as trail
from domain.store import documents, keys, migrate, people, resealing
from domain.store.db import Database
from domain.store.sealed import CannotOpen, SealedJSON, SealedText, keyring
from domain.store.tables import (
    credential,
    filing_note,
    line_event,
    metadata,
    person,
    talk,
)
from tests.operations.conftest import DATA_KEY, ROOT

OLD, NEW = DATA_KEY, bytes(range(32, 64))
BOTH_KEYS = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
WHO = "U" + "7" * 32
FILE = b"%PDF-1.7 " + bytes(600_000)  # three chunks
DIES = """
import os, sys
from bot import cli
from domain.store import resealing
changes, left = resealing._changes, [{at}]
def dies(place, row):
    left[0] -= 1
    if not left[0]:
        os._exit(137)
    return changes(place, row)
resealing._changes = dies
sys.exit(cli.main(["reseal"]))
"""


@pytest.fixture
def kept(either):
    """A database with a value in every sealed column, under key 1; its hosts know key 2 by now."""
    keyring.use({1: OLD})
    db = Database(either.environment["DATABASE_URL"])
    migrate.upgrade(db)
    if not db.sqlite:
        from bot import jobs

        jobs.install(db)
    settings = read(either.env(DATA_KEYS=BOTH_KEYS))
    with db.writing() as tx:
        _fill(tx)
        keys.remember(tx, settings.data_keys, settings.secret_keys)
    yield db, settings
    keyring.use({1: OLD})
    db.close()


def _fill(tx):
    for table in metadata.sorted_tables:
        if table.name not in ("audit", "document", "document_chunk", "person", "credential"):
            tx.execute(insert(table), _row(table))
        elif table.name == "person":
            people.add(tx, {"applicant_mail": "hanako@example.jp"}, 1)
        elif table.name == "credential":
            values = _row(table) | {"person_id": 1, "user_id": "Hanako2026", "totp_secret": "s", "previous_hashes": []}
            assert people.add_credential(tx, values)
    # As rows stand that are of before hashes named their key.
    tx.execute(update(person).values(mail_hash=keyring.blinds("hanako@example.jp", "person.mail")[-1]))
    trail.record(tx, 1, "system", "x", "x", {"n": 1})
    trail.record(tx, 2, "system", "y", "y", {"n": 2})
    documents.put(tx, WHO, "bylaws", "a.pdf", "application/pdf", io.BytesIO(FILE), 1)


def _row(table):
    """A row of any table: what it must have, and everything sealed."""
    values = {String: "x", Text: "x", SealedText: "said", SealedJSON: {"n": 1}, Boolean: False, Date: dt.date(2026, 4, 1), JSON: [], LargeBinary: b""}
    wanted = [one for one in table.columns if not one.nullable or isinstance(one.type, SealedText)]
    return {one.name: values.get(type(one.type), 1) for one in wanted if not (one.primary_key and one.autoincrement is True)}


def everything(db):
    """Every row of every table, opened."""
    with db.reading() as tx:
        told = {table.name: tx.execute(select(table)).mappings().all() for table in metadata.sorted_tables}
        told["file"] = [b"".join(documents.read(tx, row["id"])) for row in told["document"]]
        assert trail.broken_at(tx) is None
    return told


def _said(told):
    """All but hashes and sealed chunks, and but the trail and the settings, to which the act itself adds."""
    return {name: [{column: value for column, value in row.items() if not column.endswith("_hash")} for row in rows]
            for name, rows in told.items() if name not in ("audit", "setting", "file", "document_chunk")}  # fmt: skip


def under(db, place):
    keyring.use({1: OLD, 2: NEW})
    with db.reading() as tx:
        return resealing.standing(tx)[place]


def test_every_sealed_column_is_a_place():
    """What is added to tables.py is sealed anew as well."""
    sealed = {f"{table.name}.{one.name}" for table in metadata.sorted_tables for one in table.columns if isinstance(one.type, SealedText | LargeBinary)}
    hashed = {f"{table.name}.{one.name}" for table in (person, credential) for one in table.columns if one.name in ("mail_hash", "user_id_hash")}
    assert {place.name for place in resealing.PLACES} == sealed | hashed
    assert len(sealed) > 20


def test_afterwards_the_old_key_can_go(kept, capsys):
    db, settings = kept
    before = everything(db)
    assert reseal.run(settings, check=True) == 1
    told = capsys.readouterr().out
    assert "key 1: " in told
    assert "document_chunk.bytes 3" in told
    assert reseal.run(settings, check=False) == 0
    assert reseal.run(settings, check=True) == 0
    assert "key 1: " not in capsys.readouterr().out.rpartition("may do without key 1")[2]

    keyring.use({2: NEW})
    after = everything(db)
    assert _said(after) == _said(before)
    assert after["file"] == [FILE]
    assert [row["facts"] for row in after["audit"]] == [{"n": 1}, {"n": 2}, {"retired": [1]}]
    with db.reading() as tx:
        assert [one.id for one in people.by_mail(tx, "Hanako@example.jp")] == [1]
    with db.writing() as tx:
        assert people.credential_by_user_id(tx, "hanako2026").person_id == 1


def test_hosts_may_lack_the_old_key_and_not_the_new_one(kept, either):
    db, settings = kept
    old, new = BOTH_KEYS.split(",")
    with db.reading() as tx:
        assert keys.data_trouble(tx, {2: NEW}) == ("lacks", 1)
    assert reseal.run(settings, check=False) == 0
    fitness.check(db, read(either.env(DATA_KEYS=new)))
    fitness.check(db, settings)  # A host that has not been told yet may go on, and changes nothing.
    fitness.check(db, read(either.env(DATA_KEYS=new)))
    with pytest.raises(SettingsRefused, match="lacks key 2"):
        fitness.check(db, read(either.env(DATA_KEYS=old)))
    with pytest.raises(SettingsRefused, match="key 1 of DATA_KEYS is not the one"):
        fitness.check(db, read(either.env(DATA_KEYS=f"{new},1:{new[2:]}")))


def test_what_is_added_while_two_keys_are_in_use_is_found(kept):
    """A new person stands under the new key, everybody else under the old one until all is sealed anew."""
    db, _ = kept
    keyring.use({1: OLD, 2: NEW})
    with db.writing() as tx:
        second = people.add(tx, {"applicant_mail": "hanako@example.jp"}, 2)
        assert [one.id for one in people.by_mail(tx, "hanako@example.jp")] == [1, second]
        assert people.credential_by_user_id(tx, "HANAKO2026").person_id == 1


@pytest.mark.parametrize("at", [1, 250])
def test_it_dies_in_the_middle_and_is_run_again(kept, either, at):
    db, settings = kept
    with db.writing() as tx:
        tx.execute(insert(line_event), [{**_row(line_event), "webhook_event_id": f"E{n}", "raw": {"n": n}} for n in range(450)])
    assert under(db, "line_event.raw") == {1: 451}
    died = subprocess.run([sys.executable, "-c", DIES.format(at=at)], cwd=ROOT, env=either.env(DATA_KEYS=BOTH_KEYS), capture_output=True, timeout=120, check=False)
    assert died.returncode == 137, died.stderr
    left = under(db, "line_event.raw")
    assert sum(left.values()) == 451
    assert set(everything(db)["line_event"][0]) >= {"raw"}  # Half done, everything opens with both keys.
    with db.reading() as tx:
        assert keys.data_trouble(tx, {2: NEW}) == ("lacks", 1)
    assert reseal.run(settings, check=False) == 0
    assert under(db, "line_event.raw") == {2: 451}


def test_what_is_changed_meanwhile_is_not_overwritten(kept, monkeypatch):
    """A server writes while a batch has read the row and not yet written it: it waits for the batch, and its word stands."""
    db, settings = kept
    server = Database(db.url.render_as_string(hide_password=False))
    keyring.use(settings.data_keys)
    writing, changes = threading.Event(), resealing._changes

    def tells():
        with server.writing() as tx:
            tx.execute(update(talk).values(told={"n": 2}))

    turn = threading.Thread(target=tells)

    def while_somebody_writes(place, row):
        if place.name == "talk.told" and not writing.is_set():
            writing.set()
            turn.start()
            turn.join(0.5)
            assert turn.is_alive()
        return changes(place, row)

    monkeypatch.setattr(resealing, "_changes", while_somebody_writes)
    assert reseal.run(settings, check=False) == 0
    turn.join(30)
    server.close()
    keyring.use({2: NEW})
    with db.reading() as tx:
        assert tx.execute(select(talk.c.told)).scalar_one() == {"n": 2}


@pytest.mark.postgres
def test_what_somebody_holds_is_left_for_the_next_walk(kept):
    """A batch waits for nobody: neither for a row nor for the trail."""
    db, settings = kept
    if db.sqlite:
        return  # One writer: there is nothing to wait for.
    keyring.use(settings.data_keys)
    told = next(one for one in resealing.PLACES if one.name == "talk.told")
    facts = next(one for one in resealing.PLACES if one.name == "audit.facts")
    with db.writing() as tx:
        tx.execute(update(talk).values(told={"n": 3}))
        trail.record(tx, 3, "system", "z", "z")
        assert resealing.batch(db, told, None).done == 0
        with pytest.raises(resealing.Held):
            resealing.batch(db, facts, None)
    assert reseal.run(settings, check=False) == 0
    assert everything(db)["talk"][0]["told"] == {"n": 3}


def test_the_trail_refuses_every_change_before_and_after(kept):
    db, settings = kept
    for _ in range(2):
        for statement in ("UPDATE audit SET facts = facts", "DELETE FROM audit"):
            with pytest.raises(DBAPIError, match="append-only"), db.writing() as tx:
                tx.execute(text(statement))
        assert reseal.run(settings, check=False) == 0


def test_what_does_not_open_is_told_and_keeps_the_old_key(kept, capsys):
    db, settings = kept
    with db.writing() as tx:
        tx.execute(text("UPDATE filing_note SET words = :other"), {"other": b"\x01" + bytes(40)})
    assert reseal.run(settings, check=False) == 1
    told = capsys.readouterr()
    assert "key 1: 1 values (filing_note.words 1)" in told.out
    assert "filing_note.words: 1 do not open" in told.err
    with db.reading() as tx:
        assert keys.data_trouble(tx, {2: NEW}) == ("lacks", 1)
        with pytest.raises(CannotOpen):
            tx.execute(select(filing_note.c.words)).all()


def test_a_key_no_server_knows_yet_is_not_used(either):
    """What it seals the servers could not read."""
    assert either.sumairu("db", "upgrade").returncode == 0
    db = either.database()
    settings = read(either.env())
    with db.writing() as tx:
        keys.remember(tx, settings.data_keys, settings.secret_keys)
    db.close()
    refused = either.sumairu("reseal", DATA_KEYS=BOTH_KEYS)
    assert refused.returncode == 2
    assert "no server was started with key 2 yet" in refused.stderr
    assert either.sumairu("reseal").returncode == 0
