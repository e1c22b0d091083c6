"""Who is in when the quota runs out."""

import datetime as dt
import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import quota, terms
from domain.errors import ApplicationWithoutUnits, KindNotOffered, QuotaUnknown
from domain.quota import Arrival, Void
from domain.terms import Figure, Kind, Pool, Window

OPENS, ENDS = dt.date(2025, 4, 21), dt.date(2025, 10, 10)
WINDOW = Window(Figure(OPENS, "S1", True), Figure(ENDS, "S1", True))
JUNE = dt.date(2025, 6, 1)


def pool(units: int) -> Pool:
    return Pool("all", (Kind.ORDINARY,), Figure(units, "S1", True))


def arrival(reference: str, day: int, units: int) -> Arrival:
    """An application on that day of June 2025."""
    return Arrival(reference, JUNE + dt.timedelta(days=day - 1), units)


def names(outcome: quota.Outcome) -> list[str]:
    return [a.reference for a in outcome.admitted]


arrivals = st.lists(
    st.builds(
        Arrival,
        reference=st.text("abcdef", min_size=1, max_size=3),
        day=st.dates(OPENS - dt.timedelta(days=3), ENDS + dt.timedelta(days=3)),
        units=st.integers(1, 60),
    ),
    max_size=40,
)


def test_applications_come_in_until_the_period_ends_while_the_quota_suffices():
    """Q-04: the period runs from late April to early October, first come first served."""
    outcome = quota.first_come([arrival("a", 1, 30), arrival("b", 2, 30)], pool(100), WINDOW)
    assert names(outcome) == ["a", "b"]
    assert (outcome.admitted_units, outcome.remaining) == (60, 40)
    assert (outcome.last_day, outcome.exceeded_on) == (ENDS, None)


def test_the_day_on_which_the_quota_is_exceeded_is_void_even_for_those_who_came_early_that_day():
    """Q-05: 応募口数が募集口数を超過した日の前日に前倒し (S1 3章3, 9章Q6)"""
    early, late = arrival("early", 2, 30), arrival("late", 2, 11)
    outcome = quota.first_come([arrival("a", 1, 60), early, late, arrival("next", 3, 1)], pool(100), WINDOW)
    assert names(outcome) == ["a"]
    assert outcome.void == (
        (early, Void.QUOTA_EXCEEDED),
        (late, Void.QUOTA_EXCEEDED),
        (arrival("next", 3, 1), Void.QUOTA_EXCEEDED),
    )
    assert outcome.exceeded_on == JUNE + dt.timedelta(days=1)
    assert outcome.last_day == JUNE
    assert outcome.remaining == 40


def test_filling_the_quota_to_the_unit_is_no_excess_and_ends_reception_that_day():
    """Q-05: 募集口数に達した時点で受付終了"""
    outcome = quota.first_come([arrival("a", 1, 60), arrival("b", 2, 40)], pool(100), WINDOW)
    assert names(outcome) == ["a", "b"]
    assert (outcome.remaining, outcome.exceeded_on) == (0, None)
    assert outcome.last_day == JUNE + dt.timedelta(days=1)


def test_one_unit_after_an_exact_fill_is_void_and_the_day_of_the_fill_stays_the_last():
    """Q-05"""
    outcome = quota.first_come(
        [arrival("a", 1, 60), arrival("b", 2, 40), arrival("c", 5, 1)], pool(100), WINDOW
    )
    assert names(outcome) == ["a", "b"]
    assert outcome.exceeded_on == JUNE + dt.timedelta(days=4)
    assert outcome.last_day == JUNE + dt.timedelta(days=3)


def test_an_excess_on_the_very_first_day_leaves_nobody_in():
    """Q-05"""
    outcome = quota.first_come([Arrival("a", OPENS, 101)], pool(100), WINDOW)
    assert names(outcome) == []
    assert outcome.last_day == OPENS - dt.timedelta(days=1)


def test_whatever_arrives_outside_the_period_is_void_and_takes_nothing_from_the_quota():
    """Q-08: 応募受付期間終了後の応募には一切応じられません"""
    before, after = (
        Arrival("b", OPENS - dt.timedelta(days=1), 90),
        Arrival("z", ENDS + dt.timedelta(days=1), 90),
    )
    outcome = quota.first_come([before, Arrival("a", ENDS, 20), after], pool(100), WINDOW)
    assert names(outcome) == ["a"]
    assert outcome.void == ((before, Void.BEFORE_OPENING), (after, Void.AFTER_PERIOD))
    assert outcome.exceeded_on is None


