"""The database behind one object: writing transactions, reading ones, and nothing half done.

SQLite: WAL, BEGIN IMMEDIATE, one writer lock a process (a deferred BEGIN that reads first fails at once under load);
a commit returns when it is on the disk, as PostgreSQL's does: what LINE was told we have must outlive a power cut.
PostgreSQL: ordinary transactions; whoever needs a row to himself locks it with `for_update`.
"""

import functools
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

from domain.store.prepared import Prepared

# A checkpoint waits for the disk: one every 10,000 pages (40 MB) instead of 1,000 spares nine turns of ten that wait.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000", "wal_autocheckpoint=10000")
WRITER_PAGES = "cache_size=-16000"  # KB, for the one connection that writes


class Database:
    """One database, shared by all threads of a process."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.sqlite else create_engine(url, pool_size=20, pool_pre_ping=True)
        self._alone = _Alone(self.engine) if self.sqlite else None

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that commits at the end of the block, or not at all."""
        return self._alone if self._alone is not None else self.engine.begin()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction for looking only."""
        with self.engine.connect() as tx:
            tx = tx.execution_options(reading=True)
            with tx.begin():
                yield tx

    def close(self) -> None:
        """Give back every connection."""
        if self._alone is not None:
            self._alone.close()
        self.engine.dispose()


class _Alone:
    """SQLite's one writer of a process.

    SQLite's own waiting sleeps; a lock hands over at once. Whoever holds it writes through the one connection that is
    kept for writing: nothing is checked out, and its pages stay in memory. The transaction is begun and ended on the
    driver; SQLAlchemy joins it at its first statement, and most turns never need one of its.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._kept: Connection | None = None
        self._raw: Any = None

    def __enter__(self) -> Connection:
        self._lock.acquire()
        try:
            if self._kept is None:
                self._open()
            self._raw.execute("BEGIN IMMEDIATE")
            return self._kept  # type: ignore[return-value]
        except BaseException:
            self._lock.release()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        try:
            if kind is None:
                self._commit()
            else:
                self._roll_back()
        finally:
            self._lock.release()

    def close(self) -> None:
        """Give the connection back; the next transaction opens another."""
        if self._kept is not None:
            self._kept.close()
            self._kept = self._raw = None

    def _open(self) -> None:
        kept = self._engine.connect()
        self._raw = kept.connection.dbapi_connection
        self._raw.execute(f"PRAGMA {WRITER_PAGES}")
        self._kept = kept

    def _commit(self) -> None:
        try:
            if self._kept.in_transaction():  # type: ignore[union-attr]
                self._kept.commit()  # type: ignore[union-attr]
            self._raw.commit()  # Does nothing where the line above has done it.
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        self._kept.rollback()  # type: ignore[union-attr]
        self._raw.rollback()


def for_update(tx: Connection, statement: Any) -> Any:
    """The same select, locking its rows until the commit. SQLite's single writer needs no more."""
    return statement if tx.dialect.name == "sqlite" else statement.with_for_update()


def insert_new(tx: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert unless a unique key is taken already. Returns whether the row is new."""
    return _insert_new(tx.dialect.name, table, tuple(row)).change(tx, row) == 1


@functools.cache
def _insert_new(dialect: str, table: Table, columns: tuple[str, ...]) -> Prepared:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return Prepared(make(table).values({name: bindparam(name) for name in columns}).on_conflict_do_nothing().inline())


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": 30, "isolation_level": None, "check_same_thread": False}, pool_size=20)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(tx: Connection) -> None:
    if not tx.connection.in_transaction:
        tx.connection.execute("BEGIN" if tx.get_execution_options().get("reading") else "BEGIN IMMEDIATE")
