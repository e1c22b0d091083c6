"""`sumairu db …`: the schema, copies of the database, and which copy may send."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot import copies, fitness
from bot.clock import Clock
from bot.settings import Settings, SettingsRefused
from bot.start import opened
from domain.store import arming, audit, keys, migrate
from domain.store.migrate import Standing
from domain.store.sealed import keyring

Act = Callable[[Settings, list[str]], int]


def upgrade(settings: Settings, _words: list[str]) -> int:
    """Bring the schema, and the job engine's, to this code's version. Safe while processes of the last version run."""
    with opened(settings) as db:
        how, what = migrate.standing(db)
        if how in (Standing.NEWER, Standing.TORN):
            raise SettingsRefused(fitness.STANDING[how].format(what=what, newest=migrate.newest()))
        try:
            migrate.upgrade(db)
        except DBAPIError as error:
            why = " ".join(str(error.orig).split())[:200]
            raise SettingsRefused(f"the upgrade was rolled back, the database is at {what or 'no version'} as before ({why}): run it again when nothing holds the tables.") from None
        if settings.engine == "procrastinate":
            from bot import jobs

            jobs.install(db)
    return version(settings, [])


def version(settings: Settings, _words: list[str]) -> int:
    """Where the database stands."""
    with opened(settings) as db:
        print(f"database at {migrate.version(db)}, newest is {migrate.newest()}")
    return 0


def draft(settings: Settings, words: list[str]) -> int:
    """Write the next migration: `make migration NAME=… MESSAGE=…`."""
    if len(words) != 2 or not all(words):  # make hands an empty word on where one was left out.
        raise SettingsRefused("`sumairu db draft` takes the migration's name and a message, for example: draft 0002 'Add a table'.")
    with opened(settings) as db:
        migrate.draft(db, words[1], words[0])
    return version(settings, [])


def arm(settings: Settings, _words: list[str]) -> int:
    """Let this copy of the database send."""
    with opened(settings) as db:
        _must_be_current(settings, db)
        with db.writing() as tx:
            new = arming.arm(tx, Clock().ms())
    print("this database may send from now on; make sure that no other copy of it does" if new else "this database could send before")
    return 0


def accept_keys(settings: Settings, _words: list[str]) -> int:
    """After all SECRET_KEYS were replaced at once: the new ones are those in use."""
    with opened(settings) as db:
        _must_be_current(settings, db)
        with db.writing() as tx:
            if trouble := keys.data_trouble(tx, settings.data_keys):
                raise SettingsRefused(fitness.KEYS[trouble[0]].format(number=trouble[1]))
            keys.remember(tx, settings.data_keys, settings.secret_keys)
            audit.record(tx, Clock().ms(), "system", "keys_accepted", "keys")
    print("these SECRET_KEYS are the ones in use from now on; restart every host with them")
    return 0


def backup(settings: Settings, words: list[str]) -> int:
    """Copy the database into a new file while it is in use."""
    target = Path(_one(words, "backup"))
    with opened(settings) as db:
        copies.backup(db, target)
    print(f"backed up to {target} ({target.stat().st_size:,} bytes)")
    return 0


def restore(settings: Settings, words: list[str]) -> int:
    """Bring a backup into an empty database. It sends nothing until `sumairu db arm`."""
    source = Path(_one(words, "restore"))
    with opened(settings) as db:
        copies.restore(db, source)
    print("restored; nothing is sent from it until `sumairu db arm`, which belongs after the old database is out of use")
    return 0


def _must_be_current(settings: Settings, db: migrate.Database) -> None:
    keyring.use(settings.data_keys)
    if wrong := fitness.schema_trouble(db):
        raise SettingsRefused(wrong)


def _one(words: list[str], act: str) -> str:
    if len(words) != 1:
        raise SettingsRefused(f"`sumairu db {act}` takes the name of one file.")
    return words[0]


ACTS: dict[str, Act] = {
    "upgrade": upgrade,
    "version": version,
    "backup": backup,
    "restore": restore,
    "arm": arm,
    "accept-keys": accept_keys,
    "draft": draft,
}
