"""No.22 of a redemption that staff have recorded from paper: there is no filing, so the present representative is told."""

from typing import Any

from sqlalchemy import Connection

from bot.locale import t
from bot.messages import Card, Mail
from bot.notices import recipients, telling

SOURCE = "notice:22"


def card(bought: Any) -> Card:
    """What is pushed to LINE."""
    return Card(t("notices.redemption_recorded.text", bought=bought), t("notices.redemption_paid.title"))


def mail(bought: Any) -> Mail:
    """What is mailed."""
    return telling.letter(t("notices.redemption_paid.mail_subject"), t("notices.redemption_recorded.mail_body", bought=bought))


def send(tx: Connection, redemption: Any, association_id: int, at: int) -> str:
    """Queue both to the representative; returns the LINE user to wake, "" where there is none."""
    who, bought = recipients.of_association(tx, association_id), redemption.buy_back_on
    return telling.send_to(tx, who, card(bought), mail(bought), at, once=f"{SOURCE}:redemption:{redemption.id}", source=SOURCE)
