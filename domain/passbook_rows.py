"""Purchases as the desk writes them down, one row each: understood, and put together to passbooks. Pure.

A row names the association, the passbook, its kind and first fiscal year, which purchase it is, its units, and whatever
was bought back already. What a row leaves empty (the day of issue) follows from the rules.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import coupons
from domain.association import parse_association_number
from domain.bond_dates import issue_day, maturity_day
from domain.characters import clean
from domain.errors import CellRefused
from domain.interest_table import NOTHING_KNOWN
from domain.months import parse_date
from domain.passbook import Passbook, Redeemed, Tranche
from domain.terms import Kind

COLUMNS = ("association", "number", "kind", "fiscal_year", "nth", "units", "issued_on", "redeemed", "coupons")
NEEDED = COLUMNS[:6]


@dataclass(frozen=True, slots=True)
class Purchase:
    """One row. ``redeemed``: what was bought back of this purchase; ``coupons``: the issuer's table, if it was given."""

    association: str
    number: str
    kind: Kind
    fiscal_year: int
    nth: int
    units: int
    issued_on: date
    redeemed: tuple[Redeemed, ...]
    coupons: tuple[int, ...] | None

    def tranche(self) -> Tranche:
        """The rule book's value. Raises UnitsNotPositive, CouponTableRefused, RedeemedMoreThanHeld."""
        return Tranche(self.nth, self.units, self.issued_on, self.coupons or NOTHING_KNOWN, self.redeemed)


def read(cells: Mapping[str, str]) -> Purchase:
    """A row of texts by column. Raises CellRefused, AssociationNumberMalformed, DateOutOfRange and what a tranche refuses."""
    told = {column: clean(cells.get(column, "")) for column in COLUMNS}
    for column in NEEDED:
        if not told[column]:
            raise CellRefused(column=column)
    first, nth = _number(told, "fiscal_year"), _number(told, "nth")
    issued_on = _day("issued_on", told["issued_on"]) if told["issued_on"] else issue_day(first + nth - 1)
    maturity_day(issued_on)  # Beyond the known calendar nothing could be said of it.
    row = Purchase(
        association=parse_association_number(told["association"]),
        number=_passbook_number(told["number"]),
        kind=_kind(told["kind"]),
        fiscal_year=first,
        nth=nth,
        units=_number(told, "units"),
        issued_on=issued_on,
        redeemed=_lots(told["redeemed"]),
        coupons=_table(told["coupons"]),
    )
    row.tranche()
    return row


def together(rows: Iterable[Purchase]) -> Passbook:
    """The passbook of its rows, in whatever order. Raises CellRefused where they contradict each other, and what
    `Passbook` refuses (TrancheOutOfOrder, UnequalUnits, TrancheOfAnotherYear, TooManyPurchases)."""
    every = sorted(rows, key=lambda row: row.nth)
    first = every[0]
    for column in ("association", "kind", "fiscal_year"):
        if any(getattr(row, column) != getattr(first, column) for row in every):
            raise CellRefused(column=column)
    lots = tuple(row.tranche() for row in every)
    return Passbook(first.number, first.fiscal_year, first.units, lots, first.kind)


def plain(row: Purchase) -> dict[str, Any]:
    """The row as it is kept while it waits: JSON."""
    return {
        "association": row.association, "number": row.number, "kind": str(row.kind), "fiscal_year": str(row.fiscal_year),
        "nth": str(row.nth), "units": str(row.units), "issued_on": row.issued_on.isoformat(),
        "redeemed": " ".join(f"{lot.on.isoformat()}:{lot.units}" for lot in row.redeemed),
        "coupons": " ".join(str(amount) for amount in row.coupons or ()),
    }  # fmt: skip


def _number(told: Mapping[str, str], column: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", told[column]):
        raise CellRefused(column=column)
    return int(told[column])


def _kind(text: str) -> Kind:
    if text not in set(Kind):
        raise CellRefused(column="kind")
    return Kind(text)


def _passbook_number(text: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z-]{1,20}", text):
        raise CellRefused(column="number")
    return text


def _day(column: str, text: str) -> date:
    found = re.fullmatch(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})", text)
    if not found:
        raise CellRefused(column=column)
    return parse_date(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}")


def _lots(text: str) -> tuple[Redeemed, ...]:
    lots = []
    for part in _parts(text):
        day, colon, units = part.partition(":")
        if not colon or not re.fullmatch(r"[0-9]{1,4}", units):
            raise CellRefused(column="redeemed")
        lots.append(Redeemed(_day("redeemed", day), int(units)))
    return tuple(sorted(lots))


def _table(text: str) -> tuple[int, ...] | None:
    parts = _parts(text)
    if any(not re.fullmatch(r"[0-9]{1,6}", part) for part in parts):
        raise CellRefused(column="coupons")
    return coupons.checked(int(part) for part in parts) if parts else None


def _parts(text: str) -> Sequence[str]:
    return re.split(r"[\s;|]+", text.strip()) if text.strip() else []
