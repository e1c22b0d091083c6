"""Who may apply, in the words of each year's guide."""

import datetime as dt
from dataclasses import replace

import pytest

from domain import certification, eligibility, terms
from domain.certification import Proof, Scheme
from domain.eligibility import Applicant, Building, RepairPlan, Reserve2013, Unmet
from domain.errors import (
    AlreadyAppliedThisYear,
    ChangeBeforeFirstApproval,
    KindNotOffered,
    NotEligible,
    PlanLengthUnknown,
    SeveralKindsAtOnce,
)
from domain.terms import Kind

ON = dt.date(2025, 6, 2)
TODAY = terms.of(2025)
TOKYO, OKINAWA = 13, 47


def applicant(**changes) -> Applicant:
    """An association that meets everything of 2025, but for what is changed."""
    meets = Applicant(
        building=Building(prefecture=TOKYO, dwellings=60),
        plan=RepairPlan(dt.date(2020, 5, 30), 30),
        has_rules=True,
        no_antisocial_ties=True,
        intends_loan=True,
    )
    return replace(meets, **changes)


def missing(**changes) -> tuple[Unmet, ...]:
    return eligibility.unmet(applicant(**changes), TODAY, Kind.ORDINARY, ON)


def test_an_association_that_meets_the_four_requirements_may_apply():
    """Q-02"""
    assert missing() == ()
    eligibility.require(applicant(), TODAY, Kind.ORDINARY, ON)


@pytest.mark.parametrize(
    ("building", "reason"),
    [
        (Building(TOKYO, rental=True), Unmet.RENTAL),
        (Building(TOKYO, condominium=False), Unmet.NOT_A_CONDOMINIUM),
        (Building(OKINAWA), Unmet.OKINAWA),
        (Building(TOKYO, dwellings=0), Unmet.NO_DWELLINGS),
    ],
)
def test_rentals_okinawa_and_buildings_without_dwellings_may_not_apply(building, reason):
    """Q-01"""
    assert missing(building=building) == (reason,)


def test_a_mixed_building_may_apply_if_one_dwelling_is_in_it():
    """Q-01: 複合型 (S1 9章Q2)"""
    assert missing(building=Building(TOKYO, dwellings=1)) == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"has_rules": False}, Unmet.NO_RULES),
        ({"no_antisocial_ties": False}, Unmet.ANTISOCIAL),
        ({"intends_loan": False}, Unmet.NO_LOAN_INTENDED),
    ],
)
def test_rules_no_antisocial_ties_and_an_intended_loan_are_each_required(change, reason):
    """Q-02"""
    assert missing(**change) == (reason,)


def test_the_repair_plan_needs_twenty_years_from_its_making_not_from_the_application():
    """Q-02: 作成した時点からの期間で、応募を行う時点からの期間ではありません"""
    old = RepairPlan(dt.date(2006, 1, 1), 20)
    assert missing(plan=old) == ()  # Half a year of it is left.
    assert missing(plan=RepairPlan(dt.date(2020, 1, 1), 19)) == (Unmet.PLAN_TOO_SHORT,)


def test_the_day_of_application_must_lie_inside_the_plan():
    """Q-02: 応募日現在、計画期間内"""
    assert missing(plan=RepairPlan(dt.date(2005, 6, 3), 20)) == ()  # Its last day is the day of application.
    assert missing(plan=RepairPlan(dt.date(2005, 6, 2), 20)) == (Unmet.PLAN_NOT_RUNNING,)
    assert missing(plan=RepairPlan(dt.date(2025, 6, 3), 20)) == (Unmet.PLAN_NOT_RUNNING,)
    assert missing(plan=RepairPlan(ON, 20)) == ()


