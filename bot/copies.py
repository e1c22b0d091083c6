"""Backups and restores: SQLite by its own online copy, PostgreSQL by pg_dump and pg_restore.

A backup is written beside its name and takes it when it is whole: a file of that name is never half a backup.
"""

import fcntl
import os
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from bot.settings import SettingsRefused
from domain.store import migrate
from domain.store.db import Database
from domain.store.migrate import Standing

PAGES = 2000  # of SQLite at a time: writers get their turn between two helpings
PAUSE_S = 0.005


def backup(db: Database, target: Path) -> None:
    """Copy a database in use into a file that must not exist yet. SettingsRefused says what was wrong."""
    if target.exists():
        raise SettingsRefused(f"{target} exists already: choose another name, a backup never replaces one.")
    if not target.parent.is_dir():
        raise SettingsRefused(f"there is no folder {target.parent}: make it first.")
    partial = target.with_name(f"{target.name}.partial")
    partial.touch(mode=0o600)
    with partial.open("rb+") as mine:  # What a backup that was killed has left holds no lock, and is begun anew.
        _held(mine, target)
        mine.truncate()
        os.fchmod(mine.fileno(), 0o600)
        if db.sqlite:
            _copy_sqlite(_file(db), partial)
        else:
            _run(db, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={partial}")
        os.fsync(mine.fileno())
        partial.rename(target)


def restore(db: Database, source: Path) -> None:
    """Bring a backup into a database that holds nothing. SettingsRefused says what was wrong."""
    if not source.is_file():
        raise SettingsRefused(f"there is no file {source}.")
    if migrate.standing(db)[0] is not Standing.EMPTY:
        raise SettingsRefused("the database of DATABASE_URL is not empty: restore into a new one, nothing is ever overwritten.")
    if db.sqlite:
        db.close()
        _whole(source)
        _copy_sqlite(source, _file(db))
    else:
        _run(db, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", str(source))


def _held(partial: BinaryIO, target: Path) -> None:
    """Of two backups to one name the second is refused: it would empty what the first is writing, or replace it."""
    try:
        fcntl.flock(partial, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SettingsRefused(f"another backup to {target} is under way: choose another name.") from None
    if target.exists():
        raise SettingsRefused(f"{target} was made by another backup just now: choose another name.")


def _copy_sqlite(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new, pages=PAGES, sleep=PAUSE_S)
        new.execute("PRAGMA journal_mode=DELETE")  # One file, nothing beside it.
    _whole(target)


def _whole(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
            found = db.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise SettingsRefused(f"{file} is not a whole database ({found}): use another backup.")


def _file(db: Database) -> Path:
    return Path(str(db.url.database))


def _run(db: Database, *command: str) -> None:
    """One of PostgreSQL's tools on this database; the password goes by a file, for `ps` shows arguments to everybody."""
    with tempfile.TemporaryDirectory() as folder:
        passfile = Path(folder) / "pgpass"
        passfile.touch(mode=0o600)
        escaped = str(db.url.password or "").replace("\\", "\\\\").replace(":", "\\:")
        passfile.write_text(f"*:*:*:*:{escaped}\n")
        url = db.url.set(drivername="postgresql", password=None).update_query_dict({"passfile": str(passfile)})
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program with arguments of our own
                [command[0], f"--dbname={url.render_as_string()}", *command[1:]], capture_output=True, text=True, check=False
            )  # fmt: skip
        except FileNotFoundError:
            raise SettingsRefused(f"{command[0]} is not on this machine: install PostgreSQL's client programs.") from None
    if done.returncode != 0:
        raise SettingsRefused(f"{command[0]} failed ({' '.join(done.stderr.split())[:300]}).")
