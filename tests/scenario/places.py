"""Where a database of a test stands: a SQLite file, or a PostgreSQL database of its own, copied from one that is set up.

PostgreSQL is looked for at POSTGRES_URL; where there is none its tests are skipped, and fail where CI=true.
"""

import atexit
import functools
import os
import secrets
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot import jobs
from domain.store import arming, migrate, state
from domain.store.db import Database
from tests.lacking import lacks

POSTGRES_URL = os.environ.get("POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
ALSO: tuple[str, ...] = ()  # statements that every new PostgreSQL database is told: a planted fault may stand in the schema


class SqlitePlace:
    """A file in a folder; the folder's owner removes it."""

    def __init__(self, home: Path, name: str = "service.db") -> None:
        self.url = f"sqlite:///{home / name}"

    def drop(self) -> None:
        """Nothing to do."""


class PostgresPlace:
    """A database of its own, with our schema and the job engine's; a copy of a template takes a tenth of a second."""

    def __init__(self, template: bool = True) -> None:
        self.name = f"sumairu_{secrets.token_hex(6)}"
        self.url = make_url(POSTGRES_URL).set(database=self.name).render_as_string(hide_password=False)
        ask(f"CREATE DATABASE {self.name}" + (f" TEMPLATE {set_up()}" if template else ""))
        atexit.register(self.drop)
        if template:
            self._settle_in()

    def _settle_in(self) -> None:
        db = Database(self.url)
        with db.writing() as tx:
            state.put(tx, arming.ROW, arming.place(tx))  # A copy sends nothing until it is armed.
            for statement in ALSO:
                tx.execute(text(statement))
        db.close()

    def drop(self) -> None:
        """Away with it, whoever is connected."""
        atexit.unregister(self.drop)
        ask(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


Place = SqlitePlace | PostgresPlace


def place(engine: str, home: Path, name: str = "service.db") -> Place:
    """A new database for an engine (threads, procrastinate)."""
    return SqlitePlace(home, name) if engine == "threads" else PostgresPlace()


@functools.cache
def set_up() -> str:
    """The name of the database that the others are copied from; made once a process."""
    made = PostgresPlace(template=False)
    db = Database(made.url)
    migrate.upgrade(db)
    jobs.install(db)
    db.close()
    return made.name


def ask(statement: str) -> None:
    """A statement outside every transaction. Skips the test where there is no PostgreSQL."""
    engine = create_engine(POSTGRES_URL, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as tx:
            tx.execute(text(statement))
    except OperationalError as trouble:
        if "starting up" in str(trouble):
            raise
        lacks(f"PostgreSQL at {make_url(POSTGRES_URL).render_as_string()}")
    finally:
        engine.dispose()
