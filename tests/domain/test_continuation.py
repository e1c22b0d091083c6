"""Continuing purchases of the certified and the step-up kind."""

from datetime import date

import pytest

from domain import continuation
from domain.certification import Scheme, certified, rated
from domain.continuation import Cost
from domain.errors import ContinuationRefused
from domain.terms import Kind

DEADLINE = date(2026, 10, 9)
VALID = certified(date(2023, 5, 1))
FOUR_STARS = rated(Scheme.STARS, "4", date(2025, 6, 1))


def test_a_certified_passbook_goes_on_with_a_status_valid_on_the_first_of_april_and_a_statement_in_time():
    """T-02."""
    assert continuation.check_continuation(Kind.CERTIFIED, 2026, VALID, DEADLINE, DEADLINE) is None


def test_a_step_up_passbook_goes_on_likewise():
    """T-06."""
    assert continuation.check_continuation(Kind.STEP_UP, 2026, FOUR_STARS, date(2026, 5, 1), DEADLINE) is None


def test_an_ordinary_passbook_needs_no_statement():
    assert continuation.check_continuation(Kind.ORDINARY, 2026, None, None, DEADLINE) is None


@pytest.mark.parametrize(
    ("kind", "paper", "stated_on", "reason"),
    [
        (Kind.CERTIFIED, VALID, None, "statement"),
        (Kind.CERTIFIED, VALID, date(2026, 10, 10), "late"),
        (Kind.CERTIFIED, None, DEADLINE, "status"),
        (Kind.CERTIFIED, certified(date(2026, 4, 2)), DEADLINE, "status"),
        (Kind.STEP_UP, VALID, DEADLINE, "status"),
        (Kind.STEP_UP, rated(Scheme.STARS, "3", date(2025, 6, 1)), DEADLINE, "status"),
        (Kind.STEP_UP, FOUR_STARS, None, "statement"),
    ],
)
def test_without_a_statement_in_time_or_a_status_on_the_first_of_april_it_does_not_go_on(
    kind, paper, stated_on, reason
):
    """T-02, T-06."""
    with pytest.raises(ContinuationRefused) as refused:
        continuation.check_continuation(kind, 2026, paper, stated_on, DEADLINE)
    assert refused.value.facts == {
        "reason": reason,
        "kind": str(kind),
        "fiscal_year": 2026,
        "deadline": DEADLINE,
    }


def test_a_status_that_ended_in_march_does_not_count_and_one_that_ends_in_april_does():
    """T-02: the day asked is 4/1 of the purchase year."""
    ended = certified(date(2022, 4, 1))  # valid until 2027-03-31
    continuation.check_continuation(Kind.CERTIFIED, 2026, ended, DEADLINE, DEADLINE)
    with pytest.raises(ContinuationRefused):
        continuation.check_continuation(Kind.CERTIFIED, 2027, ended, date(2027, 10, 1), date(2027, 10, 8))


def test_the_statement_is_due_when_applications_end_or_by_the_tenth_of_october():
    """T-02, T-06: 10月上旬."""
    assert continuation.statement_deadline(2026, DEADLINE) == DEADLINE
    assert continuation.statement_deadline(2027) == date(2027, 10, 10)


def test_losing_the_status_changes_no_rate_forces_nothing_and_ends_the_passbook():
    """T-03: S1 7章Q2, Q3."""
    change = continuation.status_lost(Kind.CERTIFIED)
    assert not change.rate_of_bonds_held_changes and not change.must_redeem
    assert not change.may_continue
    assert change.new_application_opens is Kind.ORDINARY
    assert continuation.status_lost(Kind.ORDINARY).may_continue
    assert not continuation.status_lost(Kind.STEP_UP).may_continue


def test_gaining_a_status_lifts_no_bond_already_held_and_opens_a_new_application():
    """T-03: S1 7章1②."""
    change = continuation.status_gained(Kind.CERTIFIED)
    assert not change.rate_of_bonds_held_changes and not change.must_redeem
    assert change.may_continue
    assert change.new_application_opens is Kind.CERTIFIED


def test_the_better_paid_kinds_cost_fees_and_papers_of_their_own():
    """T-08."""
    assert continuation.extra_costs(Kind.ORDINARY) == ()
    assert continuation.extra_costs(Kind.CERTIFIED) == (Cost.CERTIFICATION_FEE, Cost.RENEWAL_FEE)
    assert continuation.extra_costs(Kind.STEP_UP) == (Cost.RATING_FEE, Cost.STATEMENT)
