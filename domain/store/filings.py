"""Rows of `filing`, `filing_answer` and `filing_remark`."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from domain.store.db import for_update
from domain.store.tables import filing, filing_answer, filing_remark

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is read wrong over a telephone


def receipt_number() -> str:
    """A random receipt number, R-XXXX-XXXX: says nothing about anybody and is not counted up."""
    picked = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"R-{picked[:4]}-{picked[4:]}"


def add(tx: Connection, kind: str, line_user: str, person_id: int | None, association_id: int | None,
        answers: Mapping[str, Any], at: int, received_on: dt.date, *, due_on: dt.date | None = None) -> Any:
    """A new filing with its first answers; returns its row. ``due_on``: where its kind has a day of its own."""
    number = receipt_number()
    tx.execute(insert(filing), {
        "receipt": number, "kind": kind, "line_user": line_user, "person_id": person_id, "association_id": association_id,
        "state": "submitted", "revision": 1, "submitted_at": at, "received_on": received_on, "updated_at": at, "due_on": due_on,
    })
    row = tx.execute(select(filing).where(filing.c.receipt == number)).one()
    keep_answers(tx, row.id, 1, answers)
    return row


def keep_answers(tx: Connection, filing_id: int, revision: int, answers: Mapping[str, Any]) -> None:
    """Store all answers of one revision; earlier revisions stay as they were."""
    rows = [{"filing_id": filing_id, "revision": revision, "field": name, "value": value} for name, value in answers.items()]
    if rows:
        tx.execute(insert(filing_answer), rows)


def get(tx: Connection, filing_id: int, *, lock: bool = False) -> Any | None:
    """A filing's row, locked on request, or None."""
    statement = select(filing).where(filing.c.id == filing_id)
    return tx.execute(for_update(tx, statement) if lock else statement).first()


def newest(tx: Connection, person_id: int, kind: str) -> Any | None:
    """The newest filing of a kind by a person, or None."""
    return tx.execute(
        select(filing).where(filing.c.person_id == person_id, filing.c.kind == kind).order_by(filing.c.id.desc()).limit(1)
    ).first()


def of_association(tx: Connection, association_id: int, *, kind: str = "", states: Sequence[str] = (), most: int = 50) -> list[Any]:
    """Filings of an association, newest first, of a kind and in these states if any are named."""
    statement = select(filing).where(filing.c.association_id == association_id)
    if kind:
        statement = statement.where(filing.c.kind == kind)
    if states:
        statement = statement.where(filing.c.state.in_(states))
    return list(tx.execute(statement.order_by(filing.c.id.desc()).limit(most)))


def of_member(tx: Connection, person_id: int, association_id: int | None, most: int) -> list[Any]:
    """Filings of a person and of the association, newest first."""
    mine = filing.c.person_id == person_id
    whose = mine if association_id is None else or_(mine, filing.c.association_id == association_id)
    return list(tx.execute(select(filing).where(whose).order_by(filing.c.id.desc()).limit(most)))


def returned_before(tx: Connection, before: int) -> list[Any]:
    """Filings that were returned before a moment and wait for their correction since, the oldest first.

    Nothing changes a returned filing but what ends its being returned: its last change is the return.
    """
    waiting = filing.c.state == "returned", filing.c.submitted_at < before, filing.c.updated_at < before
    return list(tx.execute(select(filing).where(*waiting).order_by(filing.c.updated_at, filing.c.id)))


def answers(tx: Connection, filing_id: int, revision: int) -> dict[str, Any]:
    """Field → value of one revision."""
    rows = tx.execute(
        select(filing_answer.c.field, filing_answer.c.value)
        .where(filing_answer.c.filing_id == filing_id, filing_answer.c.revision == revision)
        .order_by(filing_answer.c.id)
    )
    return {row.field: row.value for row in rows}


def remarks(tx: Connection, filing_id: int, revision: int) -> list[Any]:
    """The remarks made on one revision (field, reason, words)."""
    return list(tx.execute(
        select(filing_remark).where(filing_remark.c.filing_id == filing_id, filing_remark.c.revision == revision)
        .order_by(filing_remark.c.id)
    ))


def change(tx: Connection, filing_id: int, seen_version: int, at: int, **values: Any) -> bool:
    """Change a filing if it still is in the version that was seen. Returns whether it was."""
    return changed(tx, filing_id, seen_version, at, **values) is not None


def changed(tx: Connection, filing_id: int, seen_version: int, at: int, **values: Any) -> Any | None:
    """`change`, with the row as it is now; None where it is in another version."""
    return tx.execute(
        update(filing).where(filing.c.id == filing_id, filing.c.version == seen_version)
        .values(version=seen_version + 1, updated_at=at, **values).returning(filing)
    ).first()
