"""No.5 Web申込利用に関するお知らせ: once, when a registration is approved, to whoever filed it."""

from typing import Any

from sqlalchemy import Connection

from bot import outbox
from bot.locale import t
from bot.messages import Card, Mail, Menu
from bot.notices import recipients

SOURCE = "notice:5"


def card(receipt: str) -> Card:
    """What is pushed to LINE."""
    return Card(t("notices.approved.text", receipt=receipt), t("notices.approved.title"))


def mail(receipt: str, to: str, once: str | None = None) -> Mail:
    """What is mailed."""
    return Mail(
        to, t("notices.approved.mail_subject"), t("notices.approved.mail_body", receipt=receipt), once
    )


def send(tx: Connection, filing: Any, at: int) -> str:
    """Queue both and the members' menu; returns the LINE user to wake."""
    who = recipients.of_filing(tx, filing)
    once = f"{SOURCE}:{filing.id}"
    outbox.push(tx, who.line_user, [card(filing.receipt)], at, once=f"{once}:line", source=SOURCE)
    outbox.menu(tx, who.line_user, Menu("members"), at)
    if who.mail:
        outbox.mail(
            tx, mail(filing.receipt, who.mail, f"{once}:mail"), at, line_user=who.line_user, source=SOURCE
        )
    return who.line_user
