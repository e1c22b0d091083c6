"""The job of a day's quota: ``sumairu quota close --day 2026-07-01``. Decided and told in one transaction, any number of times."""

import datetime as dt

from bot.notices import quota_exceeded
from domain.desk import quota_closing
from domain.desk.quota_closing import Closing
from domain.store.db import Database


def close(db: Database, day: dt.date, at: int) -> list[Closing]:
    """Close the pools that are full by the end of `day`, and tell everybody who is void (Q-05).

    What is queued here is sent by the running service. Raises ReceptionDayNotOver, UnknownFiscalYear.
    """
    with db.writing() as tx:
        closings = quota_closing.close(tx, day, at)
        for closing in closings:
            crossed = closing.crossed_on or closing.last_day + quota_closing.A_DAY
            for row in closing.void:
                quota_exceeded.send(tx, row, crossed, closing.last_day, at)
    return closings
