"""One visit to a page behind a one-time link: who came, for what, and how a page ends.

Looking (GET) never spends a link. A page that is done stores, spends the link and puts its news into the inbox in one
transaction; `done` wakes the talk after the commit.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, redirect, session, url_for
from sqlalchemy import Connection, update

from bot import inbox, links
from bot.house import House, house
from bot.locale import t
from bot.web import failure
from domain.errors import LinkExpired, LinkUnknown, LinkUsed, RuleBroken
from domain.store.tables import one_time_link


@dataclass(frozen=True, slots=True)
class Visit:
    """A link that opened, the house it opened in, and the moment (epoch milliseconds)."""

    token: str
    link: links.OneTimeLink
    home: House
    at: int

    @property
    def line_user(self) -> str:
        """Whose talk waits behind this page."""
        return self.link.line_user

    @property
    def person_id(self) -> int:
        """The person the link was made for. Only for purposes whose links always name one."""
        assert self.link.person_id is not None
        return self.link.person_id

    def finish(self, tx: Connection, purpose: str, **facts: Any) -> None:
        """Spend the link and tell the talk. Raises LinkUsed when another tab was faster."""
        links.spend(tx, self.token, self.at)
        inbox.news(tx, self.line_user, "page", {"purpose": purpose, **facts}, self.at)

    def done(self, purpose: str) -> Response:
        """After the commit: wake the talk and say to go back to LINE."""
        self.home.wake(self.line_user)
        return go(url_for("pages.done", purpose=purpose))

    def remember(self, tx: Connection, facts: Mapping[str, Any]) -> None:
        """Keep something with the link until the next POST: for pages of several steps."""
        tx.execute(
            update(one_time_link)
            .where(one_time_link.c.token_hash == links.hashed(self.token))
            .values(facts={**self.link.facts, **facts})
        )

    def prolong(self, tx: Connection, minutes: int) -> None:
        """Whoever is at work is not thrown out: the link lives at least so many minutes from now."""
        until = self.at + minutes * 60_000
        if until > self.link.expires_at:
            tx.execute(
                update(one_time_link)
                .where(one_time_link.c.token_hash == links.hashed(self.token))
                .values(expires_at=until)
            )


def open_link(token: str) -> Visit | Response:
    """The visit behind a token, or the page that says why there is none and what to do."""
    home = house()
    at = home.clock.ms()
    try:
        with home.db.reading() as tx:
            return Visit(token, links.look(tx, token, at), home, at)
    except RuleBroken as refusal:
        return refused(refusal)


def refused(refusal: RuleBroken) -> Response:
    """A whole page for a refusal of the link itself."""
    status = (
        404
        if isinstance(refusal, LinkUnknown)
        else 410
        if isinstance(refusal, LinkUsed | LinkExpired)
        else 403
    )
    return failure(status, f"errors.{refusal.key()}", **refusal.facts)


def say(refusal: RuleBroken) -> str:
    """The sentence of a refusal."""
    return t(f"errors.{refusal.key()}", **refusal.facts)


def go(address: str) -> Response:
    """See other: the next page is fetched by GET, so that reloading sends nothing twice."""
    return redirect(address, 303)  # type: ignore[return-value]


def browser() -> str:
    """A name for this browser, kept in the signed session cookie: a step is only continued where it began."""
    if "browser" not in session:
        session["browser"] = secrets.token_urlsafe(16)
    return str(session["browser"])
