"""What the decisions on a filing bring about besides its own state, by kind, in the same transaction."""

from typing import Any

from sqlalchemy import Connection

from domain.desk import applications, associations, reservations
from domain.desk.hands import Hand
from domain.store import filings, redemptions


def before_passing(tx: Connection, row: Any) -> None:
    """What must be on record before an approver sees it. Raises what `reservations.check_intent` raises."""
    if row.kind == "redemption":
        reservations.check_intent(tx, row)


def approved(tx: Connection, row: Any, hand: Hand) -> int | None:
    """What the filing asked for comes true. Returns the association's id. Raises what each kind's function raises."""
    if row.kind == "redemption":
        reservations.reserve(tx, row, hand)
        return row.association_id
    if row.kind in ("registration", "application"):
        become = associations.register if row.kind == "registration" else applications.admit
        return become(tx, row, filings.answers(tx, row.id, row.revision), hand.at)
    return row.association_id


def ended(tx: Connection, row: Any, state: str) -> None:
    """It ended without approval: ``withdrawn`` or ``refused``. What it had laid claim to is free again."""
    if row.kind == "redemption":
        redemptions.close(tx, row.id, state)
    elif row.kind == "application":
        applications.ended(tx, row.id, state)
