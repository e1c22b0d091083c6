"""What people type wrongly, one by one (issue 4, "Bad input"): the reason, the figure or date that would be right, nothing lost."""

import datetime as dt
from typing import Any

import pytest

from bot.locale import t
from tests.applying import a_member, at, checks_building, gives_figures, reaches_summary
from tests.bot.talking import Talking
from tests.redeeming import files, settles


def kept(talking: Talking) -> dict[str, Any]:
    """What was answered so far."""
    return {name: value for name, value in talking.told.items() if not name.startswith("_")}


@pytest.fixture
def redeeming(talking: Talking) -> Talking:
    """A member before the question for the units: 120口 held, August 2026."""
    settles(talking)
    talking.follows()
    talking.says("中途換金")
    talking.taps("2026年8月")
    return talking


@pytest.fixture
def applying(talking: Talking) -> Talking:
    """A member in the season, nothing answered yet."""
    a_member(talking)
    return talking


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("170万円", "1,700,000円は1口(50万円)で割り切れないため、手続きできません。1,500,000円(3口)か2,000,000円(4口)のどちらか"),
        ("30万円", "1口は500,000円です"),
        ("０口", "口数は1口以上"),
        ("-1", "口数は1口以上"),
        ("さんじゅっこう", "「30口」のように"),
        ("121口", "120口まで"),
    ],
)
def test_units_to_be_redeemed(redeeming: Talking, typed: str, answer: str) -> None:
    """P-01, R-01"""
    before = kept(redeeming)

    assert answer in redeeming.says(typed)
    assert redeeming.state == ("early_redemption", "choosing_units")
    assert kept(redeeming) == before


def test_everything_is_all_that_can_be_redeemed_and_is_said_as_a_figure(redeeming: Talking) -> None:
    """R-01: 「全部」 is no mistake; what it was taken for is shown before anything goes on."""
    assert "120口すべてとして計算しました" in redeeming.says("全部")
    assert redeeming.state == ("early_redemption", "accepting_quote")


def test_a_month_that_is_closed(talking: Talking) -> None:
    """R-08"""
    settles(talking)
    talking.follows()
    talking.says("中途換金")
    heard = talking.says("7月")

    assert "2026年6月15日(月)で締め切りました" in heard
    assert "次にお申し込みいただけるのは2026年8月分で、受付は2026年7月1日(水)から2026年7月15日(水)まで" in heard
    assert kept(talking) == {"redemption_passbook": "2022-300001"}


def test_a_second_request_in_the_month(talking: Talking) -> None:
    """R-06"""
    settles(talking)
    files(talking, units=10)
    talking.follows()
    talking.says("中途換金")
    heard = talking.says("8月")

    assert "2026年8月の中途換金をすでにお申し込みです" in heard
    assert "次にお申し込みいただけるのは2026年9月分で、受付は2026年8月1日(土)から2026年8月15日(土)まで" in heard
    assert talking.state == ("early_redemption", "choosing_month")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("170万円", "1,500,000円(3口)か2,000,000円(4口)"),
        ("30万円", "1口は500,000円です"),
        ("０口", "口数は1口以上"),
        ("-1", "口数は1口以上"),
        ("全部", "「30口」"),
        ("20口", "19口まで"),
    ],
)
def test_units_to_apply_for(applying: Talking, typed: str, answer: str) -> None:
    """P-01 to P-03"""
    checks_building(applying)
    applying.taps("通常のすまい・る債")
    gives_figures(applying)
    before = kept(applying)

    assert answer in applying.says(typed)
    assert applying.state == ("application", "choosing_units")
    assert kept(applying) == before


def test_units_in_words_are_asked_back(applying: Talking) -> None:
    """「さんじゅっこう」 is surely 30口, and surely more than the ceiling of 19"""
    checks_building(applying)
    applying.taps("通常のすまい・る債")
    gives_figures(applying)

    assert "「さんじゅっこう」は30口のことでしょうか" in applying.says("さんじゅっこう")
    assert "19口まで" in applying.taps("30口")


def test_a_building_in_okinawa(talking: Talking) -> None:
    """Q-01"""
    a_member(talking, prefecture="")
    talking.says("応募")
    for label in ("要件を確認して応募を始める", "分譲マンション(住宅のみ)"):
        talking.taps(label)
    before = kept(talking)

    assert "沖縄県内のマンションは応募の対象ではありません" in talking.says("沖縄県")
    assert kept(talking) == before


@pytest.mark.parametrize(
    ("made", "years", "answer"),
    [
        ("2015年4月", "12", "更新前の長期修繕計画"),  # with the one before it, it may be long enough
        ("2000年4月", "25", "2000年4月1日(土)から2025年3月31日(月)まで"),
    ],
)
def test_a_plan_under_twenty_years_or_over(applying: Talking, made: str, years: str, answer: str) -> None:
    """Q-02"""
    applying.says("応募")
    for label in ("要件を確認して応募を始める", "分譲マンション(住宅のみ)", "定められている"):
        applying.taps(label)
    applying.says(made)

    assert answer in applying.says(years)
    assert kept(applying)["has_rules"] is True


def test_the_pre_check_instead_of_the_notice(applying: Talking) -> None:
    """T-01"""
    checks_building(applying)
    applying.taps("認定すまい・る債")
    before = kept(applying)

    assert "事前確認適合証や申請中の書類では応募できません" in applying.taps("事前確認適合証")
    assert kept(applying) == before


def test_two_kinds_at_once(applying: Talking) -> None:
    """Q-06"""
    checks_building(applying)
    before = kept(applying)

    assert t("errors.several_kinds_at_once") in applying.says("通常と認定の両方")
    assert kept(applying) == before


def test_thousands_where_yen_are_asked(applying: Talking) -> None:
    """P-03: figures of the accounts stand in 千円"""
    checks_building(applying)
    applying.taps("通常のすまい・る債")

    assert "「9,900千円」は9,900,000円のことでしょうか" in applying.says("9,900千円")
    assert "yearly_reserve" not in applying.told
    applying.taps("9,900,000円")
    assert applying.told["yearly_reserve"] == 9_900_000


def test_half_past_midnight_after_the_last_day(applying: Talking) -> None:
    """W-01, Q-08"""
    at(applying, 2026, 10, 9, 23)
    reaches_summary(applying)
    applying.taps("この内容で応募する")
    before = kept(applying)
    at(applying, 2026, 10, 10, 0)
    applying.house.clock.offset_seconds += dt.timedelta(minutes=30).total_seconds()

    assert "2026年10月9日(金)" in applying.says(applying.code())
    assert kept(applying) == before
