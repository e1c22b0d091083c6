"""Buying: ceiling, the seven conditions, ways, refunds, rights."""

from dataclasses import replace
from datetime import date

import pytest

from domain import purchase, terms
from domain.bond_dates import issue_day, maturity_day
from domain.errors import (
    AlreadyPurchased,
    NegativeAmount,
    NewApplicationNeeded,
    OnlyAssociations,
    OverCeiling,
    PassbookExists,
    PurchaseNotEstablished,
    RefundBelowFee,
    TransferRefused,
    UnitsNotPositive,
)
from domain.passbook import Passbook, planned
from domain.purchase import Condition, LostBy, Order, Outcome, Paper, Way
from domain.readings import Readings
from domain.terms import CeilingBasis, Figure, Window

TABLE = (50, 270, 490, 710, 930, 1150, 1370, 1590, 1810, 2030)


def window(first, last):
    return Window(Figure(first, "S1", verified=True), Figure(last, "S1", verified=True))


PAPERS = window(date(2026, 11, 24), date(2027, 1, 8))
MONEY = window(date(2026, 11, 24), date(2027, 2, 5))
GOOD = Order(30, date(2027, 1, 8), date(2027, 2, 5), stated=15_000_000, transferred=15_000_000)


def test_the_ceiling_is_a_years_reserve_and_all_accounts_less_what_is_borrowed():
    """P-03: 6,720,000 yen a year alone are 13 units (D1-6)."""
    limit = purchase.ceiling(6_720_000, [20_000_000, 5_000_000], 3_000_000)
    assert (limit.amount, limit.units) == (28_720_000, 57)
    assert limit.basis is CeilingBasis.YEAR_PLUS_SAVINGS and limit.readings == Readings()
    assert purchase.ceiling(6_720_000, []).units == 13


def test_in_2013_the_larger_of_the_two_was_the_ceiling():
    """B-04: Ⓐ or Ⓑ."""
    either = {"basis": CeilingBasis.YEAR_OR_SAVINGS}
    assert purchase.ceiling(6_000_000, [9_000_000], **either).amount == 9_000_000
    assert purchase.ceiling(9_500_000, [9_000_000], **either).amount == 9_500_000
    assert purchase.ceiling(9_500_000, [9_000_000], **either).basis is CeilingBasis.YEAR_OR_SAVINGS


def test_bonds_already_held_are_inside_the_reserve_or_added_as_the_reading_says():
    """U-8."""
    added = Readings(bonds_in_reserve="added")
    assert purchase.ceiling(1_000_000, [2_000_000], bonds_held=5_000_000).amount == 3_000_000
    limit = purchase.ceiling(1_000_000, [2_000_000], bonds_held=5_000_000, readings=added)
    assert limit.amount == 8_000_000 and limit.readings is added


def test_debts_above_savings_lower_the_ceiling_but_never_below_nothing():
    """P-03."""
    assert purchase.ceiling(5_000_000, [1_000_000], 3_000_000).amount == 3_000_000
    assert purchase.ceiling(1_000_000, [], 3_000_000).units == 0
    assert purchase.ceiling(1_000_000, [], 3_000_000).amount == 0


@pytest.mark.parametrize("amounts", [(-1, []), (1, [-1]), (1, [1], -1)])
def test_negative_amounts_make_no_ceiling(amounts):
    with pytest.raises(NegativeAmount):
        purchase.ceiling(*amounts)


def test_units_above_the_ceiling_are_refused_with_the_most():
    """P-03."""
    limit = purchase.ceiling(6_720_000, [])
    purchase.check_ceiling(13, limit)
    with pytest.raises(OverCeiling) as refused:
        purchase.check_ceiling(14, limit)
    assert refused.value.facts == {"asked": 14, "most": 13, "ceiling": 6_720_000}
    with pytest.raises(UnitsNotPositive):
        purchase.check_ceiling(0, limit)