def test_what_is_left_is_told_as_of_a_day_without_looking_ahead():
    """Q-05"""
    known = [arrival("a", 1, 60), arrival("b", 3, 40), arrival("c", 4, 1)]
    first = quota.standing(known, pool(100), WINDOW, JUNE + dt.timedelta(days=1))
    assert (first.applied, first.remaining, first.closed, first.last_day) == (60, 40, False, None)
    filled = quota.standing(known, pool(100), WINDOW, JUNE + dt.timedelta(days=2))
    assert (filled.applied, filled.remaining, filled.closed) == (100, 0, True)
    assert filled.last_day == JUNE + dt.timedelta(days=2)


def test_after_an_excess_nothing_is_left_though_units_are_unsold():
    """Q-05"""
    standing = quota.standing(
        [arrival("a", 1, 60), arrival("b", 2, 50)], pool(100), WINDOW, JUNE + dt.timedelta(days=1)
    )
    assert (standing.applied, standing.remaining, standing.closed, standing.last_day) == (60, 0, True, JUNE)


def test_nothing_is_left_after_the_last_day_of_the_period():
    """Q-08"""
    on_the_day = quota.standing([arrival("a", 1, 60)], pool(100), WINDOW, ENDS)
    assert (on_the_day.remaining, on_the_day.closed, on_the_day.last_day) == (0, True, ENDS)
    day_before = quota.standing([arrival("a", 1, 60)], pool(100), WINDOW, ENDS - dt.timedelta(days=1))
    assert (day_before.remaining, day_before.closed) == (40, False)


def test_a_newcomer_who_would_void_the_whole_day_is_known_before_filing():
    """Q-05"""
    known = [arrival("a", 1, 60), arrival("b", 2, 30)]
    assert quota.would_void_the_day(known, arrival("c", 2, 11), pool(100), WINDOW)
    assert not quota.would_void_the_day(known, arrival("c", 2, 10), pool(100), WINDOW)
    assert not quota.would_void_the_day([*known, arrival("x", 2, 11)], arrival("c", 2, 1), pool(100), WINDOW)


def test_separate_pools_fill_separately():
    """B-03: 2024 had 150,000 and 30,000 units; a full certified pool did not close the ordinary one."""
    outcomes = quota.settle(
        terms.of(2024),
        [
            Arrival("a", dt.date(2024, 6, 1), 30_000, Kind.CERTIFIED),
            Arrival("b", dt.date(2024, 6, 1), 150_000, Kind.ORDINARY),
        ],
        Random(1),
    )
    assert {name: outcome.admitted_units for name, outcome in outcomes.items()} == {
        "certified": 30_000,
        "ordinary": 150_000,
    }


def test_a_shared_pool_is_filled_by_all_kinds_together():
    """B-03, Q-05: one pool of 544,777 units in 2025"""
    day = dt.date(2025, 6, 1)
    outcomes = quota.settle(
        terms.of(2025),
        [
            Arrival("a", day, 500_000),
            Arrival("b", day + dt.timedelta(days=1), 44_777, Kind.CERTIFIED),
            Arrival("c", day + dt.timedelta(days=2), 1),
        ],
        Random(1),
    )
    assert names(outcomes["all"]) == ["a", "b"]
    assert outcomes["all"].remaining == 0


def test_a_kind_that_was_not_on_offer_cannot_take_units():
    """B-20"""
    with pytest.raises(KindNotOffered):
        quota.settle(terms.of(2025), [Arrival("a", JUNE, 1, Kind.STEP_UP)], Random(1))


def test_a_quota_that_was_never_published_is_refused_rather_than_unlimited():
    with pytest.raises(QuotaUnknown) as refused:
        quota.first_come([], terms.of(2023).pools["all"], terms.of(2023).application)
    assert refused.value.facts == {"pool": "all"}


@pytest.mark.parametrize("units", [0, -1, 1.5, True])
def test_an_application_without_whole_units_is_refused(units):
    """P-01"""
    with pytest.raises(ApplicationWithoutUnits) as refused:
        quota.first_come([arrival("a", 1, units)], pool(100), WINDOW)
    assert refused.value.facts == {"reference": "a", "units": str(units)}


