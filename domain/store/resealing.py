"""Under which key everything stands, and sealing it anew under the newest, batch by batch, while servers run.

A batch is one transaction. It takes only rows that nobody holds (SQLite has one writer, PostgreSQL skips what is
locked) and holds them until its commit: what somebody else changes was read here or is written afterwards, and never
overwritten. A batch waits for nobody, so no turn waits for a batch that waits for the turn.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, LargeBinary, bindparam, case, func, select, text, update
from sqlalchemy.exc import OperationalError

from domain.store import documents, people, tables
from domain.store.db import Database
from domain.store.json_bytes import loads
from domain.store.sealed import CannotOpen, SealedText, keyring

ROWS, CHUNKS = 200, 8  # of one batch; a chunk of a document has a quarter of a megabyte
LOCK_NOT_AVAILABLE = "55P03"
PATIENCE_MS = 200  # for the trail's lock: whoever waits longer holds up every act behind him
Key = tuple[Any, ...]


class Held(Exception):
    """Others hold the trail."""


@dataclass(frozen=True)
class Place:
    """A column whose values name the key they were made with."""

    table: Any  # as it is stored: nothing is opened by reading it
    keys: tuple[Any, ...]
    column: Any
    source: Any  # the sealed column the new value is made of
    mark: Any  # what names the key
    newest: Callable[[], Any]  # the mark of the newest key
    number: Callable[[Any], int]  # mark → number of the key
    anew: Callable[[Any], Any]  # row → value under the newest key
    most: int = ROWS

    @property
    def name(self) -> str:
        """talk.told"""
        return f"{self.table.name}.{self.column.name}"


@dataclass(frozen=True)
class Batch:
    """What became of some rows, and where the next begin."""

    last: Key | None  # None: these were the last
    done: int = 0
    shut: int = 0  # that do not open


def _stored(table: sa.Table) -> Any:
    return sa.table(table.name, *(sa.column(one.name, LargeBinary() if isinstance(one.type, SealedText) else one.type) for one in table.columns))


def _sealed(table: sa.Table, column: str, anew: Callable[[Any], bytes], most: int = ROWS) -> Place:
    stored = _stored(table)
    value = stored.c[column]
    return Place(stored, _keys(table, stored), value, value, func.substr(value, 1, 1, type_=LargeBinary()), lambda: bytes([keyring.newest]), lambda mark: mark[0], anew, most)


def _looked_up(table: sa.Table, column: str, source: str, anew: Callable[[Any], str]) -> Place:
    """A hash. One that names no key is of before they did, and the oldest key's."""
    stored = _stored(table)
    value = stored.c[column]
    mark = case((func.substr(value, 4, 1) == ":", func.substr(value, 1, 3)), else_="")
    return Place(
        stored, _keys(table, stored), value, stored.c[source], mark, lambda: f"{keyring.newest:03d}", lambda mark: int(mark) if mark else keyring.oldest, anew
    )


def _keys(table: sa.Table, stored: Any) -> tuple[Any, ...]:
    return tuple(stored.c[one.name] for one in table.primary_key.columns)


def _again(place: str) -> Callable[[Any], bytes]:
    return lambda row: _seal_again(row.source, place.encode())


def _seal_again(sealed: bytes, place: bytes) -> bytes:
    return keyring.seal(keyring.open(bytes(sealed), place), place)


def _chunk(row: Any) -> bytes:
    return _seal_again(row.source, documents.place(row.document_id, row.part))


def _mail(row: Any) -> str:
    return people.mail_hash(loads(keyring.open(bytes(row.source), b"person.facts")).get("applicant_mail", ""))


def _user_id(row: Any) -> str:
    return people.user_id_hash(keyring.open(bytes(row.source), b"credential.user_id").decode())


PLACES = (
    *(_sealed(table, one.name, _again(one.type.place))
      for table in tables.metadata.sorted_tables for one in table.columns if isinstance(one.type, SealedText)),
    _sealed(tables.document_chunk, "bytes", _chunk, CHUNKS),
    _looked_up(tables.person, "mail_hash", "facts", _mail),
    _looked_up(tables.credential, "user_id_hash", "user_id", _user_id),
)  # fmt: skip


def standing(tx: Connection) -> dict[str, dict[int, int]]:
    """Place → number of the key → how many values. Nothing is opened."""
    found: dict[str, dict[int, int]] = {}
    for place in PLACES:
        counted = select(place.mark.label("mark"), func.count().label("many")).where(place.column.is_not(None)).group_by(place.mark)
        told = found.setdefault(place.name, {})
        for row in tx.execute(counted):
            number = place.number(row.mark)
            told[number] = told.get(number, 0) + row.many
    return found


def batch(db: Database, place: Place, after: Key | None) -> Batch:
    """Take the next rows of a place that stand under an older key, and seal them anew. Raises Held where others held the trail too long."""
    with db.writing() as tx, _trail_lifted(tx) if place.table.name == tables.audit.name else nullcontext():
        older = select(*place.keys, place.source.label("source")).where(place.mark != place.newest())
        if after is not None:
            older = older.where(sa.tuple_(*place.keys) > sa.tuple_(*map(sa.literal, after)))
        rows = tx.execute(older.order_by(*place.keys).limit(place.most).with_for_update(skip_locked=True)).all()
        changed = [changes for row in rows if (changes := _changes(place, row)) is not None]
        if changed:
            this = (key == bindparam(f"key_{key.name}") for key in place.keys)
            tx.execute(update(place.table).where(*this).values({place.column.name: bindparam("anew")}), changed)
    return Batch(tuple(rows[-1][: len(place.keys)]) if len(rows) == place.most else None, len(changed), len(rows) - len(changed))


def _changes(place: Place, row: Any) -> dict[str, Any] | None:
    try:
        return {"anew": place.anew(row)} | {f"key_{key.name}": value for key, value in zip(place.keys, row, strict=False)}
    except CannotOpen:
        return None


@contextmanager
def _trail_lifted(tx: Connection) -> Iterator[None]:
    """The trail's triggers refuse every change; within this transaction, which nobody else sees, they do not.

    What a row says is bound by its digest and its place in the chain, which stay as they are.
    """
    if tx.dialect.name == "sqlite":
        triggers = tx.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")).all()
        _each(tx, [f"DROP TRIGGER {one.name}" for one in triggers])
        yield
        _each(tx, [one.sql for one in triggers])
        return
    try:
        _each(tx, [f"SET LOCAL lock_timeout = {PATIENCE_MS}", "ALTER TABLE audit DISABLE TRIGGER USER"])
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != LOCK_NOT_AVAILABLE:
            raise
        raise Held from error
    yield
    _each(tx, ["ALTER TABLE audit ENABLE TRIGGER USER"])


def _each(tx: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        tx.exec_driver_sql(statement)
