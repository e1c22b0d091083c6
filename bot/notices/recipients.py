"""Whom a notice about a filing reaches: the LINE user who is this person today, and the person's mail address."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.locale import has, t
from domain.store import people


@dataclass(frozen=True, slots=True)
class Recipient:
    """Empty strings where there is no such way."""

    line_user: str
    mail: str


def of_filing(tx: Connection, filing: Any) -> Recipient:
    """Whoever filed. After a change of telephone the old LINE user hears nothing more."""
    if filing.person_id is None:
        return Recipient(filing.line_user, "")
    linked = people.linked_line_users(tx, filing.person_id)
    mail = people.get(tx, filing.person_id).facts.get("applicant_mail", "")
    return Recipient(filing.line_user if filing.line_user in linked or not linked else linked[0], mail)


def label(field: str) -> str:
    """What a field is called; its name where a flow has been changed and the sentence is gone."""
    key = f"fields.{field}.label"
    return t(key) if has(key) else field
