"""Who may act, what counts as arrived, and what is stopped."""

import datetime as dt

import pytest

from domain import liability
from domain.errors import OnlyRepresentativeMayAct
from domain.liability import Act, Consequence

SENT = dt.date(2025, 11, 20)


def test_only_the_representative_may_act():
    """X-01: 規定3(3)"""
    liability.require_representative(True)
    with pytest.raises(OnlyRepresentativeMayAct):
        liability.require_representative(False)


def test_a_purchase_form_signed_by_another_buys_but_changes_no_representative():
    """X-01: 規定22(3)"""
    assert liability.FORM_SIGNED_BY_ANOTHER.counts_as_purchase
    assert not liability.FORM_SIGNED_BY_ANOTHER.changes_representative


@pytest.mark.parametrize("really", [None, SENT + dt.timedelta(days=9), SENT + dt.timedelta(days=2)])
def test_a_letter_of_the_issuer_counts_as_arrived_when_it_usually_would_have(really):
    """X-02: 延着し、又は到達しなかったときでも (規定10(2), 23(4))"""
    assert liability.deemed_arrival(SENT, 2, really) == dt.date(2025, 11, 22)


def test_a_letter_that_came_sooner_arrived_when_it_came():
    """X-02"""
    assert liability.deemed_arrival(SENT, 3, dt.date(2025, 11, 21)) == dt.date(2025, 11, 21)


def test_papers_of_the_association_count_by_their_arrival_and_at_its_own_risk():
    """X-03: 規定10(1)"""
    limit = dt.date(2026, 1, 9)
    assert liability.in_time(limit, limit)
    assert not liability.in_time(limit + dt.timedelta(days=1), limit)
    assert not liability.in_time(None, limit)


def test_a_change_of_data_holds_for_every_passbook():
    """X-03, P-07: 規定23(2)"""
    assert liability.passbooks_changed(["2019", "2022", "2025"]) == ("2019", "2022", "2025")


def test_the_loss_of_one_passbook_stops_everything_for_all_of_them():
    """X-04: 規定24(1)(2)"""
    stopped = liability.stopped(["2019", "2025"])
    assert set(stopped) == {"2019", "2025"}
    assert all(acts == frozenset(Act) for acts in stopped.values())
    assert Act.INTEREST_PAYMENT in stopped["2019"]


@pytest.mark.parametrize(
    ("reported", "may_fail"),
    [
        (dt.date(2026, 2, 17), False),
        (dt.date(2026, 2, 18), True),
        (dt.date(2026, 2, 19), True),
        (dt.date(2026, 2, 20), True),
    ],
)
def test_a_payment_may_no_longer_be_stopped_within_two_business_days(reported, may_fail):
    """I-10: 規定24(3); 2026-02-20 is a Friday."""
    assert liability.stop_may_fail(dt.date(2026, 2, 20), reported) is may_fail


def test_the_two_business_days_of_a_stop_pass_over_a_weekend():
    """I-10"""
    monday = dt.date(2026, 8, 10)
    assert not liability.stop_may_fail(monday, dt.date(2026, 8, 5))
    assert liability.stop_may_fail(monday, dt.date(2026, 8, 6))


@pytest.mark.parametrize(
    ("designated", "reported", "due"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_a_corporate_number_is_told_once_it_is_designated_and_never_without(designated, reported, due):
    """X-05: 規定27(4)"""
    assert liability.corporate_number_due(designated, reported) is due


def test_a_breach_of_the_oath_allows_redemption_without_consent_and_the_end_of_continuation():
    """X-06: 規定32(3)"""
    assert liability.consequences(True) == {
        Consequence.REDEEM_WITHOUT_CONSENT,
        Consequence.REFUSE_CONTINUATION,
    }
    assert liability.consequences(False) == frozenset()
