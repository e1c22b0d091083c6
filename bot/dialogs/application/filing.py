"""Filing 応募 with a code, and what is said afterwards."""

from typing import Any

from bot.dialogs.application import beginning
from bot.locale import t
from bot.messages import Card
from bot.talk import Talk
from domain.desk import applications as desk
from domain.errors import FilingIncomplete


def file_application(talk: Talk, code: str) -> str:
    """File it once, in the commit that uses the code up."""
    try:
        receipt, new = desk.file(talk.tx, talk.line_user, talk.told, code, talk.now)
    except FilingIncomplete:
        return "changes_wanted"
    if new:
        where = beginning.standing(talk)
        text = t("application.filed.receipt", receipt=receipt, on=where.received_on, units=where.units)
        talk.pushes(Card(text, t("application.filed.receipt_title")), f"receipt:{receipt}:{talk.at}")
    return "code_accepted"


def facts(talk: Talk) -> dict[str, Any]:
    """What the status cards say."""
    where = beginning.standing(talk)
    return {"receipt": where.receipt, "units": where.units, "on": where.received_on}
