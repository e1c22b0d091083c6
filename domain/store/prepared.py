"""Statements of the turn: written in Core, compiled once per dialect, run on the driver's own cursor.

Executing a small statement through SQLAlchemy costs ten times what the database needs for it. The columns, their types
and their sealing are the same this way, and so is the transaction; what the driver raises comes out as it is.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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
        return [compiled.row(found) for found in compiled.run(tx, values).fetchall()]

    def first(self, tx: Connection, values: Mapping[str, Any]) -> Any | None:
        """The first row, or None."""
        found = self.rows(tx, values)
        return found[0] if found else None

    def change(self, tx: Connection, values: Mapping[str, Any]) -> int:
        """Insert, update or delete; returns how many rows."""
        return int(self._for(tx).run(tx, values).rowcount)

    def _for(self, tx: Connection) -> "_Compiled":
        name = tx.dialect.name
        if name not in self._compiled:
            self._compiled[name] = _compile(self._statement, tx.dialect)
        return self._compiled[name]


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    order: tuple[str, ...] | None  # of the parameters, where the driver wants them by place
    fixed: Mapping[str, Any]  # parameters that stand in the statement itself
    bind: tuple[tuple[str, Convert], ...]
    read: tuple[tuple[int, Convert], ...]
    make: Callable[..., Any]

    def run(self, tx: Connection, values: Mapping[str, Any]) -> Any:
        """The driver's cursor after the statement."""
        bound = {**self.fixed, **values}
        for name, convert in self.bind:
            bound[name] = convert(bound[name])
        raw: Any = tx.connection.dbapi_connection
        return raw.execute(self.sql, bound if self.order is None else [bound[name] for name in self.order])

    def row(self, found: Any) -> Any:
        """A row of the driver with our types in it."""
        values = list(found)
        for place, convert in self.read:
            values[place] = convert(values[place])
        return self.make(*values)


def _compile(statement: Any, dialect: Dialect) -> _Compiled:
    compiled = statement.compile(dialect=dialect)
    columns = list(statement.selected_columns) if isinstance(statement, Select) else []
    converters = ((name, bind.type.dialect_impl(dialect).bind_processor(dialect)) for name, bind in compiled.binds.items())
    readers = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    return _Compiled(
        sql=compiled.string,
        order=tuple(compiled.positiontup) if compiled.positional else None,
        fixed={name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required},
        bind=tuple((name, convert) for name, convert in converters if convert is not None),
        read=tuple((place, convert) for place, convert in enumerate(readers) if convert is not None),
        make=namedtuple("Row", [str(column.key) for column in columns]),
    )
