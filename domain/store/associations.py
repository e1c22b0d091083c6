"""Rows of `association` and `representative`."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain.store.tables import association, person, representative

PAGE = 50


def add(tx: Connection, number: str | None, facts: Mapping[str, Any], at: int) -> int:
    """A new association, registered; returns the id."""
    row = {"number": number, "facts": dict(facts), "state": "registered", "made_at": at}
    return int(tx.execute(insert(association).returning(association.c.id), row).scalar_one())


def get(tx: Connection, association_id: int) -> Any | None:
    """The row of an id, or None."""
    return tx.execute(select(association).where(association.c.id == association_id)).first()


def by_number(tx: Connection, number: str) -> Any | None:
    """The association of a 積立組合番号, or None."""
    return tx.execute(select(association).where(association.c.number == number)).first()


def page(tx: Connection, number: str = "", number_of_page: int = 1) -> tuple[list[Any], bool]:
    """A page of associations, newest first, and whether another follows; `number` looks for one by its beginning."""
    statement = select(association).order_by(association.c.id.desc())
    if number:
        statement = statement.where(association.c.number >= number, association.c.number < number + "~")
    rows = list(tx.execute(statement.limit(PAGE + 1).offset((max(1, number_of_page) - 1) * PAGE)))
    return rows[:PAGE], len(rows) > PAGE


def begin_representative(
    tx: Connection, association_id: int, person_id: int, facts: Mapping[str, Any], at: int
) -> None:
    """A new representative; whoever it was until now ends, and stays in the history."""
    tx.execute(
        update(representative)
        .where(representative.c.association_id == association_id, representative.c.until_at.is_(None))
        .values(until_at=at)
    )
    row = {"association_id": association_id, "person_id": person_id, "facts": dict(facts), "since_at": at}
    tx.execute(insert(representative), row)


def representatives(tx: Connection, association_id: int) -> list[Any]:
    """Everybody who has been the representative, the present one first."""
    return list(
        tx.execute(
            select(representative, person.c.facts.label("person_facts"))
            .join(person, person.c.id == representative.c.person_id)
            .where(representative.c.association_id == association_id)
            .order_by(representative.c.id.desc())
        )
    )
