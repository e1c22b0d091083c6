"""Who acts at the desk, on what, and whether that is still what they saw: the same for every act."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from domain import roles
from domain.errors import ChangedMeanwhile, RoleLacking
from domain.store import audit, staff, trail


@dataclass(frozen=True, slots=True)
class Hand:
    """A member of the staff at a moment (epoch ms)."""

    staff_id: int
    name: str
    roles: tuple[str, ...]
    at: int

    @property
    def actor(self) -> str:
        """As the audit names who acts."""
        return f"staff:{self.staff_id}"

    def must(self, act: str) -> None:
        """Raises RoleLacking."""
        if not roles.may(self.roles, act):
            raise RoleLacking(act=str(act))


@dataclass(frozen=True, slots=True)
class Form:
    """What a posted form carries: the version that was on the screen and a key made for this one form."""

    version: int
    key: str


def fresh(tx: Connection, hand: Hand, form: Form, act: str, subject: str) -> bool:
    """Whether this form is posted for the first time."""
    return staff.first_time(tx, form.key, hand.staff_id, act, subject, hand.at)


def same_version(tx: Connection, row: Any, form: Form, subject: str) -> None:
    """Raises ChangedMeanwhile, naming who changed the row after it was shown."""
    if row.version != form.version:
        last = trail.last(tx, subject)
        by, act, at = (
            (trail.by(tx, last.actor), last.act, last.at) if last else ("system", "changed", row.updated_at)
        )
        raise ChangedMeanwhile(by=by, act=act, at=moment(at))


def record(tx: Connection, hand: Hand, act: str, subject: str, facts: dict[str, Any] | None = None) -> None:
    """The act's row in the audit."""
    audit.record(tx, hand.at, hand.actor, act, subject, facts)


def moment(at: int) -> dt.datetime:
    """Epoch milliseconds as an aware moment, for the facts of a refusal."""
    return dt.datetime.fromtimestamp(at / 1000, tz=dt.UTC)
