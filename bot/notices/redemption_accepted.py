"""No.21 中途換金(買入請求)受付完了のお知らせ: once, when a redemption is approved, to whoever filed it (S1 2章6).

Amounts stand in neither LINE's notice nor the mail: 「申請状況」 shows them, and the bank's statement (R-11).
"""

from typing import Any

from sqlalchemy import Connection

from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import telling
from domain.store import redemptions

SOURCE = "notice:21"


def card(receipt: str, told: Any) -> Card:
    """What is pushed to LINE."""
    facts = _days(told)
    return Card(t("notices.redemption_accepted.text", receipt=receipt, **facts), t("notices.redemption_accepted.title"))


def mail(receipt: str, told: Any) -> Mail:
    """What is mailed."""
    says = t("notices.redemption_accepted.mail_body", receipt=receipt, **_days(told))
    return telling.letter(t("notices.redemption_accepted.mail_subject"), says)


def send(tx: Connection, filing: Any, at: int) -> str:
    """Queue both; returns the LINE user to wake."""
    told = redemptions.of_filing(tx, filing.id)
    both = card(filing.receipt, told), mail(filing.receipt, told)
    return telling.send(tx, filing, *both, at, once=f"{SOURCE}:{filing.id}", source=SOURCE)


def _days(told: Any) -> dict[str, Any]:
    return {"bought": told.buy_back_on, "statement": told.quote["statement_from"], "errors": told.quote["report_errors_by"]}
