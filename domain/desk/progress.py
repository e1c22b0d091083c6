"""申請状況: every filing of an association, whose turn it is and until when, and what may still be done about it.

filings_of(tx, line_user)                  → [Progress], what is open first, then the newest
withdraw(tx, line_user, id, code, now)     取下げ with a one-time code, until a decision
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from domain import filing as life
from domain import hours
from domain.desk import codes, endings
from domain.desk.members import membership
from domain.desk.registration import standing
from domain.errors import FilingUnknown, NotRegistered
from domain.store import filings, redemptions

MOST = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """One filing as its member sees it. ``due``: the day by which whoever's turn it is acts; None where there is none.

    ``turn`` is ours, theirs or nobody's; ``stage`` the state, or for a redemption carried_out besides.
    """

    filing_id: int
    kind: str
    receipt: str
    stage: str
    submitted_on: dt.date
    turn: str
    due: dt.date | None
    may_correct: bool
    may_withdraw: bool
    quote: dict[str, Any] | None  # the record of a redemption's quote
    bought_on: dt.date | None


def filings_of(tx: Connection, line_user: str) -> list[Progress]:
    """Everything this person's association has filed; a guest's own filings."""
    person, association = _who(tx, line_user)
    if person is None:
        return []
    found = [_progress(tx, row) for row in filings.of_member(tx, person, association, MOST)]
    return sorted(found, key=lambda one: one.turn == "nobody")


def one(tx: Connection, line_user: str, filing_id: int) -> Progress:
    """One of them. FilingUnknown, also for somebody else's."""
    for found in filings_of(tx, line_user):
        if found.filing_id == filing_id:
            return found
    raise FilingUnknown()


def withdraw(tx: Connection, line_user: str, filing_id: int, code: str, now: dt.datetime) -> Any:
    """取下げ until a decision. FilingUnknown, ActNotPossible, ServiceClosed and the refusals of the code; the first
    three use no code up.
    """
    person, association = _who(tx, line_user)
    if person is None:
        raise NotRegistered()
    known = one(tx, line_user, filing_id)
    row = filings.get(tx, known.filing_id, lock=True)
    life.after(row.state if row else "", "withdrawn")
    hours.reception_date(now)
    codes.check(tx, person, line_user, code, now)
    return endings.withdraw(tx, filing_id, person, int(now.timestamp() * 1000), association_id=association)


def _who(tx: Connection, line_user: str) -> tuple[int | None, int | None]:
    member = membership(tx, line_user)
    if member is not None:
        return member.person_id, member.association_id
    return standing(tx, line_user).person_id, None


def _progress(tx: Connection, row: Any) -> Progress:
    told = redemptions.of_filing(tx, row.id) if row.kind == "redemption" else None
    stage = "carried_out" if told is not None and told.state == "carried_out" else str(row.state)
    submitted = life.submitted_on(row.submitted_at)
    turn = "nobody" if row.state in life.CLOSED else "theirs" if row.state == life.State.RETURNED else "ours"
    due = {"ours": life.due(submitted, row.due_on), "theirs": row.due_on or life.correct_by(row.updated_at)}.get(turn)
    return Progress(
        row.id, row.kind, row.receipt, stage, submitted, turn, due,
        may_correct=turn == "theirs", may_withdraw=any(arrow.act == "withdrawn" for arrow in life.possible(row.state)),
        quote=told.quote if told is not None else None, bought_on=told.buy_back_on if told is not None else None,
    )  # fmt: skip
