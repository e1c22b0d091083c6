"""Filing it with a code; what midnight or another act has changed is shown again first."""

from typing import Any

from bot.dialogs import prompts
from bot.dialogs.early_redemption import asking
from bot.locale import t
from bot.messages import Card, Choice
from bot.talk import Said, Talk
from domain.desk import redemptions as desk
from domain.errors import (
    AccountLocked,
    AlreadyRequested,
    BuyBackMonthClosed,
    FilingIncomplete,
    NothingRedeemable,
    OfficerIsRepresentative,
    OutsideRequestWindow,
    QuoteChanged,
    RuleBroken,
    StopNeedsFullRedemption,
    TemporarilyLocked,
    TooManyTriesToday,
    TooManyUnits,
)


def file_request(talk: Talk, code: str) -> str:
    """File it once, in the commit that uses the code up."""
    try:
        receipt, revision = desk.file(talk.tx, talk.line_user, talk.told, str(talk.told.get("_accepted", "")), code, talk.now)
    except tuple(SENT_BACK) as refusal:
        talk.says(f"errors.{refusal.key()}", **refusal.facts)
        return _sent_back(talk, refusal)
    talk.told["_receipt"] = receipt
    told = Card(t("early_redemption.filed.receipt", receipt=receipt), t("early_redemption.filed.receipt_title"))
    talk.pushes(told, f"receipt:{receipt}:{revision}")
    return "code_accepted"


def _sent_back(talk: Talk, refusal: RuleBroken) -> str:
    """The stage that can mend it. Nothing that was answered is lost."""
    trigger = SENT_BACK[type(refusal)]
    if trigger in ("quote_changed", "units_lost", "month_lost"):
        talk.told.pop("_accepted", None)
    if isinstance(refusal, OfficerIsRepresentative):
        talk.told["_marked"] = ["officer_post", "officer_family_name", "officer_given_name", "officer_phone"]
    return trigger


def ask_locked(talk: Talk) -> Card:
    """Too many wrong codes: how to go on, and that nothing is lost."""
    name = "early_redemption.locked"
    return Card(t(f"{name}.ask"), prompts.title(name), choices=(Choice(t(f"{name}.tried_again"), "tried_again"),))


def hear_locked(talk: Talk, said: Said) -> str:
    """Back to the code."""
    return prompts.chosen_trigger(talk, said, ("tried_again",))


def facts_of_filing(talk: Talk) -> dict[str, Any]:
    """What the last card says."""
    return {"receipt": talk.told.get("_receipt", ""), "confirm": asking.quoted_days(talk).confirm_by}


SENT_BACK: dict[type[RuleBroken], str] = {
    QuoteChanged: "quote_changed",
    TooManyUnits: "units_lost",
    NothingRedeemable: "units_lost",
    StopNeedsFullRedemption: "units_lost",
    AlreadyRequested: "month_lost",
    BuyBackMonthClosed: "month_lost",
    OutsideRequestWindow: "month_lost",
    TemporarilyLocked: "locked_out",
    AccountLocked: "locked_out",
    TooManyTriesToday: "locked_out",
    FilingIncomplete: "changes_wanted",
    OfficerIsRepresentative: "changes_wanted",
}
