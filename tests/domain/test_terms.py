"""What was on offer in each fiscal year, with a source on every value."""

import datetime as dt
import tomllib
from decimal import Decimal

import pytest

from domain import coupons, tax, terms
from domain.errors import (
    InterestTableUnknown,
    KindNotOffered,
    LadderDoesNotFit,
    RateNotPublished,
    UnknownFiscalYear,
)
from domain.terms import CeilingBasis, Kind, Requirements, Selection

ALL_YEARS = range(2013, 2027)
ALL_KINDS = [terms.of(year).kinds[kind] for year in ALL_YEARS for kind in terms.of(year).kinds]


def leaves(entry: dict, path: str = ""):
    """Every value of a file below its names, with its path."""
    for name, value in entry.items():
        here = f"{path}.{name}"
        if isinstance(value, dict) and "value" not in value:
            yield from leaves(value, here)
        elif name not in ("fiscal_year", "pool"):  # Names of things, not statements about the bond.
            yield here, value


def test_every_fiscal_year_from_2013_to_2026_has_its_file():
    assert terms.known_years() == tuple(ALL_YEARS)
    assert [terms.of(year).fiscal_year for year in ALL_YEARS] == list(ALL_YEARS)


@pytest.mark.parametrize("year", ALL_YEARS)
def test_every_value_of_a_file_names_its_source_and_whether_it_is_verified(year):
    found = list(leaves(tomllib.loads((terms.FOLDER / f"fy{year}.toml").read_text("utf-8"))))
    assert found
    for path, value in found:
        assert set(value) == {"value", "source", "verified"}, path
        assert value["source"].strip(), path
        assert isinstance(value["verified"], bool), path
        if value["verified"]:
            assert value["source"].startswith(("S1", "S2", "S3", "S4")), path


def test_a_year_without_a_file_is_refused_with_the_years_there_are():
    with pytest.raises(UnknownFiscalYear) as refused:
        terms.of(2027)
    assert refused.value.facts == {"fiscal_year": "2027", "first": 2013, "last": 2026}


@pytest.mark.parametrize(
    ("year", "kind", "rate", "verified"),
    [
        (2013, "ordinary", "0.266", True),
        (2022, "ordinary", "0.208", False),
        (2023, "ordinary", "0.475", True),
        (2023, "certified", "0.525", True),
        (2025, "certified", "0.575", False),
        (2026, "step_up", "2.050", False),
    ],
)
def test_average_rates_stand_as_published_and_outside_figures_stay_marked(year, kind, rate, verified):
    figure = terms.of(year).kind(kind).rate()
    assert (figure.value, figure.verified) == (Decimal(rate), verified)


def test_nothing_of_2026_but_what_the_step_up_guide_says_counts_as_verified():
    year = terms.of(2026)
    assert not any(kind.rate().verified for kind in year.kinds.values())
    assert not year.application.verified
    assert not year.pools["all"].units.verified
    assert year.kind("step_up").offered.verified


def test_a_rate_that_was_never_found_is_refused_rather_than_guessed():
    for year in (2014, 2018):
        with pytest.raises(RateNotPublished):
            terms.of(year).kind("ordinary").rate()
        with pytest.raises(InterestTableUnknown) as refused:
            terms.of(year).kind("ordinary").interest()
        assert refused.value.facts == {"fiscal_year": year, "kind": "ordinary"}


def test_step_up_bonds_are_refused_before_2026_and_certified_ones_before_2023():
    """B-20; T-04"""
    with pytest.raises(KindNotOffered) as refused:
        terms.of(2025).kind("step_up")
    assert refused.value.facts == {
        "fiscal_year": 2025,
        "kind": "step_up",
        "offered": "ordinary, certified",
    }
    with pytest.raises(KindNotOffered):
        terms.of(2022).kind(Kind.CERTIFIED)
    with pytest.raises(KindNotOffered):
        terms.of(2026).kind("gold")
    assert set(terms.of(2026).kinds) == set(Kind)


def test_the_premium_of_certified_bonds_is_set_anew_each_year():
    """T-04: 0.05 points in FY2023 and FY2025, 0.1 in the unverified figures of FY2026."""
    assert terms.of(2023).premium("certified") == Decimal("0.05")
    assert terms.of(2025).premium("certified") == Decimal("0.05")
    assert terms.of(2026).premium("certified") == Decimal("0.1")


def test_2013_drew_lots_and_2025_takes_the_first_to_come():
    """B13-3, B-02"""
    assert terms.of(2013).selection == terms.Figure(Selection.LOTTERY, "S3", True)
    assert terms.of(2025).selection.value is Selection.FIRST_COME
    assert terms.of(2026).selection.value is Selection.FIRST_COME
    assert terms.of(2020).selection.value is Selection.LOTTERY
    assert not terms.of(2020).selection.verified


def test_2013_offered_100000_units_at_0_266_percent_from_20_may_to_10_october():
    """B13-3"""
    year = terms.of(2013)
    assert year.pools["all"].units == terms.Figure(100_000, "S3", True)
    assert year.application.first.value == dt.date(2013, 5, 20)
    assert year.application.last.value == dt.date(2013, 10, 10)
    assert year.kind("ordinary").average_rate_after_tax.value == Decimal("0.2121")
    assert year.application.verified


