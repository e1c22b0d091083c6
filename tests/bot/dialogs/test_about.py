"""制度を知る."""

import datetime as dt

import pytest

from bot import pictures
from bot.dialogs import about
from bot.locale import t
from domain.interest_table import published
from domain.terms import Kind
from emulator.limits import flex
from emulator.limits.common import Faults
from tests.bot.talking import Talking, flat, story


def test_the_story_of_the_dialog_is_true_to_the_letter(talking: Talking) -> None:
    for said, answer in story(about.__doc__ or ""):
        assert flat(talking.says(said)) == answer, said


def test_the_safety_wording_says_what_is_not_guaranteed(talking: Talking) -> None:
    """X-08"""
    talking.says("制度を知る")
    heard = talking.taps("安全性について")

    for words in ("国の保証はなく", "預金保険の対象でもありません", "一般担保", "元本を割り込むおそれ", "発行体"):
        assert words in heard


def test_the_contacts_are_those_of_the_back_cover(talking: Talking) -> None:
    """X-09"""
    talking.says("制度を知る")
    heard = talking.taps("お問い合わせ先")

    assert "0120-0860-23" in heard
    assert "03-5800-9479" in heard


@pytest.mark.parametrize(("month", "shown"), [(dt.date(2023, 6, 1), "0.475"), (dt.date(2026, 6, 1), "2.000"), (dt.date(2030, 6, 1), "2.000")])
def test_the_rates_of_the_year_or_of_the_newest_known_one_are_told(talking: Talking, month: dt.date, shown: str) -> None:
    """T-04: the premium is set every year"""
    talking.house.clock.travel_to(dt.datetime(month.year, month.month, 1, 3, tzinfo=dt.UTC))
    talking.says("制度を知る")

    assert shown in talking.taps("債券の利率")


@pytest.mark.parametrize(("year", "marked"), [(2023, False), (2025, True), (2026, True)])
def test_a_rate_that_no_document_of_the_issuer_holds_is_marked_and_every_source_is_said(talking: Talking, year: int, marked: bool) -> None:
    talking.house.clock.travel_to(dt.datetime(year, 6, 1, 3, tzinfo=dt.UTC))
    talking.says("制度を知る")
    heard = talking.taps("債券の利率")

    assert (t("about.rates.unverified") in heard) is marked
    assert "出典：" in heard


def test_a_year_without_a_published_rate_says_so(talking: Talking) -> None:
    """FY2014 and FY2018 stand in no source"""
    talking.house.clock.travel_to(dt.datetime(2014, 6, 1, 3, tzinfo=dt.UTC))
    talking.says("制度を知る")

    assert t("about.rates.unknown") in talking.taps("債券の利率")
    assert t("about.coupon.unknown", year=2014) in talking.taps("利息が増えるしくみ")


@pytest.mark.parametrize("year", range(2013, 2031))
def test_every_card_of_every_year_is_within_the_limits_of_the_platform(talking: Talking, year: int) -> None:
    talking.house.clock.travel_to(dt.datetime(year, 6, 1, 3, tzinfo=dt.UTC))
    talking.says("制度を知る")
    for topic in about.TOPICS[1:]:
        talking.taps(t(f"about.{topic}.title"))
        faults = Faults()
        flex.check_container(faults, talking.answers[0]["contents"])
        assert not faults.details, topic


def test_a_topic_can_be_read_whole_and_leads_to_the_next_or_to_all_of_them(talking: Talking) -> None:
    talking.follows()
    talking.says("制度を知る")
    talking.taps(t("about.rates.title"))
    labels = [button["action"]["label"] for button in talking.answers[0]["contents"]["footer"]["contents"]]
    assert labels == [t("about.coupon.title"), t("about.others"), t("prompts.to_menu")]

    assert t("about.what.text")[:20] in talking.taps(t("about.others"))
    assert t("about.contact.title") in talking.says(t("about.contact.title"))


def test_the_bars_of_the_coupon_grow_and_those_of_the_ladder_move() -> None:
    """I-05, P-15"""
    table = published(Kind.ORDINARY, 2022)
    grown = [bar.length for bar in pictures.coupon_bars(pictures.interest_lines(2022, 1, table.value))]
    ladder = pictures.ladder_bars(2026)

    assert grown == sorted(grown)
    assert grown[-1] == 1
    assert [bar.begins for bar in ladder] == sorted(bar.begins for bar in ladder)
    assert ladder[-1].begins + ladder[-1].length == pytest.approx(1)
    assert "2046" in ladder[-1].value


def test_the_ten_years_of_a_unit_of_2022_are_those_of_the_table() -> None:
    """C2: 8,812 yen after tax"""
    lines = pictures.interest_lines(2022, 1, published(Kind.ORDINARY, 2022).value)

    assert [line.net for line in lines] == [43, 229, 415, 602, 788, 974, 1161, 1347, 1533, 1720]
