"""When the Web service cannot be left."""

import datetime as dt

import pytest

from domain import suspension
from domain.errors import SuspensionClosed

APPLIED = dt.date(2025, 6, 2)
ISSUE = dt.date(2026, 2, 20)


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (dt.date(2025, 6, 1), None),
        (APPLIED, ISSUE),
        (dt.date(2025, 12, 31), ISSUE),
        (ISSUE, ISSUE),
        (dt.date(2026, 2, 21), None),
        (dt.date(2026, 4, 1), None),
    ],
)
def test_a_new_applicant_stays_from_the_application_to_the_issue(day, until):
    """W-02: 新規応募申請から債券発行までの期間"""
    assert suspension.closed_until(day, applied_on=APPLIED, may_continue=False) == until


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (dt.date(2025, 10, 31), None),
        (dt.date(2025, 11, 1), ISSUE),
        (ISSUE, ISSUE),
        (dt.date(2026, 2, 21), None),
    ],
)
def test_who_may_buy_again_stays_from_1_november_to_the_issue(day, until):
    """W-02: 11月1日から債券発行までの期間"""
    assert suspension.closed_until(day, applied_on=None, may_continue=True) == until


def test_who_applied_and_may_continue_is_held_by_the_earlier_of_both_windows():
    """W-02"""
    assert suspension.closed_until(dt.date(2025, 7, 1), applied_on=APPLIED, may_continue=True) == ISSUE


def test_who_has_neither_may_leave_on_any_day():
    """W-02"""
    assert suspension.closed_until(dt.date(2025, 12, 1), applied_on=None, may_continue=False) is None
    suspension.require_open(dt.date(2025, 12, 1), applied_on=None, may_continue=False)


def test_an_application_of_an_earlier_year_holds_nobody():
    """W-02"""
    last_year = dt.date(2024, 6, 3)
    assert suspension.closed_until(dt.date(2025, 6, 2), applied_on=last_year, may_continue=False) is None
    assert suspension.closed_until(dt.date(2025, 2, 1), applied_on=last_year, may_continue=False) == dt.date(
        2025, 2, 20
    )


def test_the_window_follows_an_issue_day_that_moves_to_the_next_business_day():
    """W-02, I-01: 2027-02-20 is a Saturday."""
    with pytest.raises(SuspensionClosed) as refused:
        suspension.require_open(dt.date(2027, 2, 22), applied_on=None, may_continue=True)
    assert refused.value.facts == {"day": dt.date(2027, 2, 22), "until": dt.date(2027, 2, 22)}
    suspension.require_open(dt.date(2027, 2, 23), applied_on=None, may_continue=True)
