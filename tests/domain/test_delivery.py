"""Where the post goes (G-02, G-03, G-05)."""

from datetime import date, datetime, timedelta, timezone

import pytest

from domain.delivery import (
    CONDITIONS,
    Addressee,
    Mail,
    Redirection,
    addressee,
    cut_off_of,
    effective_month,
    is_complete,
    reaches_transfer_request,
    transfer_request_sent,
)

TOKYO = timezone(timedelta(hours=9))


@pytest.mark.parametrize("mail", list(Mail))
def test_only_some_papers_can_be_redirected(mail):
    """G-02, T-06."""
    moved = mail in (Mail.TRANSFER_REQUEST, Mail.REDEMPTION_STATEMENT, Mail.STEP_UP_DECLARATION)
    assert addressee(mail, to_company=True) is (Addressee.COMPANY if moved else Addressee.REPRESENTATIVE)
    assert addressee(mail, to_company=False) is Addressee.REPRESENTATIVE


def test_a_redirection_needs_its_conditions_accepted():
    """G-02: 承認事項; S1 lists five."""
    assert is_complete(Redirection(to_company=False))
    assert not is_complete(Redirection(to_company=True))
    assert is_complete(Redirection(to_company=True, conditions_accepted=True))
    assert len(set(CONDITIONS)) == 5


@pytest.mark.parametrize(
    ("applied_at", "month"),
    [
        (datetime(2026, 5, 20, 23, 59, 59), (2026, 6)),
        (datetime(2026, 5, 21, 0, 0), (2026, 7)),
        (datetime(2026, 5, 1, 0, 0), (2026, 6)),
        (datetime(2026, 11, 21, 9, 0), (2027, 1)),
        (datetime(2026, 12, 20, 23, 59), (2027, 1)),
        (datetime(2026, 12, 31, 9, 0, tzinfo=TOKYO), (2027, 2)),
    ],
)
def test_a_change_by_the_twentieth_holds_from_the_next_month(applied_at, month):
    """G-03: 20日23:59."""
    assert effective_month(applied_at) == month


def test_the_cut_off_is_the_last_minute_of_the_twentieth():
    assert cut_off_of(date(2026, 9, 3)) == datetime(2026, 9, 20, 23, 59)


@pytest.mark.parametrize(
    ("applied_at", "approved", "reaches"),
    [
        (datetime(2026, 10, 20, 23, 59, 59), True, True),
        (datetime(2026, 10, 21, 0, 0), True, False),
        (datetime(2026, 10, 20, 23, 59), False, False),
        (datetime(2025, 12, 1, 9, 0, tzinfo=TOKYO), True, True),
    ],
)
def test_the_transfer_request_follows_a_change_by_october_twentieth(applied_at, approved, reaches):
    """G-03."""
    assert reaches_transfer_request(applied_at, approved=approved, fiscal_year=2026) is reaches


def test_after_the_tenth_purchase_no_transfer_request_comes():
    """G-05."""
    assert transfer_request_sent(previous_purchase=9)
    assert not transfer_request_sent(previous_purchase=10)
