"""Returned filings whose correction does not come: reminded once a fortnight before, then ended (期限切れ), each with its notice.

Each filing is a transaction of its own: whichever process runs it and however often, none is told or ended twice.
"""

from typing import Any

from bot.house import House
from bot.notices import expired, expiring
from domain import filing as life
from domain.desk import endings
from domain.store import filings


def run(house: House) -> int:
    """Remind and end what is due today. Returns how many were reminded or ended by this run."""
    today = house.clock.today()
    with house.db.reading() as tx:
        waiting = endings.uncorrected(tx, today)
        over = [row for row in waiting if life.correct_by(row.updated_at) < today]
        soon = expiring.not_yet_sent(tx, waiting[len(over) :])  # They come in the order of their returns.
    return sum(_end(house, row) for row in over) + sum(_remind(house, row) for row in soon)


def _remind(house: House, seen: Any) -> bool:
    with house.db.writing() as tx:
        row = filings.get(tx, seen.id, lock=True)
        if row is None or row.version != seen.version:
            return False  # Corrected or withdrawn since it was looked at.
        return expiring.send(tx, row, house.clock.ms())


def _end(house: House, seen: Any) -> bool:
    at = house.clock.ms()
    with house.db.writing() as tx:
        row = endings.expire(tx, seen.id, at)
        if row is not None:
            expired.send(tx, row, life.correct_by(seen.updated_at), at)
        return row is not None