def test_lots_are_drawn_only_when_the_quota_does_not_suffice():
    """B13-3: 募集口数を超える応募がある場合は、抽選"""
    known = [arrival("a", 1, 60), arrival("b", 2, 40)]
    assert sorted(names(quota.lottery(known, pool(100), WINDOW, Random(7)))) == ["a", "b"]
    drawn = quota.lottery([*known, arrival("c", 3, 40)], pool(100), WINDOW, Random(7))
    assert drawn.admitted_units <= 100
    assert {reason for _, reason in drawn.void} == {Void.NOT_DRAWN}
    assert drawn.last_day == ENDS


def test_a_draw_depends_on_its_chance_and_not_on_who_came_first():
    """B13-3"""
    known = [arrival(f"{n:02}", 1 + n % 5, 10) for n in range(20)]
    forward = quota.lottery(known, pool(100), WINDOW, Random(7))
    backward = quota.lottery(known[::-1], pool(100), WINDOW, Random(7))
    assert forward.admitted == backward.admitted
    assert len(forward.admitted) == 10
    draws = {frozenset(names(quota.lottery(known, pool(100), WINDOW, Random(n)))) for n in range(20)}
    assert len(draws) > 1


def test_the_lottery_year_2013_is_settled_by_lot():
    """B13-3"""
    day = dt.date(2013, 6, 3)
    outcome = quota.settle(
        terms.of(2013),
        [Arrival("a", day, 60_000), Arrival("b", day + dt.timedelta(days=1), 60_000)],
        Random(3),
    )["all"]
    assert outcome.admitted_units == 60_000
    assert outcome.exceeded_on is None
    assert {reason for _, reason in outcome.void} == {Void.NOT_DRAWN}


@given(arrivals, st.integers(1, 400))
def test_first_come_never_admits_more_than_the_quota_and_loses_nobody(known, units):
    """Q-05"""
    outcome = quota.first_come(known, pool(units), WINDOW)
    assert sum(a.units for a in outcome.admitted) == outcome.admitted_units <= units
    assert sorted(map(repr, [*outcome.admitted, *(a for a, _ in outcome.void)])) == sorted(map(repr, known))


@given(arrivals, st.integers(1, 400))
def test_first_come_admits_or_voids_a_day_as_a_whole(known, units):
    """Q-05: no day inside the period has both admitted and void applications, and none is in after the last day."""
    outcome = quota.first_come(known, pool(units), WINDOW)
    kept = {a.day for a in outcome.admitted}
    assert not kept & {a.day for a, _ in outcome.void}
    assert all(day <= outcome.last_day for day in kept)
    if outcome.exceeded_on:
        inside = [a.units for a in known if OPENS <= a.day <= outcome.exceeded_on]
        assert sum(inside) > units


@given(arrivals, st.integers(1, 400), st.randoms(use_true_random=False))
def test_the_order_in_which_arrivals_are_given_changes_nothing(known, units, order):
    """Q-05"""
    mixed = list(known)
    order.shuffle(mixed)
    one, other = (quota.first_come(each, pool(units), WINDOW) for each in (known, mixed))
    assert (one.last_day, one.exceeded_on, one.admitted_units) == (
        other.last_day,
        other.exceeded_on,
        other.admitted_units,
    )


@given(arrivals, st.integers(1, 400), st.integers())
def test_a_lottery_never_admits_more_than_the_quota_and_loses_nobody(known, units, seed):
    """B13-3"""
    outcome = quota.lottery(known, pool(units), WINDOW, Random(seed))
    assert sum(a.units for a in outcome.admitted) == outcome.admitted_units <= units
    assert len(outcome.admitted) + len(outcome.void) == len(known)


def test_all_22400_associations_are_settled_in_well_under_a_second():
    """Q-05: S2 counts about 22,400 associations."""
    crowd = [Arrival(str(n), OPENS + dt.timedelta(days=n % 172), 1 + n % 50) for n in range(22_400)]
    began = time.perf_counter()
    outcome = quota.first_come(crowd, pool(544_777), WINDOW)
    assert time.perf_counter() - began < 1
    assert 0 < outcome.admitted_units <= 544_777
    assert outcome.exceeded_on
