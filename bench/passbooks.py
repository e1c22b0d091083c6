"""How fast 積立手帳 is: an association with ten passbooks of ten purchases, from the database to LINE's JSON.

    python -m bench.passbooks            figures as a table, with the goals
    python -m bench.passbooks --json     the same for programs

Measured is the CPU of loading three statements' rows, working every passbook out and rendering eleven bubbles, with
nothing kept between two views but the tables of terms and dates.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from datetime import date
from typing import Any

from sqlalchemy import insert

from bot import line, passbook_cards
from bot.talk import Talk
from domain import calendar
from domain.bond_dates import issue_day
from domain.desk import members
from domain.desk import passbooks as desk
from domain.interest_table import NOTHING_KNOWN, published
from domain.passbook import Passbook, Tranche
from domain.store import associations, passbooks
from domain.store.db import Database
from domain.store.sealed import keyring
from domain.store.tables import line_link, metadata, person
from domain.terms import Kind

PASSBOOKS, PURCHASES, UNITS = 10, 10, 30
FIRST_YEAR = 2007  # the last passbook makes its tenth purchase in FY2025
TODAY = date(2026, 11, 30)
WHO = "U" + "b" * 32
VIEWS = 60
GOALS = {"passbook_view_cpu_ms": ("<=", 10.0)}


def run(views: int = VIEWS) -> dict[str, Any]:
    """CPU milliseconds of one view (median and worst), its statements' rows included, and the bytes that result."""
    calendar.standard()
    with tempfile.TemporaryDirectory() as folder:
        db = _filled(folder)
        _view(db)
        times = [_cpu_ms(db) for _ in range(views)]
        size = len(json.dumps(_view(db), ensure_ascii=False).encode())
        db.close()
    return {
        "passbook_view_cpu_ms": statistics.median(times),
        "passbook_view_cpu_ms_worst": max(times),
        "passbook_view_bytes": size,
    }


def _cpu_ms(db: Database) -> float:
    began = time.process_time()
    _view(db)
    return (time.process_time() - began) * 1000


def _view(db: Database) -> list[dict[str, Any]]:
    with db.reading() as tx:
        member = members.member(tx, WHO)
        held = desk.holdings(tx, member.association_id)
    talk = _talk()
    talk.show(passbook_cards.carousel(member, held, TODAY))
    return line.render(talk.out, line.quick_words("passbooks", True))


def _talk() -> Talk:
    return Talk(WHO, "passbooks", "looking", {}, {}, "bot", 0, True, 0, 0, None)


def _filled(folder: str) -> Database:
    keyring.use({1: os.urandom(32)})
    db = Database(f"sqlite:///{folder}/bench.db")
    metadata.create_all(db.engine)
    with db.writing() as tx:
        who = tx.execute(
            insert(person).returning(person.c.id), {"facts": {}, "mail_hash": "-", "made_at": 0}
        ).scalar_one()
        tx.execute(insert(line_link), {"line_user": WHO, "person_id": who, "made_at": 0})
        facts = {"association_name": "bench", "account_number": "1234567"}
        association_id = associations.add(tx, "300001", facts, 0)
        associations.begin_representative(tx, association_id, who, {}, 0)
        for nth in range(PASSBOOKS):
            passbooks.add(tx, association_id, _book(FIRST_YEAR + nth), 0)
    return db


def _book(year: int) -> Passbook:
    figures = [published(Kind.ORDINARY, year + n) for n in range(PURCHASES)]
    tables = [figure.value if figure else NOTHING_KNOWN for figure in figures]
    lots = tuple(Tranche(n + 1, UNITS, issue_day(year + n), table) for n, table in enumerate(tables))
    return Passbook(f"{year}-300001", year, UNITS, lots)


def main(arguments: list[str]) -> int:
    """Print the figures; 1 where a goal is missed."""
    figures = run()
    if "--json" in arguments:
        print(json.dumps(figures, indent=2))
    else:
        for name, value in figures.items():
            goal = GOALS.get(name)
            print(f"{name:30} {value:12.2f}  {f'goal {goal[0]} {goal[1]}' if goal else ''}")
    return int(any(figures[name] > most for name, (_, most) in GOALS.items()))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
