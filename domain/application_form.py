"""What 応募 asks: the building and its plan, the kind of bond, the association's own figures, the units, the papers.

Each answer is held against the rule it touches as soon as it is given, so that a refusal comes beside its question
and names the figure or the day that would do; `application_rules.require` holds all of them together on the day of
reception.
Sources: S1 3章1・3, 7章, S4; Q-01, Q-02, Q-06, P-01 to P-03, T-01, T-05.
"""

import datetime as dt
from typing import Any

from domain import application_rules as rules
from domain import purchase, terms
from domain.address import parse_prefecture
from domain.certification import GRADES_THAT_QUALIFY, Proof, Scheme, certified, rated
from domain.characters import clean
from domain.choices import parse_choice, parse_yes_no
from domain.dates import parse_date, parse_term
from domain.eligibility import OKINAWA, PLAN_YEARS, RepairPlan, Unmet
from domain.errors import (
    CeilingBelowUnit,
    NotEligible,
    PlanLengthUnknown,
    PlanMadeLater,
    PlanNotRunning,
    PlanTooShort,
    RatingTooLow,
)
from domain.form import Answers, Field, Form, Section
from domain.money import UNIT, parse_units, parse_yen
from domain.months import fiscal_year
from domain.terms import Kind
from domain.words import words

BUILDINGS = ("condominium", "mixed", "rental", "other")
KINDS = tuple(str(kind) for kind in Kind)
PROOFS = tuple(str(proof) for proof in Proof)
SCHEMES = tuple(str(scheme) for scheme in Scheme)
STARS = ("5", "4", "3", "2", "1", "0")
DIAGNOSES = ("S", "A", "B")
MOST_PLAN_YEARS = 100  # a longer plan is a slip of the finger


# ---- Parsers: each raises the refusal of its rule ---------------------------------------------------------


def _building(text: str, answers: Answers, today: dt.date) -> str:
    """区分所有の分譲マンション, also with shops; not rented out as a whole (Q-01, S1 3章1, 9章Q2)."""
    value = parse_choice(text, "building", BUILDINGS)
    if value in ("rental", "other"):
        refused = Unmet.RENTAL if value == "rental" else Unmet.NOT_A_CONDOMINIUM
        raise NotEligible(requirement=str(refused), others=0)
    return value


def _prefecture(text: str, answers: Answers, today: dt.date) -> str:
    """Not in 沖縄県 (Q-01)."""
    name = parse_prefecture(text)
    if rules.number_of(name) == OKINAWA:
        raise NotEligible(requirement=str(Unmet.OKINAWA), others=0)
    return name


def _must(requirement: Unmet) -> Any:
    def parse(text: str, answers: Answers, today: dt.date) -> bool:
        if not parse_yes_no(text):
            raise NotEligible(requirement=str(requirement), others=0)
        return True

    return parse


def _plan_made(text: str, answers: Answers, today: dt.date) -> str:
    year, month = parse_term(text)
    made = dt.date(year, month, 1)
    if made > today:
        raise PlanMadeLater(made=made, on=today)
    return f"{year:04d}-{month:02d}"


def _plan_years(text: str, answers: Answers, today: dt.date) -> int:
    """The day of application lies inside the plan (Q-02)."""
    years = _years(text)
    plan = RepairPlan(rules.month(answers["plan_made"]), years)
    if not plan.runs_on(today):
        raise PlanNotRunning(first=plan.made_on, last=plan.last_day(), on=today)
    return years


def _renewed(text: str, answers: Answers, today: dt.date) -> bool:
    if not parse_yes_no(text):
        raise _too_short(answers, 0)
    return True


def _old_years(text: str, answers: Answers, today: dt.date) -> int:
    """更新前と更新後の計画期間を合算して20年以上 (Q-02)."""
    years = _years(text)
    if int(answers["plan_years"]) + years < PLAN_YEARS:
        raise _too_short(answers, years)
    return years


def _kind(text: str, answers: Answers, today: dt.date) -> str:
    """One of the kinds that are on offer this year (Q-06, B-20)."""
    value = parse_choice(text, "bond_kind", KINDS)
    terms.of(fiscal_year(today)).kind(value)
    return value


def _proof(text: str, answers: Answers, today: dt.date) -> str:
    """Only the notice itself; neither 事前確認適合証 nor 申請中 (T-01, S1 7章Q4)."""
    value = parse_choice(text, "proof", PROOFS)
    if value != Proof.NOTICE:
        raise NotEligible(requirement=str(Unmet.NOT_CERTIFIED), others=0)
    return value


def _certified_on(text: str, answers: Answers, today: dt.date) -> str:
    paper = certified(parse_date(text))
    rules.refuse_invalid("certification", paper, today)
    return paper.valid_from.isoformat()


