"""Rows of `passbook` and `tranche`, and what they are to the rule book: `domain.passbook` values.

Three statements load everything an association holds, however many passbooks that is.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain.interest_table import NOTHING_KNOWN, published
from domain.passbook import Passbook, Redeemed, Tranche
from domain.store.db import for_update
from domain.store.tables import passbook, redemption, redemption_line, tranche
from domain.terms import Kind

RESERVED = ("approved", "carried_out")  # units that are promised away, from the buy-back day on


@dataclass(frozen=True, slots=True)
class Holding:
    """A passbook on record: the rule book's value and what the records say besides.

    ``book`` counts approved redemptions as gone from their buy-back day. ``interest_unknown``: purchases (nth) whose
    interest nobody has published; their coupons are zeros in ``book`` and must not be shown as figures.
    ``interest_derived``: those whose table is worked out, or unverified.
    """

    id: int
    version: int
    association_id: int
    state: str
    ended_by: str | None
    book: Passbook
    tranche_ids: Mapping[int, int]
    interest_unknown: frozenset[int]
    interest_derived: frozenset[int]

    @property
    def ended(self) -> bool:
        """Whether the right to further purchases is on record as lost."""
        return self.state == "ended"


def of_association(tx: Connection, association_id: int) -> list[Holding]:
    """Every passbook of an association, oldest first."""
    rows = tx.execute(
        select(passbook).where(passbook.c.association_id == association_id).order_by(passbook.c.fiscal_year)
    ).all()
    return _holdings(tx, rows, passbook.c.association_id == association_id) if rows else []


def get(tx: Connection, passbook_id: int, *, lock: bool = False) -> Holding | None:
    """One passbook, its row locked on request, or None."""
    return _one(tx, passbook.c.id == passbook_id, lock)


def by_number(tx: Connection, number: str, *, lock: bool = False) -> Holding | None:
    """The passbook of a number (積立手帳番号), its row locked on request, or None."""
    return _one(tx, passbook.c.number == number, lock)


def add(
    tx: Connection, association_id: int, book: Passbook, at: int, *, own_tables: Sequence[int] = ()
) -> int:
    """A new passbook with its purchases; returns its id. ``own_tables``: purchases whose table the desk has itself."""
    values = {
        "association_id": association_id,
        "number": book.number,
        "kind": str(book.kind),
        "fiscal_year": book.fiscal_year,
        "units": book.units,
        "state": "ended" if book.stopped else "open",
        "made_at": at,
        "ended_by": "redeemed_and_stopped" if book.stopped else None,
    }
    passbook_id = int(tx.execute(insert(passbook).returning(passbook.c.id), values).scalar_one())
    for lot in book.tranches:
        add_tranche(tx, passbook_id, book.fiscal_year + lot.nth - 1, lot, own_table=lot.nth in own_tables)
    return passbook_id


def add_tranche(
    tx: Connection, passbook_id: int, fiscal_year: int, lot: Tranche, *, own_table: bool = False
) -> int:
    """One purchase of a passbook; returns its id."""
    return int(
        tx.execute(
            insert(tranche).returning(tranche.c.id),
            {
                "passbook_id": passbook_id,
                "nth": lot.nth,
                "fiscal_year": fiscal_year,
                "issued_on": lot.issued_on,
                "units": lot.units,
                "units_left": lot.units,
                "coupons": list(lot.coupons) if own_table else None,
            },
        ).scalar_one()
    )


def take(tx: Connection, tranche_id: int, units: int) -> None:
    """Units of a tranche left the balance: called once a redemption line, when it is carried out."""
    tx.execute(
        update(tranche).where(tranche.c.id == tranche_id).values(units_left=tranche.c.units_left - units)
    )


def change(tx: Connection, passbook_id: int, seen_version: int, **values: Any) -> bool:
    """Change a passbook if it still is in the version that was seen. Returns whether it was."""
    done = tx.execute(
        update(passbook)
        .where(passbook.c.id == passbook_id, passbook.c.version == seen_version)
        .values(version=seen_version + 1, **values)
    )
    return done.rowcount == 1


def _one(tx: Connection, condition: Any, lock: bool) -> Holding | None:
    statement = select(passbook).where(condition)
    row = tx.execute(for_update(tx, statement) if lock else statement).first()
    return _holdings(tx, [row], passbook.c.id == row.id)[0] if row is not None else None


def _holdings(tx: Connection, rows: Sequence[Any], condition: Any) -> list[Holding]:
    lots: dict[int, list[Any]] = defaultdict(list)
    for lot in tx.execute(
        select(tranche)
        .join(passbook, passbook.c.id == tranche.c.passbook_id)
        .where(condition)
        .order_by(tranche.c.nth)
    ):
        lots[lot.passbook_id].append(lot)
    gone = _redeemed(tx, condition)
    return [_holding(row, lots[row.id], gone) for row in rows]


def _redeemed(tx: Connection, condition: Any) -> Mapping[int, tuple[Redeemed, ...]]:
    gone: dict[int, list[Redeemed]] = defaultdict(list)
    found = tx.execute(
        select(redemption_line.c.tranche_id, redemption_line.c.units, redemption.c.buy_back_on)
        .join(redemption, redemption.c.id == redemption_line.c.redemption_id)
        .join(passbook, passbook.c.id == redemption.c.passbook_id)
        .where(condition, redemption.c.state.in_(RESERVED))
        .order_by(redemption.c.buy_back_on)
    )
    for tranche_id, units, on in found:
        gone[tranche_id].append(Redeemed(on, units))
    return {tranche_id: tuple(taken) for tranche_id, taken in gone.items()}


def _holding(row: Any, lots: Sequence[Any], gone: Mapping[int, tuple[Redeemed, ...]]) -> Holding:
    kind = Kind(row.kind)
    unknown, derived, tranches = set(), set(), []
    for lot in lots:
        table, certain = _coupons(kind, lot)
        if table is None:
            unknown.add(lot.nth)
        elif not certain:
            derived.add(lot.nth)
        tranches.append(
            Tranche(lot.nth, lot.units, _date(lot.issued_on), table or NOTHING_KNOWN, gone.get(lot.id, ()))
        )
    book = Passbook(row.number, row.fiscal_year, row.units, tuple(tranches), kind, row.state == "ended")
    ids = {lot.nth: lot.id for lot in lots}
    return Holding(
        row.id,
        row.version,
        row.association_id,
        row.state,
        row.ended_by,
        book,
        ids,
        frozenset(unknown),
        frozenset(derived),
    )


def _coupons(kind: Kind, lot: Any) -> tuple[tuple[int, ...] | None, bool]:
    if lot.coupons:
        return tuple(lot.coupons), True
    figure = published(kind, lot.fiscal_year)
    return (figure.value, figure.verified) if figure else (None, False)


def _date(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
