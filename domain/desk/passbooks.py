"""What an association holds, for the chat, the pages and the desk.

    holdings(tx, association_id)                → [Holding]: .book is the rule book's Passbook, .id/.version its row,
                                                  .tranche_ids[nth] the row of a purchase, .interest_unknown
    holding(tx, association_id, passbook_id)    → Holding; PassbookUnknown for another association's, too
    READINGS                                    → the readings every figure is made with, said on screen

To change a passbook (approval, buy-back, staff's correction): `domain.store.passbooks.get(tx, id, lock=True)` takes its
row, `change(tx, id, seen_version, …)` counts its version on. `Holding.book` counts redemption lines of *approved* and
*carried_out* redemptions as gone from their buy-back day, so a quote for that day or later sees them reserved;
`tranche.units_left` goes down only when a redemption is carried out (`domain.store.passbooks.take`).
"""

from sqlalchemy import Connection

from domain import readings
from domain.errors import PassbookUnknown
from domain.store import passbooks
from domain.store.passbooks import Holding

READINGS = readings.DEFAULT


def holdings(tx: Connection, association_id: int) -> list[Holding]:
    """Every passbook of an association, oldest first."""
    return passbooks.of_association(tx, association_id)


def holding(tx: Connection, association_id: int, passbook_id: int, *, lock: bool = False) -> Holding:
    """One passbook of this association, locked on request. Raises PassbookUnknown, also for somebody else's."""
    found = passbooks.get(tx, passbook_id, lock=lock)
    if found is None or found.association_id != association_id:
        raise PassbookUnknown()
    return found
