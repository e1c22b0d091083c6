"""A filing that ends without the desk: withdrawn by whoever filed it, or expired for want of a correction.

    withdraw(tx, id, person, at)     取下げ
    uncorrected(tx, today)        →  returned filings that end soon, or should have ended
    expire(tx, id, at)               期限切れ, once its last day is over
"""

import datetime as dt
from typing import Any

from sqlalchemy import Connection

from domain import filing as life
from domain.desk import effects
from domain.errors import FilingUnknown
from domain.store import audit, filings


def withdraw(
    tx: Connection, filing_id: int, person_id: int, at: int, *, association_id: int | None = None
) -> Any:
    """取下げ by the person who filed, or who represents the association now, before a decision. FilingUnknown, ActNotPossible."""
    return _end(tx, filing_id, "withdrawn", f"person:{person_id}", at, (person_id, association_id))


def uncorrected(tx: Connection, today: dt.date) -> list[Any]:
    """Returned filings whose last day for a correction is near or over, the oldest first."""
    return filings.returned_before(tx, life.remind_before(today))


def expire(tx: Connection, filing_id: int, at: int) -> Any | None:
    """期限切れ: the correction that was asked for never came. None while there is time, or where something else was faster."""
    row = filings.get(tx, filing_id, lock=True)
    if row is None or row.state != life.State.RETURNED or life.submitted_on(at) <= life.correct_by(row.updated_at):
        return None
    return _end(tx, filing_id, "expired", "system", at)


def _end(
    tx: Connection, filing_id: int, act: str, actor: str, at: int, by: tuple[int, int | None] | None = None
) -> Any:
    row = filings.get(tx, filing_id, lock=True)
    if row is None or (by is not None and not _whose(row, *by)):
        raise FilingUnknown
    state = life.after(row.state, act)
    filings.change(tx, row.id, row.version, at, state=state, closed_at=at)
    effects.ended(tx, row, "withdrawn")
    audit.record(tx, at, actor, act, f"filing:{row.id}", {"from": row.state, "to": state})
    return filings.get(tx, filing_id)


def _whose(row: Any, person_id: int, association_id: int | None) -> bool:
    return row.person_id == person_id or (association_id is not None and row.association_id == association_id)
