"""Rows of `filing_remark` and `filing_note` as the desk writes them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from domain.store.tables import filing_note, filing_remark, staff


def replace(
    tx: Connection,
    filing_id: int,
    revision: int,
    rows: Sequence[tuple[str, str, str]],
    staff_id: int,
    at: int,
) -> None:
    """The remarks of one revision are these (field, reason, words) from now on."""
    tx.execute(
        delete(filing_remark).where(
            filing_remark.c.filing_id == filing_id, filing_remark.c.revision == revision
        )
    )
    values = [
        {
            "filing_id": filing_id,
            "revision": revision,
            "field": field,
            "reason": reason,
            "words": words,
            "made_by": staff_id,
            "made_at": at,
        }
        for field, reason, words in rows
    ]
    if values:
        tx.execute(insert(filing_remark), values)


def earlier(tx: Connection, filing_id: int, before: int) -> list[Any]:
    """Remarks on all revisions before one, newest first."""
    return list(
        tx.execute(
            select(filing_remark)
            .where(filing_remark.c.filing_id == filing_id, filing_remark.c.revision < before)
            .order_by(filing_remark.c.revision.desc(), filing_remark.c.id)
        )
    )


def add_note(tx: Connection, filing_id: int, words: str, staff_id: int, at: int) -> None:
    """An internal note; nothing reads these rows but the desk's own page."""
    tx.execute(
        insert(filing_note), {"filing_id": filing_id, "words": words, "made_by": staff_id, "made_at": at}
    )


def notes(tx: Connection, filing_id: int) -> list[Any]:
    """The notes with their writers' names, oldest first."""
    return list(
        tx.execute(
            select(filing_note, staff.c.name)
            .join(staff, staff.c.id == filing_note.c.made_by)
            .where(filing_note.c.filing_id == filing_id)
            .order_by(filing_note.c.id)
        )
    )
