"""A passbook at a glance: the next payment, what must be done, and whether it goes on."""

import datetime as dt

import pytest

from domain import schedules, year_windows
from domain.glance import Right, Task, first_of, glance, right_on, waits_for_issue
from domain.passbook import Redeemed
from domain.terms import Kind
from tests.holders import a_book

NOVEMBER = dt.date(2026, 11, 30)


def test_the_next_interest_is_what_all_purchases_pay_after_tax_on_the_day():
    """C4: tax floored per unit: FY2022's fifth year pays 930 a unit, less 142."""
    one = glance(a_book(2022, 1), dt.date(2027, 2, 20))

    assert (one.interest.paid_on, one.interest.gross, one.interest.tax) == (
        dt.date(2028, 2, 18),
        30 * 930,
        30 * 142,
    )


def test_interest_paid_today_is_still_the_next():
    assert glance(a_book(2022, 4), dt.date(2027, 2, 19)).interest.paid_on == dt.date(2027, 2, 19)
    assert glance(a_book(2022, 4), dt.date(2027, 2, 20)).interest.paid_on == dt.date(2028, 2, 18)


def test_purchases_of_unknown_interest_are_left_out_of_the_sum_and_named():
    coming = glance(a_book(2017, 2), dt.date(2020, 1, 1), unknown={2}).interest

    assert coming.unknown == (2,)
    assert coming.units == 30


@pytest.mark.parametrize(
    ("day", "tasks"),
    [
        (dt.date(2026, 10, 9), [Task.STATEMENT, Task.ORDER, Task.TRANSFER]),
        (dt.date(2026, 10, 10), [Task.ORDER, Task.TRANSFER]),
        (dt.date(2027, 1, 10), [Task.ORDER, Task.TRANSFER]),
        (dt.date(2027, 1, 11), [Task.TRANSFER]),
        (dt.date(2027, 2, 6), []),
    ],
)
def test_a_deadline_is_told_up_to_its_last_day(day, tasks):
    """T-02, Q-09"""
    book = a_book(2023, 3, kind=Kind.CERTIFIED)

    assert [deadline.task for deadline in glance(book, day).deadlines] == tasks


def test_an_ordinary_passbook_has_no_statement_to_make():
    assert Task.STATEMENT not in [one.task for one in glance(a_book(2022, 4), dt.date(2026, 9, 1)).deadlines]


def test_a_first_purchase_has_no_statement_to_make():
    """T-01: the certificate was shown with the application."""
    book = a_book(2026, 0, kind=Kind.CERTIFIED)

    assert [one.task for one in glance(book, dt.date(2026, 9, 1)).deadlines] == [Task.ORDER, Task.TRANSFER]


def test_the_nearest_of_all_deadlines_is_the_first_thing_to_do():
    several = [glance(a_book(2022, 4), NOVEMBER), glance(a_book(2023, 2, number="LATE"), NOVEMBER)]

    assert first_of(several).passbook == "2022-300001"
    assert first_of([]) is None


@pytest.mark.parametrize(
    ("purchases", "day", "right"),
    [
        (4, NOVEMBER, Right.OPEN),
        (4, dt.date(2027, 2, 22), Right.OPEN),  # the day of issue itself
        (4, dt.date(2027, 2, 23), Right.MISSED),
        (10, dt.date(2033, 1, 1), Right.COMPLETE),
        (4, dt.date(2026, 2, 19), Right.AHEAD),
        (0, dt.date(2022, 12, 1), Right.OPEN),
    ],
)
def test_whether_a_passbook_goes_on(purchases, day, right):
    """P-05, P-06"""
    assert right_on(a_book(2022, purchases), day) is right


def test_a_passbook_on_record_as_ended_has_nothing_to_do():
    """P-18"""
    one = glance(a_book(2022, 4), NOVEMBER, ended=True)

    assert (one.right, one.deadlines, one.due_year) == (Right.ENDED, (), None)
    assert one.units == 120


def test_between_transfer_and_issue_there_is_only_waiting():
    assert waits_for_issue(glance(a_book(2022, 4), dt.date(2027, 2, 10)))
    assert not waits_for_issue(glance(a_book(2022, 4), dt.date(2027, 2, 5)))


def test_years_nobody_has_published_are_read_as_the_guide_words_them():
    assert year_windows.orders(2030).last == dt.date(2031, 1, 10)
    assert not year_windows.orders(2030).verified
    assert year_windows.transfers(2030).first == dt.date(2030, 11, 21)
    assert year_windows.statements(2030).last == dt.date(2030, 10, 10)


# ---- The lists --------------------------------------------------------------------------------------------


def test_interest_is_listed_once_a_day_for_all_purchases_together():
    """I-08"""
    rows = schedules.interest(a_book(2022, 4), NOVEMBER)

    assert [row.on.year for row in rows] == list(range(2027, 2037))
    assert rows[0].units == 120
    assert rows[0].net == rows[0].gross - rows[0].tax


def test_maturities_are_at_par_and_follow_the_purchases():
    """P-14, P-15"""
    rows = schedules.maturities(a_book(2022, 4), NOVEMBER)

    assert [(row.nth, row.principal) for row in rows] == [(n, 15_000_000) for n in (1, 2, 3, 4)]
    assert rows[-1].on == dt.date(2036, 2, 20)


def test_bought_back_units_neither_pay_nor_mature():
    from dataclasses import replace

    book = a_book(2022, 4)
    first = replace(book.tranches[0], redeemed=(Redeemed(dt.date(2026, 8, 10), 30),))
    less = replace(book, tranches=(first, *book.tranches[1:]))

    assert [row.nth for row in schedules.maturities(less, NOVEMBER)] == [2, 3, 4]
    assert schedules.interest(less, NOVEMBER)[0].units == 90


def test_early_redemption_is_listed_by_month_with_the_last_day_to_ask():
    """R-07, R-08"""
    rows = schedules.redemptions(a_book(2022, 4), NOVEMBER)

    assert [row.on for row in rows[:3]] == [dt.date(2027, 1, 8), dt.date(2027, 2, 10), dt.date(2027, 3, 10)]
    assert rows[0].apply_by == dt.date(2026, 12, 15)
    assert len(rows) == 12


def test_months_in_which_nothing_can_be_bought_back_are_left_out():
    """R-02 ①: the first purchase of February 2026 opens after a year."""
    rows = schedules.redemptions(a_book(2025, 1), dt.date(2026, 11, 30))

    assert rows[0].on >= dt.date(2027, 3, 1)


def test_several_passbooks_are_summed_by_day():
    both = [
        *schedules.interest(a_book(2022, 4), NOVEMBER),
        *schedules.interest(a_book(2023, 3, number="B"), NOVEMBER),
    ]
    rows = schedules.together(both)

    assert rows[0].units == 210
    assert rows[0].passbook == ""
    assert sum(row.net for row in rows) == sum(row.net for row in both)
