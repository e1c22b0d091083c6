"""Management companies that have registered themselves (G-01)."""

from typing import Any

from sqlalchemy import Connection, or_, select

from domain.characters import clean
from domain.store.tables import company

ID_DIGITS = 18  # of the largest number a database takes


def find(tx: Connection, typed: str, most: int) -> list[Any]:
    """The companies whose name or reading holds what was typed (id, name), at most so many, by name."""
    wanted = clean(typed).replace("\\", "").replace("%", "").replace("_", "")
    if not wanted:
        return []
    pattern = f"%{wanted}%"
    rows = select(company.c.id, company.c.name).where(or_(company.c.name.like(pattern), company.c.kana.like(pattern)))
    return list(tx.execute(rows.order_by(company.c.name).limit(most)))


def name_of(tx: Connection, company_id: str) -> str:
    """The name of a chosen company; what was typed where it is none of ours."""
    if not company_id.isdecimal() or len(company_id) > ID_DIGITS:
        return company_id
    return str(tx.execute(select(company.c.name).where(company.c.id == int(company_id))).scalar() or company_id)
