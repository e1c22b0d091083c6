"""The end of a quota, decided once a pool: whoever arrived on the day that went above it is void (Q-05, S1 3章3, 9章Q6).

    close(tx, day, at) → a Closing for each pool that is closed by the end of `day`

The job runs after the day is over, as often as one likes: what was decided stands in `reception` and is not decided
again. A day that fills the quota to the unit is the last valid day; a day that goes above it is void as a whole, and
the day before becomes the last.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, update

from domain import filing as life
from domain import terms
from domain.desk.reception import A_DAY, reached
from domain.errors import ReceptionDayNotOver
from domain.hours import TOKYO
from domain.months import fiscal_year
from domain.store import applications, audit
from domain.store.batches import batches
from domain.store.tables import application, filing
from domain.terms import Pool, Selection


@dataclass(frozen=True, slots=True)
class Closing:
    """How a pool ended. ``void`` are the filings that this run made void: to be told; ``decided`` only on the first run."""

    fiscal_year: int
    pool: str
    last_day: dt.date
    crossed_on: dt.date | None
    units: int
    decided: bool = False
    void: tuple[Any, ...] = ()


def close(tx: Connection, day: dt.date, at: int) -> list[Closing]:
    """Close every pool whose quota is reached by the end of `day`; returns those that are closed.

    Raises ReceptionDayNotOver while the day is not over, UnknownFiscalYear. Lottery years have no such rule (B-02).
    """
    if dt.datetime.fromtimestamp(at / 1000, tz=TOKYO).date() <= day:
        raise ReceptionDayNotOver(day=day)
    offered = terms.of(fiscal_year(day))
    if offered.selection.value is not Selection.FIRST_COME:
        return []
    applications.hold_reception(tx, alone=True)
    closings = [_close(tx, offered.fiscal_year, pool, day, at) for pool in offered.pools.values()]
    return [closing for closing in closings if closing is not None]


def _close(tx: Connection, year: int, pool: Pool, day: dt.date, at: int) -> Closing | None:
    known = applications.ended(tx, year, pool.name)
    if known is not None:
        return Closing(year, pool.name, known.last_day, known.crossed_on, known.units)
    end = reached(tx, year, pool, day)
    if end is None:
        return None
    last, crossed, stand = end
    if not applications.end(tx, year, pool.name, last, crossed, stand, at):
        return _close(tx, year, pool, day, at)  # another run was faster, and its row is here now
    void = _make_void(tx, year, pool.name, last + A_DAY, at)
    facts = {
        "last_day": last.isoformat(),
        "crossed_on": crossed and crossed.isoformat(),
        "units": stand,
        "void": len(void),
    }
    audit.record(tx, at, "system", "quota_closed", f"reception:{year}:{pool.name}", facts)
    return Closing(year, pool.name, last, crossed, stand, True, tuple(void))


def _make_void(tx: Connection, year: int, pool: str, since: dt.date, at: int) -> list[Any]:
    """Every application that arrived on `since` or later, its filing with it."""
    void = [row for row in applications.arrived(tx, year, pool, since) if row.filing_state in life.OPEN]
    for some in batches(void):
        tx.execute(
            update(filing)
            .where(filing.c.id.in_([row.filing_id for row in some]))
            .values(state=str(life.State.REJECTED), closed_at=at, updated_at=at, version=filing.c.version + 1)
        )
        tx.execute(
            update(application)
            .where(application.c.id.in_([row.id for row in some]))
            .values(state="void", version=application.c.version + 1)
        )
    facts = [
        {"from": row.filing_state, "to": life.after(row.filing_state, "voided"), "reason": "quota_exceeded"}
        for row in void
    ]
    audit.record_all(
        tx,
        at,
        "system",
        "voided",
        [(f"filing:{row.filing_id}", told) for row, told in zip(void, facts, strict=True)],
    )
    return void
