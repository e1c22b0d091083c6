"""The name of a chosen management company (G-01), and what stands there instead."""

import pytest
from sqlalchemy import insert

from domain.desk import companies
from domain.store.tables import company
from tests.databases import BOTH, talking_on


@pytest.fixture(params=BOTH)
def house(request, tmp_path):
    with talking_on(request.param, tmp_path) as talking:
        yield talking.house


def test_a_company_is_shown_by_its_name(house):
    with house.db.writing() as tx:
        tx.execute(insert(company), {"id": 3, "name": "みなと管理", "kana": "みなとかんり", "address": "東京都", "phone": "0312345678"})
        assert companies.name_of(tx, "3") == "みなと管理"


@pytest.mark.parametrize("typed", ["4", "9" * 18, "9" * 19, "9" * 40, "みなと", "²", ""])
def test_what_is_none_of_ours_is_shown_as_it_was_typed(house, typed):
    """A number no database can hold was an error at the desk."""
    with house.db.writing() as tx:
        assert companies.name_of(tx, typed) == typed