def test_a_purchase_stands_when_all_seven_conditions_hold_also_on_the_last_days():
    """P-08: 規定22(5)."""
    assert purchase.unmet(GOOD, PAPERS, MONEY) == ()
    purchase.check_established(GOOD, PAPERS, MONEY)
    assert purchase.outcome(GOOD, PAPERS, MONEY) is Outcome.ESTABLISHED


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"documents_arrived_on": date(2027, 1, 9)}, Condition.DOCUMENTS),
        ({"documents_arrived_on": None}, Condition.DOCUMENTS),
        ({"way": Way.DIRECT_DEBIT}, Condition.METHOD),
        ({"by_association": False}, Condition.APPLICANT),
        ({"right_lost": True}, Condition.RIGHT),
        ({"transferred_on": date(2027, 2, 6)}, Condition.PERIOD),
        ({"transferred_on": None}, Condition.PERIOD),
        ({"stated": 14_500_000}, Condition.STATED),
        ({"stated": 14_500_000, "transferred": 14_500_000}, Condition.AMOUNT),
    ],
)
def test_any_one_of_the_seven_conditions_missing_ends_the_purchase(change, missing):
    """P-08."""
    order = replace(GOOD, **change)
    assert purchase.unmet(order, PAPERS, MONEY) == (missing,)
    assert purchase.outcome(order, PAPERS, MONEY) is Outcome.NOT_ESTABLISHED
    with pytest.raises(PurchaseNotEstablished) as refused:
        purchase.check_established(order, PAPERS, MONEY)
    assert refused.value.facts == {"condition": str(missing), "count": 1}


def test_several_missing_conditions_are_counted_and_the_first_is_named():
    """P-08."""
    nothing = Order(30, None, None, by_association=False)
    with pytest.raises(PurchaseNotEstablished) as refused:
        purchase.check_established(nothing, PAPERS, MONEY)
    assert refused.value.facts == {"condition": "documents", "count": 4}


def test_doing_nothing_in_the_period_is_declining_and_costs_nothing():
    """P-12: S1 9章Q5."""
    assert purchase.outcome(Order(30, None, None), PAPERS, MONEY) is Outcome.DECLINED
    assert purchase.outcome(Order(30, date(2027, 1, 5), None), PAPERS, MONEY) is Outcome.NOT_ESTABLISHED
    assert purchase.outcome(Order(30, None, date(2027, 1, 5)), PAPERS, MONEY) is Outcome.NOT_ESTABLISHED
    assert purchase.PENALTY_OF_DECLINING == 0


@pytest.mark.parametrize("way", [Way.BANK_COUNTER, Way.INTERNET_BANKING, Way.ATM])
def test_money_is_sent_at_a_counter_by_internet_banking_or_from_a_machine(way):
    """P-10."""
    assert purchase.check_way(way) is None
    assert Condition.METHOD not in purchase.unmet(replace(GOOD, way=way), PAPERS, MONEY)


@pytest.mark.parametrize("way", [Way.POST_BANK_SLIP, Way.DIRECT_DEBIT, Way.COMBINED])
def test_the_post_banks_slip_direct_debit_and_one_transfer_for_several_passbooks_are_refused(way):
    """P-09, P-10: 規定22(4)(8)."""
    with pytest.raises(TransferRefused) as refused:
        purchase.check_way(way)
    assert refused.value.facts == {"way": str(way)}


def test_a_refund_is_less_the_banks_fee():
    """P-11: 規定21(7)."""
    assert purchase.refund(15_000_000, 880) == 14_999_120
    assert purchase.refund(880, 880) == 0
    with pytest.raises(RefundBelowFee) as refused:
        purchase.refund(500, 880)
    assert refused.value.facts == {"transferred": 500, "fee": 880}
    with pytest.raises(NegativeAmount):
        purchase.refund(-1, -2)


def test_the_next_purchase_needs_no_new_application():
    """P-04."""
    purchase.check_continuing(planned("1", 2022, 30, [TABLE] * 4), 2026, 30)
    purchase.check_continuing(Passbook("1", 2022, 30), 2022, 30)
    purchase.check_continuing(planned("1", 2022, 30, [TABLE] * 9), 2031, 30)


@pytest.mark.parametrize(
    ("purchases", "year", "units", "reason"),
    [(4, 2027, 30, "gap"), (4, 2026, 20, "units"), (4, 2026, 40, "units"), (10, 2032, 30, "tenth")],
)
def test_a_gap_other_units_and_the_tenth_purchase_ask_for_a_new_application(purchases, year, units, reason):
    """P-05."""
    with pytest.raises(NewApplicationNeeded) as refused:
        purchase.check_continuing(planned("1", 2022, 30, [TABLE] * purchases), year, units)
    assert refused.value.facts == {"reason": reason, "fiscal_year": year}


def test_a_stopped_passbook_cannot_go_on():
    """P-17."""
    with pytest.raises(NewApplicationNeeded) as refused:
        purchase.check_continuing(Passbook("1", 2022, 30, stopped=True), 2022, 30)
    assert refused.value.facts["reason"] == "lost"


