"""Rows of `redemption` and `redemption_line`."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain.store.db import for_update
from domain.store.tables import passbook, redemption, redemption_line

STANDING = ("requested", "confirmed", "approved", "carried_out")  # neither withdrawn nor refused
PENDING = ("requested", "confirmed")  # filed, and not yet approved


def add(
    tx: Connection, filing_id: int, passbook_id: int, quote: Mapping[str, Any], at: int, **values: Any
) -> int:
    """A new request with the quote it was filed on; returns its id."""
    row = {
        "filing_id": filing_id, "passbook_id": passbook_id, "month": quote["month"], "units": quote["units"], "quote": dict(quote),
        "buy_back_on": dt.date.fromisoformat(quote["bought_on"]), "state": "requested", "made_at": at, **values,
    }  # fmt: skip
    return int(tx.execute(insert(redemption).returning(redemption.c.id), row).scalar_one())


def of_passbook(tx: Connection, passbook_id: int) -> list[Any]:
    """Every standing request of a passbook, in the order they were filed."""
    return list(
        tx.execute(
            select(redemption)
            .where(redemption.c.passbook_id == passbook_id, redemption.c.state.in_(STANDING))
            .order_by(redemption.c.id)
        )
    )


def of_filing(tx: Connection, filing_id: int) -> Any | None:
    """The redemption of a filing, or None."""
    return tx.execute(select(redemption).where(redemption.c.filing_id == filing_id)).first()


def get(tx: Connection, redemption_id: int) -> Any | None:
    """A redemption's row with its passbook's association, or None."""
    return tx.execute(
        select(redemption, passbook.c.association_id, passbook.c.number)
        .join(passbook, passbook.c.id == redemption.c.passbook_id)
        .where(redemption.c.id == redemption_id)
    ).first()


def due(tx: Connection, day: dt.date) -> list[Any]:
    """Approved redemptions whose buy-back day has come, oldest first, locked."""
    found = (
        select(redemption)
        .where(redemption.c.state == "approved", redemption.c.buy_back_on <= day)
        .order_by(redemption.c.buy_back_on, redemption.c.id)
    )
    return list(tx.execute(for_update(tx, found)))


def any_due(tx: Connection, day: dt.date) -> bool:
    """Whether an approved redemption's buy-back day has come."""
    found = select(redemption.c.id).where(redemption.c.state == "approved", redemption.c.buy_back_on <= day)
    return tx.execute(found.limit(1)).first() is not None


def change(tx: Connection, redemption_id: int, seen_state: str, **values: Any) -> bool:
    """Change a redemption that still stands in the state that was seen. Returns whether it did."""
    done = tx.execute(
        update(redemption)
        .where(redemption.c.id == redemption_id, redemption.c.state == seen_state)
        .values(version=redemption.c.version + 1, **values)
    )
    return done.rowcount == 1


def close(tx: Connection, filing_id: int, state: str) -> None:
    """The filing ended without approval: its month is free again. Units were never taken."""
    tx.execute(
        update(redemption)
        .where(redemption.c.filing_id == filing_id, redemption.c.state.in_(PENDING))
        .values(state=state, version=redemption.c.version + 1)
    )


def reserve(tx: Connection, redemption_id: int, units: Mapping[int, int]) -> None:
    """Write which purchases (row id → units) a redemption takes from."""
    rows = [{"redemption_id": redemption_id, "tranche_id": lot, "units": taken} for lot, taken in units.items()]
    tx.execute(insert(redemption_line).values(rows))  # one statement, however many purchases it takes from


def lines(tx: Connection, redemption_id: int) -> dict[int, int]:
    """Row id of a purchase → units taken from it."""
    found = tx.execute(
        select(redemption_line.c.tranche_id, redemption_line.c.units).where(
            redemption_line.c.redemption_id == redemption_id
        )
    )
    return {row.tranche_id: row.units for row in found}
