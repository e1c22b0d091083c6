"""A returned filing ends soon: once a return, a fortnight before its last day. It goes out as No.15 does."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import telling
from domain import filing as life

SOURCE = "notice:15"


def card(receipt: str, last_day: dt.date) -> Card:
    """What is pushed to LINE."""
    return Card(t("notices.expiring.text", receipt=receipt, last_day=last_day), t("notices.expiring.title"))


def mail(receipt: str, last_day: dt.date) -> Mail:
    """What is mailed."""
    return telling.letter(t("notices.expiring.mail_subject"), t("notices.expiring.mail_body", receipt=receipt, last_day=last_day))


def not_yet_sent(tx: Connection, filings: Sequence[Any]) -> list[Any]:
    """Those of many whose present return was not reminded of."""
    sent = telling.sent_among(tx, [_once(one) for one in filings])
    return [one for one in filings if _once(one) not in sent]


def send(tx: Connection, filing: Any, at: int) -> bool:
    """Queue both. Returns whether they are new."""
    if not not_yet_sent(tx, [filing]):
        return False
    last_day = life.correct_by(filing.updated_at)
    telling.send(tx, filing, card(filing.receipt, last_day), mail(filing.receipt, last_day), at, once=_once(filing), source=SOURCE)
    return True


def _once(filing: Any) -> str:
    return f"expiring:{filing.id}:{filing.revision}"
