"""Pairs of asking and hearing that repeat: choose, form, one-time code. When a pair repeats, it is lifted here."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

from bot import listen
from bot.locale import has, t
from bot.messages import Card, Choice, Link
from bot.talk import Misheard, Said, Step, Talk
from domain.desk import companies
from domain.form import Field
from domain.links import Purpose

MOST_CANDIDATES = 6


# ---- Choose -----------------------------------------------------------------------------------------------


def choose(name: str, *triggers: str, links: Sequence[tuple[str, str]] = ()) -> Step:
    """One of a few: each choice is a trigger, its label the attribute of that name; `links` are (attribute, url)."""

    def ask(talk: Talk) -> Card:
        buttons = tuple(Choice(t(f"{name}.{trigger}"), trigger) for trigger in triggers)
        return Card(t(f"{name}.ask"), title(name), links=tuple(Link(t(f"{name}.{label}"), url) for label, url in links), choices=buttons)

    def hear(talk: Talk, said: Said) -> str:
        return chosen_trigger(talk, said, triggers)

    return Step(ask, hear)


def chosen_trigger(talk: Talk, said: Said, triggers: Sequence[str]) -> str:
    """The trigger behind the chosen button; only those of this step count. Raises Misheard."""
    value = listen.chosen(talk, said)
    if value not in triggers:
        raise Misheard("prompts.choose_one")
    return str(value)


def ending(name: str, facts: Callable[[Talk], dict[str, Any]] = lambda talk: {}) -> Step:
    """The last word of a dialog."""

    def ask(talk: Talk) -> Card:
        menu = (Choice(t("prompts.to_menu"), {"word": "menu"}, quiet=True),)
        return Card(t(f"{name}.ask", **facts(talk)), title(name), choices=() if "paused" in talk.screen else menu)

    return Step(ask)


def title(name: str) -> str:
    """The heading of a state, where it has one."""
    return t(f"{name}.title") if has(f"{name}.title") else ""


# ---- One-time code ----------------------------------------------------------------------------------------


def one_time_code(name: str, then: Callable[[Talk, str], str], otherwise: str) -> Step:
    """Ask for the six digits of the authenticator; `then` checks and acts, `otherwise` is the way back."""

    def ask(talk: Talk) -> Card:
        return Card(t(f"{name}.ask"), title(name), choices=(Choice(t(f"{name}.{otherwise}"), otherwise, quiet=True),))

    def hear(talk: Talk, said: Said) -> str:
        if said.kind == "choice" or listen.normal(said.text) == listen.normal(t(f"{name}.{otherwise}")):
            return chosen_trigger(talk, said, (otherwise,))
        return then(talk, listen.typed_text(said))

    return Step(ask, hear)


# ---- A form -----------------------------------------------------------------------------------------------


def form(name: str, fields: Callable[[Talk], Sequence[Field]], done: Callable[[Talk], str] | str) -> Step:
    """Many fields in one state: public ones here, one at a time; then one link to our page for the private ones.

    `fields(talk)` are those still to be asked; `done` is the trigger once none is left.
    """

    def ask(talk: Talk) -> Card:
        open_fields = fields(talk)
        public = [field for field in open_fields if not on_page(talk, field)]
        if not open_fields:  # Whoever comes back to a part that is complete is asked nothing twice.
            return Card(t("prompts.part_complete"), title(name), choices=(Choice(t("prompts.go_on"), "go_on"),))
        if public:
            talk.told["_asked"] = public[0].name
            return question(talk, public[0], title(name))
        talk.told.pop("_asked", None)
        return page_card(talk, open_fields, name)

    def hear(talk: Talk, said: Said) -> str:
        asked = talk.told.get("_asked")
        pending = [field for field in fields(talk) if field.name == asked]
        if pending:
            answer(talk, said, pending[0])
        else:
            _hear_beside_page(talk, said, fields(talk))
        return progress(talk, fields, done)

    return Step(ask, hear, back_over_fields)


def progress(talk: Talk, fields: Callable[[Talk], Sequence[Field]], done: Callable[[Talk], str] | str) -> str:
    """`answered` while fields are open, then `done`."""
    if fields(talk):
        return "answered"
    return done(talk) if callable(done) else done


def on_page(talk: Talk, field: Field) -> bool:
    """Private answers stay out of LINE, unless the office decided otherwise; files and secrets always do."""
    return field.private and (field.kind == "file" or talk.house.settings.private_answers == "page")


def answer(talk: Talk, said: Said, field: Field) -> None:
    """Understand the answer to one field and keep it. Raises Misheard and FieldRefused."""
    if field.kind == "search":
        value = _searched(talk, said, field)
        if value is None:  # Candidates are on the screen now: the field is still open.
            return
    else:
        tapped = said.kind == "choice" or _has_buttons(field)
        text = str(listen.chosen(talk, said)) if tapped else listen.typed_text(said)
        value = field.parse(text.lower() if field.kind in ("yes_no", "tick") else text, talk.told, talk.today)
    talk.told[field.name] = value
    talk.told["_answered"] = [*talk.told.get("_answered", []), field.name]
    talk.told["_marked"] = [name for name in talk.told.get("_marked", []) if name != field.name]


def back_over_fields(talk: Talk) -> bool:
    """戻る inside a form: the answer before is asked again. Returns False at the first field."""
    answered = talk.told.get("_answered", [])
    if not answered:
        return False
    talk.told["_answered"] = answered[:-1]
    talk.told.pop(answered[-1], None)
    return True


def question(talk: Talk, field: Field, heading: str) -> Card:
    """The card that asks one field in the chat."""
    if field.kind == "search" and (found := talk.told.get("_found")):
        return _candidates(field, found, heading)
    return _standing(field, heading)


@functools.cache
def _standing(field: Field, heading: str) -> Card:
    """A question that is the same for everybody: made once."""
    asked = t(f"fields.{field.name}.ask")
    if field.kind == "month":
        months = tuple(Choice(t("prompts.month", n=n), str(n)) for n in range(1, 13))
        return Card(asked, heading, choices=months, grid=True)
    if field.kind == "search":
        later = (Choice(t(f"fields.{field.name}.choice_later"), "later", quiet=True),)
        return Card(asked, heading, choices=later)
    return Card(asked, heading, choices=_buttons(field))


def page_card(talk: Talk, fields: Sequence[Field], name: str) -> Card:
    """The link to our page for the private fields; nothing of them passes through LINE."""
    private = [field for field in fields if on_page(talk, field)]
    files = any(field.kind == "file" for field in private)
    purpose = Purpose.UPLOAD if files else Purpose.PAGE_PRIVATE
    names = [field.name for field in private]
    url = talk.link(purpose, dialog=talk.dialog, fields=names, prefill=prefilled(talk, names), title=f"{name}.title", **remarks_on(talk, names))
    key = "prompts.page_files" if files else "prompts.page"
    return Card(
        t(f"{key}.ask", what=listed(names)), title(name),
        links=(Link(t(f"{key}.open"), url),),
        choices=(Choice(t("prompts.new_link"), "new_link", quiet=True),),
    )


def remarks_on(talk: Talk, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """What staff said of these fields, for our page: `remarks` in their own words, which never go through LINE, and `reasons` by code."""
    kept = {"remarks": talk.told.get("_words", {}), "reasons": talk.told.get("_reasons", {})}
    found = {key: {name: said[name] for name in names if name in said} for key, said in kept.items()}
    return {key: said for key, said in found.items() if said}


def prefilled(talk: Talk, names: Sequence[str]) -> dict[str, Any]:
    """What the representative's fields can take over from who applied (S0 手順4 and 20)."""
    known = {f"rep_{name}": name for name in ("family_name", "given_name", "family_kana", "given_kana")} | {"rep_mail": "applicant_mail"}
    return {name: talk.told[known[name]] for name in names if known.get(name) in talk.told}


