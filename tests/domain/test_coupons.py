"""Interest tables: from averages, from rates, and the after-tax averages that were published."""

import itertools
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import coupons, tax
from domain.errors import CouponNotWholeYen, CouponTableRefused

FY2022 = (50, 270, 490, 710, 930, 1150, 1370, 1590, 1810, 2030)
THEN = {2013: tax.rates_on(date(2014, 2, 20))}
NOW = tax.rates_on(date(2026, 2, 20))

tables = st.lists(st.integers(0, 4_000).map(lambda n: 5 * n), min_size=10, max_size=10).map(tuple)


def test_single_year_rates_of_2022_make_the_published_yen_table():
    """I-06, C2."""
    rates = [Decimal(n) / 1000 for n in (10, 54, 98, 142, 186, 230, 274, 318, 362, 406)]
    assert coupons.from_rates(rates) == FY2022
    assert coupons.rates_of(FY2022) == tuple(rates)


def test_average_rates_less_what_was_paid_before_make_the_same_table():
    """I-06 as defined in 2013, B-06: identical with the single-year rates."""
    averages = [Decimal(n) / 1000 for n in (10, 32, 54, 76, 98, 120, 142, 164, 186, 208)]
    assert coupons.from_averages(averages) == FY2022
    assert coupons.averages_of(FY2022) == tuple(averages)


@given(tables)
def test_a_table_made_into_averages_or_rates_comes_back_the_same(table):
    """C3. The averages are exact fractions, so they are rebuilt from sums."""
    assert coupons.from_rates(coupons.rates_of(table)) == table
    sums = [sum(table[:year]) for year in range(1, 11)]
    assert [
        average * year * 5000 for year, average in enumerate(coupons.averages_of(table), 1)
    ] == pytest.approx(sums)


@pytest.mark.parametrize("count", [0, 9, 11])
def test_a_table_that_is_not_ten_years_long_is_refused(count):
    for make in (coupons.checked, coupons.from_averages, coupons.from_rates):
        with pytest.raises(CouponTableRefused) as refused:
            make([Decimal("0.1")] * count)
        assert refused.value.facts == {"given": count}


def test_a_rate_that_makes_no_whole_yen_is_refused_with_its_year():
    rates = [Decimal("0.1")] * 9 + [Decimal("0.10001")]
    with pytest.raises(CouponNotWholeYen) as refused:
        coupons.from_rates(rates)
    assert refused.value.facts == {"year": 10, "amount": Decimal("500.05")}


def test_an_average_that_falls_so_far_that_interest_would_be_negative_is_refused():
    with pytest.raises(CouponNotWholeYen) as refused:
        coupons.from_averages([Decimal("0.5"), *[Decimal("0.1")] * 9])
    assert refused.value.facts["year"] == 2
    for wrong in (-5, 270.5, True):
        with pytest.raises(CouponNotWholeYen) as refused:
            coupons.checked([50, wrong, *FY2022[2:]])
        assert refused.value.facts == {"year": 2, "amount": wrong}
    assert coupons.checked([0] * 10) == (0,) * 10


def test_the_table_of_2022_leaves_what_was_worked_out_after_tax():
    """C2: Σ net 8,812 yen per unit → 0.1762%."""
    assert coupons.after_tax_average(FY2022, NOW) == Decimal("0.1762")


def test_even_ladders_climb_by_the_same_step_and_average_what_was_published():
    """C3."""
    ladders = coupons.even_ladders(Decimal("0.208"))
    assert FY2022 in ladders
    assert len(ladders) == len(set(ladders)) == 23
    for ladder in ladders:
        steps = {b - a for a, b in itertools.pairwise(ladder)}
        assert len(steps) == 1 and steps.pop() > 0
        assert coupons.averages_of(ladder)[-1] == Decimal("0.208")
        assert ladder[0] > 0
    assert [ladder[1] - ladder[0] for ladder in ladders] == list(range(10, 240, 10))
    assert coupons.even_ladders(Decimal("0.010"))[0][:2] == (5, 15)
    assert coupons.even_ladders(Decimal("0.009")) == []
    with pytest.raises(CouponNotWholeYen) as refused:
        coupons.even_ladders(Decimal("0.0105"))
    assert refused.value.facts["year"] == 10


@pytest.mark.parametrize(
    ("year", "average", "published", "fitting", "all_ladders"),
    [
        (2013, "0.266", "0.2121", 20, 29),
        (2016, "0.080", "0.0678", 8, 8),
        (2019, "0.102", "0.0865", 4, 11),
        (2021, "0.120", "0.1017", 13, 13),
        (2023, "0.475", "0.4023", 48, 52),
        (2025, "0.525", "0.4447", 52, 58),
        (2025, "0.575", "0.4870", 61, 63),
    ],
)
def test_every_published_after_tax_average_is_reproduced_by_flooring_per_unit_and_payment(
    year, average, published, fitting, all_ladders
):
    """C1, C4: with the rates of the year of publication."""
    ladders = coupons.even_ladders(Decimal(average))
    made = [coupons.after_tax_average(ladder, THEN.get(year, NOW)) for ladder in ladders]
    assert (made.count(Decimal(published)), len(ladders)) == (fitting, all_ladders)


@pytest.mark.parametrize(
    ("average", "published"),
    [
        ("0.080", "0.0678"),
        ("0.102", "0.0865"),
        ("0.120", "0.1017"),
        ("0.475", "0.4023"),
        ("0.525", "0.4447"),
        ("0.575", "0.4870"),
    ],
)
def test_flooring_once_on_the_total_would_not_reproduce_what_was_published(average, published):
    """C4: H3 rejected."""
    total = int(Decimal(average) * 50_000)
    net = total - tax.on_unit(total, NOW).total
    assert (Decimal(net) / 50_000).quantize(Decimal("0.0001"), rounding="ROUND_DOWN") != Decimal(published)
