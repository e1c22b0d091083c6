"""Filing it with a code, and what is said afterwards (S0 手順23-24)."""

from typing import Any

from bot.locale import t
from bot.messages import Card
from bot.talk import Talk
from domain.desk import registration as desk
from domain.errors import EkycNotReady, FilingIncomplete


def file_registration(talk: Talk, code: str) -> str:
    """File it once, in the commit that uses the code up."""
    try:
        receipt, new = desk.file(talk.tx, talk.line_user, talk.told, code, talk.now)
    except EkycNotReady:
        talk.told.pop("identity_done", None)
        return "identity_not_ready"
    except FilingIncomplete:
        return "changes_wanted"
    if new:
        talk.pushes(Card(t("registration.filed.receipt", receipt=receipt), t("registration.filed.receipt_title")), f"receipt:{receipt}:{talk.at}")
    return "code_accepted"


def review_facts(talk: Talk) -> dict[str, Any]:
    """What the status card says."""
    return {"receipt": desk.standing(talk.tx, talk.line_user).receipt}
