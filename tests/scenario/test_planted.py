"""Checkers are checked: every planted fault is found, and none is found where none is planted (T94)."""

import pytest

from bot import failpoints
from domain import passwords
from tests.scenario.planted import PLANTS
from tests.scenario.probes import FINDS
from tests.scenario.small import crash


@pytest.fixture(autouse=True)
def _mortal(monkeypatch):
    monkeypatch.setattr(failpoints, "die", crash)
    passwords.hasher(passwords.CHEAP)
    yield
    passwords.hasher(passwords.COST)


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name):
    patches = PLANTS[name].apply()
    try:
        assert FINDS[name](), PLANTS[name].change
    finally:
        patches.undo()


@pytest.mark.parametrize("name", PLANTS)
def test_nothing_is_found_where_nothing_is_planted(name):
    assert FINDS[name]() == []


def test_there_are_more_than_ten_plants_and_each_has_its_probe():
    assert set(PLANTS) == set(FINDS)
    assert len(PLANTS) >= 10
