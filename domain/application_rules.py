"""The answers of 応募 held against the rule book: ceiling, requirements, validity of papers, on the day of reception.

Sources: S1 3章1・3, 7章, S4; Q-01, Q-02, Q-06, P-03, T-01, T-05.
"""

import datetime as dt

from domain import eligibility, purchase, terms
from domain.certification import Certification, Rating, Scheme, certified, rated
from domain.eligibility import PLAN_YEARS, Applicant, Building, RepairPlan
from domain.errors import PaperNotValid, PlanNotRunning
from domain.form import Answers
from domain.months import fiscal_year
from domain.purchase import Ceiling
from domain.terms import Kind
from domain.words import words

FIGURE_NAMES = ("yearly_reserve", "reserve_balance", "borrowings")


def ceiling(answers: Answers) -> Ceiling | None:
    """The most that may be bought by the association's own figures, or None while one is missing (P-03)."""
    if any(name not in answers for name in FIGURE_NAMES):
        return None
    return purchase.ceiling(answers["yearly_reserve"], [answers["reserve_balance"]], answers["borrowings"])


def applicant(answers: Answers) -> Applicant:
    """All that the requirements look at, out of complete answers."""
    old = (
        RepairPlan(month(answers["plan_made"]), answers["old_plan_years"]) if plan_is_short(answers) else None
    )
    return Applicant(
        building=Building(number_of(answers["building_prefecture"])),
        plan=RepairPlan(month(answers["plan_made"]), answers["plan_years"], old),
        has_rules=answers["has_rules"],
        no_antisocial_ties=answers["no_antisocial_ties"],
        intends_loan=answers["intends_loan"],
        certification=_certification(answers),
        rating=_rating(answers),
    )


def require(answers: Answers, on: dt.date) -> None:
    """Hold complete answers against every rule on the day of reception.

    Raises NotEligible, KindNotOffered, OverCeiling, PlanNotRunning, PaperNotValid (Q-01, Q-02, Q-06, P-03, T-01, T-05).
    """
    who, kind = applicant(answers), Kind(answers["bond_kind"])
    if not who.plan.runs_on(on):
        raise PlanNotRunning(first=who.plan.made_on, last=who.plan.last_day(), on=on)
    if kind is Kind.CERTIFIED and who.certification:
        refuse_invalid("certification", who.certification, on)
    if kind is Kind.STEP_UP and who.rating:
        refuse_invalid(str(who.rating.scheme), who.rating, on)
    eligibility.require(who, terms.of(fiscal_year(on)), kind, on)
    limit = ceiling(answers)
    assert limit is not None  # complete answers hold the three figures
    purchase.check_ceiling(answers["units"], limit)


def number_of(prefecture: str) -> int:
    """The JIS number of a prefecture's name, 1 to 47; 0 for no such name."""
    names = list(words("prefectures")["names"])
    return names.index(prefecture) + 1 if prefecture in names else 0


def plan_is_short(a: Answers) -> bool:
    """Whether the plan alone covers less than twenty years: then the one it renewed is asked for (Q-02)."""
    return isinstance(a.get("plan_years"), int) and a["plan_years"] < PLAN_YEARS


def _certification(a: Answers) -> Certification | None:
    return certified(_day(a["certified_on"])) if is_certified(a) else None


def _rating(a: Answers) -> Rating | None:
    return rated(Scheme(a["rating_scheme"]), grade_told(a), _day(a["rated_on"])) if is_step_up(a) else None


def grade_told(a: Answers) -> str:
    """The grade of whichever scheme was chosen."""
    return str(a["stars"] if a["rating_scheme"] == Scheme.STARS else a["diagnosis"])


def refuse_invalid(paper: str, held: Certification | Rating, on: dt.date) -> None:
    """Raises PaperNotValid unless the paper counts on this day (T-01, T-05)."""
    if not held.valid_from <= on <= held.valid_until:
        raise PaperNotValid(paper=paper, first=held.valid_from, last=held.valid_until, on=on)


def month(told: str) -> dt.date:
    """The first day of a month as it is kept, 2015-04."""
    year, month = str(told).split("-")[:2]
    return dt.date(int(year), int(month), 1)


def _day(told: str) -> dt.date:
    return dt.date.fromisoformat(str(told))


def is_certified(a: Answers) -> bool:
    """認定すまい・る債 was chosen."""
    return a.get("bond_kind") == Kind.CERTIFIED


def is_step_up(a: Answers) -> bool:
    """ステップアップすまい・る債 was chosen."""
    return a.get("bond_kind") == Kind.STEP_UP


def by_stars(a: Answers) -> bool:
    """ステップアップ by マンション管理適正評価制度."""
    return is_step_up(a) and a.get("rating_scheme") == Scheme.STARS


def by_diagnosis(a: Answers) -> bool:
    """ステップアップ by マンション管理適正化診断サービス."""
    return is_step_up(a) and a.get("rating_scheme") == Scheme.DIAGNOSIS
