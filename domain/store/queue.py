"""The staff's queue: pages and counts of filings by who, how pressing, what and where they stand."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from domain import filing as life
from domain.store.tables import filing, filing_answer

SCOPES = ("mine", "unassigned", "overdue", "all", "closed")
PAGE = 50
COUNT_MOST = 1000  # a larger number is shown as "1000+": nobody needs it, and counting it costs


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address of the queue says. Empty strings filter nothing."""

    scope: str = "mine"
    kind: str = ""
    state: str = ""
    receipt: str = ""
    page: int = 1


def page(tx: Connection, filters: Filters, staff_id: int, today: dt.date) -> tuple[list[Any], bool]:
    """One page of rows, oldest first (the closed newest first), and whether another follows."""
    newest_first = filters.scope == "closed" or bool(filters.receipt)
    order = (
        (filing.c.submitted_at.desc(), filing.c.id.desc())
        if newest_first
        else (filing.c.submitted_at, filing.c.id)
    )
    rows = list(
        tx.execute(
            select(filing)
            .where(*_where(filters, staff_id, today))
            .order_by(*order)
            .limit(PAGE + 1)
            .offset((max(1, filters.page) - 1) * PAGE)
        )
    )
    return rows[:PAGE], len(rows) > PAGE


def counts(tx: Connection, staff_id: int, today: dt.date) -> dict[str, int]:
    """How many stand in each scope, up to COUNT_MOST; the closed are not counted."""
    found = {}
    for scope in SCOPES[:-1]:
        some = (
            select(filing.c.id).where(*_where(Filters(scope), staff_id, today)).limit(COUNT_MOST).subquery()
        )
        found[scope] = tx.execute(select(func.count()).select_from(some)).scalar_one()
    return found


def titles(tx: Connection, rows: list[Any], field: str = "association_name") -> dict[int, str]:
    """Filing id → the answer of one field in the newest revision, for the rows of a page."""
    wanted = [
        and_(filing_answer.c.filing_id == row.id, filing_answer.c.revision == row.revision) for row in rows
    ]
    if not wanted:
        return {}
    statement = select(filing_answer.c.filing_id, filing_answer.c.value).where(
        filing_answer.c.field == field, or_(*wanted)
    )
    return {found.filing_id: str(found.value) for found in tx.execute(statement)}


def receipt_typed(text: str) -> str:
    """A receipt number as it is stored, however it was typed: any width, case, with or without hyphens."""
    bare = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", text).upper())[:9]
    return "-".join(part for part in (bare[:1], bare[1:5], bare[5:]) if part)


def _where(filters: Filters, staff_id: int, today: dt.date) -> list[ColumnElement[bool]]:
    if filters.receipt:  # A number is looked for everywhere.
        typed = receipt_typed(filters.receipt)
        return [filing.c.receipt >= typed, filing.c.receipt < typed + "~"]
    where: list[ColumnElement[bool]] = [
        filing.c.closed_at.is_not(None) if filters.scope == "closed" else filing.c.closed_at.is_(None)
    ]
    if filters.scope == "mine":
        where.append(filing.c.owner_id == staff_id)
    elif filters.scope == "unassigned":
        where += [filing.c.owner_id.is_(None), filing.c.state == str(life.State.SUBMITTED)]
    elif filters.scope == "overdue":
        where += [filing.c.state.in_(life.OURS), _overdue(today)]
    if filters.kind:
        where.append(filing.c.kind == filters.kind)
    if filters.state:
        where.append(filing.c.state == filters.state)
    return where


def _overdue(today: dt.date) -> ColumnElement[bool]:
    cutoff = life.submitted_before(today, life.Urgency.OVERDUE)
    return or_(and_(filing.c.due_on.is_(None), filing.c.submitted_at < cutoff), filing.c.due_on < today)
