"""中途換金: from the passbook to the receipt number, and again after 不備 (S1 6章, 規定25, 26).

    中途換金
    → TODO
"""

from bot.dialogs import prompts
from bot.dialogs.early_redemption import asking, choosing, correcting, filing, quoting
from bot.dialogs.early_redemption.asking import NAME, guarded
from bot.locale import t
from bot.messages import Card, Choice
from bot.state_machines.early_redemption import State, machine
from bot.talk import Dialog, Said, Step, Talk
from domain.desk import members, offers
from domain.form import missing
from domain.redemption_form import AFTER, PROOF, REASON


def enter(talk: Talk) -> str:
    """The nearest open question: of what came back, or of a new request."""
    member = members.membership(talk.tx, talk.line_user)
    if member is None:
        return State.GUEST
    if correcting.take_up(talk):
        if asking.open_fields(talk):
            return State.CORRECTING
        return State.CHOOSING_PASSBOOK if asking.request_open(talk) else State.CHECKING_SUMMARY
    found = offers.holdings(talk.tx, member)
    if not found:
        return State.NOTHING_HELD
    if len(found) > 1:
        return State.CHOOSING_PASSBOOK
    possible = choosing.choose_passbook(talk, found[0].book.number) == "passbook_chosen"
    return State.CHOOSING_MONTH if possible else State.NOTHING_REDEEMABLE


def hear_news(talk: Talk, said: Said) -> str:
    """Our page has put its answers into `told` already; this only moves the talk."""
    if said.kind != "page" or said.facts.get("purpose") != "form":
        return ""
    answered = set(said.facts.get("fields", ()))
    talk.told["_marked"] = [name for name in talk.told.get("_marked", []) if name not in answered]
    form = FORMS.get(State(talk.state))
    return prompts.progress(talk, *form) if form else ""


def after_proof(talk: Talk) -> str:
    """Whether to go on buying is asked where everything is redeemed (P-17)."""
    return "everything_redeemed" if missing(AFTER.fields, talk.told) else "proof_chosen"


def ask_guest(talk: Talk) -> Card:
    """Only members have passbooks: the two ways to become one."""
    ways = tuple(Choice(t(f"{NAME}.guest.{word}"), {"word": word}) for word in ("registration", "signing_in"))
    return Card(t(f"{NAME}.guest.ask"), choices=ways)


FORMS = {
    State.CHOOSING_REASON: (lambda talk: missing(REASON.fields, talk.told), "reason_chosen"),
    State.CHOOSING_PROOF: (lambda talk: missing(PROOF.fields, talk.told), after_proof),
    State.CHOOSING_AFTER: (lambda talk: missing(AFTER.fields, talk.told), "after_chosen"),
    State.CORRECTING: (asking.open_fields, correcting.after_correcting),
}

steps = {
    State.CHOOSING_PASSBOOK: Step(guarded(choosing.ask_passbook), choosing.hear_passbook),
    State.NOTHING_REDEEMABLE: Step(guarded(choosing.ask_about_nothing), choosing.hear_about_nothing),
    State.CHOOSING_MONTH: Step(guarded(choosing.ask_month), choosing.hear_month),
    State.CHOOSING_UNITS: Step(guarded(choosing.ask_units), choosing.hear_units),
    State.ACCEPTING_QUOTE: Step(quoting.ask_quote, quoting.hear_quote),
    State.CHOOSING_REASON: prompts.form(f"{NAME}.choosing_reason", *FORMS[State.CHOOSING_REASON]),
    State.CHOOSING_PROOF: prompts.form(f"{NAME}.choosing_proof", *FORMS[State.CHOOSING_PROOF]),
    State.CHOOSING_AFTER: prompts.form(f"{NAME}.choosing_after", *FORMS[State.CHOOSING_AFTER]),
    State.CHECKING_SUMMARY: Step(correcting.ask_summary, correcting.hear_summary),
    State.CORRECTING: Step(correcting.ask_corrected, correcting.step.hear, correcting.step.back),
    State.ENTERING_CODE: prompts.one_time_code("early_redemption.entering_code", then=filing.file_request, otherwise="changes_wanted"),
    State.LOCKED: Step(filing.ask_locked, filing.hear_locked),
    State.FILED: prompts.ending("early_redemption.filed", filing.facts_of_filing),
    State.LEFT: prompts.ending("early_redemption.left"),
    State.GUEST: Step(ask_guest),
    State.NOTHING_HELD: prompts.ending("early_redemption.nothing_held"),
}

dialog = Dialog("early_redemption", machine, steps, enter=enter, news=hear_news, keeps_draft=True, barriers=frozenset({State.FILED}))
