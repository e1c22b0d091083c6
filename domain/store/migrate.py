"""The schema's versions: where a database stands, and bringing it up to date."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from domain.store.db import Database

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(db: Database) -> None:
    """Bring the schema to the newest version, in one transaction: it is the old one or the new one, never between."""
    with db.writing() as tx:
        command.upgrade(_config(tx), "head")


def draft(db: Database, message: str, revision: str) -> None:
    """Write the next migration from what tables.py says more than the database has."""
    with db.writing() as tx:
        command.revision(_config(tx), message, autogenerate=True, rev_id=revision)


def version(db: Database) -> str | None:
    """The version the database stands at; None for an empty one."""
    with db.reading() as tx:
        return MigrationContext.configure(tx).get_current_revision()


def newest() -> str | None:
    """The version this code was written for."""
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def _config(tx: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = tx
    return config
