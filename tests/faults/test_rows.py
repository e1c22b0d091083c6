"""Every row of the table of faults, in its short form."""

import pytest

from bot import failpoints
from domain import passwords
from tests.faults import every
from tests.faults.row import LACKING, Row
from tests.lacking import lacks
from tests.scenario.small import crash


@pytest.fixture(autouse=True)
def _mortal(monkeypatch):
    monkeypatch.setattr(failpoints, "die", crash)
    passwords.hasher(passwords.CHEAP)
    yield
    passwords.hasher(passwords.COST)


LONG = {"memory"}  # only in `make faults`
SHORT = [row for row in every.ROWS if row.does.__name__ not in LONG]


@pytest.mark.slow
@pytest.mark.parametrize("row", [pytest.param(row, id=row.name, marks=[pytest.mark.postgres] * (row.engine == "procrastinate")) for row in SHORT])
def test_nothing_is_lost_and_nothing_doubled(row: Row, tmp_path):
    figure, found = row.does(tmp_path, row.engine, 1)
    if figure.startswith(LACKING):
        lacks(figure.removeprefix(LACKING))
    print(f"{row.name}: {figure}")
    assert found == []
