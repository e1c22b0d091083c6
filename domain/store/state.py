"""Small facts of the installation: rows of `setting`."""

from typing import Any

from sqlalchemy import Connection, func, inspect, select, update

from domain.store.db import Database, insert_new
from domain.store.tables import setting


def get(tx: Connection, name: str, default: Any = None) -> Any:
    """The value of a name."""
    row = tx.execute(select(setting.c.value).where(setting.c.name == name)).first()
    return default if row is None else row.value


def put(tx: Connection, name: str, value: Any) -> None:
    """Set the value of a name; of two who set it for the first time neither fails."""
    if not insert_new(tx, setting, {"name": name, "value": value}):
        tx.execute(update(setting).where(setting.c.name == name).values(value=value))


def clock_offset(db: Database) -> float:
    """The demo clock's shift in seconds; 0 where nobody moved it or nothing was set up yet."""
    with db.reading() as tx:
        return float(get(tx, "clock_offset", 0)) if inspect(tx).has_table("setting") else 0.0


def now_ms(db: Database) -> int | None:
    """The database's own clock, which all its hosts share; None where the database is a file of this host."""
    if db.sqlite:
        return None
    with db.reading() as tx:
        return int(tx.execute(select(func.extract("epoch", func.clock_timestamp()))).scalar_one() * 1000)
