"""No.22 中途換金(買入請求)支払額に関するお知らせ: once, on the buy-back day, to whoever filed the redemption (S1 2章6)."""

from typing import Any

from sqlalchemy import Connection

from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import telling

SOURCE = "notice:22"


def card(receipt: str, bought: Any) -> Card:
    """What is pushed to LINE."""
    return Card(t("notices.redemption_paid.text", receipt=receipt, bought=bought), t("notices.redemption_paid.title"))


def mail(receipt: str, bought: Any) -> Mail:
    """What is mailed."""
    says = t("notices.redemption_paid.mail_body", receipt=receipt, bought=bought)
    return telling.letter(t("notices.redemption_paid.mail_subject"), says)


def send(tx: Connection, filing: Any, bought: Any, at: int) -> str:
    """Queue both; returns the LINE user to wake."""
    both = card(filing.receipt, bought), mail(filing.receipt, bought)
    return telling.send(tx, filing, *both, at, once=f"{SOURCE}:{filing.id}", source=SOURCE)
