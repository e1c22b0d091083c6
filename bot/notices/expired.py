"""期限切れ: a returned filing has ended for want of a correction. It goes out as No.15 does."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection

from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import telling

SOURCE = "notice:15"


def card(receipt: str, last_day: dt.date) -> Card:
    """What is pushed to LINE."""
    return Card(t("notices.expired.text", receipt=receipt, last_day=last_day), t("notices.expired.title"))


def mail(receipt: str, last_day: dt.date) -> Mail:
    """What is mailed."""
    return telling.letter(t("notices.expired.mail_subject"), t("notices.expired.mail_body", receipt=receipt, last_day=last_day))


def send(tx: Connection, filing: Any, last_day: dt.date, at: int) -> str:
    """Queue both; returns the LINE user to wake."""
    told = card(filing.receipt, last_day), mail(filing.receipt, last_day)
    return telling.send(tx, filing, *told, at, once=f"expired:{filing.id}", source=SOURCE)