def _grade(field: str, scheme: Scheme, grades: tuple[str, ...]) -> Any:
    def parse(text: str, answers: Answers, today: dt.date) -> str:
        """★4 or more, or S (T-05)."""
        value = parse_choice(text.upper(), field, grades)
        if value not in GRADES_THAT_QUALIFY[scheme]:
            raise RatingTooLow(scheme=str(scheme), given=value)
        return value

    return parse


def _rated_on(text: str, answers: Answers, today: dt.date) -> str:
    on = parse_date(text)
    scheme = Scheme(answers["rating_scheme"])
    rules.refuse_invalid(str(scheme), rated(scheme, rules.grade_told(answers), on), today)
    return on.isoformat()


def _yen(text: str, answers: Answers, today: dt.date) -> int:
    return 0 if clean(text) == "0" else parse_yen(text)


def _borrowings(text: str, answers: Answers, today: dt.date) -> int:
    """The last figure: less than one unit together is said here (P-01, P-03)."""
    borrowed = _yen(text, answers, today)
    limit = rules.ceiling({**answers, "borrowings": borrowed})
    if limit is not None and not limit.units:
        raise CeilingBelowUnit(ceiling=limit.amount, unit=UNIT)
    return borrowed


def _units(text: str, answers: Answers, today: dt.date) -> int:
    """Whole units inside the rules.ceiling (P-01 to P-03)."""
    count = parse_units(text)
    if (limit := rules.ceiling(answers)) is not None:
        purchase.check_ceiling(count, limit)
    return count


def _choice(field: str, *values: str) -> Any:
    return lambda text, answers, today: parse_choice(text, field, values)


def _document(text: str, answers: Answers, today: dt.date) -> str:
    return clean(text)


def _too_short(answers: Answers, old: int) -> PlanTooShort:
    total = int(answers["plan_years"]) + old
    return PlanTooShort(years=total, least=PLAN_YEARS, lacking=PLAN_YEARS - total)


def _years(text: str) -> int:
    digits = clean(text).rstrip(words("plans")["year"])
    if not (digits.isascii() and digits.isdecimal() and 1 <= int(digits) <= MOST_PLAN_YEARS):
        raise PlanLengthUnknown(years=clean(text))
    return int(digits)


BUILDING = Section(
    "building",
    (
        Field("building", _building, "choice", choices=BUILDINGS),
        Field("building_prefecture", _prefecture),
        Field("has_rules", _must(Unmet.NO_RULES), "yes_no"),
        Field("plan_made", _plan_made, "date"),
        Field("plan_years", _plan_years, "years"),
        Field("plan_renewed", _renewed, "yes_no", needed=rules.plan_is_short),
        Field(
            "old_plan_years",
            _old_years,
            "years",
            needed=lambda a: rules.plan_is_short(a) and a.get("plan_renewed") is True,
        ),
        Field("no_antisocial_ties", _must(Unmet.ANTISOCIAL), "yes_no"),
        Field("intends_loan", _must(Unmet.NO_LOAN_INTENDED), "yes_no"),
    ),
)

KIND = Section(
    "kind",
    (
        Field("bond_kind", _kind, "choice", choices=KINDS),
        Field("proof", _proof, "choice", needed=rules.is_certified, choices=PROOFS),
        Field("certified_on", _certified_on, "date", needed=rules.is_certified),
        Field(
            "rating_scheme",
            _choice("rating_scheme", *SCHEMES),
            "choice",
            needed=rules.is_step_up,
            choices=SCHEMES,
        ),
        Field("stars", _grade("stars", Scheme.STARS, STARS), "choice", needed=rules.by_stars, choices=STARS),
        Field(
            "diagnosis",
            _grade("diagnosis", Scheme.DIAGNOSIS, DIAGNOSES),
            "choice",
            needed=rules.by_diagnosis,
            choices=DIAGNOSES,
        ),
        Field("rated_on", _rated_on, "date", needed=rules.is_step_up),
    ),
)

FIGURES = Section(
    "figures",
    (
        Field("yearly_reserve", _yen, "yen"),
        Field("reserve_balance", _yen, "yen"),
        Field("borrowings", _borrowings, "yen"),
    ),
)

UNITS = Section("units", (Field("units", _units, "units"),))

PAPERS = Section(
    "papers",
    (
        Field("certification_notice", _document, "file", private=True, needed=rules.is_certified),
        Field("rating_certificate", _document, "file", private=True, needed=rules.by_stars),
        Field("diagnosis_report", _document, "file", private=True, needed=rules.by_diagnosis),
    ),
)

APPLICATION = Form("application", (BUILDING, KIND, FIGURES, UNITS, PAPERS))
