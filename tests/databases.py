"""The same test on SQLite and on PostgreSQL: `pytest.fixture(params=BOTH)` and `talking_on(request.param, tmp_path)`.

Where there is no PostgreSQL its half is skipped, and fails where CI=true.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.store.db import Database
from domain.store.tables import metadata
from tests.bot.talking import Talking, a_house
from tests.scenario.places import POSTGRES_URL, ask

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@contextmanager
def talking_on(database: str, home: Path) -> Iterator[Talking]:
    """A person who has just opened the chat, in a house on this database."""
    house = a_house(home)
    if database == "sqlite":
        yield Talking(house)
        house.db.close()
        return
    house.db.close()
    schema = f"t{secrets.token_hex(6)}"
    ask(f"CREATE SCHEMA {schema}")
    house.db = Database(f"{POSTGRES_URL}?options=-csearch_path%3D{schema}")
    metadata.create_all(house.db.engine)
    try:
        yield Talking(house)
    finally:
        house.db.close()
        ask(f"DROP SCHEMA {schema} CASCADE")
