"""What every notice about a filing shares: one card to LINE and one letter by mail, queued together and only once."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from bot import outbox
from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import recipients
from bot.notices.recipients import Recipient
from domain.store.tables import outgoing


def letter(subject: str, says: str) -> Mail:
    """The mail of a notice, yet without an address: a greeting, what it says, and below it who sends it."""
    return Mail("", subject, "\n\n".join((t("mails.greeting"), says, t("mails.not_mine"), t("mails.sender"))))


def sent_among(tx: Connection, names: Collection[str]) -> set[str]:
    """Which of these (the `once` of `send`) were queued before, by LINE."""
    by_row = {f"{name}:line": name for name in names}
    rows = tx.execute(select(outgoing.c.dedupe).where(outgoing.c.dedupe.in_(by_row))) if by_row else ()
    return {by_row[row.dedupe] for row in rows}


def send(tx: Connection, filing: Any, card: Card, mail: Mail, at: int, *, once: str, source: str) -> str:
    """Queue both to whoever filed, under the name `once`; returns the LINE user to wake."""
    return send_to(tx, recipients.of_filing(tx, filing), card, mail, at, once=once, source=source)


def send_to(tx: Connection, who: Recipient, card: Card, mail: Mail, at: int, *, once: str, source: str) -> str:
    """Queue what reaches somebody, under the name `once`; returns the LINE user to wake, "" where there is none."""
    if who.line_user:
        outbox.push(tx, who.line_user, [card], at, once=f"{once}:line", source=source)
    if who.mail:
        addressed = replace(mail, to=who.mail, once=f"{once}:mail")
        outbox.mail(tx, addressed, at, line_user=who.line_user, source=source)
    return who.line_user
