"""Who may apply (応募の要件): the building, the requirements of the fiscal year, and what a kind asks besides.

The four requirements of today stand in S1 3章1, the fifth of 認定 in 7章1, that of ステップアップ in S4. The rules of
2013 (S3) are kept as history: each fiscal year names its own set (B-05). Nothing here asks for a resolution of the
assembly (S1 9章Q1, Q-03) or for incorporation (Q-01).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from domain.certification import Certification, Rating
from domain.errors import (
    AlreadyAppliedThisYear,
    ChangeBeforeFirstApproval,
    NotEligible,
    PlanLengthUnknown,
    SeveralKindsAtOnce,
)
from domain.months import add_months
from domain.reserve_history import least_monthly_reserve
from domain.terms import FiscalTerms, Kind, Requirements


class Unmet(StrEnum):
    """A requirement that is not met. Each has its sentence under ``not_eligible``."""

    NOT_A_CONDOMINIUM = "not_a_condominium"
    RENTAL = "rental"
    NO_DWELLINGS = "no_dwellings"
    OKINAWA = "okinawa"
    NO_RULES = "no_rules"
    PLAN_TOO_SHORT = "plan_too_short"
    PLAN_NOT_RUNNING = "plan_not_running"
    ANTISOCIAL = "antisocial"
    NO_LOAN_INTENDED = "no_loan_intended"
    NOT_CERTIFIED = "not_certified"
    NOT_RATED = "not_rated"
    RULES_INCOMPLETE = "rules_incomplete"  # 2013
    PLAN_WITHOUT_WORKS = "plan_without_works"  # 2013
    RESERVE_TOO_LOW = "reserve_too_low"  # 2013


@dataclass(frozen=True, slots=True)
class Building:
    """What stands there. ``prefecture`` is its JIS number, 1 (北海道) to 47 (沖縄県)."""

    prefecture: int
    condominium: bool = True  # 区分所有の分譲マンション
    rental: bool = False
    dwellings: int = 1


@dataclass(frozen=True, slots=True)
class RepairPlan:
    """長期修繕計画: the day it was made, how many years it covers, and the plan it replaced."""

    made_on: dt.date
    years: int
    replaced: "RepairPlan | None" = None

    def last_day(self) -> dt.date:
        """The last day inside the plan. Raises PlanLengthUnknown for no or negative years."""
        if self.years < 1:
            raise PlanLengthUnknown(years=str(self.years))
        return add_months(self.made_on, 12 * self.years) - dt.timedelta(days=1)

    def runs_on(self, day: dt.date) -> bool:
        """Whether the day lies inside the plan (S1 3章1: 応募日現在、計画期間内)."""
        return self.made_on <= day <= self.last_day()

    def total_years(self) -> int:
        """Years counted from the making of the plan, with those of the plan it renewed (S1 3章1: 合算)."""
        return self.years + (self.replaced.years if self.replaced else 0)


@dataclass(frozen=True, slots=True)
class Reserve2013:
    """What only the rules of 2013 asked (B13-1, B13-2)."""

    rules_hold_six_items: bool
    plan_names_works: bool  # 外壁・屋根・給排水管 with time and cost
    monthly_yen: int
    years_built: int
    average_square_metres: Decimal | int
    long_life_housing: bool = False  # 長期優良住宅: exempt from the amount


@dataclass(frozen=True, slots=True)
class Applicant:
    """All that the requirements look at. ``promised`` are those that the next assembly will meet (2013 only)."""

    building: Building
    plan: RepairPlan
    has_rules: bool
    no_antisocial_ties: bool
    intends_loan: bool
    certification: Certification | None = None
    rating: Rating | None = None
    of_2013: Reserve2013 | None = None
    promised: frozenset[Unmet] = field(default_factory=frozenset)


def unmet(applicant: Applicant, terms: FiscalTerms, kind: Kind, on: dt.date) -> tuple[Unmet, ...]:
    """Every requirement not met on the day of application, in the order of the guide. Raises KindNotOffered.

    In 2013 a requirement promised for the next assembly counted as met, but never that on 反社 (B13-2).
    """
    rules = terms.requirements.value
    asked = [*BUILDING, *REQUIREMENTS[rules], *EXTRA[terms.kind(kind).kind]]
    missing = tuple(name for name, holds in asked if not holds(applicant, on))
    if rules is Requirements.FIVE_OF_2013:
        return tuple(name for name in missing if name not in applicant.promised & MAY_BE_PROMISED)
    return missing


def require(applicant: Applicant, terms: FiscalTerms, kind: Kind, on: dt.date) -> None:
    """Raises NotEligible with the first requirement not met, or KindNotOffered (Q-01, Q-02)."""
    missing = unmet(applicant, terms, kind, on)
    if missing:
        raise NotEligible(requirement=str(missing[0]), others=len(missing) - 1)


def require_one_kind(kinds: Iterable[Kind], applied_this_year: bool = False) -> Kind:
    """The one kind of the application. Raises SeveralKindsAtOnce (Q-06), AlreadyAppliedThisYear (規定1(2))."""
    asked = sorted(set(kinds))
    if len(asked) != 1:
        raise SeveralKindsAtOnce(count=len(asked))
    if applied_this_year:
        raise AlreadyAppliedThisYear
    return asked[0]


def require_changeable(ever_bought: bool, application_approved: bool) -> None:
    """Raises ChangeBeforeFirstApproval: who never bought may file changes only once the application is approved
    (Q-07, S1 3章4, 9章Q3)."""
    if not ever_bought and not application_approved:
        raise ChangeBeforeFirstApproval


def _rules_of_2013(who: Applicant, on: dt.date) -> bool:
    return who.of_2013 is not None and who.of_2013.rules_hold_six_items


def _works_of_2013(who: Applicant, on: dt.date) -> bool:
    return who.of_2013 is not None and who.of_2013.plan_names_works


def _reserve_of_2013(who: Applicant, on: dt.date) -> bool:
    facts = who.of_2013
    if facts is None:
        return False
    least = least_monthly_reserve(facts.years_built, facts.average_square_metres)
    return facts.long_life_housing or facts.monthly_yen >= least


def _plan_of_2013(who: Applicant, on: dt.date) -> bool:
    old = who.plan.made_on.year <= OLD_PLAN_UNTIL
    return who.plan.years >= (OLD_PLAN_YEARS if old else PLAN_YEARS)


Test = Callable[[Applicant, dt.date], bool]
OKINAWA = 47
PLAN_YEARS = 20
OLD_PLAN_UNTIL, OLD_PLAN_YEARS = 1994, 15  # 平成6年以前 (S3)
MAY_BE_PROMISED = frozenset(  # S3: 5の要件を除き
    {
        Unmet.NO_LOAN_INTENDED,
        Unmet.NO_RULES,
        Unmet.RULES_INCOMPLETE,
        Unmet.PLAN_TOO_SHORT,
        Unmet.PLAN_WITHOUT_WORKS,
        Unmet.RESERVE_TOO_LOW,
    }
)
BUILDING: tuple[tuple[Unmet, Test], ...] = (
    (Unmet.NOT_A_CONDOMINIUM, lambda who, on: who.building.condominium),
    (Unmet.RENTAL, lambda who, on: not who.building.rental),
    (Unmet.NO_DWELLINGS, lambda who, on: who.building.dwellings > 0),
    (Unmet.OKINAWA, lambda who, on: who.building.prefecture != OKINAWA),
)
REQUIREMENTS: Mapping[Requirements, tuple[tuple[Unmet, Test], ...]] = {
    Requirements.FOUR_OF_2025: (
        (Unmet.NO_RULES, lambda who, on: who.has_rules),
        (Unmet.PLAN_TOO_SHORT, lambda who, on: who.plan.total_years() >= PLAN_YEARS),
        (Unmet.PLAN_NOT_RUNNING, lambda who, on: who.plan.runs_on(on)),
        (Unmet.ANTISOCIAL, lambda who, on: who.no_antisocial_ties),
        (Unmet.NO_LOAN_INTENDED, lambda who, on: who.intends_loan),
    ),
    Requirements.FIVE_OF_2013: (
        (Unmet.NO_LOAN_INTENDED, lambda who, on: who.intends_loan),
        (Unmet.NO_RULES, lambda who, on: who.has_rules),
        (Unmet.RULES_INCOMPLETE, _rules_of_2013),
        (Unmet.PLAN_TOO_SHORT, _plan_of_2013),
        (Unmet.PLAN_WITHOUT_WORKS, _works_of_2013),
        (Unmet.RESERVE_TOO_LOW, _reserve_of_2013),
        (Unmet.ANTISOCIAL, lambda who, on: who.no_antisocial_ties),
    ),
}
EXTRA: Mapping[Kind, tuple[tuple[Unmet, Test], ...]] = {
    Kind.ORDINARY: (),
    Kind.CERTIFIED: (
        (
            Unmet.NOT_CERTIFIED,
            lambda who, on: bool(who.certification and who.certification.opens(Kind.CERTIFIED, on)),
        ),
    ),
    Kind.STEP_UP: (
        (Unmet.NOT_RATED, lambda who, on: bool(who.rating and who.rating.opens(Kind.STEP_UP, on))),
    ),
}
