"""The chairperson's side of a hand-off: asking for a person, and changing one's mind."""

from sqlalchemy import Connection, update

from domain.store import audit
from domain.store.db import insert_new
from domain.store.tables import hand_off


def request(tx: Connection, line_user: str, topic: str, at: int) -> bool:
    """Put the talk into the desk's list. Returns False when it is there already."""
    row = {"line_user": line_user, "state": "waiting", "topic": topic, "requested_at": at, "version": 0}
    if not insert_new(tx, hand_off, row):
        return False
    audit.record(tx, at, f"line:{line_user}", "ask_for_staff", f"talk:{line_user}", {"topic": topic})
    return True


def cancel(tx: Connection, line_user: str, at: int) -> None:
    """The chairperson goes on with the bot: what nobody has taken yet is closed."""
    tx.execute(
        update(hand_off)
        .where(hand_off.c.line_user == line_user, hand_off.c.state == "waiting")
        .values(state="closed", closed_at=at, version=hand_off.c.version + 1)
    )
