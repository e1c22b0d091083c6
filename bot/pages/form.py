"""The page of a form: whatever private answers a dialog asks for, typed, checked and kept (S0 手順4, 20).

The link's facts name the dialog, the fields and a title. Every field is checked by its own parser; what is refused is
shown again beside its field with what to type, and nothing typed is lost.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Response, request

from bot import mails, outbox
from bot.clock import tokyo_date
from bot.locale import has, t
from bot.pages import finding, uploads
from bot.pages.fields import Typed, drawn, shape, typed_from, typed_of
from bot.pages.inputs import Input, focus_first
from bot.pages.visit import Visit, refused, say
from bot.web import page
from domain.desk import accounts
from domain.errors import RuleBroken
from domain.form import Field
from domain.registration_form import APPLICANT, REGISTRATION
from domain.store import talks

MINUTES = 30  # W-05: counted anew by whoever is at work
FORMS: Mapping[str, Mapping[str, Field]] = {
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
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def dialog(self) -> str:
        """The dialog that asks."""
        return str(self.visit.link.facts["dialog"])

    @property
    def today(self) -> dt.date:
        """The date in Tokyo."""
        return tokyo_date(self.visit.at)


def show(visit: Visit) -> Response:
    """The form with what was answered before."""
    sheet = _sheet(visit)
    sheet.typed = typed_from(sheet.fields, visit.link.facts.get("prefill", {}) | sheet.told)
    return _page(sheet)


def take(visit: Visit) -> Response:
    """Search, keep, attach, take back or send, as the button says."""
    sheet = _sheet(visit)
    act = request.form.get("act", "send")
    sheet.typed = typed_of(sheet.fields, request.form)
    finding.take_town(request.form, sheet.typed)
    attached = uploads.attach(visit, sheet.dialog, sheet.fields, sheet.told)
    sheet.told |= attached.told
    sheet.errors |= attached.errors
    sheet.notice = attached.notice
    if act.partition(":")[0] in ("postal", "bank", "branch"):
        return _searched(sheet, act)
    if act.startswith("remove:"):
        sheet.told |= uploads.withdraw(visit, sheet.dialog, act.removeprefix("remove:"))
        sheet.notice = t("pages.files.removed")
        return _again(sheet)
    if act == "upload":
        return _again(sheet, 422 if sheet.errors else 200)
    _check(sheet)
    if act == "keep":
        return _kept(sheet)
    if sheet.errors or _is_incomplete(sheet):
        return _again(sheet, 422)
    return _store(sheet)


def _sheet(visit: Visit) -> Sheet:
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


def _check(sheet: Sheet) -> None:
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


def _is_incomplete(sheet: Sheet) -> bool:
    """A field has become necessary by what was just chosen, and was not on the page before."""
    asked = set(sheet.values) | set(sheet.errors)
    answers = sheet.told | sheet.values
    open_fields = [one.name for one in sheet.fields if one.needed(answers) and one.name not in asked]
    if open_fields:
        sheet.notice = t("pages.form.goes_on")
    return bool(open_fields)


def _searched(sheet: Sheet, act: str) -> Response:
    found = finding.search(act, sheet.typed)
    sheet.offers |= found.offers
    sheet.errors |= found.errors
    sheet.notice = found.notice or sheet.notice
    return _again(sheet, 422 if found.errors else 200)


def _kept(sheet: Sheet) -> Response:
    """一時保存: what can be taken is kept, the page stays open."""
    with sheet.visit.home.db.writing() as tx:
        talks.tell(tx, sheet.visit.line_user, sheet.dialog, _without_files(sheet.values), sheet.visit.at)
    sheet.errors = {name: text for name, text in sheet.errors.items() if sheet.typed.get(name, "").strip()}
    sheet.notice = t("pages.form.kept")
    return _again(sheet)


def _store(sheet: Sheet) -> Response:
    """Everything in one transaction: the answers, the person who applies, the link, the news."""
    visit, home = sheet.visit, sheet.visit.home
    names = [one.name for one in sheet.fields]
    try:
        with home.db.writing() as tx:
            visit.finish(tx, "form", fields=names)
            talks.tell(tx, visit.line_user, sheet.dialog, _without_files(sheet.values), visit.at)
            if visit.link.facts.get("applicant"):
                person_id = accounts.apply_for_account(
                    tx, visit.line_user, sheet.told | sheet.values, visit.at
                )
                mail = mails.account_of(tx, home, visit.line_user, person_id, visit.at)
                outbox.mail(tx, mail, visit.at, line_user=visit.line_user)
    except RuleBroken as refusal:  # another tab was faster
        return refused(refusal)
    return visit.done("applicant" if visit.link.facts.get("applicant") else "form")


def _without_files(values: Mapping[str, Any]) -> dict[str, Any]:
    """File lists are told when they change; told again here they could bring back what another tab removed."""
    return {name: value for name, value in values.items() if not _is_files(value)}


def _is_files(value: Any) -> bool:
    return isinstance(value, list)


def _again(sheet: Sheet, status: int = 200) -> Response:
    with sheet.visit.home.db.writing() as tx:
        sheet.visit.prolong(tx, MINUTES)
    return _page(sheet, status)


def _page(sheet: Sheet, status: int = 200) -> Response:
    answers = sheet.told | sheet.values
    inputs = [_draw(sheet, one, sheet.typed) for one in sheet.fields if one.needed(answers)]
    key = str(sheet.visit.link.facts.get("title", ""))
    title = t(key) if has(key) else t("pages.form.title")
    has_files = any(one.kind == "file" for one in inputs)
    return page(
        "pages/form.html", status, title=title, inputs=inputs, wrong=focus_first(inputs), notice=sheet.notice,
        has_files=has_files, total=uploads.total_of(answers) if has_files else None,
    )  # fmt: skip


def _draw(sheet: Sheet, one: Field, typed: Typed) -> Input:
    made = drawn(one, typed, sheet.errors.get(one.name, ""), sheet.offers.get(one.name, ()))
    if one.kind == "file":
        made.files = sheet.told.get(one.name) or []
    return made


__all__: Sequence[str] = ("show", "take")
