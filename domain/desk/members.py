"""Whose chat this is: the person, the association it represents, and whether it may act (X-01, Q-07, W-02).

    membership(tx, line_user)      → Member, or None for guests
    member(tx, line_user)          → Member; NotRegistered for guests: to look at things
    acting_member(tx, line_user)   → Member; NotRegistered, UseSuspended: before anything is filed

What a member holds: `domain.desk.passbooks`. One person stands for one association (one user ID each, S1 3章4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from domain.errors import NotRegistered, UseSuspended
from domain.store.tables import association, line_link, representative


@dataclass(frozen=True, slots=True)
class Member:
    """A representative in the chat. ``number`` is the 積立組合番号, None before the first application is approved."""

    person_id: int
    association_id: int
    number: str | None
    facts: Mapping[str, Any]
    suspended: bool

    @property
    def name(self) -> str:
        """The association's name, as registered."""
        return str(self.facts.get("association_name", ""))

    @property
    def account_tail(self) -> str:
        """The last three digits of the account: all that is shown of it in the chat."""
        return str(self.facts.get("account_number", ""))[-3:]

    @property
    def may_act(self) -> bool:
        """Whether filings are taken from this person for this association."""
        return not self.suspended


def membership(tx: Connection, line_user: str) -> Member | None:
    """The member behind a LINE user; None for guests, and for whoever is not the representative any more."""
    row = tx.execute(
        select(
            representative.c.person_id,
            association.c.id,
            association.c.number,
            association.c.facts,
            association.c.state,
        )
        .select_from(line_link)
        .join(representative, representative.c.person_id == line_link.c.person_id)
        .join(association, association.c.id == representative.c.association_id)
        .where(
            line_link.c.line_user == line_user,
            line_link.c.ended_at.is_(None),
            representative.c.until_at.is_(None),
        )
        .order_by(representative.c.id.desc())
        .limit(1)
    ).first()
    return (
        None
        if row is None
        else Member(row.person_id, row.id, row.number, row.facts, row.state == "suspended")
    )


def member(tx: Connection, line_user: str) -> Member:
    """The member behind a LINE user. Raises NotRegistered."""
    found = membership(tx, line_user)
    if found is None:
        raise NotRegistered()
    return found


def acting_member(tx: Connection, line_user: str) -> Member:
    """The member behind a LINE user, who may file. Raises NotRegistered, UseSuspended (W-02)."""
    found = member(tx, line_user)
    if not found.may_act:
        raise UseSuspended()
    return found
