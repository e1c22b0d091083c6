"""Requests that came back from the desk, beside one that was begun and left: which of them to go on with."""

import contextlib

from bot import drafts, listen
from bot.dialogs import prompts
from bot.dialogs.early_redemption import asking, choosing
from bot.locale import t
from bot.messages import Card, Choice, Row
from bot.state_machines.early_redemption import State
from bot.talk import Said, Talk
from domain import redemption_record
from domain.desk import offers, redemptions
from domain.desk.redemptions import Returned
from domain.errors import RuleBroken
from domain.form import missing
from domain.redemption_form import AFTER, PROOF, QUOTED, REASON

DIALOG = "early_redemption"
NAME = "early_redemption.choosing_request"
REPLACING = "early_redemption.replacing_begun"
WANTED = "wanted"  # on the screen: the filing whose 「直す」 was pressed in 申請状況


def begin(talk: Talk) -> str:
    """The state of the one request that came back, the choice among several and what was begun, or "" where none came back."""
    found = _found(talk)
    wanted = talk.screen.pop(WANTED, None)
    if not found:
        drafts.unpark(talk, DIALOG)
        return ""
    if drafts.kept(talk, DIALOG).get("_filing") not in [one.filing_id for one in found]:
        drafts.park(talk, DIALOG)
    for one in found:
        if one.filing_id == wanted or (len(found) == 1 and not drafts.parked(talk, DIALOG)):
            return STATES[_take_up(talk, one)]
    return str(State.CHOOSING_REQUEST)


def ask_request(talk: Talk) -> Card:
    """A button for each, for what was begun, and for a new one."""
    drafts.set_down(talk, DIALOG)
    found, begun = _found(talk), drafts.parked(talk, DIALOG)
    rows = [Row(t(f"{NAME}.returned", receipt=one.receipt), _about(one.answers)) for one in found]
    choices = [Choice(t(f"{NAME}.correct", receipt=one.receipt), one.filing_id) for one in found]
    if begun:
        rows.append(Row(t(f"{NAME}.begun"), _about(begun)))
        choices.append(Choice(t(f"{NAME}.begun_wanted"), "begun"))
    choices.append(Choice(t(f"{NAME}.new_wanted"), "new", quiet=True))
    return Card(t(f"{NAME}.ask"), prompts.title(NAME), rows=tuple(rows), choices=tuple(choices))


def hear_request(talk: Talk, said: Said) -> str:
    """Go on with one of them. What was begun keeps waiting while another is mended."""
    value = listen.chosen(talk, said)
    if value == "begun":
        return _go_on(talk)
    for one in _found(talk):
        if one.filing_id == value:
            return _take_up(talk, one)
    return "new_beside_begun" if drafts.parked(talk, DIALOG) else _begin_new(talk)


def ask_replacement(talk: Talk) -> Card:
    """Only one begun request is kept: whether a new one may take its place."""
    drafts.set_down(talk, DIALOG)
    row = Row(t(f"{NAME}.begun"), _about(drafts.parked(talk, DIALOG)))
    choices = (Choice(t(f"{REPLACING}.begun_wanted"), "begun"), Choice(t(f"{REPLACING}.new_wanted"), "new", quiet=True))
    return Card(t(f"{REPLACING}.ask"), prompts.title(REPLACING), rows=(row,), choices=choices)


def hear_replacement(talk: Talk, said: Said) -> str:
    """Go on with what was begun, or let it go and begin anew."""
    if listen.chosen(talk, said) == "begun":
        return _go_on(talk)
    drafts.take_up(talk, DIALOG)
    return _begin_new(talk)


def _go_on(talk: Talk) -> str:
    talk.told = drafts.take_up(talk, DIALOG)
    return _where_it_stood(talk)


def _begin_new(talk: Talk) -> str:
    talk.told = {}
    held = offers.holdings(talk.tx, asking.member(talk))
    return choosing.choose_passbook(talk, held[0].book.number) if len(held) == 1 else "request_open"


def _found(talk: Talk) -> list[Returned]:
    return redemptions.returned(talk.tx, asking.member(talk))


def _take_up(talk: Talk, found: Returned) -> str:
    """Go on from a request that came back, with the marked fields open again."""
    begun = drafts.kept(talk, DIALOG)
    drafts.forget(talk, DIALOG)
    if (begun.get("_filing"), begun.get("_revision")) == (found.filing_id, found.revision):
        talk.told = begun
        return _where_it_stands(talk)
    marked = [remark.field for remark in found.remarks]
    talk.told = dict(found.answers) | {"_filing": found.filing_id, "_revision": found.revision, "_marked": marked}
    talk.told["_reasons"] = {remark.field: remark.reason for remark in found.remarks}
    talk.told["_words"] = {remark.field: remark.words for remark in found.remarks if remark.words}
    if not QUOTED & set(marked):
        with contextlib.suppress(RuleBroken):  # What is impossible by now is asked anew.
            talk.told["_accepted"] = asking.quoted(talk).fingerprint
    asking.remember_representative(talk)
    return _where_it_stands(talk)


def _where_it_stands(talk: Talk) -> str:
    if asking.open_fields(talk):
        return "correction_chosen"
    return "request_open" if asking.request_open(talk) else "nothing_open"


def _where_it_stood(talk: Talk) -> str:
    """The first question of a begun request that has no answer yet."""
    told = talk.told
    if "redemption_passbook" not in told:
        return "request_open"
    if "redemption_month" not in told:
        return "passbook_chosen"
    if "redemption_units" not in told or not told.get("_accepted"):
        return "month_chosen"
    open_parts = [trigger for section, trigger in PARTS if missing(section.fields, told)]
    return open_parts[0] if open_parts else "nothing_open"


def _about(told: dict[str, object]) -> str:
    if "redemption_units" not in told:
        return t(f"{NAME}.about_passbook", number=told.get("redemption_passbook", "")) if "redemption_passbook" in told else ""
    month = redemption_record.month_from(str(told["redemption_month"]))
    return t(f"{NAME}.about", number=told["redemption_passbook"], year=month.year, month=month.month, units=told["redemption_units"])


PARTS = ((REASON, "reason_open"), (PROOF, "proof_open"), (AFTER, "after_open"))
STATES = {"correction_chosen": State.CORRECTING, "request_open": State.CHOOSING_PASSBOOK, "nothing_open": State.CHECKING_SUMMARY}
