"""The same test on SQLite and on PostgreSQL: `pytest.fixture(params=BOTH)` and `talking_on(request.param, tmp_path)`.

PostgreSQL is looked for at POSTGRES_URL; where there is none these tests are skipped, and fail where CI=true.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from domain.store.db import Database
from domain.store.tables import metadata
from tests.bot.talking import Talking, a_house

POSTGRES_URL = os.environ.get("POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
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
    _ask_postgres(f"CREATE SCHEMA {schema}")
    house.db = Database(f"{POSTGRES_URL}?options=-csearch_path%3D{schema}")
    metadata.create_all(house.db.engine)
    try:
        yield Talking(house)
    finally:
        house.db.close()
        _ask_postgres(f"DROP SCHEMA {schema} CASCADE")


def _ask_postgres(statement: str) -> None:
    engine = create_engine(POSTGRES_URL, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as tx:
            tx.execute(text(statement))
    except OperationalError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("there is no PostgreSQL here")
    finally:
        engine.dispose()
