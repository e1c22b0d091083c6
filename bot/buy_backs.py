"""The buy-back of the day: units leave the balance, and notice No.22 goes out, in one transaction a run (R-07).

Whichever process runs it, however often: what was carried out is found done.
"""

from typing import Any

from sqlalchemy import Connection

from bot.house import House
from bot.notices import redemption_paid, redemption_recorded
from domain.desk import reservations
from domain.store import filings, redemptions


def run(house: House) -> int:
    """Carry out everything due today or before. Returns how many redemptions this run has carried out."""
    day, at = house.clock.today(), house.clock.ms()
    with house.db.reading() as tx:
        if not reservations.any_due(tx, day):
            return 0
    with house.db.writing() as tx:
        done = reservations.carry_out(tx, day, at)
        for row in done:
            _tell(tx, row, at)
    return len(done)


def _tell(tx: Connection, row: Any, at: int) -> None:
    filing = filings.get(tx, row.filing_id) if row.filing_id else None
    if filing is not None:
        redemption_paid.send(tx, filing, row.buy_back_on, at)
    elif (held := redemptions.get(tx, row.id)) is not None:  # Recorded by staff: a request on paper.
        redemption_recorded.send(tx, row, held.association_id, at)
