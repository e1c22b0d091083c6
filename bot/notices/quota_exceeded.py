"""応募が無効になったお知らせ: once, to each association whose day of reception went above the quota (Q-05; texts demand it).

It goes out as No.15 does: the source documents number no notice of their own for it.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot import outbox
from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import recipients, telling

SOURCE = "notice:15"


def card(receipt: str, crossed_on: dt.date, last_day: dt.date) -> Card:
    """What is pushed to LINE."""
    text = t("notices.quota_exceeded.text", receipt=receipt, crossed_on=crossed_on, last_day=last_day)
    return Card(text, t("notices.quota_exceeded.title"))


def mail(receipt: str, crossed_on: dt.date, last_day: dt.date) -> Mail:
    """What is mailed."""
    says = t("notices.quota_exceeded.mail_body", receipt=receipt, crossed_on=crossed_on, last_day=last_day)
    return telling.letter(t("notices.quota_exceeded.mail_subject"), says)


def send(tx: Connection, filing: Any, crossed_on: dt.date, last_day: dt.date, at: int) -> str:
    """Queue both; returns the LINE user to wake. ``filing``: filing_id and receipt."""
    who = recipients.of_filing(tx, filing)
    once = f"void:{filing.filing_id}"
    outbox.push(
        tx,
        who.line_user,
        [card(filing.receipt, crossed_on, last_day)],
        at,
        once=f"{once}:line",
        source=SOURCE,
    )
    if who.mail:
        letter = replace(mail(filing.receipt, crossed_on, last_day), to=who.mail, once=f"{once}:mail")
        outbox.mail(tx, letter, at, line_user=who.line_user, source=SOURCE)
    return who.line_user
