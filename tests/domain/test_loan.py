"""The loan for repairs of common parts, by the slides of 2023."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import loan
from domain.errors import (
    ArrearsTooHigh,
    LoanBelowLeast,
    LoanNotPossible,
    LoanRateNotPositive,
    LoanRateUnknown,
    LoanTermOutOfRange,
    LongLoanNeedsWorks,
    NegativeAmount,
    ShareOutOfRange,
)
from domain.loan import Borrower, Unmet, Works

MAY = dt.date(2023, 5, 15)
RATE = Decimal("0.70")


def limit(**changes) -> loan.Limit:
    given = {"cost": 100_000_000, "monthly_reserve": 300_000, "rate": RATE, "years": 10}
    return loan.limit(**{**given, **changes})


def test_a_million_at_0_70_percent_over_ten_years_is_repaid_with_8630_yen_a_month():
    """L-02: 8,630 is the floor of 8,630.83."""
    assert loan.repayment(1_000_000, RATE, 10) == 8_630


def test_300_thousand_yen_a_month_carry_a_loan_of_27_800_thousand():
    """L-02, L-01: 240千円 ÷ 8,630円 × 100万円 = 27,800千円 (S2 計算例)"""
    found = limit()
    assert found.amount == 27_800_000
    assert found.by_reserve == 27_809_965
    assert (found.share_percent, found.per_million, found.conditional) == (80, 8_630, False)


def test_the_limit_is_the_cost_without_subsidies_where_that_is_less():
    """L-01 ①: 10万円未満切捨て"""
    assert limit(cost=12_399_999).amount == 12_300_000
    assert limit(cost=12_399_999, subsidy=400_000).amount == 11_900_000
    assert limit(cost=12_399_999, subsidy=400_000).by_cost == 11_999_999


def test_without_subsidies_the_cost_counts_to_the_yen():
    """L-01 ①"""
    assert limit(cost=12_400_000).by_cost == 12_400_000
    assert limit(cost=12_400_000).amount == 12_400_000


def test_everybody_in_arrears_is_a_share_but_too_high_a_one():
    """L-01"""
    with pytest.raises(ArrearsTooHigh):
        limit(arrears_percent=100)


def test_repayments_of_other_loans_lower_what_the_reserve_can_carry():
    """L-01 ②: 既に他のお借入れがある場合"""
    assert limit(monthly_repayments=40_000).by_reserve == 200_000 * 1_000_000 // 8_630
    assert limit(monthly_repayments=40_000).amount == 23_100_000


def test_a_limit_below_one_million_is_no_loan():
    """L-01: 最低額100万円"""
    assert limit(cost=1_000_000).amount == 1_000_000
    for changes in ({"cost": 999_999}, {"monthly_repayments": 240_001}, {"cost": 5, "subsidy": 10}):
        with pytest.raises(LoanBelowLeast) as refused:
            limit(**changes)
        assert refused.value.facts["least"] == 1_000_000
        assert 0 <= refused.value.facts["limit"] < 1_000_000


@pytest.mark.parametrize(("arrears", "share"), [(0, 80), (10, 80), (Decimal("10.01"), 60), (20, 60)])
def test_arrears_above_ten_percent_lower_the_share_to_sixty(arrears, share):
    """L-01: 滞納割合が10%超20%以内 → 60%以内, on conditions"""
    found = limit(arrears_percent=arrears)
    assert found.share_percent == share
    assert found.conditional is (share == 60)
    assert found.by_reserve == 300_000 * share // 100 * 1_000_000 // 8_630


def test_arrears_above_twenty_percent_are_out():
    """L-01"""
    with pytest.raises(ArrearsTooHigh) as refused:
        limit(arrears_percent=Decimal("20.1"))
    assert refused.value.facts == {"percent": "20.1", "most": 20}


@pytest.mark.parametrize("arrears", [-1, 101, Decimal("-0.1")])
def test_a_share_outside_0_to_100_is_refused(arrears):
    """L-01"""
    with pytest.raises(ShareOutOfRange):
        limit(arrears_percent=arrears)


def test_negative_amounts_are_refused():
    """L-01"""
    for name in ("cost", "subsidy", "monthly_reserve", "monthly_repayments"):
        with pytest.raises(NegativeAmount):
            limit(**{name: -1})


@pytest.mark.parametrize("rate", [Decimal(0), Decimal("-0.1"), Decimal("NaN"), 0.7])
def test_a_rate_that_is_no_positive_decimal_is_refused(rate):
    """L-03"""
    with pytest.raises(LoanRateNotPositive):
        loan.repayment(1_000_000, rate, 10)


@pytest.mark.parametrize(
    ("years", "special", "neither", "one", "both"),
    [
        (10, (), "0.98", "0.78", "0.58"),
        (10, (Works.ENERGY,), "0.78", "0.58", "0.38"),
        (11, (Works.LIFT,), "1.53", "1.33", "1.13"),
        (20, (Works.EARTHQUAKE, Works.OTHER), "1.33", "1.13", "0.93"),
        (1, (Works.FLOOD,), "0.78", "0.58", "0.38"),
    ],
)
def test_the_rates_of_may_2023_stand_as_on_the_slide(years, special, neither, one, both):
    """L-03, P-20"""
    rates = [
        loan.rate_on(MAY, years, special, bonds, certified).value
        for bonds, certified in [(False, False), (True, False), (False, True), (True, True)]
    ]
    assert rates == [Decimal(neither), Decimal(one), Decimal(one), Decimal(both)]


def test_special_works_are_discounted_once_however_many_there_are():
    """L-03"""
    assert loan.rate_on(MAY, 10, [Works.ENERGY, Works.FLOOD]) == loan.rate_on(MAY, 10, [Works.ENERGY])


def test_no_discount_goes_below_a_tenth_of_a_percent():
    """L-03: 下限 年0.1%"""
    base = Decimal("0.5")
    assert loan.discounted(base, MAY, [Works.ENERGY], True, True) == Decimal("0.1")
    assert loan.discounted(base, MAY, [Works.ENERGY], True, False) == Decimal("0.1")
    assert loan.discounted(base, MAY, [], True, False) == Decimal("0.3")


def test_the_certification_lowers_the_rate_from_october_2022_on():
    """L-03: 令和4年10月1日借入申込受付分から (S2)"""
    base = Decimal("0.98")
    assert loan.discounted(base, dt.date(2022, 9, 30), [], False, True) == base
    assert loan.discounted(base, dt.date(2022, 10, 1), [], False, True) == Decimal("0.78")


def test_a_month_whose_rate_is_not_on_file_is_refused_rather_than_guessed():
    """L-03: 金利は毎月見直し"""
    for day in (dt.date(2023, 4, 30), dt.date(2023, 6, 1), dt.date(2026, 4, 1)):
        with pytest.raises(LoanRateUnknown) as refused:
            loan.rate_on(day, 10)
        assert refused.value.facts["first"] == dt.date(2023, 5, 1)
    assert loan.rate_on(dt.date(2023, 5, 1), 10).verified
    assert loan.rate_on(dt.date(2023, 5, 31), 10).source.startswith("S2")


@pytest.mark.parametrize("work", [work for work in Works if work is not Works.OTHER])
def test_each_of_the_eight_works_allows_up_to_twenty_years(work):
    """L-04"""
    loan.require_term(11, [work])
    loan.require_term(20, [Works.OTHER, work])


def test_other_works_are_repaid_within_ten_years():
    """L-04"""
    loan.require_term(10)
    loan.require_term(1, [Works.OTHER])
    for years in (11, 20):
        with pytest.raises(LongLoanNeedsWorks) as refused:
            loan.require_term(years, [Works.OTHER])
        assert refused.value.facts == {"years": years, "most": 10}


@pytest.mark.parametrize("years", [0, -1, 21, 1.5, True])
def test_terms_are_whole_years_from_one_to_twenty(years):
    """L-04: 年単位"""
    with pytest.raises(LoanTermOutOfRange):
        loan.require_term(years, [Works.LIFT])


GOOD = Borrower(
    months_of_reserve=12,
    arrears_percent=Decimal(20),
    separate_accounts=True,
    reserve_may_pay_running_costs=False,
    works_finished=False,
)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"months_of_reserve": 11}, Unmet.RESERVE_TOO_YOUNG),
        ({"arrears_percent": Decimal("20.1")}, Unmet.ARREARS),
        ({"separate_accounts": False}, Unmet.ACCOUNTS_NOT_SEPARATE),
        ({"reserve_may_pay_running_costs": True}, Unmet.RESERVE_MAY_PAY_RUNNING_COSTS),
        ({"works_finished": True}, Unmet.WORKS_FINISHED),
    ],
)
def test_each_main_requirement_of_the_loan_is_checked(change, reason):
    """L-05"""
    assert loan.unmet(GOOD) == ()
    loan.require(GOOD)
    assert loan.unmet(replace(GOOD, **change)) == (reason,)
    with pytest.raises(LoanNotPossible) as refused:
        loan.require(replace(GOOD, **change))
    assert refused.value.facts == {"requirement": str(reason), "others": 0}


def test_the_counts_on_the_slide_add_up_and_the_row_of_averages_is_no_count():
    """L-06: 1,859 and 68; in the row 平均 the column N holds dwellings"""
    for row in loan.facts()["received"]:
        assert sum(row["by_dwellings"]) == row["total"]
        assert sum(row["by_dwellings"]) + row["average_dwellings"] != row["total"]
    funding = loan.facts()["funding"]
    assert Decimal(funding["reserve_only_percent"]) + Decimal(funding["levy_or_loan_percent"]) == 100


def test_the_repayment_does_not_depend_on_the_reader_s_decimal_context():
    with localcontext() as narrow:
        narrow.prec = 6
        assert loan.repayment(100_000_000, RATE, 10) == loan.repayment(1_000_000_000, RATE, 10) // 10


@given(
    st.integers(1_000_000, 500_000_000),
    st.decimals("0.1", "5", places=2),
    st.integers(1, 20),
)
def test_repaying_each_month_pays_the_loan_off_to_within_the_floored_yen(amount, rate, years):
    """L-02: an annuity"""
    monthly, months = loan.repayment(amount, rate, years), 12 * years
    left = Decimal(amount)
    for _ in range(months):
        left += left * rate / 1200 - monthly
    growth = (1 + rate / 1200) ** months
    assert Decimal("-0.01") <= left <= months * growth + 1


@given(st.integers(13_000, 5_000_000), st.decimals("0.1", "3", places=2), st.integers(1, 10))
def test_the_limit_never_costs_more_than_the_share_of_the_reserve(reserve, rate, years):
    """L-01"""
    try:
        found = loan.limit(cost=10**9, monthly_reserve=reserve, rate=rate, years=years)
    except LoanBelowLeast:
        return
    assert found.amount % 100_000 == 0
    assert found.amount * found.per_million <= reserve * 80 // 100 * 1_000_000
