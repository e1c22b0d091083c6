"""Asking and hearing one field of 応募: kinds with their rates, figures with their sum, amounts that are asked back."""

from collections.abc import Callable, Sequence
from typing import Any

from bot import listen
from bot.dialogs import prompts
from bot.dialogs.application import beginning
from bot.locale import t, words, yen
from bot.messages import Card, Carousel, Choice, Row
from bot.talk import Said, Step, Talk
from domain import terms
from domain.application_form import APPLICATION
from domain.application_rules import ceiling
from domain.desk import added_units, reception
from domain.eligibility import require_one_kind
from domain.errors import AmountWithoutUnit, NumberInWords, RuleBroken, ThousandsUnclear
from domain.form import Field, Section, missing
from domain.money import UNIT
from domain.number_words import YEN
from domain.terms import Kind

THOUSAND, MYRIAD = 1_000, 10_000


def asked(section: Section) -> Callable[[Talk], Sequence[Field]]:
    """The fields of a part that are still to be asked."""
    return lambda talk: missing(section.fields, talk.told)


def open_to_correct(talk: Talk) -> list[Field]:
    """Marked fields not answered again, and whatever became necessary through a correction."""
    marked = set(talk.told.get("_marked", []))
    return [field for field in APPLICATION.needed(talk.told) if field.name in marked or field.name not in talk.told]


def form(name: str, fields: Callable[[Talk], Sequence[Field]], done: Any) -> Step:
    """The form of a part, with the questions that need more than a sentence, and with asking back."""
    plain = prompts.form(name, fields, done)

    def ask(talk: Talk) -> Card | Carousel:
        say_reason(talk, fields(talk))
        card = plain.ask(talk)
        field = pending(talk, fields)
        if field is None or isinstance(card, Carousel):
            return card
        if "_meant" in talk.told:
            return _ask_back(talk, card)
        return QUESTIONS.get(field.name, _as_it_is)(talk, card)

    def hear(talk: Talk, said: Said) -> str:
        field = pending(talk, fields)
        if field is None:
            return plain.hear(talk, said)  # type: ignore[misc]
        if _typed_again(talk, said):
            talk.told.pop("_meant")
            return "answered"
        try:
            said = _meant(talk, said, field)
            talk.told.pop("_meant", None)
            trigger = plain.hear(talk, said)  # type: ignore[misc]
        except (AmountWithoutUnit, ThousandsUnclear, NumberInWords) as refusal:
            talk.told["_meant"] = _proposals(refusal)
            return "answered"
        _forget_units_above(talk, field)
        if field.name == "units":
            _refuse_more(talk)
        return trigger if not fields(talk) else "answered"

    return Step(ask, hear, plain.back)


def pending(talk: Talk, fields: Callable[[Talk], Sequence[Field]]) -> Field | None:
    """The field that is on the screen, or None while our page is waited for."""
    return next((field for field in fields(talk) if field.name == talk.told.get("_asked")), None)


def say_reason(talk: Talk, fields: Sequence[Field]) -> None:
    """Why staff want a field answered again."""
    for field in fields[:1]:
        if reason := talk.told.get("_reasons", {}).get(field.name):
            talk.says("application.correcting.because", field=t(f"fields.{field.name}.label"), reason=t(f"reasons.{reason}"))


# ---- Heard ------------------------------------------------------------------------------------------------


def _meant(talk: Talk, said: Said, field: Field) -> Said:
    """What was said as the field's parser reads it: a kind by its name, the amount behind a tapped or typed label."""
    if field.name == "bond_kind" and said.kind == "text":
        typed = listen.normal(said.text)
        named = [kind for kind in Kind if any(listen.normal(word) in typed for word in words(f"application.word_{kind}"))]
        if len(named) > 1:
            require_one_kind(named)
        return Said("choice", value=str(named[0])) if named else said
    if field.kind not in ("yen", "units"):
        return said
    if said.kind == "choice":
        return Said("text", text=str(said.value))
    labelled = [value for label, value in talk.screen.get("choices", []) if listen.normal(label) == listen.normal(said.text)]
    return Said("text", text=str(labelled[0])) if labelled else said


def _typed_again(talk: Talk, said: Said) -> bool:
    label = listen.normal(t("application.meant.again"))
    return "_meant" in talk.told and (said.value == "again" or listen.normal(said.text) == label)


