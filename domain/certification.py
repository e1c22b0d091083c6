"""What opens the better-paid kinds: the municipality's certification (認定) and the two ratings (評価・診断).

A certification lasts five years and exists since April 2022; ★ ratings last one year, S/A/B diagnoses five
(S2 制度と手続, S4 7章). What counts is whether it is valid on the day of application, and later on each 1 April.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import CertificationBeforeScheme, GradeUnknown
from domain.months import add_months
from domain.terms import Kind


class Proof(StrEnum):
    """The paper that is offered as proof of the certification."""

    NOTICE = "notice"  # 認定通知書, with the official seal
    PRE_CHECK = "pre_check"  # 事前確認適合証 of マンション管理センター
    PENDING = "pending"  # 申請中


class Scheme(StrEnum):
    """Who rated (S4)."""

    STARS = "stars"  # マンション管理適正評価制度, ★0-★5
    DIAGNOSIS = "diagnosis"  # マンション管理適正化診断サービス, S/A/B


class Area(StrEnum):
    """Where the condominium stands, as far as it decides who certifies (T-07)."""

    CITY = "city"
    TOKYO_WARD = "tokyo_ward"
    TOWN_OR_VILLAGE = "town_or_village"


class Authority(StrEnum):
    """Whose plan (推進計画) and seal the certification needs (T-07)."""

    CITY = "city"
    WARD = "ward"
    PREFECTURE = "prefecture"


@dataclass(frozen=True, slots=True)
class Certification:
    """管理計画認定: the paper and the first and last day on which it is valid (T-01, T-07)."""

    proof: Proof
    valid_from: dt.date
    valid_until: dt.date

    def opens(self, kind: Kind, day: dt.date) -> bool:
        """Whether it opens this kind on this day: only the notice itself does, and only while valid (T-01)."""
        valid = self.valid_from <= day <= self.valid_until
        return kind is Kind.CERTIFIED and self.proof is Proof.NOTICE and valid


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating with its grade, ``0``-``5`` stars or ``S``/``A``/``B``, and the days on which it is valid (T-05)."""

    scheme: Scheme
    grade: str
    valid_from: dt.date
    valid_until: dt.date

    def opens(self, kind: Kind, day: dt.date) -> bool:
        """Whether it opens this kind on this day: four stars or more, or an S, while valid (T-05)."""
        valid = self.valid_from <= day <= self.valid_until
        return kind is Kind.STEP_UP and self.grade in GRADES_THAT_QUALIFY[self.scheme] and valid


def certified(on: dt.date) -> Certification:
    """A certification by its notice: valid for five years. Raises CertificationBeforeScheme before 2022-04-01 (T-07)."""
    if on < SCHEME_BEGAN:
        raise CertificationBeforeScheme(given=on, first=SCHEME_BEGAN)
    return Certification(Proof.NOTICE, on, _last_day(on, CERTIFICATION_YEARS))


def rated(scheme: Scheme, grade: str, on: dt.date) -> Rating:
    """A rating given on a day: ★ for one year, S/A/B for five (T-05, S2). Raises GradeUnknown."""
    if grade not in GRADES[scheme]:
        raise GradeUnknown(given=grade, scheme=str(scheme), grades=" ".join(GRADES[scheme]))
    return Rating(scheme, grade, on, _last_day(on, RATING_YEARS[scheme]))


def opens_on_first_of_april(paper: Certification | Rating | None, kind: Kind, fiscal_year: int) -> bool:
    """Whether a continuing purchase in the fiscal year is open: 通常 always, the others by their paper on 1 April
    (T-02, T-06, 規定1(4)). A paper lost does not touch the bonds already bought, and one gained does not lift them (T-03).
    """
    if kind is Kind.ORDINARY:
        return True
    return paper is not None and paper.opens(kind, dt.date(fiscal_year, 4, 1))


def authority(area: Area) -> Authority:
    """Who certifies: the city, in Tokyo the ward, for towns and villages the prefecture (T-07, S1 7章3)."""
    return AUTHORITIES[area]


def _last_day(first: dt.date, years: int) -> dt.date:
    return add_months(first, 12 * years) - dt.timedelta(days=1)


SCHEME_BEGAN = dt.date(2022, 4, 1)
CERTIFICATION_YEARS = 5
RATING_YEARS = {Scheme.STARS: 1, Scheme.DIAGNOSIS: 5}
GRADES = {Scheme.STARS: ("0", "1", "2", "3", "4", "5"), Scheme.DIAGNOSIS: ("S", "A", "B")}
GRADES_THAT_QUALIFY = {Scheme.STARS: ("4", "5"), Scheme.DIAGNOSIS: ("S",)}
AUTHORITIES = {
    Area.CITY: Authority.CITY,
    Area.TOKYO_WARD: Authority.WARD,
    Area.TOWN_OR_VILLAGE: Authority.PREFECTURE,
}