def listed(names: Sequence[str]) -> str:
    """Labels of fields in one line, the first few and how many more."""
    labels = [t(f"fields.{name}.label") for name in names]
    more = len(labels) - 6
    return t("words.comma").join(labels[:6]) + (t("prompts.and_more", n=more) if more > 0 else "")


def _has_buttons(field: Field) -> bool:
    return field.kind in ("yes_no", "tick", "choice")


def _buttons(field: Field) -> tuple[Choice, ...]:
    if field.kind in ("yes_no", "tick"):
        return tuple(Choice(_label(field, str(value).lower(), f"prompts.{'yes' if value else 'no'}"), value) for value in (True, False))
    return tuple(Choice(_label(field, value, ""), value) for value in field.choices)


def _label(field: Field, value: str, otherwise: str) -> str:
    key = f"fields.{field.name}.choice_{value}"
    return t(key if has(key) or not otherwise else otherwise)


def _hear_beside_page(talk: Talk, said: Said, fields: Sequence[Field]) -> None:
    """Something was said while our page is waited for."""
    if not fields:
        listen.chosen(talk, said)
        return
    if said.kind == "file":
        raise Misheard("prompts.file_in_chat")
    if said.kind == "text" and listen.normal(said.text) != listen.normal(t("prompts.new_link")):
        raise Misheard("prompts.use_the_page")
    listen.chosen(talk, said)


def _searched(talk: Talk, said: Said, field: Field) -> str | None:
    """A management company by name: typed, then chosen among those that have registered themselves (G-01)."""
    if found := talk.told.pop("_found", None):
        try:
            value = listen.chosen(talk, said)
        except Misheard:  # Another name was typed instead: search for that.
            value = None
        if value == "again":
            return None
        if value == "later" or value in [company for _, company in found]:
            return str(value)
    if said.kind == "choice" or listen.normal(said.text) == listen.normal(t(f"fields.{field.name}.choice_later")):
        return "later"
    companies_found = companies.find(talk.tx, listen.typed_text(said), MOST_CANDIDATES)
    if not companies_found:
        raise Misheard("prompts.company_unknown")
    talk.told["_found"] = [[company.name, str(company.id)] for company in companies_found]
    return None


def _candidates(field: Field, found: Sequence[Sequence[str]], heading: str) -> Card:
    options = [Choice(name, value) for name, value in found]
    options += [Choice(t("prompts.search_again_choice"), "again", quiet=True), Choice(t(f"fields.{field.name}.choice_later"), "later", quiet=True)]
    return Card(t("prompts.choose_company"), heading, choices=tuple(options))
