"""Rows that staff write: what is understood, what follows from the rules, what is refused and why."""

import datetime as dt

import pytest

from domain.errors import (
    AssociationNumberMalformed,
    CellRefused,
    CouponTableRefused,
    DateOutOfRange,
    RedeemedMoreThanHeld,
    TooManyPurchases,
    TrancheOfAnotherYear,
    TrancheOutOfOrder,
    UnequalUnits,
)
from domain.passbook import Redeemed
from domain.passbook_rows import plain, read, together
from domain.terms import Kind

ROW = {
    "association": "300101",
    "number": "2022-300101",
    "kind": "ordinary",
    "fiscal_year": "2022",
    "nth": "1",
    "units": "30",
}


def test_a_row_with_what_is_needed_takes_the_day_of_issue_from_the_rule():
    """I-01"""
    row = read(ROW)

    assert (row.issued_on, row.units, row.kind) == (dt.date(2023, 2, 20), 30, Kind.ORDINARY)


def test_full_width_digits_are_understood():
    assert read({**ROW, "units": "３０", "fiscal_year": "２０２２"}) == read(ROW)


def test_what_was_bought_back_and_the_issuers_table_are_read():
    row = read({**ROW, "redeemed": "2025/8/8:20 2025-03-10:5", "coupons": "1 2 3 4 5 6 7 8 9 10"})

    assert row.redeemed == (Redeemed(dt.date(2025, 3, 10), 5), Redeemed(dt.date(2025, 8, 8), 20))
    assert row.coupons == tuple(range(1, 11))


def test_a_row_that_waits_is_read_back_as_it_was():
    row = read({**ROW, "redeemed": "2025-08-08:20", "coupons": "1 2 3 4 5 6 7 8 9 10"})

    assert read(plain(row)) == row


@pytest.mark.parametrize("column", ["association", "number", "kind", "fiscal_year", "nth", "units"])
def test_an_empty_cell_is_named(column):
    with pytest.raises(CellRefused) as refusal:
        read({**ROW, column: " "})

    assert refusal.value.facts == {"column": column}


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("units", "-1"), ("units", "1.5"), ("units", "三十"), ("nth", "=1"), ("fiscal_year", "令和4"), ("kind", "gold"),
        ("number", "手帳1"), ("number", "=1+1"), ("issued_on", "20230220"), ("redeemed", "2025-08-08"), ("redeemed", "10:2025-08-08"), ("coupons", "1,2"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named(column, text):
    with pytest.raises(CellRefused) as refusal:
        read({**ROW, column: text})

    assert refusal.value.facts == {"column": column}


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"association": "12345"}, AssociationNumberMalformed),
        ({"fiscal_year": "2045"}, DateOutOfRange),
        ({"redeemed": "2025-08-08:31"}, RedeemedMoreThanHeld),
        ({"coupons": "1 2 3"}, CouponTableRefused),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_by_the_rule(changed, refusal):
    with pytest.raises(refusal):
        read({**ROW, **changed})


def test_rows_in_any_order_make_the_passbook():
    rows = [read({**ROW, "nth": str(nth)}) for nth in (3, 1, 2)]

    assert [lot.nth for lot in together(rows).tranches] == [1, 2, 3]


@pytest.mark.parametrize(
    ("second", "refusal"),
    [
        ({"nth": "3"}, TrancheOutOfOrder),
        ({"nth": "2", "units": "20"}, UnequalUnits),
        ({"nth": "2", "issued_on": "2025-02-20"}, TrancheOfAnotherYear),
        ({"nth": "2", "kind": "certified"}, CellRefused),
        ({"nth": "2", "association": "300102"}, CellRefused),
    ],
)
def test_rows_that_contradict_each_other_are_refused(second, refusal):
    """P-04, P-06"""
    with pytest.raises(refusal):
        together([read(ROW), read({**ROW, **second})])


def test_an_eleventh_purchase_is_refused():
    """P-05"""
    with pytest.raises(TooManyPurchases):
        together([read({**ROW, "nth": str(nth)}) for nth in range(1, 12)])
