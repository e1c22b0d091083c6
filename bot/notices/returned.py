"""No.15 申請内容に関するお知らせ: once a revision, when a filing is returned, to whoever filed it.

What goes through LINE and mail is the field and the coded reason. Words that staff have written stand only on our
own correction page: neither LINE nor mail is a place for them (2021 guideline).
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from bot.locale import t
from bot.messages import Card, Mail, Row
from bot.notices import recipients, telling
from domain import filing as life

SOURCE = "notice:15"
ROWS_MOST = 10  # more marks than these are counted in a last row: the card stays readable


def card(receipt: str, remarks: Sequence[Any], by: dt.date) -> Card:
    """What is pushed to LINE."""
    rows = [Row(recipients.label(r.field), t(f"reasons.{r.reason}")) for r in remarks[:ROWS_MOST]]
    if len(remarks) > ROWS_MOST:
        rows.append(Row(t("notices.returned.more", count=len(remarks) - ROWS_MOST)))
    text = t("notices.returned.text", receipt=receipt, count=len(remarks), by=by)
    return Card(text, t("notices.returned.title"), tuple(rows))


def mail(receipt: str, remarks: Sequence[Any], by: dt.date) -> Mail:
    """What is mailed."""
    items = "\n".join(
        t("notices.returned.mail_item", label=recipients.label(r.field), reason=t(f"reasons.{r.reason}"))
        for r in remarks
    )
    says = t("notices.returned.mail_body", receipt=receipt, items=items, by=by)
    return telling.letter(t("notices.returned.mail_subject"), says)


def send(tx: Connection, filing: Any, remarks: Sequence[Any], at: int) -> str:
    """Queue both, once a revision; returns the LINE user to wake."""
    by = filing.due_on or life.correct_by(at)
    told = card(filing.receipt, remarks, by), mail(filing.receipt, remarks, by)
    return telling.send(tx, filing, *told, at, once=f"{SOURCE}:{filing.id}:{filing.revision}", source=SOURCE)
