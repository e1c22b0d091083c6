"""Reading the audit trail: the last act on a subject, and pages of it."""

from typing import Any

from sqlalchemy import Connection, select

from domain.store.tables import audit, staff

PAGE = 100


def last(tx: Connection, subject: str, acts: tuple[str, ...] = ()) -> Any | None:
    """The newest row about a subject, of these acts if any are named."""
    statement = select(audit.c.id, audit.c.at, audit.c.actor, audit.c.act).where(audit.c.subject == subject)
    if acts:
        statement = statement.where(audit.c.act.in_(acts))
    return tx.execute(statement.order_by(audit.c.id.desc()).limit(1)).first()


def about(tx: Connection, subject: str, most: int = 200) -> list[Any]:
    """Every row about a subject, newest first."""
    return list(
        tx.execute(select(audit).where(audit.c.subject == subject).order_by(audit.c.id.desc()).limit(most))
    )


def page(tx: Connection, *, subject: str = "", actor: str = "", before: int | None = None) -> list[Any]:
    """A page of the trail, newest first; `before` is the smallest id already seen."""
    statement = select(audit).order_by(audit.c.id.desc()).limit(PAGE)
    if subject:
        statement = statement.where(audit.c.subject == subject)
    if actor:
        statement = statement.where(audit.c.actor == actor)
    if before:
        statement = statement.where(audit.c.id < before)
    return list(tx.execute(statement))


def by(tx: Connection, actor: str) -> str:
    """Who an actor is, for a sentence: a colleague's name, ``applicant`` or ``system``."""
    kind, _, number = actor.partition(":")
    if kind == "staff" and number.isdecimal():
        name = tx.execute(select(staff.c.name).where(staff.c.id == int(number))).scalar()
        return name or "system"
    return "applicant" if kind in ("person", "line") else "system"
