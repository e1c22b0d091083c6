"""No.21 中途換金(買入請求)受付完了のお知らせ: once, when a redemption is approved, to whoever filed it (S1 2章6).

Amounts stand in neither LINE's notice nor the mail: 「申請状況」 shows them, and the bank's statement (R-11).
"""

from typing import Any

from sqlalchemy import Connection

from bot import outbox
from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import recipients
from domain.store import redemptions

SOURCE = "notice:21"


def card(receipt: str, told: Any) -> Card:
    """What is pushed to LINE."""
    facts = _days(told)
    return Card(t("notices.redemption_accepted.text", receipt=receipt, **facts), t("notices.redemption_accepted.title"))


def mail(receipt: str, told: Any, to: str, once: str | None = None) -> Mail:
    """What is mailed."""
    body = t("notices.redemption_accepted.mail_body", receipt=receipt, **_days(told))
    return Mail(to, t("notices.redemption_accepted.mail_subject"), body, once)


def send(tx: Connection, filing: Any, at: int) -> str:
    """Queue both; returns the LINE user to wake."""
    who, once = recipients.of_filing(tx, filing), f"{SOURCE}:{filing.id}"
    told = redemptions.of_filing(tx, filing.id)
    outbox.push(tx, who.line_user, [card(filing.receipt, told)], at, once=f"{once}:line", source=SOURCE)
    if who.mail:
        letter = mail(filing.receipt, told, who.mail, f"{once}:mail")
        outbox.mail(tx, letter, at, line_user=who.line_user, source=SOURCE)
    return who.line_user


def _days(told: Any) -> dict[str, Any]:
    return {"bought": told.buy_back_on, "statement": told.quote["statement_from"], "errors": told.quote["report_errors_by"]}
