"""The staff's queue over 100,000 filings: every scope, some filters, deep pages and searches by receipt.

    python -m bench.desk             figures as a table, with the goal
    python -m bench.desk --json      the same for programs

The real view on SQLite, through Flask's test client, signed in by password and code. Half as many filings first, to
see how it grows. `*_cpu_*` is time on the core.
"""

import datetime as dt
import re
import sys
import tempfile
import time
from typing import Any

import pyotp
from sqlalchemy import insert

from bench import house
from bench.tell import main
from bot.app import create_app, make_house
from domain import one_time_code, passwords
from domain.desk import staff
from domain.store import queue
from domain.store.tables import filing, filing_answer, metadata

FILINGS = 100_000
ROUNDS = 5
DAY = 86_400_000
STATES = ("submitted", "under_review", "returned", "awaiting_approval", "approved")
GOALS = {"desk_p95_ms": ("<=", 300), "desk_time_ratio_for_2x": ("<=", 2.5)}


def run(filings: int = FILINGS, rounds: int = ROUNDS) -> dict[str, Any]:
    """Every figure."""
    half, whole = looked_through(filings // 2, rounds), looked_through(filings, rounds)
    figures: dict[str, Any] = {"desk_filings": filings} | {f"desk_{name}": value for name, value in whole.items()}
    return figures | {"desk_time_ratio_for_2x": whole["mean_cpu_ms"] / half["mean_cpu_ms"]}


def looked_through(filings: int, rounds: int) -> dict[str, float]:
    """Look at every page of the list several times. Raises AssertionError at any answer but 200."""
    passwords.hasher(passwords.CHEAP)
    with tempfile.TemporaryDirectory() as folder:
        home = make_house(house.settings(house.sqlite(folder)))
        metadata.create_all(home.db.engine)
        client = _signed_in(home)
        _fill(home.db, filings, home.clock.ms())
        wall, cpu = [], []
        for path in _paths(filings) * rounds:
            began, core = time.perf_counter(), time.process_time()
            answer = client.get(path)
            cpu.append(time.process_time() - core)
            wall.append(time.perf_counter() - began)
            assert answer.status_code == 200, (path, answer.status_code)
        home.db.close()
    passwords.hasher(passwords.COST)
    wall.sort()
    cpu.sort()
    return {
        "requests": len(wall), "p50_ms": wall[len(wall) // 2] * 1e3, "p95_ms": wall[len(wall) * 95 // 100] * 1e3, "worst_ms": wall[-1] * 1e3,
        "p95_cpu_ms": cpu[len(cpu) * 95 // 100] * 1e3, "mean_cpu_ms": sum(cpu) / len(cpu) * 1e3,
    }  # fmt: skip


def _paths(filings: int) -> list[str]:
    extras = ("", "&state=under_review", "&kind=application&page=20")
    lists = [f"/staff/?scope={scope}{extra}" for scope in queue.SCOPES for extra in extras]
    return [*lists, f"/staff/?receipt=A-{filings // 2:04d}", "/staff/?receipt=A-9"]


def _fill(db: Any, filings: int, at: int) -> None:
    today = dt.date(2026, 11, 20)
    with db.writing() as tx:
        for first in range(0, filings, 5_000):
            numbers = range(first, min(first + 5_000, filings))
            tx.execute(insert(filing), [
                {"id": n + 1, "receipt": f"A-{n:04d}-{n % 9999:04d}", "kind": "application", "line_user": f"U{n}", "state": STATES[n % 5], "revision": 1,
                 "owner_id": 1 if n % 5 in (1, 3) else None, "submitted_at": at - n % 90 * DAY, "version": 0, "received_on": today, "updated_at": at,
                 "closed_at": at if n % 5 == 4 else None}
                for n in numbers
            ])  # fmt: skip
            tx.execute(insert(filing_answer), [{"filing_id": n + 1, "revision": 1, "field": "association_name", "value": f"第{n}マンション管理組合"} for n in numbers])


def _signed_in(home: Any) -> Any:
    password, secret = staff.initial_password(), one_time_code.new_secret()
    with home.db.writing() as tx:
        staff.add(tx, "bench", "bench", ("reviewer",), password, secret, home.clock.ms())
    client = create_app(home).test_client()
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/staff/sign-in").text)[0]
    data = {"csrf_token": token, "login": "bench", "password": password, "code": pyotp.TOTP(secret).at(home.clock.ms() // 1000)}
    assert client.post("/staff/sign-in", data=data).status_code == 303
    return client


if __name__ == "__main__":
    sys.exit(main(run, GOALS))
