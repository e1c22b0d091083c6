"""The sheet of a form page: its fields, what was told before, what is typed now, and checking it all."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.clock import tokyo_date
from bot.locale import t
from bot.pages import finding
from bot.pages.fields import shape
from bot.pages.visit import Visit, say
from domain.application_form import APPLICATION
from domain.errors import RuleBroken
from domain.form import Field
from domain.redemption_form import REDEMPTION
from domain.registration_form import APPLICANT, REGISTRATION
from domain.store import talks

MINUTES = 30  # W-05: counted anew by whoever is at work

FORMS: Mapping[str, Mapping[str, Field]] = {
    "early_redemption": {one.name: one for section in REDEMPTION.sections for one in section.fields},
    "application": {one.name: one for section in APPLICATION.sections for one in section.fields},
    "registration": {
        one.name: one
        for section in (APPLICANT, *REGISTRATION.sections)
        for one in section.fields
        if one.kind != "step"
    },
}


@dataclass(slots=True)
class Sheet:
    """The page while it is worked on: the fields, what was told before, what is typed now, what is wrong."""

    visit: Visit
    fields: list[Field]
    told: dict[str, Any]
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    offers: dict[str, finding.Offers] = field(default_factory=dict)
    notice: str = ""
    focus: str = ""  # the field to go on with after a search
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def dialog(self) -> str:
        """The dialog that asks."""
        return str(self.visit.link.facts["dialog"])

    @property
    def today(self) -> dt.date:
        """The date in Tokyo."""
        return tokyo_date(self.visit.at)


def read(visit: Visit) -> Sheet:
    """The sheet of a link, before anything is typed."""
    facts = visit.link.facts
    known = FORMS[facts["dialog"]]
    with visit.home.db.reading() as tx:
        told = talks.told(tx, visit.line_user, facts["dialog"])
    return Sheet(visit, _with_optional([known[name] for name in facts["fields"] if name in known]), told)


def _with_optional(asked: list[Field]) -> list[Field]:
    """The fields asked, in the form's order, with those of their parts that may stay empty: nobody else asks them."""
    parts = [section for section in REGISTRATION.sections if any(one in section.fields for one in asked)]
    optional = [one for section in parts for one in section.fields if one.optional and one.private]
    wanted = {one.name for one in (*asked, *optional)}
    return [one for form in FORMS.values() for one in form.values() if one.name in wanted]


def check(sheet: Sheet) -> None:
    """Parse every field that the answers so far make necessary; later fields may stand on earlier ones."""
    answers = {
        name: value for name, value in sheet.told.items() if name not in {f.name for f in sheet.fields}
    }
    for one in sheet.fields:
        if not one.needed(answers):
            continue
        if one.kind == "file":
            if (files := _files(sheet, one)) is not None:
                sheet.values[one.name] = files
            continue
        if (missing := _nothing_chosen(sheet, one)) is not None:
            sheet.errors[one.name] = missing
            continue
        try:
            text = sheet.typed.get(one.name, "")
            value = "" if one.optional and not text.strip() else one.parse(text, answers, sheet.today)
        except RuleBroken as refusal:
            sheet.errors.setdefault(one.name, say(refusal))
            sheet.offers |= finding.offers_after(one.name, sheet.typed)
        except KeyError:  # It stands on a field that was refused just now: that one's sentence is enough.
            continue
        else:
            answers[one.name] = sheet.values[one.name] = value


def _files(sheet: Sheet, one: Field) -> list[Any] | None:
    """The files of a field, or None and a word beside it where one is needed."""
    files = sheet.told.get(one.name) or []
    if files or one.optional:
        return files
    sheet.errors.setdefault(one.name, t("pages.files.missing"))
    return None


def _nothing_chosen(sheet: Sheet, one: Field) -> str | None:
    """What to say where nothing was chosen or ticked: no parser could know how to answer."""
    if sheet.typed.get(one.name, "").strip() or one.optional:
        return None
    return {
        "radio": t("pages.form.choose_one"), "select": t("pages.form.choose_one"), "tick": t("pages.form.tick"),
        "day": t("pages.form.date"), "year_month": t("pages.form.date"),
    }.get(shape(one))  # fmt: skip


def is_incomplete(sheet: Sheet) -> bool:
    """A field has become necessary by what was just chosen, and was not on the page before."""
    asked = set(sheet.values) | set(sheet.errors)
    answers = sheet.told | sheet.values
    open_fields = [one.name for one in sheet.fields if one.needed(answers) and one.name not in asked]
    if open_fields:
        sheet.notice = t("pages.form.goes_on")
    return bool(open_fields)


def without_files(values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without files. File lists are told when they change; told again here they could bring back what another tab removed."""
    return {name: value for name, value in values.items() if not _is_files(value)}


def _is_files(value: Any) -> bool:
    return isinstance(value, list)
