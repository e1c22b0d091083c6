"""Passbooks: ten purchases of equal units, and what is held on a day."""

from datetime import date

import pytest

from domain.bond_dates import issue_day
from domain.errors import (
    CouponTableRefused,
    RedeemedMoreThanHeld,
    TooManyPurchases,
    TrancheOfAnotherYear,
    TrancheOutOfOrder,
    UnequalUnits,
    UnitsNotPositive,
)
from domain.months import month
from domain.passbook import Passbook, Redeemed, Tranche, certificate, has_benefits, planned
from domain.readings import Readings
from domain.terms import Kind

TABLE = (50, 270, 490, 710, 930, 1150, 1370, 1590, 1810, 2030)


def tranche(nth=1, units=30, year=2022, redeemed=()):
    return Tranche(nth, units, issue_day(year), TABLE, redeemed)


def four_of_thirty():
    return planned("1", 2022, 30, [TABLE] * 4)


def test_four_purchases_of_thirty_units_are_a_balance_of_sixty_million():
    """D1-1: 30口×4回 = 120口 (6,000万円)."""
    passbook = four_of_thirty()
    assert passbook.units_on(date(2026, 8, 10)) == 120
    assert passbook.balance_on(date(2026, 8, 10)) == 60_000_000
    assert passbook.kind is Kind.ORDINARY


def test_the_balance_begins_on_the_issue_day_and_ends_the_day_before_maturity():
    """P-14, P-19: money transferred but not issued is not in it."""
    passbook = planned("1", 2022, 30, [TABLE])
    assert issue_day(2022) == date(2023, 2, 20)
    assert passbook.balance_on(date(2023, 2, 19)) == 0
    assert passbook.balance_on(date(2023, 2, 20)) == 15_000_000
    assert passbook.balance_on(date(2033, 2, 17)) == 15_000_000
    assert passbook.balance_on(date(2033, 2, 18)) == 0  # 2033-02-20 is a Sunday.


def test_the_balance_of_a_maturity_year_follows_the_reading_of_the_maturity_day():
    """U-5."""
    passbook = planned("1", 2020, 1, [TABLE])
    assert passbook.units_on(date(2031, 2, 20)) == 0
    by_issue = Readings(maturity_day="issue_day")
    assert passbook.units_on(date(2031, 2, 20), by_issue) == 1
    assert passbook.balance_on(date(2031, 2, 20), by_issue) == 500_000
    assert has_benefits([passbook], date(2031, 2, 20), by_issue)
    assert not has_benefits([passbook], date(2031, 2, 20))


def test_units_bought_back_leave_the_balance_on_the_buy_back_day():
    gone = tranche(redeemed=(Redeemed(date(2026, 8, 10), 20), Redeemed(date(2027, 8, 10), 5)))
    assert gone.units_on(date(2026, 8, 9)) == 30
    assert gone.units_on(date(2026, 8, 10)) == 10
    assert gone.units_on(date(2027, 8, 10)) == 5
    assert gone.not_redeemed(date(2040, 1, 1)) == 5


def test_more_units_bought_back_than_held_are_refused():
    with pytest.raises(RedeemedMoreThanHeld) as refused:
        tranche(redeemed=(Redeemed(date(2026, 8, 10), 20), Redeemed(date(2027, 8, 10), 11)))
    assert refused.value.facts == {"nth": 1, "redeemed": 31, "held": 30}
    assert tranche(redeemed=(Redeemed(date(2026, 8, 10), 30),)).not_redeemed(date(2026, 8, 10)) == 0
    with pytest.raises(UnitsNotPositive):
        tranche(redeemed=(Redeemed(date(2026, 8, 10), 0),))


def test_a_tranche_without_units_or_without_ten_coupons_is_refused():
    with pytest.raises(UnitsNotPositive):
        tranche(units=0)
    with pytest.raises(CouponTableRefused):
        Tranche(1, 30, issue_day(2022), TABLE[:9])


def test_a_passbook_holds_ten_purchases_and_not_eleven():
    """P-04."""
    assert len(planned("1", 2022, 30, [TABLE] * 10).tranches) == 10
    with pytest.raises(TooManyPurchases) as refused:
        planned("1", 2022, 30, [TABLE] * 11)
    assert refused.value.facts == {"given": 11, "most": 10}
    with pytest.raises(TooManyPurchases):
        planned("1", 2022, 30, [TABLE] * 10).with_purchase(TABLE)


