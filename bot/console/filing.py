"""One filing: the document on the left, the fields with their marks on the right, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from bot.clock import tokyo_date
from bot.console import redemption, shown
from bot.console.access import hand, page
from bot.console.document import pages_of, scan_of
from bot.house import house
from bot.notices import returned
from domain import filing as life
from domain import reasons, roles
from domain.desk import registration
from domain.desk.review import FORMS
from domain.errors import FilingUnknown
from domain.form import changed
from domain.roles import Act
from domain.store import documents, filings, people, remarks, staff, trail


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as it was posted."""

    field: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A filed file as a tab: the key in the address, its field's label, the document's id and name."""

    key: str
    label: str
    document: str
    name: str


@page("/filings/<int:filing_id>", Act.LOOK)
def filing(filing_id: int) -> str:
    """The page of a filing."""
    return filing_page(filing_id)


def filing_page(filing_id: int, error: str = "", typed: Sequence[Mark] | None = None) -> str:
    """The page; `typed` are marks that were posted and not taken, shown again instead of those that are kept."""
    with house().db.reading() as tx:
        facts = _facts(tx, filing_id, typed)
        facts["notes"] = remarks.notes(tx, filing_id)
        facts["trail"] = [
            (row, trail.by(tx, row.actor)) for row in trail.about(tx, f"filing:{filing_id}", 50)
        ]
        facts["colleagues"] = [
            c for c in staff.every(tx) if not c.disabled and roles.may(c.roles, Act.REVIEW)
        ]
    doc = facts["doc"]
    facts["pages"] = pages_of(doc.document) if doc else 0
    facts["scan"] = _scan(doc)
    return render_template("console/filing.html", error=error, **facts)


@page("/filings/<int:filing_id>/preview", Act.REVIEW)
def preview(filing_id: int) -> str:
    """Exactly what the chairperson will read, before anything is sent."""
    with house().db.reading() as tx:
        facts = _facts(tx, filing_id)
    row, marked = facts["row"], facts["marked"]
    by = row.due_on or life.correct_by(house().clock.ms())
    return render_template(
        "console/preview.html",
        card=returned.card(row.receipt, marked, by),
        letter=returned.mail(row.receipt, marked, by),
        **facts,
    )


def _facts(tx: Any, filing_id: int, typed: Sequence[Mark] | None = None) -> dict[str, Any]:
    row = filings.get(tx, filing_id)
    if row is None:
        raise FilingUnknown
    today = tokyo_date(house().clock.ms())
    answers = filings.answers(tx, row.id, row.revision)
    marked = list(typed) if typed is not None else filings.remarks(tx, row.id, row.revision)
    sections = _sections(tx, row, answers, marked)
    files = [
        Paper(f"{s.field.name}.{n}", s.label, *one)
        for _, fields in sections
        for s in fields
        for n, one in enumerate(s.files)
    ]
    person = people.get(tx, row.person_id).facts if row.person_id else {}
    submitted = life.submitted_on(row.submitted_at)
    due = life.due(submitted, row.due_on)
    return {
        "row": row, "sections": sections, "marked": marked, "files": files, "doc": _chosen(files), "person": person,
        "mail": person.get("applicant_mail", ""), "owner": staff.name(tx, row.owner_id), "names": staff.names(tx),
        "due": due, "age": life.age(submitted, today), "urgency": life.urgency(row.state, due, today),
        "identity": registration.identity_status(tx, row.line_user), "title": answers.get("association_name", ""),
        "can": _can(row), "reviewing": _reviewing(row), "rejections": reasons.rejections(row.kind), "for_field": reasons.for_field,
        "takes_words": reasons.takes_words, "closed": row.state in life.CLOSED, "words_most": reasons.WORDS_MOST,
        "redemption": redemption.panel(tx, row, _reviewing(row)),
    }  # fmt: skip


def _sections(
    tx: Any, row: Any, answers: dict[str, Any], marked: list[Any]
) -> list[tuple[str, list[shown.Shown]]]:
    form = FORMS.get(row.kind)
    if form is None:
        return []
    before = filings.answers(tx, row.id, row.revision - 1) if row.revision > 1 else answers
    differs, marks = set(changed(before, answers)), {r.field: r for r in marked}
    earlier = remarks.earlier(tx, row.id, row.revision)
    full = roles.may(hand().roles, Act.OPEN_ACCOUNT)
    needed = {field.name for field in form.needed(answers)}

    def one(field: Any) -> shown.Shown:
        old = shown.value(tx, field, before, full=full) if field.name in differs else None
        mark = marks.get(field.name)
        return shown.Shown(
            field, shown.label(field.name), shown.value(tx, field, answers, full=full), old, mark.reason if mark else "",
            mark.words if mark else "", [r for r in earlier if r.field == field.name],
            shown.files(answers.get(field.name)), shown.hint(field, answers),
        )  # fmt: skip

    sections = [
        (
            shown.section_title(s.name),
            [one(f) for f in s.fields if f.name in needed and (f.name in answers or not f.optional)],
        )
        for s in form.sections
    ]
    return [(title, fields) for title, fields in sections if fields]


def _chosen(files: list[Paper]) -> Paper | None:
    wanted = request.args.get("doc", "")
    return next((f for f in files if f.key == wanted), files[0] if files else None)


def _scan(doc: Paper | None) -> str:
    """What the scanner has made of the document that is shown."""
    with house().db.reading() as tx:
        row = documents.get(tx, doc.document) if doc else None
    return scan_of(row) if row is not None else ""


def _reviewing(row: Any) -> bool:
    """Whether whoever looks may set marks now."""
    return (
        row.state == life.State.UNDER_REVIEW
        and row.owner_id == hand().staff_id
        and roles.may(hand().roles, Act.REVIEW)
    )


def _can(row: Any) -> set[str]:
    """The acts that whoever looks may do now; the desk checks each again."""
    me, alone = hand(), row.kind in life.ONE_PAIR_OF_EYES
    acts = {arrow.act for arrow in life.possible(row.state) if roles.may(me.roles, arrow.actor)}
    if row.owner_id not in (None, me.staff_id):
        acts -= {"claimed"}
    if row.owner_id != me.staff_id:
        acts -= {"released", "marked", "returned", "passed"}
    if row.state == life.State.UNDER_REVIEW and not (alone and row.owner_id == me.staff_id):
        acts -= {"approved", "rejected"}
    if row.state == life.State.AWAITING_APPROVAL and row.reviewer_id == me.staff_id and not alone:
        acts -= {"approved", "rejected"}
    return acts
