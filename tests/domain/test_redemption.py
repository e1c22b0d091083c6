"""What can be bought back early, and which units go first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import redemption
from domain.bond_dates import buy_back_day, issue_day
from domain.errors import (
    AlreadyRequested,
    EmergencyNotApproved,
    NothingRedeemable,
    NotWholeNumber,
    StopNeedsFullRedemption,
    TooManyUnits,
    UnitsNotPositive,
)
from domain.months import month
from domain.passbook import Passbook, planned
from domain.readings import Readings
from domain.redemption import Emergency, Why, choose, redeem, redeemable

TABLE = (50, 270, 490, 710, 930, 1150, 1370, 1590, 1810, 2030)
AT_BUY_BACK = Readings(first_year_lock="buy_back")


def book(purchases=4, units=30, year=2022):
    return planned("1", year, units, [TABLE] * purchases)


def in_month(passbook, year, number, requested_on=None, **how):
    on = requested_on or month(year, number).plus(-1).day(15)
    return redeemable(passbook, month(year, number), on, **how)


def locks(available):
    return [standing.locked for standing in available.standings]


def test_fifty_of_four_times_thirty_units_are_the_whole_first_purchase_and_twenty_of_the_second():
    """R-05, D1-1: S1 6章3 例."""
    passbook = book()
    available = in_month(passbook, 2026, 8)
    assert available.units == available.held == 120
    assert [(tranche.nth, units) for tranche, units in choose(available, 50)] == [(1, 30), (2, 20)]


def test_one_unit_or_all_of_them_may_be_redeemed_but_not_one_more():
    """R-01: 1口から120口まで."""
    available = in_month(book(), 2026, 8)
    assert [units for _, units in choose(available, 1)] == [1]
    assert [units for _, units in choose(available, 120)] == [30] * 4
    with pytest.raises(TooManyUnits) as refused:
        choose(available, 121)
    assert refused.value.facts == {"asked": 121, "most": 120, "held": 120}


def test_no_units_and_parts_of_units_are_refused():
    """R-01."""
    available = in_month(book(), 2026, 8)
    with pytest.raises(UnitsNotPositive):
        choose(available, 0)
    with pytest.raises(NotWholeNumber):
        choose(available, 1.5)


def test_inside_the_first_year_nothing_is_redeemable():
    """R-02 ①."""
    available = in_month(book(1), 2023, 8)
    assert locks(available) == [Why.FIRST_YEAR]
    assert available.held == 30 and available.units == 0
    with pytest.raises(NothingRedeemable) as refused:
        choose(available, 1)
    assert refused.value.facts == {"year": 2023, "month": 8, "reason": "first_year"}


def test_the_first_year_is_measured_at_the_request_so_april_is_the_first_month():
    """R-02 ①, R-03, U-1: issued 2023-02-20, requests from 2024-02-21; the window of March closes on 2/15."""
    assert locks(in_month(book(1), 2024, 3)) == [Why.FIRST_YEAR]
    assert locks(in_month(book(1), 2024, 4)) == [None]


def test_the_first_year_measured_at_the_buy_back_day_opens_march_already():
    """U-1: only March of the next year differs."""
    assert locks(in_month(book(1), 2024, 2, readings=AT_BUY_BACK)) == [Why.FIRST_YEAR]
    march = in_month(book(1), 2024, 3, readings=AT_BUY_BACK)
    assert locks(march) == [None]
    assert march.readings is AT_BUY_BACK and march.requested_on == date(2024, 2, 15)


def test_the_year_has_passed_only_after_the_anniversary_itself():
    """規定25(2)①: 積立開始日の翌日から1年を経過."""
    on_it = in_month(book(1), 2024, 4, requested_on=date(2024, 2, 20))
    after_it = in_month(book(1), 2024, 4, requested_on=date(2024, 2, 21))
    assert locks(on_it) == [Why.FIRST_YEAR] and locks(after_it) == [None]


def test_the_first_year_locks_the_whole_passbook_and_other_passbooks_not():
    """R-02 ①, R-05: 積立手帳ごと."""
    assert in_month(book(1, year=2025), 2026, 8).units == 0
    assert in_month(book(4), 2026, 8).units == 120


def test_a_later_purchase_is_out_in_march_and_april_and_in_from_may():
    """R-02 ②, R-03."""
    passbook = book(2)
    assert locks(in_month(passbook, 2024, 3)) == [Why.FIRST_YEAR, Why.FIRST_YEAR]
    assert locks(in_month(passbook, 2024, 4)) == [None, Why.TWO_MONTHS]
    assert locks(in_month(passbook, 2024, 5)) == [None, None]
    assert locks(in_month(book(3), 2025, 3)) == [None, None, Why.TWO_MONTHS]


def test_two_months_have_passed_only_after_their_last_day():
    """R-02 ②: 発行から2か月以内."""
    passbook = book(1).with_purchase(TABLE, date(2024, 3, 8))
    assert buy_back_day(month(2024, 5)) == date(2024, 5, 10)
    assert locks(in_month(passbook, 2024, 5)) == [None, None]
    passbook = book(1).with_purchase(TABLE, date(2024, 3, 10))
    assert locks(in_month(passbook, 2024, 5)) == [None, Why.TWO_MONTHS]


def test_a_purchase_is_out_in_the_february_of_its_maturity_and_in_the_january_before():
    """R-02 ③, R-03."""
    passbook = book(2)
    assert locks(in_month(passbook, 2033, 1)) == [None, None]
    assert locks(in_month(passbook, 2033, 2)) == [Why.MATURITY, None]
    assert locks(in_month(passbook, 2033, 3)) == [Why.GONE, None]
    assert locks(in_month(passbook, 2032, 2)) == [None, None]


def test_the_month_of_maturity_follows_the_reading_of_the_maturity_day():
    """U-5: both readings lie in February."""
    readings = Readings(maturity_day="issue_day")
    assert locks(in_month(book(1, year=2020), 2031, 2, readings=readings)) == [Why.MATURITY]
    passbook = Passbook("1", 2022, 1).with_purchase(TABLE, date(2023, 3, 31))
    assert locks(in_month(passbook, 2033, 3, readings=readings)) == [Why.MATURITY]
    assert locks(in_month(passbook, 2033, 3)) == [Why.MATURITY]
    early = Passbook("1", 2022, 1).with_purchase(TABLE, date(2023, 3, 5))
    assert locks(in_month(early, 2033, 3, readings=readings)) == [Why.GONE]
    assert locks(in_month(early, 2033, 3)) == [Why.MATURITY]


def test_a_purchase_not_yet_issued_on_the_buy_back_day_is_not_there():
    available = in_month(book(4), 2025, 8)
    assert locks(available) == [None, None, None, Why.NOT_ISSUED]
    assert available.held == 90


def test_locked_purchases_are_passed_over_and_the_next_oldest_goes():
    """R-05: oldest first, skipping the ineligible."""
    chosen = choose(in_month(book(3), 2033, 2), 40)
    assert [(tranche.nth, units) for tranche, units in chosen] == [(2, 30), (3, 10)]


def test_when_only_locked_purchases_are_left_the_reason_is_told():
    with pytest.raises(NothingRedeemable) as refused:
        choose(in_month(book(1), 2033, 2), 1)
    assert refused.value.facts["reason"] == "maturity"
    with pytest.raises(NothingRedeemable) as refused:
        choose(in_month(book(1), 2033, 3), 1)
    assert refused.value.facts["reason"] == "gone"
    with pytest.raises(NothingRedeemable) as refused:
        choose(in_month(Passbook("1", 2026, 30), 2026, 8), 1)
    assert refused.value.facts["reason"] == "gone"
    with pytest.raises(NothingRedeemable) as refused:
        choose(in_month(book(1), 2023, 2, requested_on=date(2023, 1, 15)), 1)
    assert refused.value.facts["reason"] == "not_issued"


def test_the_reason_that_can_be_waited_for_is_told_before_the_one_that_cannot():
    passbook = redeem(book(2), in_month(book(2), 2025, 5), 30)
    with pytest.raises(NothingRedeemable) as refused:
        choose(in_month(passbook, 2034, 2), 1)
    assert refused.value.facts["reason"] == "maturity"


def test_an_approved_emergency_opens_the_first_year_but_not_the_two_months_of_any_bond():
    """R-04, 規定25(2)②(3)."""
    approved = {"emergency": Emergency.APPROVED}
    assert locks(in_month(book(1), 2023, 8, **approved)) == [None]
    assert locks(in_month(book(1), 2023, 8, emergency=Emergency.UNDER_REVIEW)) == [Why.FIRST_YEAR]
    assert locks(in_month(book(1), 2023, 4, **approved)) == [Why.TWO_MONTHS]
    assert locks(in_month(book(1), 2023, 5, **approved)) == [None]


@pytest.mark.parametrize("emergency", [Emergency.NONE, Emergency.UNDER_REVIEW])
def test_inside_the_first_year_an_unapproved_emergency_is_refused_with_the_day_requests_open(emergency):
    """R-04."""
    with pytest.raises(EmergencyNotApproved) as refused:
        redemption.check_emergency(book(1), date(2024, 2, 20), emergency)
    assert refused.value.facts == {"opens": date(2024, 2, 21)}
    redemption.check_emergency(book(1), date(2024, 2, 21), emergency)
    redemption.check_emergency(book(1), date(2023, 8, 1), Emergency.APPROVED)
    redemption.check_emergency(Passbook("1", 2026, 1), date(2023, 8, 1), emergency)


def test_a_passbook_makes_one_request_a_buy_back_month_and_any_number_of_them_over_time():
    """R-06."""
    redemption.check_once(month(2026, 8), [month(2026, 7), month(2026, 9)])
    with pytest.raises(AlreadyRequested) as refused:
        redemption.check_once(month(2026, 8), {month(2026, 8), month(2026, 9)})
    facts = refused.value.facts
    assert (facts["month"], facts["next_month"]) == (8, 10)
    assert (facts["next_opens"], facts["next_closes"]) == (date(2026, 9, 1), date(2026, 9, 15))


def test_what_is_left_after_a_redemption_can_be_redeemed_later_or_kept():
    """R-05: 残りの債券は再度中途換金も満期まで保有も."""
    once = redeem(book(), in_month(book(), 2026, 8), 50)
    assert once.units_on(date(2026, 8, 9)) == 120 and once.units_on(date(2026, 8, 10)) == 70
    later = in_month(once, 2026, 9)
    assert [(tranche.nth, units) for tranche, units in choose(later, 50)] == [(2, 10), (3, 30), (4, 10)]
    twice = redeem(once, later, 50)
    assert twice.units_on(buy_back_day(month(2026, 9))) == 20
    assert [len(tranche.redeemed) for tranche in twice.tranches] == [1, 2, 1, 1]


def test_a_full_redemption_keeps_the_right_unless_stopping_is_declared():
    """P-17."""
    available = in_month(book(), 2026, 8)
    assert not redeem(book(), available, 120).stopped
    assert redeem(book(), available, 120, stop=True).stopped
    emptied = redeem(book(), available, 120)
    assert emptied.with_purchase(TABLE).units_on(issue_day(2026)) == 30


def test_stopping_with_less_than_everything_is_refused():
    """P-17, 規定7(2): すべてにつき買入消却を受け、かつ."""
    with pytest.raises(StopNeedsFullRedemption) as refused:
        redeem(book(), in_month(book(), 2026, 8), 119, stop=True)
    assert refused.value.facts == {"asked": 119, "held": 120}
    with pytest.raises(StopNeedsFullRedemption):
        redeem(book(3), in_month(book(3), 2033, 2), 60, stop=True)


def test_a_stopped_passbook_stays_stopped():
    """P-17."""
    passbook = redeem(book(), in_month(book(), 2026, 8), 50)
    stopped = Passbook(passbook.number, 2022, 30, passbook.tranches, stopped=True)
    assert redeem(stopped, in_month(stopped, 2026, 9), 10).stopped


def test_the_first_redeemable_month_follows_the_limit_of_the_web():
    """U-3: requests until the 20th are a day more for a first year that ends on the 17th."""
    until_20th = Readings(web_request_limit="twentieth")
    assert redemption.first_redeemable_month(book(4), date(2026, 7, 16), readings=until_20th) == (2026, 8)
    passbook = Passbook("1", 2022, 1).with_purchase(TABLE, date(2023, 3, 16))
    assert redemption.first_redeemable_month(passbook, date(2024, 3, 1)) == (2024, 5)
    assert redemption.first_redeemable_month(passbook, date(2024, 3, 1), readings=until_20th) == (2024, 4)


def test_a_purchase_issued_on_the_buy_back_day_itself_is_there_and_locked():
    passbook = Passbook("1", 2022, 1).with_purchase(TABLE, date(2023, 3, 10))
    assert locks(in_month(passbook, 2023, 3)) == [Why.FIRST_YEAR]


def test_the_first_redeemable_month_is_found():
    """R-03."""
    assert redemption.first_redeemable_month(book(1), date(2023, 3, 1)) == (2024, 4)
    assert redemption.first_redeemable_month(book(1), date(2023, 3, 1), readings=AT_BUY_BACK) == (2024, 3)
    assert redemption.first_redeemable_month(book(4), date(2026, 7, 1)) == (2026, 8)
    assert redemption.first_redeemable_month(book(4), date(2026, 7, 16)) == (2026, 9)
    assert redemption.first_redeemable_month(book(1), date(2033, 3, 1)) is None
    assert redemption.first_redeemable_month(book(1), date(2023, 3, 1), within=12) is None
    assert redemption.first_redeemable_month(book(1, year=2024), date(2024, 3, 1)) is None
    assert redemption.first_redeemable_month(book(1, year=2024), date(2024, 4, 1)) == (2026, 4)
    assert redemption.first_redeemable_month(book(1), date(2023, 3, 1), within=13) == (2024, 4)


books = st.builds(
    lambda purchases, units, year: planned("1", year, units, [TABLE] * purchases),
    st.integers(1, 10),
    st.integers(1, 60),
    st.integers(2013, 2025),
)
buy_back_months = st.builds(month, st.integers(2014, 2046), st.integers(1, 12))


@given(books, buy_back_months, st.data())
def test_the_oldest_go_first_never_more_than_asked_never_a_locked_one_and_units_are_conserved(
    passbook, of, data
):
    """R-05 as a property."""
    available = redeemable(passbook, of, of.plus(-1).day(15))
    if not available.units:
        with pytest.raises(NothingRedeemable):
            choose(available, 1)
        return
    asked = data.draw(st.integers(1, available.units))
    chosen = {tranche.nth: units for tranche, units in choose(available, asked)}
    assert sum(chosen.values()) == asked
    after = redeem(passbook, available, asked)
    left = asked
    for standing in available.standings:
        taken = chosen.get(standing.tranche.nth, 0)
        assert taken == min(left, standing.redeemable)
        left -= taken
    assert after.units_on(available.bought_on) == available.held - asked
    assert after.units_on(date(2013, 1, 1)) == passbook.units_on(date(2013, 1, 1))
    with pytest.raises(TooManyUnits):
        choose(available, available.units + 1)
