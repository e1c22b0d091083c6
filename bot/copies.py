"""Backups and restores: SQLite by its own online copy, PostgreSQL by pg_dump and pg_restore.

A backup is written beside its name and takes it when it is whole: a file of that name is never half a backup.
A restored copy is disarmed before anybody can see it, so however it ends there is none that sends by itself.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from bot.settings import SettingsRefused
from domain.store import arming, migrate
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
    with _beside(target) as (partial, mine):
        if target.exists():
            raise SettingsRefused(f"{target} was made by another backup just now: choose another name.")
        if db.sqlite:
            _copy_sqlite(_file(db), partial)
        else:
            _dump(db, partial)
        os.fsync(mine.fileno())
        _named(partial, target)


def restore(db: Database, source: Path) -> None:
    """Bring a backup into a database that holds nothing. SettingsRefused says what was wrong."""
    if not source.is_file():
        raise SettingsRefused(f"there is no file {source}.")
    _must_be_empty(db)
    if db.sqlite:
        _whole(source)
        _restore_sqlite(db, source)
    else:
        _restore_postgresql(db, source)


def _restore_sqlite(db: Database, source: Path) -> None:
    target = _file(db)
    with _beside(target) as (partial, mine):
        _must_be_empty(db)  # Another may have restored into it until just now.
        db.close()
        _copy_sqlite(source, partial)
        with closing(sqlite3.connect(partial)) as new:
            new.execute(arming.DISARM)
            new.commit()
        os.fsync(mine.fileno())
        if target.with_name(f"{target.name}-wal").exists():  # It would be taken for the new file's.
            raise SettingsRefused(f"{target} is open in another process: stop that first.")
        _named(partial, target)


def _restore_postgresql(db: Database, source: Path) -> None:
    """The copy and what disarms it in one transaction: whoever dies, psql has not read COMMIT and nothing is there."""
    with _address(db) as address, tempfile.TemporaryFile() as said:
        with (
            suppress(BrokenPipeError),  # psql has ended early and said why.
            _started("pg_restore", "--file=-", "--no-owner", "--no-privileges", str(source), stdout=subprocess.PIPE, stderr=said) as script,
            _started("psql", f"--dbname={address}", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-",
                     stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said) as into,
        ):  # fmt: skip
            into.stdin.write(b"BEGIN;\n")  # type: ignore[union-attr]
            shutil.copyfileobj(script.stdout, into.stdin)  # type: ignore[arg-type]
            if script.wait() == 0:
                into.stdin.write(f"RESET search_path;\n{arming.DISARM};\nCOMMIT;\n".encode())  # type: ignore[union-attr]
        if script.returncode or into.returncode:
            raise _failed("psql" if into.returncode else "pg_restore", said)


def _must_be_empty(db: Database) -> None:
    if migrate.standing(db)[0] is not Standing.EMPTY:
        raise SettingsRefused("the database of DATABASE_URL is not empty: restore into a new one, nothing is ever overwritten.")


@contextmanager
def _beside(target: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """An empty file of our own beside a name, to be written and to take the name when it is whole.

    Of two at once the second is refused: it would empty what the first is writing, or replace it.
    """
    partial = target.with_name(f"{target.name}.partial")
    partial.touch(mode=0o600)
    with partial.open("rb+") as mine:  # What one that was killed has left holds no lock, and is begun anew.
        try:
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingsRefused(f"another copy to {target} is under way: wait for it, or choose another name.") from None
        if not partial.exists() or not os.path.samestat(partial.stat(), os.fstat(mine.fileno())):
            raise SettingsRefused(f"{target} was made by another just now: nothing is done.")  # Our file is its, whole.
        mine.truncate()
        os.fchmod(mine.fileno(), 0o600)
        yield partial, mine


def _named(partial: Path, target: Path) -> None:
    """The whole file takes its name, and keeps it through a power cut."""
    partial.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


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


@contextmanager
def _address(db: Database) -> Iterator[str]:
    """A database for PostgreSQL's tools; the password goes by a file, for `ps` shows arguments to everybody."""
    with tempfile.TemporaryDirectory() as folder:
        passfile = Path(folder) / "pgpass"
        passfile.touch(mode=0o600)
        escaped = str(db.url.password or "").replace("\\", "\\\\").replace(":", "\\:")
        passfile.write_text(f"*:*:*:*:{escaped}\n")
        yield db.url.set(drivername="postgresql", password=None).update_query_dict({"passfile": str(passfile)}).render_as_string()


def _dump(db: Database, target: Path) -> None:
    with _address(db) as address, tempfile.TemporaryFile() as said:
        with _started("pg_dump", f"--dbname={address}", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", stderr=said) as dump:
            pass
        if dump.returncode:
            raise _failed("pg_dump", said)


def _started(*command: str, **streams: Any) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(command, **streams)  # noqa: S603 - a fixed program with arguments of our own
    except FileNotFoundError:
        raise SettingsRefused(f"{command[0]} is not on this machine: install PostgreSQL's client programs.") from None


def _failed(program: str, said: BinaryIO) -> SettingsRefused:
    said.seek(0)
    return SettingsRefused(f"{program} failed ({' '.join(said.read().decode(errors='replace').split())[:300]}).")
