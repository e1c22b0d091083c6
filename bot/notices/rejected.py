"""不受理: a filing has ended without approval. It goes out as No.15 does, with one coded reason."""

from typing import Any

from sqlalchemy import Connection

from bot import outbox
from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import recipients

SOURCE = "notice:15"


def card(receipt: str, reason: str) -> Card:
    """What is pushed to LINE."""
    text = t("notices.rejected.text", receipt=receipt, reason=t(f"reasons.{reason}"))
    return Card(text, t("notices.rejected.title"))


def mail(receipt: str, reason: str, to: str, once: str | None = None) -> Mail:
    """What is mailed."""
    body = t("notices.rejected.mail_body", receipt=receipt, reason=t(f"reasons.{reason}"))
    return Mail(to, t("notices.rejected.mail_subject"), body, once)


def send(tx: Connection, filing: Any, reason: str, at: int) -> str:
    """Queue both; returns the LINE user to wake."""
    who = recipients.of_filing(tx, filing)
    once = f"rejected:{filing.id}"
    outbox.push(tx, who.line_user, [card(filing.receipt, reason)], at, once=f"{once}:line", source=SOURCE)
    if who.mail:
        outbox.mail(
            tx,
            mail(filing.receipt, reason, who.mail, f"{once}:mail"),
            at,
            line_user=who.line_user,
            source=SOURCE,
        )
    return who.line_user
