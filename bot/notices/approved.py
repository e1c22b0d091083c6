"""No.5 Web申込利用に関するお知らせ: once, when a registration is approved, to whoever filed it."""

from typing import Any

from sqlalchemy import Connection

from bot import outbox
from bot.locale import t
from bot.messages import Card, Mail, Menu
from bot.notices import telling

SOURCE = "notice:5"


def card(receipt: str) -> Card:
    """What is pushed to LINE."""
    return Card(t("notices.approved.text", receipt=receipt), t("notices.approved.title"))


def mail(receipt: str) -> Mail:
    """What is mailed."""
    return telling.letter(t("notices.approved.mail_subject"), t("notices.approved.mail_body", receipt=receipt))


def send(tx: Connection, filing: Any, at: int) -> str:
    """Queue both and the members' menu; returns the LINE user to wake."""
    once = f"{SOURCE}:{filing.id}"
    line_user = telling.send(tx, filing, card(filing.receipt), mail(filing.receipt), at, once=once, source=SOURCE)
    outbox.menu(tx, line_user, Menu("members"), at)
    return line_user
