"""Closing a quota over as many applications as there are associations.

    python -m bench.quota

22,400 applications over a season of a hundred days; the last day goes above the quota and is void, with an audit row,
a push and a mail for each of its associations, in one transaction. `quota_closing_all_void_*`: all 22,400 arrived on one
day and fall void together, the worst there can be.
"""

import datetime as dt
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from bot import quota_job
from domain import terms
from domain.store.db import Database
from domain.store.sealed import keyring
from domain.store.tables import application, association, filing, metadata, person

APPLICATIONS = 22_400
FIRST_DAY = dt.date(2026, 4, 13)
DAYS = 100
GOALS = {"quota_closing_seconds": ("<=", 5.0), "quota_closing_all_void_seconds": ("<=", 5.0)}


def run(applications: int = APPLICATIONS) -> dict[str, Any]:
    """Seconds of one closing, of the same run again, and of one that makes everybody's application void."""
    usual, worst = _season(applications, DAYS), _season(applications, 1)
    return {
        "applications": applications,
        "made_void": usual["made_void"],
        "quota_closing_seconds": usual["seconds"],
        "quota_closing_cpu_seconds": usual["cpu_seconds"],
        "quota_closing_again_seconds": usual["again_seconds"],
        "all_void": worst["made_void"],
        "quota_closing_all_void_seconds": worst["seconds"],
        "quota_closing_all_void_cpu_seconds": worst["cpu_seconds"],
    }


def _season(applications: int, days: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        db = _filled(Path(folder), applications, days)
        last = FIRST_DAY + dt.timedelta(days=days - 1)
        at = int(dt.datetime.combine(last, dt.time(), tzinfo=dt.UTC).timestamp() * 1000) + 86_400_000
        began, on_core = time.perf_counter(), time.process_time()
        closings = quota_job.close(db, last, at)
        seconds, cpu = time.perf_counter() - began, time.process_time() - on_core
        began = time.perf_counter()
        again = quota_job.close(db, last, at)
        assert closings[0].crossed_on == last and not again[0].void
        figures = {
            "made_void": len(closings[0].void),
            "seconds": seconds,
            "cpu_seconds": cpu,
            "again_seconds": time.perf_counter() - began,
        }
        db.close()
        return figures


def _filled(folder: Path, applications: int, days: int) -> Database:
    """Each asks for the same units, so that only the last of its days goes above the quota."""
    keyring.use({1: os.urandom(32)})
    db = Database(f"sqlite:///{folder / 'quota.db'}")
    metadata.create_all(db.engine)
    pool = next(iter(terms.of(2026).pools.values()))
    assert pool.units is not None
    units = pool.units.value // applications + 1
    numbers = range(1, applications + 1)
    with db.writing() as tx:
        tx.execute(text("PRAGMA defer_foreign_keys=ON"))
        mail = {"applicant_mail": "someone@example.jp"}
        tx.execute(insert(person), [{"id": n, "facts": mail, "mail_hash": "-", "made_at": 0} for n in numbers])
        tx.execute(insert(association), [{"id": n, "facts": {}, "state": "registered", "made_at": 0} for n in numbers])
        tx.execute(insert(filing), [_filing(n, days, applications) for n in numbers])
        tx.execute(insert(application), [_application(n, days, applications, pool.name, units) for n in numbers])
    return db


def _day(n: int, days: int, applications: int) -> dt.date:
    return FIRST_DAY + dt.timedelta(days=(n - 1) * days // applications)


def _filing(n: int, days: int, applications: int) -> dict[str, Any]:
    return {
        "id": n, "receipt": f"R-{n:08d}", "kind": "application", "line_user": f"U{n:032d}", "person_id": n, "association_id": n,
        "state": "submitted", "submitted_at": 0, "received_on": _day(n, days, applications), "updated_at": 0,
    }  # fmt: skip


def _application(n: int, days: int, applications: int, pool: str, units: int) -> dict[str, Any]:
    return {
        "filing_id": n, "association_id": n, "fiscal_year": 2026, "kind": "ordinary", "pool": pool, "units": units,
        "received_on": _day(n, days, applications), "state": "standing", "made_at": 0,
    }  # fmt: skip


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:32} {value if isinstance(value, int) else round(value, 2)}")

