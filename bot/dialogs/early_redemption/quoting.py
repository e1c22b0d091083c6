"""The quote: what would be taken, paid and left, and on which days; nothing goes on before it is accepted (R-10)."""

from typing import Any

from bot.dialogs import prompts
from bot.dialogs.early_redemption import asking
from bot.locale import t
from bot.messages import Card, Choice, Row
from bot.talk import Said, Talk
from domain.desk import offers
from domain.errors import QuoteChanged, RuleBroken
from domain.passbook import MOST_PURCHASES
from domain.redemption_form import QUOTED

QUOTE = "early_redemption.accepting_quote"
TRIGGERS = ("quote_accepted", "quote_declined", "other_month_wanted")


def ask_quote(talk: Talk) -> Card:
    """Every line of the quote as it is now; where a rule says no by now, why, and what to change."""
    others = tuple(Choice(t(f"{QUOTE}.{one}"), one, quiet=True) for one in TRIGGERS[1:])
    try:
        offered = asking.quoted(talk)
    except RuleBroken as refusal:
        talk.told.pop("_shown", None)
        return Card(t(f"errors.{refusal.key()}", **refusal.facts), prompts.title(QUOTE), choices=others)
    talk.told["_shown"] = offered.fingerprint
    text = t(f"{QUOTE}.ask", number=offered.quote.passbook, year=offered.quote.month.year, month=offered.quote.month.month)
    return Card(text, prompts.title(QUOTE), rows=rows(offered.record), choices=(Choice(t(f"{QUOTE}.quote_accepted"), TRIGGERS[0]), *others))


def hear_quote(talk: Talk, said: Said) -> str:
    """Accepted as it was shown, or something is to be changed."""
    trigger = prompts.chosen_trigger(talk, said, TRIGGERS)
    if trigger != "quote_accepted":
        return trigger
    offered = asking.quoted(talk)
    if offered.fingerprint != talk.told.get("_shown"):
        raise QuoteChanged()
    offers.check_open(offered, talk.now, mine=asking.mine(talk))
    accept(talk, offered)
    return "quote_accepted_again" if asking.complete(talk) else "quote_accepted"


def accept(talk: Talk, offered: offers.Offered) -> None:
    """Keep what was accepted; whether to go on buying is asked only where everything goes and a right is left (P-17)."""
    held = asking.held(talk)
    goes_on = not held.ended and len(held.book.tranches) < MOST_PURCHASES
    talk.told["_accepted"] = offered.fingerprint
    talk.told["_marked"] = [name for name in talk.told.get("_marked", []) if name not in QUOTED]
    if offered.quote.left == 0 and goes_on:
        talk.told["ends_balance"] = True
    else:
        talk.told.pop("ends_balance", None)
        talk.told.pop("stop", None)
    asking.remember_representative(talk)


def rows(record: dict[str, Any]) -> tuple[Row, ...]:
    """A quote's record, line by line, with its days and what it leaves."""
    sums = [
        Row(t(f"{QUOTE}.units"), t(f"{QUOTE}.units_of", units=record["units"], amount=record["principal"])),
        *(Row(t(f"{QUOTE}.line", nth=line["nth"], issued=line["issued_on"]), _line(record, line)) for line in record["lines"]),
    ]
    if record["unknown"]:
        sums.append(Row(t(f"{QUOTE}.net"), t(f"{QUOTE}.net_unknown", amount=record["principal"])))
    else:
        sums.append(Row(t(f"{QUOTE}.interest"), t(f"{QUOTE}.interest_of", amount=record["interest"], tax=record["tax"])))
        sums.append(Row(t(f"{QUOTE}.net"), t(f"{QUOTE}.net_of", amount=record["net"])))
    return (
        *sums,
        Row(t(f"{QUOTE}.bought"), t(f"{QUOTE}.on", day=record["bought_on"])),
        Row(t(f"{QUOTE}.days"), t(f"{QUOTE}.days_of", closes=record["closes"], confirm=record["confirm_by"])),
        Row(t(f"{QUOTE}.left"), t(f"{QUOTE}.left_of", units=record["left"])),
        Row(t(f"{QUOTE}.note"), t(f"{QUOTE}.estimate") + (t(f"{QUOTE}.derived") if record["derived"] else "")),
    )


def _line(record: dict[str, Any], line: dict[str, Any]) -> str:
    facts = {"units": line["units"], "amount": line["principal"], "months": line["months"]}
    if line["nth"] in record["unknown"]:
        return t(f"{QUOTE}.line_unknown", **facts)
    return t(f"{QUOTE}.line_of", interest=line["interest"], **facts)


