"""Rows of `staff`, `staff_session` and `staff_act`."""

from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain.store.db import for_update, insert_new
from domain.store.tables import staff, staff_act, staff_session


def add(tx: Connection, values: dict[str, Any]) -> int | None:
    """A new member of staff; returns the id, or None when the login is in use."""
    if not insert_new(tx, staff, values):
        return None
    return int(tx.execute(select(staff.c.id).where(staff.c.login == values["login"])).scalar_one())


def get(tx: Connection, staff_id: int, *, lock: bool = False) -> Any | None:
    """The row of an id, locked on request, or None."""
    statement = select(staff).where(staff.c.id == staff_id)
    return tx.execute(for_update(tx, statement) if lock else statement).first()


def by_login(tx: Connection, login: str) -> Any | None:
    """The row of a login, locked, or None."""
    return tx.execute(for_update(tx, select(staff).where(staff.c.login == login))).first()


def every(tx: Connection) -> list[Any]:
    """Everybody, by login."""
    return list(tx.execute(select(staff).order_by(staff.c.login)))


def names(tx: Connection) -> dict[int, str]:
    """Id → name of everybody."""
    return {row.id: row.name for row in tx.execute(select(staff.c.id, staff.c.name))}


def name(tx: Connection, staff_id: int | None) -> str:
    """The name of one, ``nobody`` without an id."""
    if staff_id is None:
        return "nobody"
    return tx.execute(select(staff.c.name).where(staff.c.id == staff_id)).scalar() or "nobody"


def change(tx: Connection, staff_id: int, **values: Any) -> None:
    """Change a row; its version counts on."""
    tx.execute(update(staff).where(staff.c.id == staff_id).values(version=staff.c.version + 1, **values))


def touch(tx: Connection, staff_id: int, **values: Any) -> None:
    """Change what signing in changes; the version stays."""
    tx.execute(update(staff).where(staff.c.id == staff_id).values(**values))


def open_session(tx: Connection, token_hash: str, staff_id: int, at: int) -> None:
    """A new session."""
    tx.execute(
        insert(staff_session), {"token_hash": token_hash, "staff_id": staff_id, "made_at": at, "seen_at": at}
    )


def session(tx: Connection, token_hash: str) -> Any | None:
    """A session's row joined with who it belongs to, or None."""
    return tx.execute(
        select(
            staff_session.c.made_at,
            staff_session.c.seen_at,
            staff_session.c.ended_at,
            staff.c.id,
            staff.c.login,
            staff.c.name,
            staff.c.roles,
            staff.c.disabled,
        )
        .join(staff, staff.c.id == staff_session.c.staff_id)
        .where(staff_session.c.token_hash == token_hash)
    ).first()


def seen(tx: Connection, token_hash: str, at: int) -> None:
    """The session was used; a session that has ended stays ended."""
    tx.execute(
        update(staff_session)
        .where(staff_session.c.token_hash == token_hash, staff_session.c.ended_at.is_(None))
        .values(seen_at=at)
    )


def end_session(tx: Connection, token_hash: str, at: int) -> None:
    """Signed out."""
    tx.execute(update(staff_session).where(staff_session.c.token_hash == token_hash).values(ended_at=at))


def end_sessions(tx: Connection, staff_id: int, at: int) -> None:
    """Every open session of somebody ends."""
    tx.execute(
        update(staff_session)
        .where(staff_session.c.staff_id == staff_id, staff_session.c.ended_at.is_(None))
        .values(ended_at=at)
    )


def first_time(tx: Connection, key: str, staff_id: int, act: str, subject: str, at: int) -> bool:
    """Whether a form's key is posted for the first time; the second post finds the key and does nothing."""
    return insert_new(
        tx, staff_act, {"key": key, "staff_id": staff_id, "act": act, "subject": subject, "at": at}
    )
