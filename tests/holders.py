"""Associations that hold something, made by hand for the tests of talks, pages and desk."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, insert

from domain.bond_dates import issue_day
from domain.interest_table import NOTHING_KNOWN, published
from domain.passbook import Passbook, Tranche
from domain.store import associations, passbooks
from domain.store.tables import redemption, redemption_line
from domain.terms import Kind

FACTS = {"association_name": "すみれ台住宅管理組合", "account_number": "1234567"}


def a_book(
    first_year: int, purchases: int, units: int = 30, *, number: str = "", kind: Kind = Kind.ORDINARY
) -> Passbook:
    """A passbook with so many purchases, one a year, by the tables of the terms."""
    lots = []
    for nth in range(1, purchases + 1):
        table = published(kind, first_year + nth - 1)
        lots.append(
            Tranche(nth, units, issue_day(first_year + nth - 1), table.value if table else NOTHING_KNOWN)
        )
    return Passbook(number or f"{first_year}-300001", first_year, units, tuple(lots), kind)


def an_association(
    tx: Connection, person_id: int, *books: Passbook, number: str | None = "300001", at: int = 0, **facts: Any
) -> int:
    """An association represented by a person, with its passbooks; returns its id."""
    association_id = associations.add(tx, number, FACTS | facts, at)
    associations.begin_representative(tx, association_id, person_id, {"rep_family_name": "鈴木"}, at)
    for book in books:
        passbooks.add(tx, association_id, book, at)
    return association_id


def redeemed(
    tx: Connection,
    passbook_id: int,
    month: str,
    on: dt.date,
    lines: dict[int, int],
    state: str = "approved",
    at: int = 0,
) -> int:
    """A redemption on record: {nth: units}; returns its id."""
    held = passbooks.get(tx, passbook_id)
    assert held is not None
    made = tx.execute(insert(redemption).returning(redemption.c.id), {
        "passbook_id": passbook_id, "month": month, "units": sum(lines.values()), "buy_back_on": on, "quote": {}, "state": state, "made_at": at,
    }).scalar_one()  # fmt: skip
    tx.execute(
        insert(redemption_line),
        [
            {"redemption_id": made, "tranche_id": held.tranche_ids[nth], "units": units}
            for nth, units in lines.items()
        ],
    )
    return int(made)
