"""A domain field as an input: what kind of box it gets, what stands in it, and the text that goes to its parser."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.locale import t
from bot.pages.inputs import Input, optional_text
from domain import bank
from domain.errors import RuleBroken
from domain.form import Answers, Field

Typed = Mapping[str, str]

PICK = "__pick"  # the radio list of candidates beside a box
TOWN = "__town"  # the radio list of places of a postal code


def shape(field: Field) -> str:
    """How a field is drawn: text, radio, select, tick, file, day or year_month."""
    if field.kind == "date":
        return "year_month" if field.name == "term_end" else "day"
    return {"choice": "radio", "yes_no": "radio", "month": "select", "tick": "tick", "file": "file"}.get(
        field.kind, "text"
    )


def typed_of(fields: Sequence[Field], form: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by field name; the boxes of a date put together, a picked candidate before the typed name."""
    typed: dict[str, str] = {}
    for field in fields:
        boxes = _boxes(field)
        if boxes:
            if any(f"{field.name}.{box}" in form for box in boxes):
                typed.update({f"{field.name}.{box}": form.get(f"{field.name}.{box}", "") for box in boxes})
                typed[field.name] = _date_text(field, typed)
        elif form.get(field.name + PICK):
            typed[field.name] = _name_of_pick(field.name, form[field.name + PICK], typed)
        elif field.name in form or shape(field) in ("radio", "tick"):
            typed[field.name] = form.get(field.name, "")
    return typed


def typed_from(fields: Sequence[Field], answers: Answers) -> dict[str, str]:
    """What was answered before, as it would be typed."""
    typed: dict[str, str] = {}
    for field in fields:
        if field.name not in answers or field.kind == "file":
            continue
        value = answers[field.name]
        if boxes := _boxes(field):
            numbers = str(value).split("-")
            typed.update(
                {
                    f"{field.name}.{box}": number.lstrip("0")
                    for box, number in zip(boxes, numbers, strict=False)
                }
            )
        typed[field.name] = _shown(field.name, value, answers)
    return typed


def drawn(field: Field, typed: Typed, error: str = "", offers: Sequence[tuple[str, str]] = ()) -> Input:
    """The input of a field."""
    name, kind = field.name, shape(field)
    short = _unprefixed(name)
    made = Input(
        name,
        t(f"fields.{name}.label"),
        {"day": "parts", "year_month": "parts"}.get(kind, kind),
        typed.get(name, ""),
        optional_text(f"fields.{name}.hint"),
        error,
        _example(name),
        field.optional,
        _choices(field),
        _AUTOCOMPLETE.get(name, "off"),
        _INPUTMODE.get(short, ""),
        offers=offers,
        offers_name=name + PICK,
    )
    if boxes := _boxes(field):
        made.parts = [_box(field, box, typed) for box in boxes]
    if short == "postal_code":
        made.offers_name = name + TOWN
        made.button = (f"postal:{name.removesuffix('postal_code')}", t("pages.postal.button"))
    if name in ("bank", "branch"):
        made.button = (name, t(f"pages.{name}.button"))
    return made


def _example(name: str) -> str:
    """The example in an empty box says that it is one: otherwise it is taken for something typed."""
    what = optional_text(f"fields.{name}.placeholder")
    return t("pages.example", what=what) if what else ""


def _boxes(field: Field) -> tuple[str, ...]:
    return {"day": ("year", "month", "day"), "year_month": ("year", "month")}.get(shape(field), ())


def _box(field: Field, box: str, typed: Typed) -> Input:
    fill = f"bday-{box}" if field.name == "birth_date" else "off"
    mode = "" if box == "year" else "numeric"
    return Input(
        f"{field.name}.{box}",
        t(f"pages.parts.{box}"),
        value=typed.get(f"{field.name}.{box}", ""),
        autocomplete=fill,
        inputmode=mode,
    )


def _date_text(field: Field, typed: Typed) -> str:
    values = [typed[f"{field.name}.{box}"].strip() for box in _boxes(field)]
    if not any(values):
        return ""
    stripped = [
        value.rstrip(t(f"pages.parts.{box}")) for value, box in zip(values, _boxes(field), strict=True)
    ]
    key = "year_month" if len(values) == 2 else "day"
    return t(f"pages.parts_together.{key}", y=stripped[0], m=stripped[1], d=stripped[-1])


def _choices(field: Field) -> list[tuple[str, str]]:
    if field.kind == "month":
        return [
            ("", t("pages.parts.choose")),
            *((str(n), t("pages.parts.month_of", m=n)) for n in range(1, 13)),
        ]
    if field.kind == "yes_no":
        return [(value, _yes_no_label(field.name, value)) for value in ("true", "false")]
    return [(value, t(f"fields.{field.name}.choice_{value}")) for value in field.choices]


def _yes_no_label(name: str, value: str) -> str:
    return optional_text(f"fields.{name}.choice_{value}") or t(f"pages.yes_no.{value}")


def _shown(name: str, value: Any, answers: Answers) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        if name == "bank":
            return _named(bank.bank(str(value)))
        if name == "branch":
            return _named(bank.branch(str(answers.get("bank", "")), str(value)))
    except RuleBroken:  # A bank that has closed since: its code is shown, and refused with its sentence.
        return str(value)
    return str(value)


def _name_of_pick(name: str, code: str, typed: Typed) -> str:
    """A picked candidate as its name with its code, the form that the parsers understand."""
    if name == "bank":
        return _shown(name, code, {})
    try:
        return _shown(name, code, {"bank": bank.parse_bank(typed.get("bank", ""))})
    except RuleBroken:
        return code


def _named(one: bank.Bank | bank.Branch) -> str:
    return f"{one.name}({one.code})"


def _unprefixed(name: str) -> str:
    for prefix in ("rep_", "delivery_", "applicant_"):
        name = name.removeprefix(prefix)
    return name


_AUTOCOMPLETE = {
    "family_name": "family-name", "given_name": "given-name", "applicant_mail": "email", "rep_family_name": "family-name",
    "rep_given_name": "given-name", "rep_postal_code": "postal-code", "rep_prefecture": "address-level1",
    "rep_city": "address-level2", "rep_street": "address-line1", "rep_building": "address-line2", "rep_phone": "tel-national",
    "rep_mail": "email",
}  # fmt: skip
_INPUTMODE = {
    "postal_code": "numeric", "phone": "tel", "mail": "email", "account_number": "numeric",
    "association_number": "numeric", "corporate_number": "numeric",
}  # fmt: skip
