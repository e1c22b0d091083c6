"""What a 中途換金 shows at the desk beside its answers: the quote line by line, the intent, the statement as PDF."""

from typing import Any

from flask import Response, abort, redirect, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from bot.console.access import hand, page, posted
from bot.house import house
from bot.locale import day, yen
from bot.papers import redemption_statement
from domain.desk import intents
from domain.redemption import Emergency
from domain.redemption_dates import Proof
from domain.roles import Act
from domain.store import filings, passbooks, redemptions, staff


def panel(tx: Connection, row: Any, reviewing: bool) -> dict[str, Any] | None:
    """The facts of a redemption's filing for its page; None for other kinds."""
    told = redemptions.of_filing(tx, row.id) if row.kind == "redemption" else None
    if told is None:
        return None
    held = passbooks.get(tx, told.passbook_id)
    by = staff.name(tx, told.intent_confirmed_by) if told.intent_confirmed_by else ""
    urgent = told.quote["emergency"] != str(Emergency.NONE)
    return {"row": told, "quote": told.quote, "held": held, "confirmed_by": by, "urgent": urgent,
            "yen": yen, "day": day,
            "proofs": list(Proof), "may_confirm": reviewing, "words_most": intents.WORDS_MOST}  # fmt: skip


@page("/filings/<int:filing_id>/intent", Act.REVIEW, ("POST",))
def confirm_intent(filing_id: int) -> AnyResponse:
    """意思確認 as it was found out (R-09)."""
    typed = request.form
    proof = Proof.PHONE if typed.get("proof") == Proof.PHONE else Proof.DOCUMENT
    intent = intents.Intent(
        proof, typed.get("words", "").strip(), complete="complete" in typed,
        by_representative=proof is Proof.PHONE and "other_officer" not in typed, emergency="emergency" in typed,
    )  # fmt: skip
    with house().db.writing() as tx:
        intents.confirm(tx, hand(), filing_id, intent, posted())
    return redirect(f"/staff/filings/{filing_id}?done=intent_confirmed", 303)


@page("/filings/<int:filing_id>/statement.pdf", Act.LOOK)
def statement(filing_id: int) -> Response:
    """買入計算書 of an approved redemption."""
    with house().db.reading() as tx:
        row, told = filings.get(tx, filing_id), redemptions.of_filing(tx, filing_id)
        if row is None or told is None or told.state not in ("approved", "carried_out"):
            abort(404)
        facts = redemption_statement.facts_of(tx, row, told)
    return redemption_statement.answer(facts)
