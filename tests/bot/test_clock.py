"""The one clock, and hosts whose own clocks jump (T70)."""

import time

import pytest

from bot.clock import Clock


@pytest.mark.parametrize("seconds", [3600, -3600, 86_400, -600])
def test_a_host_whose_clock_jumps_neither_cuts_a_lease_short_nor_waits_for_it(monkeypatch, seconds):
    before, true = Clock.real_ms(), time.time
    monkeypatch.setattr(time, "time", lambda: true() + seconds)

    assert before <= Clock.real_ms() < before + 60_000


def test_hosts_that_share_a_database_count_from_its_clock():
    try:
        Clock.count_from(1_796_000_400_000)
        assert 0 <= Clock.real_ms() - 1_796_000_400_000 < 60_000
    finally:
        Clock.count_from()

    assert abs(Clock.real_ms() - time.time() * 1000) < 60_000
