"""No.9 応募申込完了のお知らせ: once, when an application is approved, to whoever filed it (S1 1章4, 2章6)."""

from typing import Any

from sqlalchemy import Connection

from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import telling

SOURCE = "notice:9"


def card(receipt: str) -> Card:
    """What is pushed to LINE."""
    return Card(t("notices.application_done.text", receipt=receipt), t("notices.application_done.title"))


def mail(receipt: str) -> Mail:
    """What is mailed."""
    return telling.letter(t("notices.application_done.mail_subject"), t("notices.application_done.mail_body", receipt=receipt))


def send(tx: Connection, filing: Any, at: int) -> str:
    """Queue both; returns the LINE user to wake."""
    return telling.send(tx, filing, card(filing.receipt), mail(filing.receipt), at, once=f"{SOURCE}:{filing.id}", source=SOURCE)
