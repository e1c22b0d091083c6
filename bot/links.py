"""One-time links to our own pages: 256 random bits, kept as a hash, bound to a person and a purpose, spent only by POST.

A link preview, a mail scanner or a second look (GET) never spends a link. Lifetimes stand in `domain/links.py`.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain import links as rules
from domain.errors import LinkExpired, LinkUnknown, LinkUsed
from domain.store.tables import one_time_link


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """A link that may still be used."""

    purpose: str
    line_user: str
    person_id: int | None
    facts: dict[str, Any]
    expires_at: int


def issue(tx: Connection, house: Any, purpose: rules.Purpose, line_user: str, at: int, *, person_id: int | None = None,
          facts: Mapping[str, Any] | None = None) -> str:
    """Make a link for one person and one purpose; returns its address.

    Older links live on until their own end: whoever is filling in a page must not lose it because the chat asked again.
    """
    token = secrets.token_urlsafe(32)
    tx.execute(insert(one_time_link), {
        "token_hash": hashed(token), "purpose": str(purpose), "line_user": line_user, "person_id": person_id,
        "facts": dict(facts or {}), "made_at": at, "expires_at": at + rules.lifetime(purpose).total_seconds() * 1000,
    })
    return f"{house.settings.public_url}/p/{token}"


def look(tx: Connection, token: str, at: int) -> OneTimeLink:
    """The link behind a token, not spent by looking. Raises LinkUnknown, LinkUsed, LinkExpired."""
    row = tx.execute(select(one_time_link).where(one_time_link.c.token_hash == hashed(token))).first()
    if row is None:
        raise LinkUnknown()
    if row.used_at is not None:
        raise LinkUsed(purpose=row.purpose)
    if row.expires_at <= at:
        lived = round(rules.lifetime(rules.Purpose(row.purpose)).total_seconds() / 60)
        raise LinkExpired(purpose=row.purpose, hours=lived // 60, minutes=lived % 60)
    return OneTimeLink(row.purpose, row.line_user, row.person_id, row.facts, row.expires_at)


def spend(tx: Connection, token: str, at: int) -> OneTimeLink:
    """Use the link up, in the transaction of what it was for. Raises as `look`; of two at once one wins."""
    link = look(tx, token, at)
    spent = tx.execute(
        update(one_time_link)
        .where(one_time_link.c.token_hash == hashed(token), one_time_link.c.used_at.is_(None))
        .values(used_at=at)
    )
    if spent.rowcount != 1:
        raise LinkUsed(purpose=link.purpose)
    return link


def hashed(token: str) -> str:
    """What is stored of a token. 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
