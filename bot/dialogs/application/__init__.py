"""応募: am I eligible, which kind, how many units, what would it pay, summary, code, receipt (S1 3章).

STORY
"""

from typing import Any

from bot.dialogs import prompts
from bot.dialogs.application import answering, beginning, correcting, filing, projecting
from bot.dialogs.application.answering import asked, open_to_correct
from bot.state_machines.application import State, machine
from bot.talk import Dialog, Said, Step, Talk
from domain.application_form import APPLICATION, BUILDING, FIGURES, KIND, PAPERS, UNITS
from domain.desk import applications as desk
from domain.form import missing


def enter(talk: Talk) -> str:
    """The nearest open question for whoever comes (back), or why there is none."""
    where = desk.standing(talk.tx, talk.line_user, talk.now)
    if where.member is None:
        return State.GUEST
    if where.under_review:
        return State.UNDER_REVIEW
    if where.approved:
        return State.APPROVED
    if where.returned:
        return take_up_returned(talk, where)
    if desk.why_not(tx=talk.tx, where=where, now=talk.now):
        return State.NOT_POSSIBLE
    beginning.take_over(talk, where.member)
    return first_open_part(talk)


def take_up_returned(talk: Talk, where: desk.Standing) -> str:
    """Go on from what was filed, with the marked fields open again."""
    talk.told = desk.returned_answers(talk.tx, where) | talk.told
    if talk.told.get("_returned") != where.revision:
        talk.told |= {"_returned": where.revision, "_marked": [remark.field for remark in where.remarks]}
        talk.told["_reasons"] = {r.field: r.reason for r in where.remarks}
        talk.told["_words"] = {r.field: r.words for r in where.remarks if r.words}
    return State.CORRECTING if open_to_correct(talk) else State.CHECKING_SUMMARY


def first_open_part(talk: Talk) -> str:
    """The first part that lacks an answer; from the beginning where nothing was answered."""
    if "building" not in talk.told:
        return State.READING_REQUIREMENTS
    return next((state for section, state in PARTS if missing(section.fields, talk.told)), State.CHECKING_SUMMARY)


def hear_news(talk: Talk, said: Said) -> str:
    """Files came in on our page: go on by itself where the talk waited for them."""
    form = FORMS.get(State(talk.state)) if said.kind == "page" and said.facts.get("purpose") == "form" else None
    if form is None or said.facts.get("dialog", dialog.name) != dialog.name:
        return ""
    answered = set(said.facts.get("fields", ()))
    talk.told["_marked"] = [name for name in talk.told.get("_marked", []) if name not in answered]
    return prompts.progress(talk, *form)


FORMS: dict[State, tuple[Any, Any]] = {
    State.CHECKING_BUILDING: (asked(BUILDING), "building_checked"),
    State.CHOOSING_KIND: (asked(KIND), "kind_chosen"),
    State.ENTERING_FIGURES: (asked(FIGURES), "figures_entered"),
    State.CHOOSING_UNITS: (asked(UNITS), "units_chosen"),
    State.SENDING_PAPERS: (asked(PAPERS), "papers_sent"),
    State.CORRECTING: (open_to_correct, "corrected"),
}

PARTS = (
    (BUILDING, State.CHECKING_BUILDING),
    (KIND, State.CHOOSING_KIND),
    (FIGURES, State.ENTERING_FIGURES),
    (UNITS, State.CHOOSING_UNITS),
    (PAPERS, State.SENDING_PAPERS),
)

steps = {
    State.READING_REQUIREMENTS: Step(beginning.ask_requirements, beginning.hear_requirements),
    **{state: answering.form(f"{APPLICATION.name}.{state}", *form) for state, form in FORMS.items()},
    State.READING_PROJECTION: Step(projecting.ask_projection, projecting.hear_projection),
    State.READING_LADDER: Step(projecting.ask_ladder, projecting.hear_ladder),
    State.CHECKING_SUMMARY: Step(correcting.ask_summary, correcting.hear_summary),
    State.CHOOSING_CORRECTION: Step(correcting.ask_correction, correcting.hear_correction),
    State.ENTERING_CODE: prompts.one_time_code("application.entering_code", then=filing.file_application, otherwise="changes_wanted"),
    State.FILED: prompts.ending("application.filed", filing.facts),
    State.UNDER_REVIEW: prompts.ending("application.under_review", filing.facts),
    State.APPROVED: prompts.ending("application.approved", filing.facts),
    State.NOT_POSSIBLE: Step(beginning.ask_not_possible),
    State.GUEST: Step(beginning.ask_guest),
    State.DECLINED: prompts.ending("application.declined"),
}

dialog = Dialog("application", machine, steps, enter=enter, news=hear_news, keeps_draft=True, barriers=frozenset({State.FILED}))
