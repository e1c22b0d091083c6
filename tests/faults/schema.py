"""A process that dies while it brings the schema up to date (T56)."""

import os
import signal
from pathlib import Path
from typing import Any

from sqlalchemy import event

from domain.store import audit, migrate, state
from domain.store.db import Database
from domain.store.sealed import keyring
from tests.faults.row import Told, row
from tests.scenario.places import PostgresPlace, SqlitePlace

VERSIONS = migrate.MIGRATIONS / "versions"
KEPT = 50  # rows of two kinds that are there before, and must be there after
NEVER = 1_000_000  # no upgrade has so many statements: it dies at its commit


@row("T56", "killed while a migration runs")
def migration_killed(home: Path, engine: str, scale: int) -> Told:
    """Each migration dies at 50 statements from its first to its last (at all, where it has fewer), just before its commit and just after it."""
    keyring.use({1: bytes(range(32))})
    made = SqlitePlace(home, "schema.db") if engine == "threads" else PostgresPlace(template=False)
    deaths, found, versions = 0, list[str](), _versions()
    try:
        for version in versions:
            died, wrong = _migration(made.url, home, version, 50 * scale)
            deaths, found = deaths + died, found + [f"{version}: {one}" for one in wrong]
        return f"{len(versions)} migrations, {deaths} deaths: the schema is the old or the new one, {KEPT} rows of two kinds are all there", found
    finally:
        made.drop()


def _migration(url: str, home: Path, version: str, points: int) -> tuple[int, list[str]]:
    """Die again and again in one migration; how often, and what was wrong afterwards."""
    old, statements, found = _looks(url), _dies(url, home, version, NEVER), []
    dying = sorted({1 + n * (statements - 1) // (points - 1) for n in range(points)} | {NEVER})
    for point in dying:
        _dies(url, home, version, point)
        if (now := _looks(url)) != old:
            found.append(f"killed at statement {point} of {statements} it stands at {now}, not at {old}")
    _dies(url, home, version, 0)
    if (now := _looks(url))[0][1] != version and version != migrate.newest():
        found.append(f"killed after its commit it stands at {now}")
    if version == migrate.newest() and now[0][0] is not migrate.Standing.CURRENT:
        found.append(f"after the last one it is {now}")
    if old[1] not in (None, now[1]):
        found.append(f"rows are lost: {old[1]} and {now[1]}")
    _fills(url)
    return len(dying) + 1, found


def _looks(url: str) -> tuple[Any, Any]:
    """How the schema stands, and the rows that are in it; None before there are tables."""
    db = Database(url)
    try:
        standing = migrate.standing(db)
        if standing[0] is migrate.Standing.EMPTY:
            return standing, None
        with db.reading() as tx:
            kept = [state.get(tx, f"kept {n}") for n in range(KEPT)]
            return standing, (kept, audit.broken_at(tx))
    finally:
        db.close()


def _fills(url: str) -> None:
    db = Database(url)
    with db.writing() as tx:
        for n in range(KEPT):
            state.put(tx, f"kept {n}", n)
            audit.record(tx, n, "system", "kept", f"row:{n}", {})
    db.close()


def _dies(url: str, home: Path, version: str, point: int) -> int:
    """A child that upgrades and is killed at its n-th statement, at the latest just before its commit; 0: just after it.

    Returns how many statements it came to.
    """
    told = home / "statements"
    child = os.fork()
    if child == 0:
        passed = [0]

        def die(*_: Any) -> None:
            told.write_text(str(passed[0]))
            os.kill(os.getpid(), signal.SIGKILL)

        def count(*_: Any) -> None:
            passed[0] += 1
            if passed[0] == point:
                die()

        try:
            db = Database(url)
            event.listen(db.engine, "before_cursor_execute", count)
            if point:
                event.listen(db.engine, "commit", die)
            migrate.upgrade(db, version)
            die()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended before it was killed"
    return int(told.read_text())


def _versions() -> list[str]:
    return sorted(file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*.py"))
