"""No.9 応募申込完了のお知らせ: once, when an application is approved, to whoever filed it (S1 1章4, 2章6)."""

from typing import Any

from sqlalchemy import Connection

from bot import outbox
from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import recipients

SOURCE = "notice:9"


def card(receipt: str) -> Card:
    """What is pushed to LINE."""
    return Card(t("notices.application_done.text", receipt=receipt), t("notices.application_done.title"))


def mail(receipt: str, to: str, once: str | None = None) -> Mail:
    """What is mailed."""
    subject = t("notices.application_done.mail_subject")
    return Mail(to, subject, t("notices.application_done.mail_body", receipt=receipt), once)


def send(tx: Connection, filing: Any, at: int) -> str:
    """Queue both; returns the LINE user to wake."""
    who = recipients.of_filing(tx, filing)
    once = f"{SOURCE}:{filing.id}"
    outbox.push(tx, who.line_user, [card(filing.receipt)], at, once=f"{once}:line", source=SOURCE)
    if who.mail:
        letter = mail(filing.receipt, who.mail, f"{once}:mail")
        outbox.mail(tx, letter, at, line_user=who.line_user, source=SOURCE)
    return who.line_user