def test_purchases_out_of_order_are_refused():
    """P-04, P-06."""
    with pytest.raises(TrancheOutOfOrder) as refused:
        Passbook("1", 2022, 30, (tranche(2, year=2023),))
    assert refused.value.facts == {"expected": 1, "given": 2}


def test_a_year_left_out_is_refused():
    """P-06: no gap inside a passbook."""
    with pytest.raises(TrancheOfAnotherYear) as refused:
        Passbook("1", 2022, 30, (tranche(), tranche(2, year=2024)))
    assert refused.value.facts == {"nth": 2, "expected": 2023, "given": 2024}
    with pytest.raises(TrancheOfAnotherYear):
        Passbook("1", 2021, 30, (tranche(),))


def test_purchases_of_unequal_units_are_refused():
    """P-04: 口数の変更はできません."""
    with pytest.raises(UnequalUnits) as refused:
        Passbook("1", 2022, 30, (tranche(), tranche(2, units=20, year=2023)))
    assert refused.value.facts == {"nth": 2, "expected": 30, "given": 20}


def test_a_passbook_without_units_is_refused_and_one_without_purchases_has_no_beginning():
    with pytest.raises(UnitsNotPositive):
        Passbook("1", 2022, 0)
    empty = Passbook("1", 2022, 30)
    assert empty.first_issued_on is None
    assert empty.balance_on(date(2026, 8, 10)) == 0
    assert not empty.stopped


def test_the_next_purchase_follows_a_year_later_with_the_same_units():
    """P-04."""
    passbook = Passbook("1", 2022, 30).with_purchase(TABLE).with_purchase(TABLE)
    assert passbook == planned("1", 2022, 30, [TABLE] * 2)
    assert passbook.first_issued_on == date(2023, 2, 20)
    assert passbook.tranches[1].issued_on == date(2024, 2, 20)


def test_a_purchase_may_be_issued_on_another_day_than_the_regular_one():
    """S1 5章1: 発行スケジュールは変更となる可能性."""
    passbook = Passbook("1", 2022, 30).with_purchase(TABLE, date(2023, 3, 1))
    assert passbook.first_issued_on == date(2023, 3, 1)


def test_the_certificate_shows_the_end_of_the_month_before_around_the_seventh_business_day():
    """D1-5, P-19: 決算3月 → 4月第7営業日頃に3月末現在."""
    shown = certificate(four_of_thirty(), month(2026, 4))
    assert shown == (date(2026, 3, 31), date(2026, 4, 9), 120, 60_000_000)


def test_the_certificate_does_not_show_bonds_issued_in_its_own_month():
    """P-19."""
    assert certificate(four_of_thirty(), month(2026, 2)).units == 90
    assert certificate(four_of_thirty(), month(2026, 3)).units == 120


def test_the_certificate_follows_the_reading_of_the_maturity_day():
    """U-5: both days lie in the same month, so nothing differs."""
    passbook = planned("1", 2020, 1, [TABLE])
    assert certificate(passbook, month(2031, 3), Readings(maturity_day="issue_day")).amount == 0


def test_benefits_last_from_the_first_purchase_until_no_bond_is_left():
    """P-20."""
    passbook = planned("1", 2022, 30, [TABLE])
    assert not has_benefits([passbook], date(2023, 2, 19))
    assert has_benefits([Passbook("2", 2022, 1), passbook], date(2023, 2, 20))
    assert not has_benefits([passbook], date(2033, 2, 18))
    assert not has_benefits([], date(2026, 1, 1))


def test_ten_purchases_stand_for_nineteen_years():
    """P-15."""
    passbook = planned("1", 2026, 30, [TABLE] * 10, Kind.CERTIFIED)
    last = [year for year in range(2027, 2050) if passbook.units_on(date(year, 1, 4))]
    assert last[0] == 2028 and last[-1] == 2046
    assert passbook.units_on(date(2046, 2, 28)) == 0
    assert passbook.first_issued_on.year + 19 == 2046
    assert passbook.kind is Kind.CERTIFIED
