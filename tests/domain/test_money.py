"""Yen and units: what is typed, what is bought, what is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import money
from domain.errors import (
    AmountTooLarge,
    AmountWithoutUnit,
    BelowOneUnit,
    FractionOfUnit,
    MoneyRefused,
    NegativeAmount,
    NotAnAmount,
    NotUnits,
    NotWholeNumber,
    NotWholeUnits,
    NumberInWords,
    ThousandsUnclear,
    UnitsNotPositive,
)


@pytest.mark.parametrize(
    ("amount", "units"), [(5_000_000, 10), (10_000_000, 20), (9_900_000, 19), (500_000, 1), (999_999, 1)]
)
def test_an_amount_buys_the_units_that_fit_into_it(amount, units):
    """P-02: S1 3章3 例1-3."""
    assert money.units_from_amount(amount) == units


@given(st.integers(500_000, 10**12))
def test_the_units_bought_cost_no_more_than_the_amount_and_one_more_would(amount):
    """P-02."""
    units = money.units_from_amount(amount)
    assert money.amount_of(units) <= amount < money.amount_of(units + 1)


def test_one_unit_is_half_a_million_yen_and_never_split():
    """P-01."""
    assert money.amount_of(1) == 500_000
    assert money.amount_of(120) == 60_000_000
    with pytest.raises(NotWholeNumber):
        money.amount_of(1.5)
    with pytest.raises(UnitsNotPositive) as refused:
        money.amount_of(0)
    assert refused.value.facts == {"units": 0}


@pytest.mark.parametrize("amount", [499_999, 300_000, 0])
def test_less_than_a_unit_is_refused_with_the_price_of_one(amount):
    """R-01: 30万円."""
    for ask in (money.units_from_amount, money.exact_units):
        with pytest.raises(BelowOneUnit) as refused:
            ask(amount)
        assert refused.value.facts == {"amount": amount, "unit": 500_000}


def test_an_amount_with_a_remainder_is_refused_with_the_nearest_amounts():
    """R-01: 170万円."""
    with pytest.raises(NotWholeUnits) as refused:
        money.exact_units(1_700_000)
    assert refused.value.facts == {
        "amount": 1_700_000,
        "below": 1_500_000,
        "below_units": 3,
        "above": 2_000_000,
        "above_units": 4,
    }


def test_an_exact_amount_is_its_units():
    """R-01."""
    assert money.exact_units(25_000_000) == 50


@pytest.mark.parametrize("thing", ["5", 5.0, True, None])
def test_money_is_whole_numbers_and_nothing_else_is_taken_for_one(thing):
    for ask in (money.yen, money.units, money.whole):
        with pytest.raises(NotWholeNumber) as refused:
            ask(thing)
        assert refused.value.facts == {"given": str(thing)}


def test_negative_yen_and_no_units_are_refused():
    assert money.yen(0) == 0 and money.units(1) == 1
    with pytest.raises(NegativeAmount) as refused:
        money.yen(-1)
    assert refused.value.facts == {"amount": -1}
    for ask in (money.units_from_amount, money.exact_units):
        with pytest.raises(NegativeAmount):
            ask(-500_000)
    with pytest.raises(UnitsNotPositive):
        money.units(-3)


@pytest.mark.parametrize(
    ("typed", "yen"),
    [
        ("500万円", 5_000_000),
        ("500万", 5_000_000),
        ("5,000,000円", 5_000_000),
        ("５，０００，０００円", 5_000_000),
        ("5000000", 5_000_000),
        ("100000", 100_000),
        ("1億2,000万円", 120_000_000),
        ("1億2千万円", 120_000_000),
        ("3百万円", 3_000_000),
        ("1.5億円", 150_000_000),
        ("２.５万円", 25_000),
        ("3万5千円", 35_000),
        ("500円", 500),
        ("0円", 0),
        (" 990 万 円 ", 9_900_000),
        ("1兆円".replace("1兆", "10000億"), 1_000_000_000_000),
    ],
)
def test_yen_are_read_as_people_write_them(typed, yen):
    assert money.parse_yen(typed) == yen


@pytest.mark.parametrize(
    ("typed", "yen", "man"), [("500", 500, 5_000_000), ("９９,９９９", 99_999, 999_990_000), ("0", 0, 0)]
)
def test_a_small_bare_number_is_asked_back_whether_yen_or_ten_thousands(typed, yen, man):
    with pytest.raises(AmountWithoutUnit) as refused:
        money.parse_yen(typed)
    assert refused.value.facts["in_yen"] == yen and refused.value.facts["in_man"] == man


def test_the_bare_number_is_repeated_as_plain_digits():
    with pytest.raises(AmountWithoutUnit) as refused:
        money.parse_yen("９９,９９９")
    assert refused.value.facts["typed"] == "99999"


@pytest.mark.parametrize(("typed", "yen"), [("5,000千円", 5_000_000), ("3千", 3_000), ("1.5千円", 1_500)])
def test_thousands_of_yen_are_asked_back_and_not_taken_for_ten_thousands(typed, yen):
    with pytest.raises(ThousandsUnclear) as refused:
        money.parse_yen(typed)
    assert refused.value.facts == {"typed": typed, "yen": yen}


@pytest.mark.parametrize(
    "typed", ["", "円", "万円", "abc", "500ドル", "5万円です", "1.5円", "12.34.5万円", "5円500", "٥٠٠円"]
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises((NotAnAmount, NumberInWords)) as refused:
        money.parse_yen(typed)
    assert refused.value.facts["typed"] == typed


@pytest.mark.parametrize("typed", ["-500万円", "−500万円", "▲500万円", "△5,000,000"])
def test_an_amount_below_zero_is_refused_whatever_its_minus_looks_like(typed):
    with pytest.raises(NegativeAmount) as refused:
        money.parse_yen(typed)
    assert refused.value.facts == {"amount": -5_000_000}


def test_an_amount_no_association_can_have_is_refused():
    with pytest.raises(AmountTooLarge) as refused:
        money.parse_yen("1000000000001円")
    assert refused.value.facts == {"typed": "1000000000001円", "most": 1_000_000_000_000}
    with pytest.raises(AmountTooLarge) as refused:
        money.parse_units("2000001口")
    assert refused.value.facts == {"typed": "2000001口", "most": 1_000_000_000_000}
    assert money.parse_units("2000000口") == 2_000_000


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("五百万円", "5000000円"),
        ("千五百万円", "15000000円"),
        ("ごひゃくまんえん", "5000000円"),
        ("一億二千万", "120000000円"),
        ("千万円", "10000000円"),
    ],
)
def test_an_amount_in_words_is_refused_with_the_number_to_type(typed, meant):
    with pytest.raises(NumberInWords) as refused:
        money.parse_yen(typed)
    assert refused.value.facts == {"typed": typed, "meant": meant}


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("30", 30),
        ("30口", 30),
        ("３０口", 30),
        (" 1 口 ", 1),
        ("1,000口", 1000),
        ("30.0口", 30),
        ("1500万円", 30),
        ("5,000,000円", 10),
        ("1億", 200),
        ("150万", 3),
    ],
)
def test_units_are_read_as_people_write_them_also_as_an_amount(typed, units):
    assert money.parse_units(typed) == units


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("さんじゅっこう", "30口"),
        ("三十口", "30口"),
        ("十口", "10口"),
        ("さんじゅうくち", "30口"),
        ("ひゃくにじゅう", "120口"),
        ("二十五", "25口"),
        ("さん", "3口"),
    ],
)
def test_units_in_words_are_refused_with_the_number_to_type(typed, meant):
    with pytest.raises(NumberInWords) as refused:
        money.parse_units(typed)
    assert refused.value.facts == {"typed": typed, "meant": meant}


@pytest.mark.parametrize("typed", ["", "口", "たくさん", "30個", "30口くらい", "全部", "1-2口", "1e3"])
def test_what_is_no_number_of_units_is_refused(typed):
    with pytest.raises(NotUnits) as refused:
        money.parse_units(typed)
    assert refused.value.facts == {"typed": typed}


def test_a_fraction_of_a_unit_is_refused_with_the_whole_numbers_beside_it():
    """P-01: 口の分割はできません."""
    with pytest.raises(FractionOfUnit) as refused:
        money.parse_units("1.5口")
    assert refused.value.facts == {"typed": "1.5口", "below": 1, "above": 2}


@pytest.mark.parametrize(("typed", "units"), [("0口", 0), ("-3口", -3), ("−3", -3)])
def test_no_units_and_fewer_than_none_are_refused(typed, units):
    with pytest.raises(UnitsNotPositive) as refused:
        money.parse_units(typed)
    assert refused.value.facts == {"units": units}


def test_an_amount_typed_for_units_is_refused_as_in_the_guide():
    """R-01: 30万円, 170万円."""
    with pytest.raises(BelowOneUnit):
        money.parse_units("30万円")
    with pytest.raises(NotWholeUnits):
        money.parse_units("170万円")


@given(st.integers(1, 2_000_000))
def test_units_and_their_amount_written_in_any_form_read_back_the_same(units):
    assert money.parse_units(f"{units:,}口") == units
    assert money.parse_units(f"{units * 50}万円") == units
    assert money.parse_yen(f"{units * 500_000:,}円") == units * 500_000


@given(st.text(max_size=12))
def test_whatever_is_typed_ends_in_a_number_or_a_named_refusal(typed):
    for parse in (money.parse_yen, money.parse_units):
        with contextlib.suppress(MoneyRefused):
            assert isinstance(parse(typed), int)
