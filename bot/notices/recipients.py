"""Whom a notice about a filing reaches: the LINE user who is this person today, and the person's mail address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.locale import has, t
from domain.store import associations, people


@dataclass(frozen=True, slots=True)
class Recipient:
    """Empty strings where there is no such way."""

    line_user: str
    mail: str


def of_filing(tx: Connection, filing: Any) -> Recipient:
    """Whoever filed. After a change of telephone the old LINE user hears nothing more."""
    return of_filings(tx, [filing])[0]


def of_filings(tx: Connection, filings: Sequence[Any]) -> list[Recipient]:
    """Whoever filed each of many, in their order, in a few statements however many they are."""
    known = people.reached_by(tx, [filing.person_id for filing in filings if filing.person_id is not None])
    return [_recipient(filing, known) for filing in filings]


def of_association(tx: Connection, association_id: int) -> Recipient:
    """Its present representative; nobody where none is on record."""
    present = [row for row in associations.representatives(tx, association_id) if row.until_at is None]
    if not present:
        return Recipient("", "")
    facts, linked = people.reached_by(tx, [present[0].person_id])[present[0].person_id]
    return Recipient(linked[0] if linked else "", facts.get("applicant_mail", ""))


def _recipient(filing: Any, known: Mapping[int, tuple[Mapping[str, Any], Sequence[str]]]) -> Recipient:
    if filing.person_id is None:
        return Recipient(filing.line_user, "")
    facts, now = known[filing.person_id]
    return Recipient(filing.line_user if filing.line_user in now or not now else now[0], facts.get("applicant_mail", ""))


def label(field: str) -> str:
    """What a field is called; its name where a flow has been changed and the sentence is gone."""
    key = f"fields.{field}.label"
    return t(key) if has(key) else field
