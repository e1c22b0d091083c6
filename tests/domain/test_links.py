"""Lifetimes of one-time links (W-07)."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.locale import t
from domain.errors import LinkExpired, LinkUsed
from domain.links import LIFETIMES, Purpose, check, expires_at, lifetime

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("purpose", "lasts"),
    [
        (Purpose.ACCOUNT, timedelta(hours=24)),
        (Purpose.PASSWORD_RESET, timedelta(hours=24)),
        (Purpose.OTP_RESET, timedelta(hours=24)),
        (Purpose.SECRET_QUESTION, timedelta(minutes=30)),
        (Purpose.EKYC, timedelta(minutes=30)),
    ],
)
def test_a_link_lives_as_long_as_its_purpose_says(purpose, lasts):
    """W-07."""
    assert lifetime(purpose) == lasts
    assert expires_at(purpose, NOW) == NOW + lasts


def test_every_purpose_has_a_lifetime_and_says_where_it_is_from():
    assert set(LIFETIMES) == set(Purpose)
    assert all(row.lasts > timedelta(0) and row.source for row in LIFETIMES.values())


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_link_opens_until_the_very_end_and_then_says_how_long_it_lived(purpose):
    end = expires_at(purpose, NOW)
    check(purpose, issued_at=NOW, now=end - timedelta(microseconds=1))
    with pytest.raises(LinkExpired) as refused:
        check(purpose, issued_at=NOW, now=end)
    facts = refused.value.facts
    assert timedelta(hours=facts["hours"], minutes=facts["minutes"]) == lifetime(purpose)
    said = t("errors.link_expired", **facts)
    assert "0時間" not in said
    assert f"({facts['hours']}時間" in said if facts["hours"] else f"({facts['minutes']}分" in said


def test_a_used_link_says_so_even_when_it_has_also_expired():
    with pytest.raises(LinkUsed) as refused:
        check(Purpose.EKYC, issued_at=NOW, now=NOW + timedelta(days=9), used=True)
    assert refused.value.facts == {"purpose": "ekyc"}
