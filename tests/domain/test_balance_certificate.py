"""The balance certificate."""

import datetime as dt

import pytest

from domain import balance_certificate as balance
from domain.errors import NoSuchMonth
from domain.months import Month
from domain.passbook import Passbook, Redeemed, Tranche

TABLE = (50, 270, 490, 710, 930, 1150, 1370, 1590, 1810, 2030)


def book(number: str, first_year: int, *tranches: Tranche, units: int = 30) -> Passbook:
    return Passbook(number, first_year, units, tranches)


def test_books_closed_in_march_are_shown_on_the_seventh_business_day_of_april():
    """D1-5: 2026-04-09 shows the balance of 2026-03-31 (S1 5章3 例)."""
    assert balance.recommended_month(3) == 4
    assert balance.renewal_day(Month(2026, 4)) == dt.date(2026, 4, 9)
    shown = balance.paper([], Month(2026, 4))
    assert (shown.as_of, shown.ready_about) == (dt.date(2026, 3, 31), dt.date(2026, 4, 9))


def test_the_seventh_business_day_of_may_and_january_waits_for_the_holidays():
    """D1-5, U-7"""
    assert balance.renewal_day(Month(2026, 5)) == dt.date(2026, 5, 14)
    assert balance.renewal_day(Month(2026, 1)) == dt.date(2026, 1, 14)
    assert balance.paper([], Month(2026, 1)).as_of == dt.date(2025, 12, 31)


def test_december_is_followed_by_january():
    assert balance.recommended_month(12) == 1
    with pytest.raises(NoSuchMonth):
        balance.recommended_month(13)


def test_money_transferred_for_bonds_not_yet_issued_is_not_in_the_balance():
    """P-19: the deposit for 2026-02-20 lies at the bank all January, and is no bond before the issue."""
    held = book(
        "1",
        2024,
        Tranche(1, 30, dt.date(2025, 2, 20), TABLE),
        Tranche(2, 30, dt.date(2026, 2, 20), TABLE),
    )
    assert balance.paper([held], Month(2026, 2)).amount == 15_000_000
    assert balance.paper([held], Month(2026, 3)).amount == 30_000_000


def test_every_passbook_with_a_balance_has_its_line_and_empty_ones_have_none():
    """P-19, P-07: 規定16"""
    emptied = Tranche(1, 30, dt.date(2020, 2, 20), TABLE, (Redeemed(dt.date(2025, 8, 8), 30),))
    held = Tranche(1, 10, dt.date(2025, 2, 20), TABLE)
    shown = balance.paper([book("1", 2019, emptied), book("2", 2024, held, units=10)], Month(2025, 9))
    assert shown.lines == (balance.Line("2", 10, 5_000_000),)
    before = balance.paper([book("1", 2019, emptied), book("2", 2024, held, units=10)], Month(2025, 8))
    assert [line.number for line in before.lines] == ["1", "2"]
    assert before.amount == 20_000_000
