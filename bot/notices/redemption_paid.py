"""No.22 中途換金(買入請求)支払額に関するお知らせ: once, on the buy-back day, to whoever filed the redemption (S1 2章6)."""

from typing import Any

from sqlalchemy import Connection

from bot import outbox
from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import recipients

SOURCE = "notice:22"


def card(receipt: str, bought: Any) -> Card:
    """What is pushed to LINE."""
    return Card(t("notices.redemption_paid.text", receipt=receipt, bought=bought), t("notices.redemption_paid.title"))


def mail(receipt: str, bought: Any, to: str, once: str | None = None) -> Mail:
    """What is mailed."""
    body = t("notices.redemption_paid.mail_body", receipt=receipt, bought=bought)
    return Mail(to, t("notices.redemption_paid.mail_subject"), body, once)


def send(tx: Connection, filing: Any, bought: Any, at: int) -> str:
    """Queue both; returns the LINE user to wake."""
    who, once = recipients.of_filing(tx, filing), f"{SOURCE}:{filing.id}"
    outbox.push(tx, who.line_user, [card(filing.receipt, bought)], at, once=f"{once}:line", source=SOURCE)
    if who.mail:
        letter = mail(filing.receipt, bought, who.mail, f"{once}:mail")
        outbox.mail(tx, letter, at, line_user=who.line_user, source=SOURCE)
    return who.line_user
