"""Whether this process may start on this database. One sentence says what is wrong and what to do.

LINE is not asked here: a web process must start while LINE is out of order, or its webhooks are lost; a token that
was revoked pauses the sender and nothing else. Token, webhook and menus are looked at by `sumairu doctor`.
"""

from sqlalchemy import Connection, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from bot.settings import Settings, SettingsRefused
from domain.store import keys, migrate
from domain.store.db import Database
from domain.store.migrate import Standing

STANDING = {
    Standing.EMPTY: "the database is empty: run `sumairu db upgrade` first.",
    Standing.OLDER: "the database is at version {what}, this code needs {newest}: run `sumairu db upgrade` first.",
    Standing.NEWER: "the database is at version {what}, which this code ({newest}) does not know: start the newer release, or restore a backup of before the upgrade.",
    Standing.TORN: "the database lacks {what}, which its version should have: a migration or a restore was left half done; restore a backup (docs/operations.md).",
}  # fmt: skip
KEYS = {
    "lacks": "DATA_KEYS lacks key {number}, with which this database was sealed: set the same DATA_KEYS as on the other hosts.",
    "differs": "key {number} of DATA_KEYS is not the one this database was sealed with: set the same DATA_KEYS as on the other hosts.",
}
SECRETS = "none of SECRET_KEYS is in use with this database: set the same SECRET_KEYS as on the other hosts (to change them all at once: `sumairu db accept-keys`)."

FLUSHING = ("fsync", "synchronous_commit", "full_page_writes")


def check(db: Database, settings: Settings) -> None:
    """Raises SettingsRefused where the database cannot be reached or is not of this code and these keys."""
    try:
        wrong = schema_trouble(db) or key_trouble(db, settings)
    except DBAPIError as error:
        raise unreachable(db.url, error) from None
    if wrong is not None:
        raise SettingsRefused(wrong)


def schema_trouble(db: Database) -> str | None:
    """What is wrong with the schema, or None."""
    how, what = migrate.standing(db)
    return None if how is Standing.CURRENT else STANDING[how].format(what=what, newest=migrate.newest())


def key_trouble(db: Database, settings: Settings) -> str | None:
    """What is wrong with the keys, or None; new ones are remembered."""
    with db.reading() as tx:
        trouble = keys.data_trouble(tx, settings.data_keys)
        if trouble is not None:
            return KEYS[trouble[0]].format(number=trouble[1])
        if not keys.share_a_secret(tx, settings.secret_keys):
            return SECRETS
        new = keys.new(tx, settings.data_keys, settings.secret_keys)
    if new:
        with db.writing() as tx:
            keys.remember(tx, settings.data_keys, settings.secret_keys)
    return None


def unflushed(tx: Connection) -> list[str]:
    """Settings of a PostgreSQL server by which a power cut takes what was committed; SQLite's are ours (`domain/store/db.py`)."""
    return [] if tx.dialect.name == "sqlite" else [name for name in FLUSHING if tx.scalar(select(func.current_setting(name))) == "off"]


def unreachable(url: URL | str, error: DBAPIError) -> SettingsRefused:
    """The sentence for a database that does not answer; its password is not in it."""
    shown = make_url(url).render_as_string(hide_password=True).partition("?")[0]
    why = " ".join(str(error.orig).split())[:200].rstrip(".")
    return SettingsRefused(f"the database {shown} cannot be used ({why}): start it, or correct DATABASE_URL.")
