"""Checkers are checked: every planted fault is found, and none is found where none is planted (T94)."""

import pytest

from bot import failpoints
from domain import passwords
from tests.scenario import planted, planted_postgres, probes, probes_postgres
from tests.scenario.small import crash

ON_POSTGRES = planted_postgres.PLANTS


@pytest.fixture(autouse=True)
def _mortal(monkeypatch):
    monkeypatch.setattr(failpoints, "die", crash)
    passwords.hasher(passwords.CHEAP)
    yield
    passwords.hasher(passwords.COST)


@pytest.mark.parametrize("name", planted.PLANTS)
def test_a_planted_fault_is_found(name):
    patches = planted.PLANTS[name].apply()
    try:
        assert probes.FINDS[name](), planted.PLANTS[name].change
    finally:
        patches.undo()


@pytest.mark.parametrize("name", planted.PLANTS)
def test_nothing_is_found_where_nothing_is_planted(name):
    assert probes.FINDS[name]() == []


@pytest.mark.postgres
@pytest.mark.parametrize("name", ON_POSTGRES)
def test_a_fault_planted_among_several_machines_is_found(name):
    with probes.on("procrastinate"):
        assert probes_postgres.FINDS[name]() == []
        patches = ON_POSTGRES[name].apply()
        try:
            assert probes_postgres.FINDS[name](), ON_POSTGRES[name].change
        finally:
            patches.undo()


def test_there_are_more_than_ten_plants_and_each_has_its_probe():
    assert set(planted.PLANTS) == set(probes.FINDS)
    assert set(ON_POSTGRES) == set(probes_postgres.FINDS)
    assert len(planted.PLANTS) >= 10
    assert planted_postgres.careless_text(), "a plant of the schema changes nothing any more"
