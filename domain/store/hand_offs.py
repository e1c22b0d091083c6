"""Rows of `hand_off` as the desk sees them, and the lines of a transcript."""

from typing import Any

from sqlalchemy import Connection, func, or_, select, update

from domain.store.db import for_update
from domain.store.tables import filing, hand_off, line_event, outgoing, staff, talk

MOST = 200


def get(tx: Connection, hand_off_id: int, *, lock: bool = False) -> Any | None:
    """The row of an id, locked on request, or None."""
    statement = select(hand_off).where(hand_off.c.id == hand_off_id)
    return tx.execute(for_update(tx, statement) if lock else statement).first()


def lists(tx: Connection, state: str) -> list[Any]:
    """The hand-offs of a state with who has them, oldest first (the closed newest first)."""
    order = hand_off.c.id.desc() if state == "closed" else hand_off.c.id
    receipt = (
        select(filing.c.receipt)
        .where(filing.c.line_user == hand_off.c.line_user)
        .order_by(filing.c.id.desc())
        .limit(1)
    ).scalar_subquery()
    return list(
        tx.execute(
            select(hand_off, staff.c.name, receipt.label("receipt"))
            .outerjoin(staff, staff.c.id == hand_off.c.staff_id)
            .where(hand_off.c.state == state)
            .order_by(order)
            .limit(MOST)
        )
    )


def waiting(tx: Connection) -> int:
    """How many people wait for a person."""
    return tx.execute(
        select(func.count()).select_from(hand_off).where(hand_off.c.state == "waiting")
    ).scalar_one()


def take(tx: Connection, hand_off_id: int, staff_id: int, at: int) -> bool:
    """Take a waiting one; of two at once one wins."""
    return (
        tx.execute(
            update(hand_off)
            .where(hand_off.c.id == hand_off_id, hand_off.c.state == "waiting")
            .values(state="taken", staff_id=staff_id, taken_at=at, version=hand_off.c.version + 1)
        ).rowcount
        == 1
    )


def close(tx: Connection, hand_off_id: int, at: int) -> None:
    """The talk is the bot's again."""
    tx.execute(
        update(hand_off)
        .where(hand_off.c.id == hand_off_id)
        .values(state="closed", closed_at=at, version=hand_off.c.version + 1)
    )


def filings_of(tx: Connection, line_user: str) -> list[Any]:
    """The filings of a LINE user, newest first."""
    return list(
        tx.execute(
            select(filing).where(filing.c.line_user == line_user).order_by(filing.c.id.desc()).limit(10)
        )
    )


def talk_of(tx: Connection, line_user: str) -> Any | None:
    """Owner, dialog, state and whether we may still write to somebody."""
    return tx.execute(
        select(talk.c.owner, talk.c.dialog, talk.c.state, talk.c.friend).where(talk.c.line_user == line_user)
    ).first()


def said(tx: Connection, line_user: str) -> list[Any]:
    """The newest events of a person and news of our own house."""
    return list(
        tx.execute(
            select(
                line_event.c.id,
                line_event.c.occurred_at,
                line_event.c.done_at,
                line_event.c.raw,
                line_event.c.state,
                line_event.c.hidden,
                line_event.c.error,
            )
            .where(line_event.c.line_user == line_user)
            .order_by(line_event.c.id.desc())
            .limit(MOST)
        )
    )


def sent(tx: Connection, line_user: str) -> list[Any]:
    """The newest messages to a person, by every way."""
    return list(
        tx.execute(
            select(outgoing)
            .where(
                outgoing.c.line_user == line_user,
                or_(outgoing.c.kind != "menu", outgoing.c.state != "accepted"),
            )
            .order_by(outgoing.c.id.desc())
            .limit(MOST)
        )
    )
