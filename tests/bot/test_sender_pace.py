"""LINE's limit of 2,000 calls a second is the channel's, however many processes send."""

import pytest

from bot import pace
from bot.pace import MOST_A_SECOND, Pace
from bot.sender import Sender
from tests.bot.talking import a_house


@pytest.fixture
def now(monkeypatch):
    at = [100.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: at[0])
    return at


def begun(one: Pace, now: list[float], seconds: float) -> int:
    """How many begin within some seconds when as many as may do."""
    total, end = 0, now[0] + seconds
    while now[0] < end:
        total += one.free()
        one.took(one.free())
        now[0] += 0.05
    return total


def test_so_many_begin_in_any_second(now):
    assert begun(Pace(100), now, 0.99) == 100
    assert begun(Pace(100), now, 4.99) == 500


def test_a_share_that_shrinks_holds_at_once_and_one_that_grows_too(now):
    one = Pace(100)
    one.took(100)
    one.allow(20)
    assert one.free() == -80
    now[0] += 1.01
    assert one.free() == 20
    one.allow(50)
    assert one.free() == 50


@pytest.mark.parametrize("processes", [1, 2, 4, 8, 16, 100])
def test_processes_together_stay_below_the_limit_and_use_at_least_half_of_it(tmp_path, now, processes):
    house = a_house(tmp_path)
    one = Sender(house)
    one.shared_by(processes)
    assert 0.45 * MOST_A_SECOND <= begun(one._pace, now, 0.99) * processes <= MOST_A_SECOND
    house.db.close()
