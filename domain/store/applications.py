"""Rows of `application` and `reception`: what was applied for in a fiscal year, and how its quota ended.

Units of `standing` and `approved` applications count; void, withdrawn and refused ones do not (Q-05).
"""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, text, update

from domain.store.db import for_update, insert_new
from domain.store.tables import application, association, filing, reception

COUNTED = ("standing", "approved")
_RECEPTION_LOCK = 7221
_NUMBER_LOCK = 7223


def add(
    tx: Connection,
    filing_id: int,
    association_id: int,
    fiscal_year: int,
    kind: str,
    pool: str,
    units: int,
    received_on: dt.date,
    at: int,
) -> None:
    """A new standing application."""
    tx.execute(insert(application), {
        "filing_id": filing_id, "association_id": association_id, "fiscal_year": fiscal_year, "kind": kind, "pool": pool,
        "units": units, "received_on": received_on, "state": "standing", "made_at": at,
    })  # fmt: skip


def of_filing(tx: Connection, filing_id: int, *, lock: bool = False) -> Any | None:
    """The application of a filing, locked on request, or None."""
    statement = select(application).where(application.c.filing_id == filing_id)
    return tx.execute(for_update(tx, statement) if lock else statement).first()


def newest(tx: Connection, association_id: int, fiscal_year: int) -> Any | None:
    """The newest application of an association in a year with its filing's state, receipt, revision; or None."""
    of_year = _with_filing(association_id).where(application.c.fiscal_year == fiscal_year)
    return tx.execute(of_year.order_by(application.c.id.desc()).limit(1)).first()


def counted(tx: Connection, association_id: int, filing_id: int) -> Any | None:
    """An association's application by its filing, of whichever year, with the same; None where it does not count."""
    counts = application.c.filing_id == filing_id, application.c.state.in_(COUNTED)
    return tx.execute(_with_filing(association_id).where(*counts)).first()


def returned(tx: Connection, association_id: int) -> list[int]:
    """The filings of an association's applications that came back, of whichever year, the oldest first."""
    came_back = application.c.state == "standing", filing.c.state == "returned"
    rows = tx.execute(_with_filing(association_id).where(*came_back).order_by(application.c.id))
    return [int(row.filing_id) for row in rows]


def _with_filing(association_id: int) -> Select[Any]:
    return (
        select(application, filing.c.state.label("filing_state"), filing.c.receipt, filing.c.revision)
        .join(filing, filing.c.id == application.c.filing_id)
        .where(application.c.association_id == association_id)
    )


def change(tx: Connection, application_id: int, seen_version: int, **values: Any) -> bool:
    """Change an application if it still is in the version that was seen. Returns whether it was."""
    done = tx.execute(
        update(application)
        .where(application.c.id == application_id, application.c.version == seen_version)
        .values(version=seen_version + 1, **values)
    )
    return done.rowcount == 1


def taken(tx: Connection, fiscal_year: int, pool: str, until: dt.date | None = None) -> int:
    """Units that count in a pool, of all days or of those up to and including `until`."""
    statement = select(func.coalesce(func.sum(application.c.units), 0)).where(
        application.c.fiscal_year == fiscal_year,
        application.c.pool == pool,
        application.c.state.in_(COUNTED),
    )
    if until is not None:
        statement = statement.where(application.c.received_on <= until)
    return int(tx.execute(statement).scalar_one())


def by_day(tx: Connection, fiscal_year: int, pool: str, until: dt.date) -> list[tuple[dt.date, int]]:
    """Units that count, by day of reception, up to and including `until`."""
    rows = tx.execute(
        select(application.c.received_on, func.sum(application.c.units))
        .where(
            application.c.fiscal_year == fiscal_year,
            application.c.pool == pool,
            application.c.state.in_(COUNTED),
            application.c.received_on <= until,
        )
        .group_by(application.c.received_on)
        .order_by(application.c.received_on)
    )
    return [(on, int(units)) for on, units in rows]


def arrived(tx: Connection, fiscal_year: int, pool: str, since: dt.date) -> list[Any]:
    """Applications that count and were received on `since` or later, with their filing, which nobody changes until the commit."""
    statement = (
        select(application.c.id, application.c.filing_id, application.c.state, application.c.units, filing.c.receipt,
               filing.c.person_id, filing.c.line_user, filing.c.state.label("filing_state"))
        .join(filing, filing.c.id == application.c.filing_id)
        .where(
            application.c.fiscal_year == fiscal_year,
            application.c.pool == pool,
            application.c.state.in_(COUNTED),
            application.c.received_on >= since,
        )
        .order_by(application.c.id)
    )  # fmt: skip
    return list(tx.execute(statement if tx.dialect.name == "sqlite" else statement.with_for_update(of=filing)))


def ended(tx: Connection, fiscal_year: int, pool: str) -> Any | None:
    """How the quota of a pool ended, or None while it is open."""
    return tx.execute(
        select(reception).where(reception.c.fiscal_year == fiscal_year, reception.c.pool == pool)
    ).first()


def end(
    tx: Connection,
    fiscal_year: int,
    pool: str,
    last_day: dt.date,
    crossed_on: dt.date | None,
    units: int,
    at: int,
) -> bool:
    """Decide how a pool ended, once. Returns False where that was decided before."""
    return insert_new(tx, reception, {
        "fiscal_year": fiscal_year, "pool": pool, "last_day": last_day, "crossed_on": crossed_on, "units": units,
        "decided_at": at,
    })  # fmt: skip


def hold_association(tx: Connection, association_id: int) -> None:
    """Nobody else files or approves for this association until the commit."""
    tx.execute(for_update(tx, select(association.c.id).where(association.c.id == association_id)))


def hold_reception(tx: Connection, *, alone: bool = False) -> None:
    """Filings side by side; whoever closes a quota is alone. SQLite's single writer needs no more."""
    if tx.dialect.name == "postgresql":
        tx.execute(text(f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}({_RECEPTION_LOCK})"))


def number_association(tx: Connection, association_id: int, first: int, last: int) -> str | None:
    """The 積立組合番号 of an association, given out of a block of numbers where it has none yet; None where none is left."""
    own = tx.execute(select(association.c.number).where(association.c.id == association_id)).scalar()
    if own:
        return str(own)
    if tx.dialect.name == "postgresql":  # Of two approvals at once the second sees the number of the first.
        tx.execute(text(f"SELECT pg_advisory_xact_lock({_NUMBER_LOCK})"))
    highest = tx.execute(
        select(func.max(association.c.number)).where(association.c.number.between(str(first), str(last)))
    ).scalar()
    number = int(highest) + 1 if highest else first
    if number > last:
        return None
    tx.execute(update(association).where(association.c.id == association_id).values(number=str(number)))
    return str(number)
