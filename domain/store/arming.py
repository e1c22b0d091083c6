"""Which copy of the database may send: one row, bound to the place where this copy lives.

A backup that is restored beside the living database holds the same queue: what both sent would arrive twice, or say
what was true yesterday. So the row names the place it was armed for, and a copy elsewhere sends nothing until a
person has armed it (`sumairu db arm`). PostgreSQL: cluster, timeline and database. SQLite: the file and its inode.
A clone of a whole machine, disk and all, is the one copy that cannot be told from its original.
"""

import hashlib
import os
from pathlib import Path

from sqlalchemy import Connection, text

from domain.store import audit, state

ROW = "sending_armed_for"

# What a restore says last, in the transaction that brings the copy, on either kind of database: it waits for a person.
DISARM = f"INSERT INTO setting (name, value) VALUES ('{ROW}', '\"restored\"') ON CONFLICT (name) DO UPDATE SET value = excluded.value"  # noqa: S608 - our own word
_POSTGRESQL = text(
    "SELECT (SELECT system_identifier FROM pg_control_system()), substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8),"
    " (SELECT oid FROM pg_database WHERE datname = current_database()), current_schema()"
)


def armed(tx: Connection) -> bool:
    """Whether this copy may send. A database that no migration made (a test's) was never copied: it may."""
    kept = state.get(tx, ROW)
    return kept is None or kept == place(tx)


def arm(tx: Connection, at: int, actor: str = "system") -> bool:
    """Let this copy send from now on. Returns whether it could not before."""
    if armed(tx):
        return False
    state.put(tx, ROW, place(tx))
    audit.record(tx, at, actor, "sending_armed", "sending")
    return True


def bind(tx: Connection) -> None:
    """A database is made here: this is the place where it sends. One that is bound already stays so."""
    if state.get(tx, ROW) is None:
        state.put(tx, ROW, place(tx))


def place(tx: Connection) -> str:
    """Where this copy lives, as a hash."""
    if tx.dialect.name == "sqlite":
        name = str(tx.engine.url.database or "")
        found = Path(name).resolve()
        told = f"{found}:{os.stat(found).st_ino}" if found.exists() else name
    else:
        told = ":".join(str(part) for part in tx.execute(_POSTGRESQL).one())
    return hashlib.sha256(told.encode()).hexdigest()[:32]