def test_certified_bonds_had_their_own_pool_in_2024_and_share_one_in_2025():
    """B-03"""
    apart, shared = terms.of(2024), terms.of(2025)
    assert {name: pool.units.value for name, pool in apart.pools.items()} == {
        "ordinary": 150_000,
        "certified": 30_000,
    }
    assert apart.kind("certified").pool.kinds == (Kind.CERTIFIED,)
    assert shared.kind("ordinary").pool is shared.kind("certified").pool
    assert shared.pools["all"].units.value == 544_777
    assert shared.pools["all"].kinds == (Kind.ORDINARY, Kind.CERTIFIED)


def test_the_requirements_and_the_ceiling_of_2013_are_never_those_of_today():
    """B-04, B-05"""
    assert terms.of(2013).requirements.value is Requirements.FIVE_OF_2013
    assert terms.of(2013).ceiling.value is CeilingBasis.YEAR_OR_SAVINGS
    for year in range(2016, 2027):
        assert terms.of(year).requirements.value is Requirements.FOUR_OF_2025
        assert terms.of(year).ceiling.value is CeilingBasis.YEAR_PLUS_SAVINGS


def test_the_calendar_of_a_year_runs_from_april_over_november_to_february():
    """Q-09: 応募 4月下旬–10月上旬, 積立申込 11月下旬–1月上旬, 振込 11月下旬–2月初旬."""
    for year in ALL_YEARS:
        bought, paid = terms.of(year).purchase_order, terms.of(year).transfer
        assert dt.date(year, 11, 21) <= bought.first.value < bought.last.value <= dt.date(year + 1, 1, 10)
        assert dt.date(year, 11, 21) <= paid.first.value < paid.last.value <= dt.date(year + 1, 2, 10)
        assert not bought.verified
        assert not paid.verified
        if (until := terms.of(year).application.last) is not None:
            assert dt.date(year, 9, 1) <= until.value < bought.first.value


def test_a_window_holds_its_first_and_last_day_and_no_other_side():
    window = terms.of(2023).application
    assert window.holds(dt.date(2023, 4, 17))
    assert window.holds(dt.date(2023, 10, 13))
    assert not window.holds(dt.date(2023, 4, 16))
    assert not window.holds(dt.date(2023, 10, 14))


def test_a_window_that_is_not_known_on_one_side_does_not_limit_there():
    assert terms.of(2017).application.holds(dt.date(2017, 12, 31))
    assert not terms.of(2017).application.holds(dt.date(2017, 4, 23))
    assert not terms.of(2017).application.verified


def test_the_table_of_2022_is_the_one_recovered_and_not_derived():
    """I-05: the coupon rises each year."""
    figure = terms.of(2022).kind("ordinary").interest()
    assert figure.value == (50, 270, 490, 710, 930, 1150, 1370, 1590, 1810, 2030)
    assert not figure.derived
    assert not figure.verified


@pytest.mark.parametrize(
    "kind", [kind for kind in ALL_KINDS if kind.average_rate], ids=lambda k: f"{k.fiscal_year}-{k.kind}"
)
def test_every_table_rises_each_year_and_pays_exactly_the_published_average(kind):
    """I-05, I-06, C3"""
    table = kind.interest().value
    assert len(table) == 10
    assert list(table) == sorted(set(table))
    assert Decimal(sum(table)) * 100 / (10 * 500_000) == kind.rate().value
    assert all(yen % 5 == 0 for yen in table)


@pytest.mark.parametrize(
    "kind",
    [kind for kind in ALL_KINDS if kind.average_rate_after_tax],
    ids=lambda k: f"{k.fiscal_year}-{k.kind}",
)
def test_every_derived_table_reproduces_the_published_average_after_tax(kind):
    """I-07, C4: the tax is floored per unit and payment, national and local apart in 2013."""
    rates = tax.rates_on(dt.date(2014 if kind.fiscal_year == 2013 else 2026, 2, 20))
    published = kind.average_rate_after_tax.value
    assert coupons.after_tax_average(kind.interest().value, rates) == published


@pytest.mark.parametrize(
    "kind", [kind for kind in ALL_KINDS if kind.interest_per_unit], ids=lambda k: f"{k.fiscal_year}-{k.kind}"
)
def test_every_table_is_one_of_the_even_ladders_to_its_average(kind):
    """C3"""
    assert kind.interest().value in coupons.even_ladders(kind.rate().value)


def test_derived_tables_say_that_they_are_derived():
    figure = terms.of(2025).kind("ordinary").interest()
    assert figure.derived
    assert not figure.verified
    assert figure.source.startswith("derived")


def test_the_ladder_of_the_2022_rates_is_the_2022_table():
    """C3"""
    assert (
        terms.ladder(Decimal("0.208"), Decimal("0.010")) == terms.of(2022).kind("ordinary").interest().value
    )


@pytest.mark.parametrize("first", ["0.011", "0.0001", "0.300", "-0.008"])
def test_a_ladder_that_no_yen_table_can_have_is_refused(first):
    """C3"""
    with pytest.raises(LadderDoesNotFit) as refused:
        terms.ladder(Decimal("0.208"), Decimal(first))
    assert refused.value.facts == {"average": Decimal("0.208"), "first": Decimal(first)}


def test_a_flat_ladder_and_one_that_begins_with_nothing_are_tables_too():
    """C3"""
    assert terms.ladder(Decimal("0.1"), Decimal("0.1")) == (500,) * 10
    assert terms.ladder(Decimal("0.045"), Decimal(0)) == tuple(range(0, 500, 50))


def test_terms_are_read_once_and_cannot_be_changed():
    assert terms.of(2025) is terms.of(2025)
    with pytest.raises(AttributeError):
        terms.of(2025).fiscal_year = 2026
    with pytest.raises(TypeError):
        terms.of(2025).kinds[Kind.STEP_UP] = None
