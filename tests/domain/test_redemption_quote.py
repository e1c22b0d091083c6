"""What an early redemption pays, with every line shown."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.bond_dates import issue_day
from domain.errors import AlreadyRequested, NothingRedeemable, StopNeedsFullRedemption, TooManyUnits
from domain.months import month
from domain.passbook import Passbook, Tranche, planned
from domain.readings import DEFAULT, Readings
from domain.redemption import Emergency, redeemable
from domain.redemption_dates import Channel
from domain.redemption_quote import elapsed_months, line, quote

TABLE = (50, 270, 490, 710, 930, 1150, 1370, 1590, 1810, 2030)
AUGUST = month(2026, 8)
JULY_1 = date(2026, 7, 1)


def book(purchases=4, units=30, year=2022):
    return planned("1", year, units, [TABLE] * purchases)


def test_the_example_of_the_guide_is_quoted_line_by_line():
    """D1-1, R-10: 50口 three and a half years after the first purchase, with half a year's accrued interest."""
    offer = quote(book(), 50, on=JULY_1)
    first, second = offer.lines
    assert (first.nth, first.units, first.principal, first.year, first.months) == (1, 30, 15_000_000, 4, 6)
    assert (first.coupon, first.accrued, first.interest) == (710, 355, 10_650)
    assert (first.national_tax, first.local_tax) == (54 * 30, 0)
    assert first.net == 15_000_000 + 10_650 - 1_620
    assert (first.accrues_from, first.accrues_to) == (date(2026, 2, 21), date(2026, 8, 10))
    assert first.issued_on == date(2023, 2, 20)
    assert (second.nth, second.units, second.year, second.coupon, second.accrued) == (2, 20, 3, 490, 245)
    assert offer.units == 50 and offer.principal == 25_000_000
    assert offer.interest == 10_650 + 4_900
    assert offer.tax == 1_620 + 37 * 20
    assert offer.fee == 0
    assert offer.net == 25_000_000 + 15_550 - 2_360


def test_the_quote_says_what_is_held_what_is_left_and_that_the_fifth_purchase_is_still_open():
    """S1 6章3 例③."""
    offer = quote(book(), 50, on=JULY_1)
    assert (offer.held, offer.redeemable, offer.left, offer.may_go_on) == (120, 120, 70, True)
    assert (offer.passbook, offer.month, offer.emergency) == ("1", AUGUST, Emergency.NONE)
    assert offer.readings is DEFAULT
    assert offer.timetable.bought_on == date(2026, 8, 10)


def test_a_quote_is_for_the_first_month_that_can_be_requested_unless_another_is_named():
    """R-08."""
    assert quote(book(), 1, on=date(2026, 7, 15)).month == (2026, 8)
    assert quote(book(), 1, on=date(2026, 7, 16)).month == (2026, 9)
    assert quote(book(), 1, on=JULY_1, month=month(2026, 12)).month == (2026, 12)


def test_a_quote_follows_its_channel():
    readings = Readings(web_request_limit="twentieth")
    on = date(2026, 7, 16)
    assert quote(book(), 1, on=on, readings=readings).month == (2026, 8)
    paper = quote(book(), 1, on=on, readings=readings, channel=Channel.PAPER)
    assert paper.month == (2026, 9)
    assert paper.timetable.channel is Channel.PAPER
    assert paper.timetable.readings is readings and paper.readings is readings


def test_stopping_with_everything_ends_the_right_and_with_less_is_refused():
    """P-17."""
    assert not quote(book(), 120, on=JULY_1, stop=True).may_go_on
    assert quote(book(), 120, on=JULY_1).may_go_on
    with pytest.raises(StopNeedsFullRedemption):
        quote(book(), 50, on=JULY_1, stop=True)


def test_a_second_request_for_the_month_and_too_many_units_are_refused():
    """R-06, R-01."""
    with pytest.raises(AlreadyRequested):
        quote(book(), 1, on=JULY_1, earlier=[AUGUST])
    with pytest.raises(TooManyUnits):
        quote(book(), 121, on=JULY_1)


def test_a_month_asked_about_ahead_is_taken_as_requested_on_the_last_day_of_its_window():
    """R-03, U-1: seen from December, April after the first year is open."""
    passbook = book(1, year=2025)
    offer = quote(passbook, 30, on=date(2026, 12, 1), month=month(2027, 4))
    assert offer.units == 30


def test_a_request_inside_its_window_counts_from_its_own_day():
    """U-1: the first year ends on 2024-03-10, inside the window of April."""
    passbook = Passbook("1", 2022, 1).with_purchase(TABLE, date(2023, 3, 9))
    april = month(2024, 4)
    for too_early in (date(2024, 3, 1), date(2024, 3, 5)):
        with pytest.raises(NothingRedeemable):
            quote(passbook, 1, on=too_early, month=april)
    assert quote(passbook, 1, on=date(2024, 3, 12), month=april).units == 1


def test_the_first_year_of_a_quote_follows_the_reading():
    """U-1."""
    at_buy_back = Readings(first_year_lock="buy_back")
    march = month(2024, 3)
    assert quote(book(1), 1, on=date(2024, 2, 10), month=march, readings=at_buy_back).units == 1
    with pytest.raises(NothingRedeemable):
        quote(book(1), 1, on=date(2024, 2, 10), month=march)


