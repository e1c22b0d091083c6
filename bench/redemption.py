"""How many statements the approval of a 中途換金 asks of the database, counted by SQLite itself.

    python -m bench.redemption

`approval_statements`: the whole act of the desk (`domain.desk.review.approve`): the form's key, the locks, the units of
a passbook with ten purchases, the state, the audit row. `approval_console_statements`: the transaction behind the
button, which also queues the card and the mail of No.21 and tells the talk. BEGIN and COMMIT are not counted.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.console import filing_acts
from domain import passwords
from domain.desk import review
from tests.bot.talking import Talking, a_house
from tests.holders import a_book
from tests.redeeming import Desk, files, settles

UNITS = 95  # of ten purchases of ten: every one of them is taken from
GOALS = {"approval_statements": ("<=", 15)}
NOT_COUNTED = ("BEGIN", "COMMIT", "PRAGMA")


def run() -> dict[str, Any]:
    """Both counts."""
    return {"approval_statements": _counted(_alone), "approval_console_statements": _counted(filing_acts.approve)}


def _alone(house: Any, hand: Any, filing: int, form: Any) -> None:
    with house.db.writing() as tx:
        review.approve(tx, hand, filing, form)


def _counted(act: Callable[[Any, Any, int, Any], Any]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        passwords.hasher(passwords.CHEAP)
        talking = Talking(a_house(Path(folder)))
        settles(talking, a_book(2016, 10, 10, number="2016-300001"))
        house, desk = talking.house, Desk(talking.house)
        filing = files(talking, units=UNITS, number="2016-300001")
        desk.passes(filing)
        form, seen = desk.form(filing), []
        house.db.close()
        event.listen(house.db.engine, "connect", lambda raw, _: raw.set_trace_callback(seen.append))
        act(house, desk.now(desk.suzuki), filing, form)
        house.db.close()
        passwords.hasher(passwords.COST)
    return sum(not statement.startswith(NOT_COUNTED) for statement in seen)


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:32} {value}")
