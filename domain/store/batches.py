"""Thousands of rows in a few statements: for jobs that decide about everybody at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
AT_ONCE = 500  # SQLite may take no more than 999 parameters a statement


def batches(of: Sequence[T]) -> Iterator[Sequence[T]]:
    """The same things in order, at most AT_ONCE of them at a time: ids for `IN (…)`."""
    return (of[first : first + AT_ONCE] for first in range(0, len(of), AT_ONCE))


def insert_all(tx: Connection, table: Table, rows: Iterable[Mapping[str, Any]], *, new_only: bool = False) -> None:
    """Insert rows of one shape, as they come; with `new_only` those are left out whose unique key is taken already.

    By the driver's own executemany: SQLAlchemy's spends on each row several times what the database needs for it.
    """
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return
    make = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    named = make(table).values({name: bindparam(name) for name in first}).inline()
    compiled = (named.on_conflict_do_nothing() if new_only else named).compile(dialect=tx.dialect)
    raw: Any = tx.connection.dbapi_connection
    raw.cursor().executemany(compiled.string, _bound(compiled, tx, chain([first], coming)))


def _bound(compiled: Any, tx: Connection, rows: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    made = ((name, bind.type.dialect_impl(tx.dialect).bind_processor(tx.dialect)) for name, bind in compiled.binds.items())
    converts = [(name, convert) for name, convert in made if convert is not None]
    for row in rows:
        bound = dict(row)
        for name, convert in converts:
            bound[name] = convert(bound[name])
        yield [bound[name] for name in compiled.positiontup] if compiled.positional else bound
