"""What opens the certified and the step-up bonds, and until when."""

import datetime as dt

import pytest

from domain import certification
from domain.certification import Area, Authority, Certification, Proof, Scheme
from domain.errors import CertificationBeforeScheme, GradeUnknown
from domain.terms import Kind

MAY = dt.date(2025, 5, 10)


def test_a_certification_opens_certified_bonds_for_five_years_and_not_a_day_longer():
    """T-07, T-01: 認定の有効期間 5年間, valid on the day of application."""
    paper = certification.certified(MAY)
    assert not paper.opens(Kind.CERTIFIED, dt.date(2025, 5, 9))
    assert paper.opens(Kind.CERTIFIED, MAY)
    assert paper.opens(Kind.CERTIFIED, dt.date(2030, 5, 9))
    assert not paper.opens(Kind.CERTIFIED, dt.date(2030, 5, 10))


@pytest.mark.parametrize("proof", [Proof.PRE_CHECK, Proof.PENDING])
def test_a_pre_check_or_a_pending_application_opens_nothing(proof):
    """T-01: 事前確認適合証では応募いただけません (S1 7章Q4)"""
    paper = Certification(proof, MAY, dt.date(2030, 5, 9))
    assert not paper.opens(Kind.CERTIFIED, MAY)


def test_a_certification_opens_no_step_up_bond():
    """T-01, T-05"""
    assert not certification.certified(MAY).opens(Kind.STEP_UP, MAY)


def test_certification_began_in_april_2022():
    """T-07"""
    assert certification.certified(dt.date(2022, 4, 1)).valid_until == dt.date(2027, 3, 31)
    with pytest.raises(CertificationBeforeScheme) as refused:
        certification.certified(dt.date(2022, 3, 31))
    assert refused.value.facts == {"given": dt.date(2022, 3, 31), "first": dt.date(2022, 4, 1)}


@pytest.mark.parametrize(
    ("scheme", "grade", "opens"),
    [
        (Scheme.STARS, "5", True),
        (Scheme.STARS, "4", True),
        (Scheme.STARS, "3", False),
        (Scheme.STARS, "0", False),
        (Scheme.DIAGNOSIS, "S", True),
        (Scheme.DIAGNOSIS, "A", False),
        (Scheme.DIAGNOSIS, "B", False),
    ],
)
def test_four_stars_or_an_s_open_the_step_up_bond(scheme, grade, opens):
    """T-05: ★4つ以上 or S評価 (S4)"""
    assert certification.rated(scheme, grade, MAY).opens(Kind.STEP_UP, MAY) is opens
    assert not certification.rated(scheme, grade, MAY).opens(Kind.CERTIFIED, MAY)


def test_stars_last_one_year_and_a_diagnosis_five():
    """T-05 (validity: S2)"""
    assert certification.rated(Scheme.STARS, "4", MAY).valid_until == dt.date(2026, 5, 9)
    assert certification.rated(Scheme.DIAGNOSIS, "S", MAY).valid_until == dt.date(2030, 5, 9)
    assert not certification.rated(Scheme.STARS, "5", MAY).opens(Kind.STEP_UP, dt.date(2026, 5, 10))
    assert not certification.rated(Scheme.STARS, "5", MAY).opens(Kind.STEP_UP, dt.date(2025, 5, 9))


@pytest.mark.parametrize(
    ("scheme", "grade"), [(Scheme.STARS, "6"), (Scheme.STARS, "S"), (Scheme.DIAGNOSIS, "4")]
)
def test_a_grade_that_the_scheme_does_not_give_is_refused(scheme, grade):
    """T-05"""
    with pytest.raises(GradeUnknown) as refused:
        certification.rated(scheme, grade, MAY)
    assert refused.value.facts["given"] == grade


def test_a_rating_still_opens_on_its_last_day():
    """T-05: 応募日時点で有効期間内"""
    stars = certification.rated(Scheme.STARS, "4", MAY)
    assert stars.opens(Kind.STEP_UP, stars.valid_until)
    assert not stars.opens(Kind.STEP_UP, stars.valid_until + dt.timedelta(days=1))


def test_a_continuing_purchase_asks_for_the_paper_on_the_first_of_april():
    """T-02, T-06: 購入年度の4月1日時点 (規定1(4), S4)"""
    from_april = certification.certified(dt.date(2025, 4, 1))
    a_day_late = certification.certified(dt.date(2025, 4, 2))
    assert certification.opens_on_first_of_april(from_april, Kind.CERTIFIED, 2025)
    assert not certification.opens_on_first_of_april(a_day_late, Kind.CERTIFIED, 2025)
    assert certification.opens_on_first_of_april(a_day_late, Kind.CERTIFIED, 2026)
    stars = certification.rated(Scheme.STARS, "4", dt.date(2025, 9, 1))
    assert certification.opens_on_first_of_april(stars, Kind.STEP_UP, 2026)
    assert not certification.opens_on_first_of_april(stars, Kind.STEP_UP, 2027)


def test_a_certified_passbook_cannot_go_on_after_the_certification_is_lost():
    """T-03: 継続購入はできません, not even at the ordinary rate (S1 7章Q3)."""
    assert not certification.opens_on_first_of_april(None, Kind.CERTIFIED, 2026)
    assert not certification.opens_on_first_of_april(None, Kind.STEP_UP, 2026)
    assert certification.opens_on_first_of_april(None, Kind.ORDINARY, 2026)


@pytest.mark.parametrize(
    ("area", "whose"),
    [
        (Area.CITY, Authority.CITY),
        (Area.TOKYO_WARD, Authority.WARD),
        (Area.TOWN_OR_VILLAGE, Authority.PREFECTURE),
    ],
)
def test_the_city_the_ward_or_for_towns_the_prefecture_certifies(area, whose):
    """T-07"""
    assert certification.authority(area) is whose