def test_a_second_purchase_in_a_year_is_refused_with_the_next_year():
    """P-04: 毎年1回, no several years at once."""
    with pytest.raises(AlreadyPurchased) as refused:
        purchase.check_continuing(planned("1", 2022, 30, [TABLE] * 4), 2025, 30)
    assert refused.value.facts == {"fiscal_year": 2025, "next_year": 2026}


def test_missing_one_purchase_forfeits_the_rest_of_that_passbook_only():
    """P-06: 規定7(1)."""
    passbook, other = planned("1", 2022, 30, [TABLE] * 3), planned("2", 2023, 30, [TABLE] * 3)
    assert issue_day(2025) == date(2026, 2, 20)
    assert not purchase.missed_purchase(passbook, date(2026, 2, 20))
    assert purchase.missed_purchase(passbook, date(2026, 2, 21))
    assert purchase.lost_by(passbook, date(2026, 2, 21)) == (LostBy.NO_PURCHASE,)
    assert purchase.lost_by(other, date(2026, 2, 21)) == ()


def test_after_the_tenth_purchase_nothing_can_be_missed():
    """P-04."""
    assert not purchase.missed_purchase(planned("1", 2013, 30, [TABLE] * 10), date(2030, 1, 1))
    assert purchase.missed_purchase(planned("1", 2013, 30, [TABLE] * 9), date(2030, 1, 1))


def test_the_right_is_lost_for_each_of_the_five_reasons_and_for_what_cannot_be_confirmed():
    """P-18: 規定7, 3(4)."""
    passbook = planned("1", 2022, 30, [TABLE] * 4)
    day = date(2026, 8, 1)
    assert purchase.lost_by(passbook, day) == ()
    assert purchase.lost_by(replace(passbook, stopped=True), day) == (LostBy.REDEEMED_AND_STOPPED,)
    for reason in (LostBy.CUSTODY_ENDED, LostBy.PROCEDURE_MISSING, LostBy.DECISION, LostBy.NOT_CONFIRMED):
        assert purchase.lost_by(passbook, day, [reason]) == (reason,)
    assert purchase.lost_by(
        replace(passbook, stopped=True), day, [LostBy.DECISION, LostBy.REDEEMED_AND_STOPPED]
    ) == (
        LostBy.REDEEMED_AND_STOPPED,
        LostBy.DECISION,
    )


def test_one_passbook_a_fiscal_year_and_several_years_side_by_side():
    """P-07."""
    purchase.check_new_passbook(2026, [2024, 2025])
    with pytest.raises(PassbookExists) as refused:
        purchase.check_new_passbook(2025, [2024, 2025])
    assert refused.value.facts == {"fiscal_year": 2025}


def test_only_associations_buy():
    """P-16: 規定3(1)."""
    purchase.check_buyer(is_association=True)
    with pytest.raises(OnlyAssociations):
        purchase.check_buyer(is_association=False)


def test_bonds_are_not_transferred_pledged_rolled_over_or_cancelled_and_kept_free():
    """P-08, P-10, P-14, P-16."""
    assert not any(
        (purchase.TRANSFERABLE, purchase.PLEDGEABLE, purchase.ROLLS_OVER, purchase.CANCELLABLE_AFTER_ISSUE)
    )
    assert purchase.CUSTODY_FEE == purchase.INTEREST_UNTIL_ISSUE == 0


def test_papers_at_purchase_depend_on_registration_and_number():
    """P-13."""
    assert purchase.papers_needed(incorporated=False, numbered=False) == {}
    assert purchase.papers_needed(incorporated=True, numbered=False) == {Paper.REGISTRY: 3}
    assert purchase.papers_needed(incorporated=False, numbered=True) == {Paper.NUMBER: 6}
    assert purchase.papers_needed(incorporated=True, numbered=True) == {Paper.REGISTRY: 3, Paper.NUMBER: 6}


def test_maturity_money_never_comes_in_time_for_the_same_years_purchase():
    """P-14: S1 5章2."""
    for year in terms.known_years():
        ends = terms.of(year).transfer.last
        if ends is not None:
            assert not purchase.maturity_funds_purchase(maturity_day(issue_day(year - 10)), ends.value)
    assert purchase.maturity_funds_purchase(date(2027, 2, 5), date(2027, 2, 5))
