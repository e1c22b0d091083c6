"""The quota of a day that is over: closed by itself, or by ``sumairu quota close --day 2026-07-01``, any number of times.

Decided and told in one transaction, which also notes the day: a day that was looked at is not looked at again.
"""

import datetime as dt

from sqlalchemy import Connection

from bot.house import House
from bot.notices import quota_exceeded
from domain import terms
from domain.desk import quota_closing
from domain.desk.quota_closing import Closing
from domain.months import fiscal_year
from domain.store import applications, state
from domain.store.db import Database

LOOKED_AT = "quota_looked_at"


def run(house: House) -> int:
    """Close what was full by the end of yesterday, once a day. Returns how many pools this run has closed (Q-05)."""
    day, at = house.clock.today() - quota_closing.A_DAY, house.clock.ms()
    with house.db.reading() as tx:
        if _done(tx, day):
            return 0
    with house.db.writing() as tx:
        applications.hold_reception(tx, alone=True)
        if _done(tx, day):
            return 0  # another process was faster
        state.put(tx, LOOKED_AT, day.isoformat())
        return sum(closing.decided for closing in _close(tx, day, at))


def close(db: Database, day: dt.date, at: int) -> list[Closing]:
    """Close the pools that are full by the end of `day`, and tell everybody who is void (Q-05).

    What is queued here is sent by the running service. Raises ReceptionDayNotOver, UnknownFiscalYear.
    """
    with db.writing() as tx:
        return _close(tx, day, at)


def _close(tx: Connection, day: dt.date, at: int) -> list[Closing]:
    closings = quota_closing.close(tx, day, at)
    for closing in closings:
        crossed = closing.crossed_on or closing.last_day + quota_closing.A_DAY
        quota_exceeded.send(tx, closing.void, crossed, closing.last_day, at)
    return closings


def _done(tx: Connection, day: dt.date) -> bool:
    # Not "this day or a later one": a demo's clock travels back, too. A year whose terms nobody knows takes no applications.
    return state.get(tx, LOOKED_AT) == day.isoformat() or fiscal_year(day) not in terms.known_years()
