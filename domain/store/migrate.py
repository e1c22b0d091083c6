"""The schema's versions: where a database stands, and bringing it up to date.

Migrations only add: processes of the version before go on working while one runs, and after it. What takes away or
renames waits until no such process is left, and says so in its docstring with the word CONTRACTS.
"""

import functools
from enum import StrEnum
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from domain.store import arming
from domain.store.db import Database
from domain.store.tables import metadata

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
LOCK = 7219  # the advisory lock of whoever upgrades
PATIENCE_MS = 10_000  # for a lock on a table: whoever waits longer would hold up everybody behind him


class Standing(StrEnum):
    """How a database stands to this code."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"
    TORN = "torn"  # its tables are not those of its version


def upgrade(db: Database, to: str = "head") -> None:
    """Bring the schema to the newest version, in one transaction: it is the old one or the new one, never between.

    Of two at once, on whatever machine, the second waits and finds nothing to do.
    """
    with db.writing() as tx:
        if not db.sqlite:
            tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            tx.execute(text(f"SET LOCAL lock_timeout = {PATIENCE_MS}"))
        command.upgrade(_config(tx), to)
        arming.bind(tx)


def draft(db: Database, message: str, revision: str) -> None:
    """Write the next migration from what tables.py says more than the database has."""
    with db.writing() as tx:
        command.revision(_config(tx), message, autogenerate=True, rev_id=revision)


def version(db: Database) -> str | None:
    """The version the database stands at; None for an empty one."""
    with db.reading() as tx:
        return MigrationContext.configure(tx).get_current_revision()


def standing(db: Database) -> tuple[Standing, str]:
    """How the database stands, and what its version, or the first thing it lacks, is called."""
    with db.reading() as tx:
        at = MigrationContext.configure(tx).get_current_revision()
        lacks = missing(tx)
    if at is None:
        return (Standing.EMPTY, "") if len(lacks) == len(metadata.tables) else (Standing.TORN, lacks[0] if lacks else "alembic_version")
    if at not in known():
        return Standing.NEWER, at
    if at != newest():
        return Standing.OLDER, at
    return (Standing.TORN, lacks[0]) if lacks else (Standing.CURRENT, at)


def missing(tx: Connection) -> list[str]:
    """Tables and columns that this code knows and the database lacks: ``talk``, ``talk.owner``."""
    there = {name: {column["name"] for column in columns} for (_, name), columns in inspect(tx).get_multi_columns().items()}
    found = []
    for name, table in sorted(metadata.tables.items()):
        lacks = [column.name for column in table.columns if column.name not in there.get(name, ())]
        found += [name] if name not in there else [f"{name}.{column}" for column in lacks]
    return found


def newest() -> str:
    """The version this code was written for."""
    return known()[0]


@functools.cache
def known() -> tuple[str, ...]:
    """Every version this code knows, the newest first."""
    return tuple(one.revision for one in ScriptDirectory.from_config(_config(None)).walk_revisions())


def _config(tx: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = tx
    return config
