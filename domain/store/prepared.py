"""Statements of the turn: written in Core, compiled once per dialect, run on the driver's own cursor.

Executing a small statement through SQLAlchemy costs ten times what the database needs for it. The columns, their types
and their sealing are the same this way, and so is the transaction; what the driver raises comes out as it is.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.expression import Select

Convert = Callable[[Any], Any]


class Prepared:
    """One statement with fixed columns and named parameters. `IN (…)` with a list of values is not for it."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, tx: Connection, values: Mapping[str, Any]) -> list[Any]:
        """Every row, its columns as attributes."""
        compiled = self._for(tx)
        return compiled.rows(compiled.run(tx, values))

    def first(self, tx: Connection, values: Mapping[str, Any]) -> Any | None:
        """The first row, or None."""
        found = self.rows(tx, values)
        return found[0] if found else None

    def change(self, tx: Connection, values: Mapping[str, Any]) -> int:
        """Insert, update or delete; returns how many rows."""
        return int(self._for(tx).run(tx, values).rowcount)

    def _for(self, tx: Connection) -> "_Compiled":
        name = tx.dialect.name
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = _compile(self._statement, tx.dialect)
        return found


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    by_place: bool  # whether the driver wants the parameters in order instead of by name
    parameters: tuple[tuple[str, Convert | None], ...]
    fixed: Mapping[str, Any]  # parameters that stand in the statement itself
    read: tuple[tuple[int, Convert], ...]
    make: Callable[[Iterable[Any]], Any]

    def run(self, tx: Connection, values: Mapping[str, Any]) -> Any:
        """The driver's cursor after the statement."""
        raw: Any = tx.connection.dbapi_connection
        if self.fixed:
            values = {**self.fixed, **values}
        if self.by_place:
            return raw.execute(self.sql, [convert(values[name]) if convert else values[name] for name, convert in self.parameters])
        return raw.execute(self.sql, {name: convert(values[name]) if convert else values[name] for name, convert in self.parameters})

    def rows(self, cursor: Any) -> list[Any]:
        """The rows of the driver with our types in them."""
        found = []
        for row in cursor.fetchall():
            values = list(row)
            for place, convert in self.read:
                values[place] = convert(values[place])
            found.append(self.make(values))
        return found


def _compile(statement: Any, dialect: Dialect) -> _Compiled:
    compiled = statement.compile(dialect=dialect)
    converts = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    columns = list(statement.selected_columns) if isinstance(statement, Select) else []
    readers = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    return _Compiled(
        sql=compiled.string,
        by_place=compiled.positional,
        parameters=tuple((name, converts[name]) for name in (compiled.positiontup if compiled.positional else compiled.binds)),
        fixed={name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required},
        read=tuple((place, convert) for place, convert in enumerate(readers) if convert is not None),
        make=_maker([str(column.key) for column in columns]),
    )


def _maker(names: list[str]) -> Callable[[Iterable[Any]], Any]:
    row: Any = cast(Any, namedtuple)("Row", names)
    return cast(Callable[[Iterable[Any]], Any], row._make)