def _proposals(refusal: AmountWithoutUnit | ThousandsUnclear | NumberInWords) -> list[str]:
    """The question that asks back, and the amounts that may have been meant, as they would be typed."""
    typed = refusal.facts["typed"]
    if isinstance(refusal, NumberInWords):
        meant = str(refusal.facts["meant"])
        return [t("application.meant.number", typed=typed, meant=meant), meant]
    if isinstance(refusal, ThousandsUnclear):
        amount = refusal.facts["yen"]
        return [t("application.meant.thousands", typed=typed, yen=amount), f"{amount}{YEN}"]
    plain = int(refusal.facts["in_yen"])
    return [t("application.meant.amount", typed=typed), *(f"{n}{YEN}" for n in (plain * THOUSAND, plain * MYRIAD, plain))]


def _forget_units_above(talk: Talk, field: Field) -> None:
    """Units that the mended figures do not hold any more are asked again (P-03)."""
    limit = ceiling(talk.told)
    if field.kind == "yen" and limit is not None and talk.told.get("units", 0) > limit.units:
        talk.told.pop("units")
        talk.says("application.correcting.units_again")


def _refuse_more(talk: Talk) -> None:
    """Units a correction may not add are asked again, with the figure that would do (Q-05, Q-08)."""
    where = beginning.standing(talk)
    if not where.returned or where.filing_id is None:
        return
    try:
        added_units.refuse(talk.tx, where.filing_id, talk.told, talk.now)
    except RuleBroken:
        talk.told.pop("units")
        raise


# ---- Asked ------------------------------------------------------------------------------------------------


def _ask_back(talk: Talk, card: Card) -> Card:
    why, *texts = talk.told["_meant"]
    choices = [Choice(yen(text.removesuffix(YEN)) if text.removesuffix(YEN).isdecimal() else text, text) for text in texts]
    return Card(why, card.title, choices=(*choices, Choice(t("application.meant.again"), "again", quiet=True)))


def _ask_kind(talk: Talk, card: Card) -> Card:
    """The kinds that are on offer this year, each with its rate and with what it asks besides (Q-06, T-04)."""
    offered = terms.of(beginning.standing(talk).fiscal_year)
    rows = [Row(t(f"fields.bond_kind.choice_{kind}"), rate(offered.kind(kind))) for kind in offered.kinds]
    choices = [Choice(t(f"fields.bond_kind.choice_{kind}"), str(kind)) for kind in offered.kinds]
    return Card(card.text, card.title, tuple(rows), choices=tuple(choices))


def rate(kind: terms.KindTerms) -> str:
    """The year's average rate in words, marked where nobody has confirmed it; and what the kind asks besides."""
    if kind.average_rate is None:
        said = t("application.rate.unknown")
    else:
        said = t("application.rate.average", rate=kind.average_rate.value)
        said += "" if kind.average_rate.verified else t("application.unverified")
    return f"{said}\n{t(f'application.rate.asks_{kind.kind}')}"


def _ask_borrowings(talk: Talk, card: Card) -> Card:
    return Card(card.text, card.title, choices=(Choice(t("application.entering_figures.no_borrowings"), f"0{YEN}"),))


def _ask_units(talk: Talk, card: Card) -> Card:
    """The sum that makes the ceiling, what is left of the quota, and the two usual choices (P-02, P-03, Q-05)."""
    limit = ceiling(talk.told)
    if limit is None:
        return card
    told, kind = talk.told, str(talk.told["bond_kind"])
    name = "application.choosing_units"
    year = beginning.standing(talk).fiscal_year
    rows = [Row(t(f"fields.{figure}.label"), yen(told[figure])) for figure in ("yearly_reserve", "reserve_balance", "borrowings")]
    rows.append(Row(t(f"{name}.ceiling"), t(f"{name}.makes", amount=limit.amount, units=limit.units)))
    usual = {min(limit.units, told["yearly_reserve"] // UNIT): "yearly", limit.units: "most"}
    choices = [Choice(t(f"{name}.{key}", units=units, amount=units * UNIT), str(units)) for units, key in usual.items() if units]
    return Card(f"{card.text}\n\n{beginning.left(talk, year, kind)}", card.title, tuple(rows), choices=tuple(choices))


def warn_of_quota(talk: Talk, units: int) -> None:
    """Say it where these units alone would carry today above the quota: the whole day would be void (Q-05)."""
    where = beginning.standing(talk)
    found = reception.left(talk.tx, where.fiscal_year, str(talk.told["bond_kind"]))
    if found is not None and not where.returned and units > found.units:
        talk.says("application.quota.would_void", left=found.units, units=units)


def _as_it_is(talk: Talk, card: Card) -> Card:
    return card


QUESTIONS: dict[str, Callable[[Talk, Card], Card]] = {"bond_kind": _ask_kind, "borrowings": _ask_borrowings, "units": _ask_units}