def test_an_approved_emergency_is_quoted_in_the_first_year_and_marked():
    """R-04."""
    offer = quote(book(1, year=2025), 5, on=JULY_1, emergency=Emergency.APPROVED)
    assert offer.emergency is Emergency.APPROVED
    assert (offer.lines[0].year, offer.lines[0].months, offer.lines[0].accrued) == (1, 6, 25)
    assert offer.lines[0].accrues_from == date(2026, 2, 21)


@pytest.mark.parametrize(
    ("readings", "months", "coupon", "accrued"),
    [
        (DEFAULT, 6, 710, 355),
        (Readings(elapsed_months="complete_months"), 5, 710, 295),
        (Readings(elapsed_months="complete_months", accrual_rounding="half_up"), 5, 710, 296),
        (Readings(accrual_coupon="last_paid"), 6, 490, 245),
    ],
)
def test_accrued_interest_follows_the_readings(readings, months, coupon, accrued):
    """U-4: 710×5/12 = 295.83."""
    one = quote(book(), 1, on=JULY_1, readings=readings).lines[0]
    assert (one.months, one.coupon, one.accrued) == (months, coupon, accrued)


def test_half_a_yen_is_rounded_up_where_the_reading_says_half_up():
    """U-4: 9×2/12 = 1.5."""
    tranche = Tranche(1, 1, issue_day(2022), (9, *TABLE[1:]))
    half_up = Readings(accrual_rounding="half_up")
    assert line(tranche, 1, date(2023, 4, 10), half_up).accrued == 2
    assert line(tranche, 1, date(2023, 4, 10)).accrued == 1
    assert line(tranche, 1, date(2023, 3, 10), half_up).accrued == 1  # 0.75


def test_in_the_first_year_there_is_no_coupon_paid_last():
    """U-4."""
    tranche = Tranche(1, 1, issue_day(2022), TABLE)
    readings = Readings(accrual_coupon="last_paid")
    assert line(tranche, 1, date(2023, 8, 10), readings).coupon == 50
    assert line(tranche, 1, date(2024, 8, 9), readings).coupon == 50
    assert line(tranche, 1, date(2025, 8, 8), readings).coupon == 270


def test_in_february_before_the_interest_day_nearly_a_year_has_accrued():
    """R-10: months from the last interest day."""
    tranche = Tranche(1, 1, issue_day(2022), TABLE)
    february = line(tranche, 1, date(2026, 2, 10))
    assert (february.year, february.months, february.accrued) == (3, 12, 490)
    assert line(tranche, 1, date(2026, 2, 10), Readings(elapsed_months="complete_months")).months == 11
    march = line(tranche, 1, date(2026, 3, 10))
    assert (march.year, march.months, march.accrued) == (4, 1, 59)


def test_calendar_months_and_complete_months_differ_before_the_20th():
    """U-4."""
    assert elapsed_months(date(2026, 2, 20), date(2026, 8, 10)) == 6
    assert elapsed_months(date(2025, 2, 20), date(2026, 1, 9)) == 11
    assert (
        elapsed_months(date(2026, 2, 20), date(2026, 8, 10), Readings(elapsed_months="complete_months")) == 5
    )


def test_tax_is_taken_from_accrued_interest_only_by_the_day_of_payment():
    """R-10, B-01: bought back in 2015 with local tax."""
    tranche = Tranche(1, 30, issue_day(2013), (1_200,) * 10)
    paid = line(tranche, 2, date(2015, 8, 10))
    assert (paid.accrued, paid.national_tax, paid.local_tax) == (600, 91 * 2, 30 * 2)
    assert paid.net == 1_000_000 + 1_200 - 242
    passbook = planned("1", 2013, 2, [(1_200,) * 10])
    assert quote(passbook, 2, on=date(2015, 7, 1)).tax == 242


def test_tax_on_the_sum_follows_the_reading():
    """U-6: 10,650 × 15.315% = 1,631 at once."""
    offer = quote(book(), 30, on=JULY_1, readings=Readings(tax_floor="per_tranche"))
    assert offer.tax == 1_631


@given(st.integers(1, 10), st.integers(1, 40), st.integers(2026, 2030), st.integers(1, 12), st.data())
def test_a_quote_is_par_plus_interest_less_tax_and_never_pays_more_than_a_year_of_interest(
    purchases, units, year, number, data
):
    """R-10."""
    passbook = book(purchases, units, 2016)
    of = month(year, number)
    on = of.plus(-1).day(10)
    most = redeemable(passbook, of, on).units
    assume(most)
    asked = data.draw(st.integers(1, most))
    offer = quote(passbook, asked, on=on, month=of)
    assert offer.units == asked and offer.principal == asked * 500_000
    assert offer.net == offer.principal + offer.interest - offer.tax
    assert 0 <= offer.tax <= offer.interest <= asked * 2_030
    assert [one.nth for one in offer.lines] == sorted(one.nth for one in offer.lines)
    assert offer.left == offer.held - asked
