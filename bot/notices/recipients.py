"""Whom a notice about a filing reaches: the LINE user who is this person today, and the person's mail address."""

from collections.abc import Mapping, Sequence
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
    return of_filings(tx, [filing])[0]


def of_filings(tx: Connection, filings: Sequence[Any]) -> list[Recipient]:
    """Whoever filed each of many, in their order, in a few statements however many they are."""
    persons = [filing.person_id for filing in filings if filing.person_id is not None]
    linked, facts = people.linked_line_users_of(tx, persons), people.facts_of(tx, persons)
    return [_recipient(filing, linked, facts) for filing in filings]


def _recipient(filing: Any, linked: Mapping[int, Sequence[str]], facts: Mapping[int, Mapping[str, Any]]) -> Recipient:
    if filing.person_id is None:
        return Recipient(filing.line_user, "")
    now = linked.get(filing.person_id, ())
    mail = facts[filing.person_id].get("applicant_mail", "")
    return Recipient(filing.line_user if filing.line_user in now or not now else now[0], mail)


def label(field: str) -> str:
    """What a field is called; its name where a flow has been changed and the sentence is gone."""
    key = f"fields.{field}.label"
    return t(key) if has(key) else field
