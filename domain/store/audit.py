"""Who did what: append-only, in the transaction of the act, each row's hash covering the one before."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, text

from domain.store.batches import insert_all
from domain.store.json_bytes import canonical
from domain.store.tables import audit

FIRST = "0" * 64


def record(tx: Connection, at: int, actor: str, act: str, subject: str, facts: Mapping[str, Any] | None = None) -> None:
    """Append one row. actor: ``staff:3``, ``person:7``, ``line:…`` or ``system``; subject: ``filing:12``."""
    if tx.dialect.name == "postgresql":  # The chain has one end: whoever appends holds it until the commit.
        tx.execute(text("SELECT pg_advisory_xact_lock(7220)"))
    previous = tx.execute(select(audit.c.hash).order_by(audit.c.id.desc()).limit(1)).scalar() or FIRST
    told = dict(facts or {})
    digest = hashlib.sha256(canonical(told)).hexdigest()
    row = {"at": at, "actor": actor, "act": act, "subject": subject, "digest": digest, "previous": previous}
    tx.execute(insert(audit), row | {"facts": told, "hash": _hash(row)})


def record_all(tx: Connection, at: int, actor: str, act: str, subjects: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Append a row for each of many (subject, facts), in one statement: what a job did to thousands at once."""
    if not subjects:
        return
    if tx.dialect.name == "postgresql":
        tx.execute(text("SELECT pg_advisory_xact_lock(7220)"))
    previous = tx.execute(select(audit.c.hash).order_by(audit.c.id.desc()).limit(1)).scalar() or FIRST
    rows = []
    for subject, facts in subjects:
        told = dict(facts)
        digest = hashlib.sha256(canonical(told)).hexdigest()
        row = {"at": at, "actor": actor, "act": act, "subject": subject, "digest": digest, "previous": previous}
        previous = _hash(row)
        rows.append(row | {"facts": told, "hash": previous})
    insert_all(tx, audit, rows)


def broken_at(tx: Connection) -> int | None:
    """The id of the first row whose hash or place in the chain is wrong; None when all is well."""
    previous = FIRST
    for row in tx.execute(select(audit).order_by(audit.c.id)).mappings():
        digest = hashlib.sha256(canonical(row["facts"])).hexdigest()
        if row["previous"] != previous or row["digest"] != digest or row["hash"] != _hash(dict(row)):
            return int(row["id"])
        previous = row["hash"]
    return None


def _hash(row: Mapping[str, Any]) -> str:
    parts = (row["previous"], str(row["at"]), row["actor"], row["act"], row["subject"], row["digest"])
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
