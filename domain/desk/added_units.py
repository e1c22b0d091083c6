"""What a correction of 応募 adds did not arrive on the day the application keeps (Q-05, Q-08).

The sources name no rule for corrections. Read here as: nothing is added once the reception is over, and before that no
more than is left, so that nobody else's application falls void by it. Fewer units are always possible.
"""

import datetime as dt

from sqlalchemy import Connection

from domain import terms
from domain.desk.reception import left, reception_day, refuse_closed
from domain.errors import ApplicationOver, QuotaReached, UnitsAboveQuota, UnitsAddedTooLate
from domain.form import Answers
from domain.store import applications
from domain.terms import Kind


def refuse(tx: Connection, filing_id: int, answers: Answers, now: dt.datetime) -> None:
    """Refuse units that a correction may not add to what was filed; `answers` hold bond_kind and units.

    UnitsAddedTooLate, UnitsAboveQuota; for another kind with a quota of its own ApplicationOver or QuotaReached.
    """
    held = applications.of_filing(tx, filing_id)
    if held is None:
        return
    kind, units = Kind(answers["bond_kind"]), int(answers["units"])
    counted = held.units if held.pool == terms.of(held.fiscal_year).kind(kind).pool.name else 0
    if units <= counted:
        return
    try:
        refuse_closed(tx, held.fiscal_year, kind, reception_day(now))
    except (ApplicationOver, QuotaReached) as over:
        if not counted:
            raise
        raise UnitsAddedTooLate(units=units, most=counted, last=over.facts["last"]) from None
    open_ = left(tx, held.fiscal_year, kind)
    if open_ is not None and units > counted + open_.units:
        raise UnitsAboveQuota(units=units, most=counted + open_.units)
