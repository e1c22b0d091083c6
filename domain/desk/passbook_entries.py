"""Passbooks written into the records with four eyes: proposed by one of the staff, from a CSV file or by hand, and
accepted by another.

    propose(tx, hand, rows, way, form)     → an entry that waits; ImportRefused where any row is refused
    accept / decline(tx, hand, id, form)   → what is on record by then is checked anew

Rows are texts by column (`domain.passbook_rows.COLUMNS`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain import filing as life
from domain import roles
from domain.desk.hands import Form, Hand, fresh, record
from domain.desk.import_passbooks import REFUSED, Fate, dry_run, judged
from domain.errors import AcceptedByAnother, EntryDecided, EntryUnknown, ImportRefused
from domain.months import month_of
from domain.passbook import Passbook, Tranche
from domain.store import passbooks
from domain.store.db import for_update
from domain.store.passbooks import Holding
from domain.store.tables import passbook_entry, redemption, redemption_line


def propose(
    tx: Connection, hand: Hand, rows: Sequence[Mapping[str, str]], way: str, form: Form
) -> int | None:
    """Keep the rows until a second person accepts them; returns the entry's id, None for a form posted twice.

    ``way``: csv or hand. RoleLacking; ImportRefused, with how many rows are refused.
    """
    hand.must(roles.Act.REVIEW)
    if not fresh(tx, hand, form, "passbooks_proposed", way):
        return None
    _refuse_bad(dry_run(tx, rows))
    kept = [dict(row) for row in rows]
    entry_id = int(tx.execute(insert(passbook_entry).returning(passbook_entry.c.id), {
        "way": way, "rows": kept, "state": "proposed", "made_by": hand.staff_id, "made_at": hand.at,
    }).scalar_one())  # fmt: skip
    record(tx, hand, "passbooks_proposed", f"entry:{entry_id}", {"way": way, "rows": len(kept)})
    return entry_id


def accept(tx: Connection, hand: Hand, entry_id: int, form: Form) -> None:
    """Write the rows into the records. RoleLacking, AcceptedByAnother (four eyes), EntryUnknown, EntryDecided,
    ImportRefused where the records have changed since."""
    row = _open(tx, hand, entry_id, form, "passbooks_accepted")
    if row is None:
        return
    if row.made_by == hand.staff_id:
        raise AcceptedByAnother()
    books = judged(tx, row.rows, 1)
    _refuse_bad([fate for *_, fates in books for fate in fates])
    touched = set()
    for association_id, book, on_record, fates in books:
        assert association_id is not None
        assert book is not None
        if _write(
            tx,
            association_id,
            book,
            on_record,
            {fate.cells["nth"] for fate in fates if fate.cells.get("coupons")},
            hand.at,
        ):
            touched.add(association_id)
    _decide(tx, hand, row, "accepted", "passbooks_accepted")
    for association_id in sorted(touched):
        record(tx, hand, "passbooks_recorded", f"association:{association_id}", {"entry": entry_id})


def decline(tx: Connection, hand: Hand, entry_id: int, form: Form) -> None:
    """Drop the rows; whoever proposed them may do so as well. RoleLacking, EntryUnknown, EntryDecided."""
    row = _open(tx, hand, entry_id, form, "passbooks_declined", own=True)
    if row is not None:
        _decide(tx, hand, row, "declined", "passbooks_declined")


def entry(tx: Connection, entry_id: int) -> Any:
    """The row of an entry. Raises EntryUnknown."""
    row = tx.execute(select(passbook_entry).where(passbook_entry.c.id == entry_id)).first()
    if row is None:
        raise EntryUnknown()
    return row


def waiting(tx: Connection, most: int = 50) -> list[Any]:
    """Entries, those that wait first, then the newest."""
    first = passbook_entry.c.state != "proposed"
    return list(tx.execute(select(passbook_entry).order_by(first, passbook_entry.c.id.desc()).limit(most)))


def _write(
    tx: Connection,
    association_id: int,
    book: Passbook,
    on_record: Holding | None,
    own_tables: set[str],
    at: int,
) -> bool:
    own = {int(nth) for nth in own_tables}
    if on_record is None:
        passbook_id = passbooks.add(tx, association_id, book, at, own_tables=tuple(own))
        new = book.tranches
    else:
        passbook_id = on_record.id
        new = book.tranches[len(on_record.book.tranches) :]
        for lot in new:
            passbooks.add_tranche(
                tx, passbook_id, book.fiscal_year + lot.nth - 1, lot, own_table=lot.nth in own
            )
        if new:
            passbooks.change(tx, passbook_id, on_record.version)
    _write_lots(tx, passbook_id, new, at)
    return bool(new)


def _write_lots(tx: Connection, passbook_id: int, new: Sequence[Tranche], at: int) -> None:
    held = passbooks.get(tx, passbook_id)
    assert held is not None
    days = sorted({lot.on for one in new for lot in one.redeemed})
    for day in days:
        lines = {one.nth: sum(lot.units for lot in one.redeemed if lot.on == day) for one in new}
        month, paid = month_of(day), day <= life.submitted_on(at)
        state = {"state": "carried_out", "carried_out_at": at} if paid else {"state": "approved", "approved_at": at}
        made = tx.execute(insert(redemption).returning(redemption.c.id), {
            "passbook_id": passbook_id, "month": f"{month.year:04}-{month.month:02}", "units": sum(lines.values()), "buy_back_on": day,
            "quote": {}, "made_at": at, **state,
        }).scalar_one()  # fmt: skip
        for nth, units in lines.items():
            if not units:
                continue
            tx.execute(insert(redemption_line), {"redemption_id": made, "tranche_id": held.tranche_ids[nth], "units": units})
            if paid:  # What is still to be paid leaves the balance on its day, with the others (`reservations.carry_out`).
                passbooks.take(tx, held.tranche_ids[nth], units)


def _refuse_bad(fates: Sequence[Fate]) -> None:
    refused = sum(fate.verdict == REFUSED for fate in fates)
    if refused:
        raise ImportRefused(rows=len(fates), refused=refused)


def _open(
    tx: Connection, hand: Hand, entry_id: int, form: Form, act: str, *, own: bool = False
) -> Any | None:
    row = tx.execute(for_update(tx, select(passbook_entry).where(passbook_entry.c.id == entry_id))).first()
    if row is None:
        raise EntryUnknown()
    if not (own and row.made_by == hand.staff_id):
        hand.must(roles.Act.APPROVE)
    if not fresh(tx, hand, form, act, f"entry:{entry_id}"):
        return None
    if row.state != "proposed":
        raise EntryDecided()
    return row


def _decide(tx: Connection, hand: Hand, row: Any, state: str, act: str) -> None:
    tx.execute(
        update(passbook_entry).where(passbook_entry.c.id == row.id)
        .values(state=state, decided_by=hand.staff_id, decided_at=hand.at, version=row.version + 1)
    )  # fmt: skip
    record(tx, hand, act, f"entry:{row.id}", {"rows": len(row.rows)})
