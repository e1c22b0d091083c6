"""Days on which money cannot move, against a table made by hand with a paper calendar (T72)."""

import datetime as dt
from pathlib import Path

from domain import calendar, hours
from tests.faults.row import Told, row

# The day, the business day not after it, the business day not before it.
BY_HAND = """
2026-09-19 2026-09-18 2026-09-24
2026-09-20 2026-09-18 2026-09-24
2026-09-21 2026-09-18 2026-09-24
2026-09-22 2026-09-18 2026-09-24
2026-09-23 2026-09-18 2026-09-24
2026-09-24 2026-09-24 2026-09-24
2026-12-28 2026-12-28 2026-12-28
2026-12-29 2026-12-29 2026-12-29
2026-12-30 2026-12-30 2026-12-30
2026-12-31 2026-12-30 2027-01-04
2027-01-01 2026-12-30 2027-01-04
2027-01-02 2026-12-30 2027-01-04
2027-01-03 2026-12-30 2027-01-04
2027-01-04 2027-01-04 2027-01-04
2028-02-27 2028-02-25 2028-02-28
2028-02-28 2028-02-28 2028-02-28
2028-02-29 2028-02-29 2028-02-29
2028-03-01 2028-03-01 2028-03-01
2026-01-31 2026-01-30 2026-02-02
2026-02-28 2026-02-27 2026-03-02
2026-03-31 2026-03-31 2026-03-31
2026-04-30 2026-04-30 2026-04-30
2026-05-31 2026-05-29 2026-06-01
2026-07-31 2026-07-31 2026-07-31
2026-08-31 2026-08-31 2026-08-31
2026-10-31 2026-10-30 2026-11-02
2027-02-28 2027-02-26 2027-03-01
"""
# A moment in Tokyo, and the day on which a filing of that moment counts as received.
RECEIVED = """
2026-09-24T23:59:59 2026-09-24
2026-09-25T00:00:00 2026-09-25
2026-09-18T23:59:59 2026-09-18
2026-09-19T00:00:00 2026-09-24
2028-02-29T23:59:59 2028-02-29
2026-12-31T00:00:00 2027-01-04
"""


@row("T72", "due dates around holidays, the year's end, a leap day, month ends and midnight", "")
def due_dates(home: Path, engine: str, scale: int) -> Told:
    """Interest is paid on the business day before, what falls due on the one after; a filing counts by its second."""
    cases = [
        case for line in BY_HAND.split("\n") if line
        for day, before, after in [map(dt.date.fromisoformat, line.split())]
        for case in ((f"before {day}", calendar.previous_business_day(day), before), (f"after {day}", calendar.next_business_day(day), after))
    ]  # fmt: skip
    for line in RECEIVED.split("\n"):
        if line:
            moment, counts = line.split()
            at = dt.datetime.fromisoformat(f"{moment}+09:00").astimezone(dt.UTC)
            cases.append((f"received at {moment}", hours.reception_date(at), dt.date.fromisoformat(counts)))
    wrong = [f"{what}: {found}, not {expected}" for what, found, expected in cases if found != expected]
    return f"{len(cases)} dates by hand: {len(wrong)} differ", wrong + [f"the table holds {len(cases)} cases"] * (len(cases) != 60)
