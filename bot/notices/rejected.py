"""不受理: a filing has ended without approval. It goes out as No.15 does, with one coded reason."""

from typing import Any

from sqlalchemy import Connection

from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import telling

SOURCE = "notice:15"


def card(receipt: str, reason: str) -> Card:
    """What is pushed to LINE."""
    text = t("notices.rejected.text", receipt=receipt, reason=t(f"reasons.{reason}"))
    return Card(text, t("notices.rejected.title"))


def mail(receipt: str, reason: str) -> Mail:
    """What is mailed."""
    says = t("notices.rejected.mail_body", receipt=receipt, reason=t(f"reasons.{reason}"))
    return telling.letter(t("notices.rejected.mail_subject"), says)


def send(tx: Connection, filing: Any, reason: str, at: int) -> str:
    """Queue both; returns the LINE user to wake."""
    told = card(filing.receipt, reason), mail(filing.receipt, reason)
    return telling.send(tx, filing, *told, at, once=f"rejected:{filing.id}", source=SOURCE)
