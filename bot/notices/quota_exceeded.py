"""応募が無効になったお知らせ: once, to each association whose day of reception went above the quota (Q-05; texts demand it).

It goes out as No.15 does: the source documents number no notice of their own for it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from bot import outbox_many
from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import recipients, telling
from bot.outbox_many import Told

SOURCE = "notice:15"
RECEIPT = "R-????-????"  # Thousands get these words at once: they are put together once, and each number is set in.


def card(receipt: str, crossed_on: dt.date, last_day: dt.date) -> Card:
    """What is pushed to LINE."""
    text = t("notices.quota_exceeded.text", receipt=receipt, crossed_on=crossed_on, last_day=last_day)
    return Card(text, t("notices.quota_exceeded.title"))


def mail(receipt: str, crossed_on: dt.date, last_day: dt.date) -> Mail:
    """What is mailed."""
    says = t("notices.quota_exceeded.mail_body", receipt=receipt, crossed_on=crossed_on, last_day=last_day)
    return telling.letter(t("notices.quota_exceeded.mail_subject"), says)


def send(tx: Connection, filings: Sequence[Any], crossed_on: dt.date, last_day: dt.date, at: int) -> None:
    """Queue both for each filing (filing_id, receipt, person_id, line_user)."""
    outbox_many.queue(tx, _told(tx, filings, crossed_on, last_day), SOURCE, at)


def _told(tx: Connection, filings: Sequence[Any], crossed_on: dt.date, last_day: dt.date) -> Iterator[Told]:
    pushed, mailed = card(RECEIPT, crossed_on, last_day), mail(RECEIPT, crossed_on, last_day)
    for filing, who in zip(filings, recipients.of_filings(tx, filings), strict=True):
        once = f"void:{filing.filing_id}"
        yield who.line_user, Card(pushed.text.replace(RECEIPT, filing.receipt), pushed.title), f"{once}:line"
        if who.mail:
            yield who.line_user, Mail(who.mail, mailed.subject, mailed.body.replace(RECEIPT, filing.receipt)), f"{once}:mail"