def test_the_plan_and_the_one_it_renewed_may_be_added_up_to_twenty_years():
    """Q-02: 更新前と更新後の計画期間を合算"""
    before = RepairPlan(dt.date(2010, 4, 1), 10)
    assert missing(plan=RepairPlan(dt.date(2018, 4, 1), 10, replaced=before)) == ()
    assert missing(plan=RepairPlan(dt.date(2018, 4, 1), 9, replaced=before)) == (Unmet.PLAN_TOO_SHORT,)


@pytest.mark.parametrize("years", [0, -20])
def test_a_plan_without_years_is_refused(years):
    """Q-02"""
    with pytest.raises(PlanLengthUnknown) as refused:
        missing(plan=RepairPlan(ON, years))
    assert refused.value.facts == {"years": str(years)}


def test_a_plan_of_one_year_runs_for_that_year():
    """Q-02"""
    plan = RepairPlan(ON, 1)
    assert plan.last_day() == dt.date(2026, 6, 1)
    assert plan.runs_on(dt.date(2026, 6, 1))
    assert not plan.runs_on(dt.date(2026, 6, 2))


def test_neither_a_resolution_of_the_assembly_nor_incorporation_is_asked_for():
    """Q-03, Q-01: 総会の決議を応募要件とはしていません; 法人格不問"""
    asked = {name for rules in eligibility.REQUIREMENTS.values() for name, _ in rules}
    asked |= {name for name, _ in eligibility.BUILDING}
    asked |= {name for extra in eligibility.EXTRA.values() for name, _ in extra}
    assert asked == set(Unmet)
    assert not [name for name in asked if "resolution" in name or "corporat" in name or "assembly" in name]


def test_a_refusal_names_the_first_requirement_and_counts_the_others():
    """Q-02"""
    with pytest.raises(NotEligible) as refused:
        eligibility.require(applicant(has_rules=False, intends_loan=False), TODAY, Kind.ORDINARY, ON)
    assert refused.value.facts == {"requirement": "no_rules", "others": 1}


def test_certified_bonds_need_the_notice_valid_on_the_day_of_application():
    """T-01"""
    valid = certification.certified(dt.date(2023, 7, 1))
    for paper, expected in [
        (valid, ()),
        (None, (Unmet.NOT_CERTIFIED,)),
        (replace(valid, proof=Proof.PRE_CHECK), (Unmet.NOT_CERTIFIED,)),
        (replace(valid, proof=Proof.PENDING), (Unmet.NOT_CERTIFIED,)),
        (certification.certified(ON + dt.timedelta(days=1)), (Unmet.NOT_CERTIFIED,)),
        (replace(valid, valid_until=ON - dt.timedelta(days=1)), (Unmet.NOT_CERTIFIED,)),
    ]:
        assert eligibility.unmet(applicant(certification=paper), TODAY, Kind.CERTIFIED, ON) == expected


def test_step_up_bonds_need_four_stars_or_an_s_valid_on_the_day_of_application():
    """T-05"""
    on, year = dt.date(2026, 6, 1), terms.of(2026)
    stars = certification.rated(Scheme.STARS, "4", dt.date(2026, 1, 10))
    assert eligibility.unmet(applicant(rating=stars), year, Kind.STEP_UP, on) == ()
    assert eligibility.unmet(applicant(), year, Kind.STEP_UP, on) == (Unmet.NOT_RATED,)
    low = certification.rated(Scheme.STARS, "3", dt.date(2026, 1, 10))
    assert eligibility.unmet(applicant(rating=low), year, Kind.STEP_UP, on) == (Unmet.NOT_RATED,)


def test_a_kind_is_only_judged_where_it_is_on_offer():
    """B-20"""
    with pytest.raises(KindNotOffered):
        eligibility.unmet(applicant(), TODAY, Kind.STEP_UP, ON)


def test_an_application_is_for_one_kind_only():
    """Q-06: 同時に応募することはできません"""
    assert eligibility.require_one_kind([Kind.CERTIFIED]) is Kind.CERTIFIED
    for several in ([Kind.ORDINARY, Kind.CERTIFIED], []):
        with pytest.raises(SeveralKindsAtOnce) as refused:
            eligibility.require_one_kind(several)
        assert refused.value.facts == {"count": len(several)}


