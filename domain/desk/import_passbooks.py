"""The fate of rows that are to become passbooks: each by itself, together with its passbook's, and against the records.

Nothing is changed here; `passbook_entries` writes what a second person has accepted. The same rows twice are *known*:
only purchases that are not on record yet are added.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from domain import passbook_rows
from domain.errors import (
    AssociationNumberUnknown,
    ImportTooLong,
    PassbookExists,
    PassbookOnRecordDiffers,
    RuleBroken,
)
from domain.passbook import Passbook
from domain.passbook_rows import Purchase
from domain.store import associations, passbooks
from domain.store.passbooks import Holding

MOST_ROWS = 5_000
VERDICTS = NEW, ADDED, KNOWN, REFUSED = "new", "added", "known", "refused"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a row: the number of its line, its texts, and why it was refused, if it was."""

    line: int
    cells: Mapping[str, str]
    verdict: str  # new | added | known | refused
    why: RuleBroken | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Mapping[str, str]
    purchase: Purchase


def dry_run(tx: Connection, rows: Sequence[Mapping[str, str]], first_line: int = 1) -> list[Fate]:
    """The fate of every row, in order. Raises ImportTooLong where there are none, or too many."""
    if not 0 < len(rows) <= MOST_ROWS:
        raise ImportTooLong(most=MOST_ROWS)
    fates: dict[int, Fate] = {}
    for _, _, _, found in judged(tx, rows, first_line):
        fates |= {fate.line: fate for fate in found}
    return [fates[line] for line in sorted(fates)]


Judged = tuple[int | None, Passbook | None, Holding | None, list[Fate]]


def judged(tx: Connection, rows: Sequence[Mapping[str, str]], first_line: int) -> list[Judged]:
    """Every row by itself, then the rows of one passbook together, held against what is on record (its row locked)."""
    books: dict[str, list[_Row]] = defaultdict(list)
    found_all: list[Judged] = []
    for line, cells in enumerate(rows, first_line):
        try:
            purchase = passbook_rows.read(cells)
        except RuleBroken as why:
            found_all.append((None, None, None, [Fate(line, cells, REFUSED, why)]))
        else:
            books[purchase.number].append(_Row(line, cells, purchase))
    years: dict[str, dict[int, str]] = defaultdict(dict)  # two passbooks of one year may stand in one file
    for number, found in books.items():
        try:
            found_all.append(_judged_book(tx, number, found, years))
        except RuleBroken as why:
            found_all.append((None, None, None, [Fate(row.line, row.cells, REFUSED, why) for row in found]))
    return found_all


def _judged_book(tx: Connection, number: str, rows: list[_Row], years: dict[str, dict[int, str]]) -> Judged:
    told = rows[0].purchase
    owner = associations.by_number(tx, told.association)
    if owner is None:
        raise AssociationNumberUnknown(number=told.association)
    on_record = passbooks.by_number(tx, number, lock=True)
    before = {lot.nth: lot for lot in on_record.book.tranches} if on_record else {}
    given = {row.purchase.nth: row.purchase for row in rows}
    if len(given) != len(rows):
        raise PassbookOnRecordDiffers(number=number)
    book = (
        _whole(on_record, [row.purchase for row in rows])
        if on_record
        else passbook_rows.together(given.values())
    )
    if on_record and (on_record.association_id != owner.id or _differs(on_record.book, book)):
        raise PassbookOnRecordDiffers(number=number)
    if not on_record:
        _refuse_second_of_year(tx, owner.id, book, years[told.association])
    verdicts = {nth: KNOWN if nth in before else ADDED if on_record else NEW for nth in given}
    fates = [Fate(row.line, row.cells, verdicts[row.purchase.nth]) for row in rows]
    return owner.id, book, on_record, fates


def _whole(on_record: Holding, rows: list[Purchase]) -> Passbook:
    # Purchases already on record keep what the records say; the file may name them again or only what is new.
    book = on_record.book
    given = {row.nth: row for row in rows}
    for row in rows:
        if (row.kind, row.fiscal_year) != (book.kind, book.fiscal_year):
            raise PassbookOnRecordDiffers(number=book.number)
    lots = {lot.nth: lot for lot in book.tranches} | {
        nth: row.tranche() for nth, row in given.items() if nth > len(book.tranches)
    }
    for lot in book.tranches:
        again = given.get(lot.nth)
        if again and (again.units, again.issued_on) != (lot.units, lot.issued_on):
            raise PassbookOnRecordDiffers(number=book.number)
    ordered = tuple(lots[nth] for nth in sorted(lots))
    return Passbook(book.number, book.fiscal_year, book.units, ordered, book.kind, book.stopped)


def _differs(before: Passbook, after: Passbook) -> bool:
    return after.tranches[: len(before.tranches)] != before.tranches


def _refuse_second_of_year(
    tx: Connection, association_id: int, book: Passbook, years: dict[int, str]
) -> None:
    held = {one.book.fiscal_year for one in passbooks.of_association(tx, association_id)} | set(years)
    if book.fiscal_year in held:  # P-07: one passbook a 募集年度
        raise PassbookExists(fiscal_year=book.fiscal_year)
    years[book.fiscal_year] = book.number
