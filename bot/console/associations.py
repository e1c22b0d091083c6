"""The associations that are registered, and one of them with its history. Accounts stay masked until opened."""

import datetime as dt
from typing import Any

from flask import abort, make_response, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from bot import passbook_cards
from bot.clock import tokyo_date
from bot.console import shown
from bot.console.access import hand, page, posted
from bot.house import house
from domain import masking
from domain.desk import passbooks
from domain.desk.hands import fresh, record
from domain.registration_form import ASSOCIATION, COMPANY, DELIVERY, REPRESENTATIVE
from domain.roles import Act
from domain.store import associations as store
from domain.store import trail

REASON_MOST = 200


@page("/associations", Act.LOOK)
def associations() -> str:
    """The list, by 積立組合番号 or newest first."""
    number = "".join(c for c in request.args.get("number", "") if c.isdecimal())[:6]
    asked = request.args.get("page", "1")
    at_page = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    with house().db.reading() as tx:
        rows, more = store.page(tx, number, at_page)
    return render_template("console/associations.html", rows=rows, more=more, number=number, at_page=at_page)


@page("/associations/<int:association_id>", Act.LOOK)
def association(association_id: int) -> str:
    """One association."""
    return _one(association_id, opened=False)


@page("/associations/<int:association_id>/account", Act.OPEN_ACCOUNT, ("POST",))
def open_account(association_id: int) -> Response:
    """The account number in full, once, for a reason that is written down."""
    why = request.form.get("words", "").strip()[:REASON_MOST]
    if not why:
        return make_response(_one(association_id, opened=False, missing=True), 409)
    with house().db.writing() as tx:
        if fresh(tx, hand(), posted(), "account_opened", f"association:{association_id}"):
            record(
                tx, hand(), "account_opened", f"association:{association_id}", {"why": masking.masked(why)}
            )
    return make_response(_one(association_id, opened=True))


def _one(association_id: int, *, opened: bool, missing: bool = False) -> str:
    with house().db.reading() as tx:
        row = store.get(tx, association_id)
        if row is None:
            abort(404)
        people = store.representatives(tx, association_id)
        held = passbooks.holdings(tx, association_id)
        acts = [(a, trail.by(tx, a.actor)) for a in trail.about(tx, f"association:{association_id}", 20)]
        sections = [_section(tx, s, row.facts, opened) for s in (ASSOCIATION, COMPANY, DELIVERY)]
        history = [(r, _section(tx, REPRESENTATIVE, r.facts, opened)[1]) for r in people]
    return render_template(
        "console/association.html",
        row=row,
        sections=sections,
        history=history,
        opened=opened,
        missing=missing,
        acts=acts,
        books=[passbook_cards.at_a_glance(one, _today()) for one in held],
    )


def _today() -> dt.date:
    return tokyo_date(house().clock.ms())


def _section(tx: Connection, section: Any, facts: dict[str, Any], opened: bool) -> tuple[str, list[tuple[str, str]]]:
    fields = [
        (shown.label(f.name), shown.value(tx, f, facts, full=opened)) for f in section.fields if f.name in facts
    ]
    return shown.section_title(section.name), fields