def test_an_association_applies_once_a_year():
    """Q-04: 毎年1回の応募 (規定1(2))"""
    with pytest.raises(AlreadyAppliedThisYear):
        eligibility.require_one_kind([Kind.ORDINARY], applied_this_year=True)


def test_who_never_bought_may_change_data_only_after_the_application_is_approved():
    """Q-07"""
    eligibility.require_changeable(ever_bought=True, application_approved=False)
    eligibility.require_changeable(ever_bought=False, application_approved=True)
    with pytest.raises(ChangeBeforeFirstApproval):
        eligibility.require_changeable(ever_bought=False, application_approved=False)


# ---- 2013, kept as history --------------------------------------------------------------------------------

IN_2013 = dt.date(2013, 6, 3)
MEETS_2013 = Reserve2013(
    rules_hold_six_items=True,
    plan_names_works=True,
    monthly_yen=7_000,
    years_built=5,
    average_square_metres=55,
)


def missing_2013(facts: Reserve2013 | None = MEETS_2013, **changes) -> tuple[Unmet, ...]:
    who = applicant(**{"plan": RepairPlan(dt.date(2010, 1, 1), 20), "of_2013": facts, **changes})
    return eligibility.unmet(who, terms.of(2013), Kind.ORDINARY, IN_2013)


def test_2013_asked_for_five_requirements_with_rules_works_and_a_least_reserve():
    """B13-1, B13-2, B-05"""
    assert missing_2013() == ()
    assert missing_2013(replace(MEETS_2013, rules_hold_six_items=False)) == (Unmet.RULES_INCOMPLETE,)
    assert missing_2013(replace(MEETS_2013, plan_names_works=False)) == (Unmet.PLAN_WITHOUT_WORKS,)
    assert missing_2013(replace(MEETS_2013, monthly_yen=6_999)) == (Unmet.RESERVE_TOO_LOW,)


def test_without_the_facts_of_2013_its_three_extra_requirements_are_unmet():
    """B13-2"""
    assert missing_2013(None) == (
        Unmet.RULES_INCOMPLETE,
        Unmet.PLAN_WITHOUT_WORKS,
        Unmet.RESERVE_TOO_LOW,
    )


def test_long_life_housing_was_exempt_from_the_amount():
    """B13-1: 長期優良住宅"""
    assert missing_2013(replace(MEETS_2013, monthly_yen=0, long_life_housing=True)) == ()


def test_plans_made_by_1994_needed_only_fifteen_years():
    """B13-2: 平成6年以前"""
    assert missing_2013(plan=RepairPlan(dt.date(1994, 12, 31), 15)) == ()
    assert missing_2013(plan=RepairPlan(dt.date(1994, 12, 31), 14)) == (Unmet.PLAN_TOO_SHORT,)
    assert missing_2013(plan=RepairPlan(dt.date(1995, 1, 1), 19)) == (Unmet.PLAN_TOO_SHORT,)


def test_a_requirement_promised_for_the_next_assembly_counted_in_2013_but_never_that_on_antisocial_ties():
    """B13-2: 5の要件を除き"""
    promised = frozenset({Unmet.NO_RULES, Unmet.ANTISOCIAL})
    assert missing_2013(has_rules=False, promised=promised) == ()
    assert missing_2013(no_antisocial_ties=False, promised=promised) == (Unmet.ANTISOCIAL,)
    assert missing(has_rules=False, promised=promised) == (Unmet.NO_RULES,)


def test_the_amounts_of_2013_are_not_asked_for_today():
    """B-05"""
    low = replace(MEETS_2013, monthly_yen=0, rules_hold_six_items=False, plan_names_works=False)
    assert missing(of_2013=low) == ()
