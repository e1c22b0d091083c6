"""What is posted from a filing's page: each act with its notice and its news to the talk, in one transaction."""

from collections.abc import Callable
from typing import Any

from flask import make_response, redirect, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from bot import inbox
from bot.console.access import hand, page, posted
from bot.console.filing import Mark, filing_page
from bot.house import House, house
from bot.locale import t
from bot.notices import application_done, approved, redemption_accepted, rejected, returned
from domain.desk import review
from domain.desk.hands import Form, Hand
from domain.errors import ReasonUnfit, WordsMissing, WordsTooLong
from domain.masking import holds_private_number
from domain.roles import Act
from domain.store import filings

POST = ("POST",)
APPROVED = {"registration": approved, "application": application_done, "redemption": redemption_accepted}  # what tells of an approval, by kind


def give_back(at_home: House, who: Hand, filing_id: int, form: Form) -> Any | None:
    """差戻し: the act, notice No.15 and the talk's news together; the talk is woken after the commit."""

    def tell(tx: Connection, row: Any) -> str:
        return returned.send(tx, row, filings.remarks(tx, row.id, row.revision), who.at)

    return _told(at_home, who, "returned", lambda tx: review.give_back(tx, who, filing_id, form), tell)


def approve(at_home: House, who: Hand, filing_id: int, form: Form) -> Any | None:
    """承認: the act, the notice of its kind (No.5, No.9, No.21) and the talk's news together."""
    return _told(
        at_home,
        who,
        "approved",
        lambda tx: review.approve(tx, who, filing_id, form),
        lambda tx, row: APPROVED[row.kind].send(tx, row, who.at),
    )


def reject(at_home: House, who: Hand, filing_id: int, reason: str, form: Form) -> Any | None:
    """不受理: the act, its notice and the talk's news together."""
    return _told(
        at_home,
        who,
        "rejected",
        lambda tx: review.reject(tx, who, filing_id, reason, form),
        lambda tx, row: rejected.send(tx, row, reason, who.at),
    )


def _told(
    at_home: House,
    who: Hand,
    act: str,
    do: Callable[[Connection], Any | None],
    tell: Callable[[Connection, Any], str],
) -> Any | None:
    with at_home.db.writing() as tx:
        row = do(tx)
        if row is None:
            return None
        line_user = tell(tx, row)
        inbox.news(
            tx,
            line_user,
            "filing",
            {"filing": row.id, "act": act, "kind": row.kind},
            who.at,
            once=f"filing:{row.id}:{row.version}",
        )
    at_home.wake(line_user)
    return row


@page("/filings/<int:filing_id>/claim", Act.REVIEW, POST)
def claim(filing_id: int) -> Response:
    """Take it."""
    return _quietly(review.claim, filing_id)


@page("/filings/<int:filing_id>/release", Act.REVIEW, POST)
def release(filing_id: int) -> Response:
    """Put it back."""
    return _quietly(review.release, filing_id)


@page("/filings/<int:filing_id>/pass", Act.REVIEW, POST)
def pass_on(filing_id: int) -> Response:
    """Ask for approval."""
    return _quietly(review.pass_on, filing_id)


@page("/filings/<int:filing_id>/send-back", Act.APPROVE, POST)
def send_back(filing_id: int) -> Response:
    """Back to review."""
    return _quietly(review.send_back, filing_id)


@page("/filings/<int:filing_id>/reassign", Act.REASSIGN, POST)
def reassign(filing_id: int) -> Response:
    """Give it to a colleague."""
    to = request.form.get("to", "")
    with house().db.writing() as tx:
        review.reassign(tx, hand(), filing_id, int(to) if to.isdecimal() and len(to) < 10 else 0, posted())
    return _back(filing_id)


@page("/filings/<int:filing_id>/marks", Act.REVIEW, POST)
def mark(filing_id: int) -> Response:
    """Keep the marks; then stay, or look at the preview. What was ticked is never lost to a refusal."""
    marks = [
        Mark(name.removeprefix("mark."), *_reason(name.removeprefix("mark.")))
        for name in request.form
        if name.startswith("mark.")
    ]
    try:
        with house().db.writing() as tx:
            review.mark(tx, hand(), filing_id, [(m.field, m.reason, m.words) for m in marks], posted())
    except (ReasonUnfit, WordsMissing, WordsTooLong) as refused:
        text = t(f"errors.{refused.key()}", **refused.facts)
        return make_response(filing_page(filing_id, text, marks), 409)
    masked = "masked" if any(holds_private_number(m.words) for m in marks) else ""
    if request.form.get("then") == "preview":
        return redirect(f"/staff/filings/{filing_id}/preview" + ("?done=masked" if masked else ""), 303)
    return _back(filing_id, masked or "kept")


@page("/filings/<int:filing_id>/return", Act.REVIEW, POST)
def give_back_posted(filing_id: int) -> Response:
    """差戻し."""
    give_back(house(), hand(), filing_id, posted())
    return _back(filing_id, "returned")


@page("/filings/<int:filing_id>/approve", Act.APPROVE, POST)
def approve_posted(filing_id: int) -> Response:
    """承認."""
    approve(house(), hand(), filing_id, posted())
    return _back(filing_id, "approved")


@page("/filings/<int:filing_id>/reject", Act.APPROVE, POST)
def reject_posted(filing_id: int) -> Response:
    """不受理."""
    reject(house(), hand(), filing_id, request.form.get("reason", ""), posted())
    return _back(filing_id, "rejected")


@page("/filings/<int:filing_id>/notes", Act.NOTE, POST)
def note(filing_id: int) -> Response:
    """An internal note."""
    with house().db.writing() as tx:
        review.note(tx, hand(), filing_id, request.form.get("words", "").strip(), posted())
    return redirect(f"/staff/filings/{filing_id}#notes", 303)


def _reason(field: str) -> tuple[str, str]:
    return request.form.get(f"reason.{field}", ""), request.form.get(f"words.{field}", "").strip()


def _quietly(act: Callable[[Connection, Hand, int, Form], Any], filing_id: int) -> Response:
    """An act the chairperson hears nothing of."""
    with house().db.writing() as tx:
        act(tx, hand(), filing_id, posted())
    return _back(filing_id)


def _back(filing_id: int, done: str = "") -> Response:
    return redirect(f"/staff/filings/{filing_id}" + (f"?done={done}" if done else ""), 303)
