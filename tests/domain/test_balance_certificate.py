"""The balance certificate."""

import datetime as dt

import pytest

from domain import balance_certificate as balance
from domain.balance_certificate import Kind, Movement
from domain.errors import BalanceBelowZero, NoSuchMonth, NotWholeNumber


def test_books_closed_in_march_are_shown_on_the_seventh_business_day_of_april():
    """D1-5: 2026-04-09 shows the balance of 2026-03-31 (S1 5章3 例)."""
    assert balance.recommended_month(3) == 4
    assert balance.renewal_day(2026, 4) == dt.date(2026, 4, 9)
    assert balance.as_of(2026, 4) == dt.date(2026, 3, 31)


def test_the_seventh_business_day_of_may_and_january_waits_for_the_holidays():
    """D1-5, U-7"""
    assert balance.renewal_day(2026, 5) == dt.date(2026, 5, 14)
    assert balance.renewal_day(2026, 1) == dt.date(2026, 1, 14)
    assert balance.as_of(2026, 1) == dt.date(2025, 12, 31)


def test_december_is_followed_by_january():
    assert balance.recommended_month(12) == 1


def test_money_transferred_for_bonds_not_yet_issued_is_not_in_the_balance():
    """P-19: 残高証明書の債券残高には含まれません"""
    deposited = [
        Movement(dt.date(2025, 2, 20), Kind.ISSUE, 30),
        Movement(dt.date(2026, 1, 15), Kind.DEPOSIT, 30),
    ]
    february = balance.certificate(deposited, 2026, 2)
    assert (february.as_of, february.units, february.amount) == (dt.date(2026, 1, 31), 30, 15_000_000)
    issued = [*deposited, Movement(dt.date(2026, 2, 20), Kind.ISSUE, 30)]
    assert balance.certificate(issued, 2026, 2).units == 30
    assert balance.certificate(issued, 2026, 3).units == 60


def test_redeemed_and_matured_units_leave_the_balance_on_their_day():
    """P-19"""
    moves = [
        Movement(dt.date(2016, 2, 22), Kind.ISSUE, 30),
        Movement(dt.date(2025, 8, 8), Kind.REDEMPTION, 20),
        Movement(dt.date(2026, 2, 20), Kind.MATURITY, 10),
    ]
    assert [balance.certificate(moves, 2025, month).units for month in (8, 9)] == [30, 10]
    assert [balance.certificate(moves, 2026, month).units for month in (2, 3)] == [10, 0]
    assert balance.certificate(moves, 2025, 9).renewed_on == dt.date(2025, 9, 9)


def test_a_movement_on_the_last_day_of_the_month_is_shown():
    """P-19"""
    moves = [Movement(dt.date(2026, 3, 31), Kind.ISSUE, 5)]
    assert balance.certificate(moves, 2026, 4).units == 5


def test_records_that_contradict_each_other_are_refused_rather_than_shown_as_zero():
    moves = [Movement(dt.date(2025, 8, 8), Kind.REDEMPTION, 20)]
    with pytest.raises(BalanceBelowZero) as refused:
        balance.certificate(moves, 2025, 9)
    assert refused.value.facts == {"day": dt.date(2025, 8, 31), "units": -20}


def test_a_thirteenth_month_and_fractions_of_units_are_refused():
    with pytest.raises(NoSuchMonth):
        balance.renewal_day(2026, 13)
    with pytest.raises(NoSuchMonth):
        balance.recommended_month(0)
    with pytest.raises(NotWholeNumber):
        balance.certificate([Movement(dt.date(2025, 1, 1), Kind.ISSUE, 1.5)], 2026, 4)
