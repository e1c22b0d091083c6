"""The page of a form: whatever private answers a dialog asks for, typed, checked and kept (S0 手順4, 20).

The link's facts name the dialog, the fields and a title. Every field is checked by its own parser; what is refused is
shown again beside its field with what to type, and nothing typed is lost.
"""

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from bot import mails, outbox
from bot.locale import has, t
from bot.pages import finding, sheets, uploads
from bot.pages.fields import Typed, drawn, typed_from, typed_of
from bot.pages.inputs import Input, focus_first
from bot.pages.sheets import Sheet
from bot.pages.visit import Visit, refused
from bot.web import page
from domain.desk import accounts
from domain.errors import RuleBroken
from domain.form import Field
from domain.reasons import OTHER
from domain.store import talks


def show(visit: Visit) -> Response:
    """The form with what was answered before."""
    sheet = sheets.read(visit)
    sheet.typed = typed_from(sheet.fields, visit.link.facts.get("prefill", {}) | sheet.told)
    return _page(sheet)


def take(visit: Visit) -> Response:
    """Search, keep, attach, take back or send, as the button says."""
    sheet = sheets.read(visit)
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
    sheets.check(sheet)
    if act == "keep":
        return _kept(sheet)
    if sheet.errors or sheets.is_incomplete(sheet):
        return _again(sheet, 422)
    return _store(sheet)


def _searched(sheet: Sheet, act: str) -> Response:
    found = finding.search(act, sheet.typed)
    sheet.offers |= found.offers
    sheet.errors |= found.errors
    sheet.notice = found.notice or sheet.notice
    sheet.focus = finding.goes_on_at(act, found)
    return _again(sheet, 422 if found.errors else 200)


def _kept(sheet: Sheet) -> Response:
    """一時保存: what can be taken is kept, the page stays open."""
    with sheet.visit.home.db.writing() as tx:
        talks.tell(
            tx, sheet.visit.line_user, sheet.dialog, sheets.without_files(sheet.values), sheet.visit.at
        )
    sheet.errors = {name: text for name, text in sheet.errors.items() if sheet.typed.get(name, "").strip()}
    sheet.notice = t("pages.form.kept")
    return _again(sheet)


def _store(sheet: Sheet) -> Response:
    """Everything in one transaction: the answers, the person who applies, the link, the news."""
    visit, home = sheet.visit, sheet.visit.home
    names = [one.name for one in sheet.fields]
    try:
        with home.db.writing() as tx:
            visit.finish(tx, "form", fields=names, dialog=sheet.dialog)
            talks.tell(tx, visit.line_user, sheet.dialog, sheets.without_files(sheet.values), visit.at)
            if visit.link.facts.get("applicant"):
                person_id = accounts.apply_for_account(
                    tx, visit.line_user, sheet.told | sheet.values, visit.at
                )
                mail = mails.account_of(tx, home, visit.line_user, person_id, visit.at)
                outbox.mail(tx, mail, visit.at, line_user=visit.line_user)
    except RuleBroken as refusal:  # another tab was faster
        return refused(refusal)
    return visit.done("applicant" if visit.link.facts.get("applicant") else "form")


def _again(sheet: Sheet, status: int = 200) -> Response:
    with sheet.visit.home.db.writing() as tx:
        sheet.visit.prolong(tx, sheets.MINUTES)
    return _page(sheet, status)


def _page(sheet: Sheet, status: int = 200) -> Response:
    answers = sheet.told | sheet.values
    inputs = [_draw(sheet, one, sheet.typed) for one in sheet.fields if one.needed(answers)]
    for one in inputs:
        one.focus = one.name == sheet.focus
    key = str(sheet.visit.link.facts.get("title", ""))
    title = t(key) if has(key) else t("pages.form.title")
    has_files = any(one.kind == "file" for one in inputs)
    # Boxes for further papers are folded away until one of them is used.
    spare = [one for one in inputs if one.kind == "file" and one.optional and not one.files and not one.error]
    return page(
        "pages/form.html", status, title=title, inputs=inputs, spare=spare, wrong=focus_first(inputs), notice=sheet.notice,
        has_files=has_files, total=uploads.total_of(answers) if has_files else None,
    )  # fmt: skip


def _draw(sheet: Sheet, one: Field, typed: Typed) -> Input:
    made = drawn(one, typed, sheet.errors.get(one.name, ""), sheet.offers.get(one.name, ()))
    if one.kind == "file":
        made.files = sheet.told.get(one.name) or []
    made.remark = _remark(sheet.visit.link.facts, one.name)
    return made


def _remark(facts: Mapping[str, Any], name: str) -> list[str]:
    """Why staff have returned this answer. 「その他」 only points to their words, which stand here themselves."""
    code, words = facts.get("reasons", {}).get(name), facts.get("remarks", {}).get(name)
    reason = t(f"reasons.{code}") if code and not (code == OTHER and words) else ""
    return [said for said in (reason, words) if said]
