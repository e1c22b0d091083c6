"""Whether a certified or step-up passbook may go on, asked anew each 1 April, and what a lost status means (T-01 to T-08).

What opens a kind, and for how long, stands in `certification`. Sources: 規定1(4), S1 7章, S4.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.certification import Certification, Rating, opens_on_first_of_april
from domain.errors import ContinuationRefused
from domain.terms import Kind


class Cost(StrEnum):
    """What the better-paid kinds cost besides (T-08, S1 7章1③, S4)."""

    CERTIFICATION_FEE = "certification_fee"
    RENEWAL_FEE = "renewal_fee"
    RATING_FEE = "rating_fee"
    STATEMENT = "statement"  # papers for 評価等状況に関する申出書


@dataclass(frozen=True, slots=True)
class Change:
    """What follows when the status of a building changes while it holds bonds of a kind (T-03)."""

    rate_of_bonds_held_changes: bool
    must_redeem: bool
    may_continue: bool
    new_application_opens: Kind | None


def check_continuation(
    kind: Kind,
    fiscal_year: int,
    paper: Certification | Rating | None,
    stated_on: date | None,
    deadline: date,
) -> None:
    """Refuse a continuing purchase of 認定 or ステップアップ without a statement in time and a status valid on 4/1.

    通常 asks for nothing. Raises ContinuationRefused (T-02, T-06; 規定1(4), S1 7章1②, S4): without any statement, with
    one after the deadline, or with no valid status.
    """
    if kind is Kind.ORDINARY:
        return
    reason = None
    if stated_on is None:
        reason = "statement"
    elif stated_on > deadline:
        reason = "late"
    elif not opens_on_first_of_april(paper, kind, fiscal_year):
        reason = "status"
    if reason:
        raise ContinuationRefused(reason=reason, kind=str(kind), fiscal_year=fiscal_year, deadline=deadline)


def statement_deadline(fiscal_year: int, application_ends: date | None = None) -> date:
    """The last day of the statement: 10月上旬, as the year's application period ends, else 10/10 (T-02, T-06, S1 7章1②)."""
    return application_ends or date(fiscal_year, *EARLY_OCTOBER)


def status_lost(kind: Kind) -> Change:
    """A certification or rating ended: bonds bought keep their rate, nothing is forced back, but the passbook cannot go
    on, not even at the normal rate; 通常 may be applied for anew (T-03, S1 7章Q2, Q3)."""
    return Change(
        rate_of_bonds_held_changes=False,
        must_redeem=False,
        may_continue=kind is Kind.ORDINARY,
        new_application_opens=Kind.ORDINARY,
    )


def status_gained(kind: Kind) -> Change:
    """A certification or rating was given: bonds held are not lifted, the passbook goes on as it is, and the better kind
    takes a new application (T-03, S1 7章1②, S4)."""
    return Change(
        rate_of_bonds_held_changes=False, must_redeem=False, may_continue=True, new_application_opens=kind
    )


def extra_costs(kind: Kind) -> tuple[Cost, ...]:
    """What the association pays besides for a kind (T-08)."""
    return EXTRA_COSTS[kind]


EARLY_OCTOBER = (10, 10)
EXTRA_COSTS = {
    Kind.ORDINARY: (),
    Kind.CERTIFIED: (Cost.CERTIFICATION_FEE, Cost.RENEWAL_FEE),
    Kind.STEP_UP: (Cost.RATING_FEE, Cost.STATEMENT),
}
