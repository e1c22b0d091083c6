"""Where a world is kept: one SQLite file, or nowhere. Documents are JSON under (kind, key), in writing order.

Every change is written before the call that made it is answered, so that a killed process has lost nothing it
had promised. WAL with synchronous=NORMAL survives a killed process; only a power cut could lose the last moments.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, Protocol


class Store(Protocol):
    """What a world asks of the place it is kept in. The caller holds the world's lock."""

    def begin(self) -> None: ...
    def commit(self) -> None: ...
    def put(self, kind: str, key: str, value: Any) -> None: ...
    def delete(self, kind: str, key: str) -> None: ...
    def load(self, kind: str) -> Iterator[tuple[str, Any]]: ...
    def put_blob(self, kind: str, key: str, data: bytes, content_type: str) -> None: ...
    def get_blob(self, kind: str, key: str) -> tuple[bytes, str] | None: ...
    def delete_blob(self, kind: str, key: str) -> None: ...
    def clear(self) -> None: ...
    def close(self) -> None: ...


class MemoryStore:
    """Keeps only blobs: the documents live in the world itself and die with it."""

    def __init__(self) -> None:
        self.blobs: dict[tuple[str, str], tuple[bytes, str]] = {}

    def begin(self) -> None: ...

    def commit(self) -> None: ...

    def put(self, kind: str, key: str, value: Any) -> None: ...

    def delete(self, kind: str, key: str) -> None: ...

    def load(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Nothing was kept."""
        return iter(())

    def put_blob(self, kind: str, key: str, data: bytes, content_type: str) -> None:
        """Keep bytes under (kind, key)."""
        self.blobs[kind, key] = (data, content_type)

    def get_blob(self, kind: str, key: str) -> tuple[bytes, str] | None:
        """The bytes and their content type, or None."""
        return self.blobs.get((kind, key))

    def delete_blob(self, kind: str, key: str) -> None:
        """Forget bytes; no complaint when there are none."""
        self.blobs.pop((kind, key), None)

    def clear(self) -> None:
        """Forget everything."""
        self.blobs.clear()

    def close(self) -> None: ...


class SqliteStore:
    """Keeps documents and blobs in one file. One connection, used under the world's lock."""

    def __init__(self, path: str) -> None:
        self.db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        for table in TABLES:
            self.db.execute(table)

    def begin(self) -> None:
        """Open a transaction."""
        self.db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make the transaction durable."""
        self.db.execute("COMMIT")

    def put(self, kind: str, key: str, value: Any) -> None:
        """Write a document; the first writing fixes its place in the order."""
        self.db.execute(PUT, (kind, key, json.dumps(value)))

    def delete(self, kind: str, key: str) -> None:
        """Forget a document; no complaint when there is none."""
        self.db.execute("DELETE FROM document WHERE kind = ? AND key = ?", (kind, key))

    def load(self, kind: str) -> Iterator[tuple[str, Any]]:
        """All documents of a kind in the order of their first writing."""
        rows = self.db.execute("SELECT key, value FROM document WHERE kind = ? ORDER BY id", (kind,))
        return iter([(key, json.loads(value)) for key, value in rows])

    def put_blob(self, kind: str, key: str, data: bytes, content_type: str) -> None:
        """Keep bytes under (kind, key)."""
        self.db.execute("INSERT OR REPLACE INTO blob VALUES (?, ?, ?, ?)", (kind, key, data, content_type))

    def get_blob(self, kind: str, key: str) -> tuple[bytes, str] | None:
        """The bytes and their content type, or None."""
        found = self.db.execute(
            "SELECT data, content_type FROM blob WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        return found if found is None else (found[0], found[1])

    def delete_blob(self, kind: str, key: str) -> None:
        """Forget bytes; no complaint when there are none."""
        self.db.execute("DELETE FROM blob WHERE kind = ? AND key = ?", (kind, key))

    def clear(self) -> None:
        """Forget everything."""
        self.db.execute("DELETE FROM document")
        self.db.execute("DELETE FROM blob")

    def close(self) -> None:
        """Close the file."""
        self.db.close()


def open_store(path: str | None) -> Store:
    """The store for a path, or one in memory when there is none."""
    return SqliteStore(path) if path else MemoryStore()


TABLES = (
    """CREATE TABLE IF NOT EXISTS document (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (kind, key))""",
    """CREATE TABLE IF NOT EXISTS blob (
        kind TEXT NOT NULL, key TEXT NOT NULL, data BLOB NOT NULL, content_type TEXT NOT NULL,
        PRIMARY KEY (kind, key))""",
)
PUT = """INSERT INTO document (kind, key, value) VALUES (?, ?, ?)
         ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value"""
