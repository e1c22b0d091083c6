"""中途換金 as a member files it: once with a code, and again after 不備 (規定26; S1 6章2).

    file(tx, line_user, answers, accepted, code, now)   → (receipt number, revision)
    returned(tx, member)                                → [Returned]: what came back, to go on from

What can be asked for stands in `offers`; the desk's side in `intents` and `reservations`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from domain import filing as life
from domain import hours, redemption_record
from domain.desk import codes, offers
from domain.desk.members import Member, acting_member
from domain.desk.registration import Remark
from domain.errors import FilingIncomplete, NothingToCorrect, OfficerIsRepresentative, QuoteChanged
from domain.form import Answers
from domain.redemption_dates import check_request, timetable
from domain.redemption_form import REDEMPTION, is_representative
from domain.store import associations, audit, filings, redemptions
from domain.store.passbooks import Holding


@dataclass(frozen=True, slots=True)
class Returned:
    """A request that came back for correction."""

    filing_id: int
    receipt: str
    revision: int
    answers: dict[str, Any]
    remarks: list[Remark] = field(default_factory=list)


def returned(tx: Connection, member: Member) -> list[Returned]:
    """A member's requests that came back for correction, the oldest first."""
    rows = filings.of_association(tx, member.association_id, kind=REDEMPTION.name, states=("returned",))
    return [_returned(tx, row) for row in reversed(rows)]


def _returned(tx: Connection, row: Any) -> Returned:
    remarks = [Remark(r.field, r.reason, r.words) for r in filings.remarks(tx, row.id, row.revision)]
    return Returned(row.id, row.receipt, row.revision, filings.answers(tx, row.id, row.revision), remarks)


def representative_name(tx: Connection, member: Member) -> list[str]:
    """Family and given name of the present representative, whom no confirmation call goes to (R-09)."""
    facts = associations.representatives(tx, member.association_id)[0].facts
    return [str(facts.get("rep_family_name", "")), str(facts.get("rep_given_name", ""))]


def file(
    tx: Connection, line_user: str, answers: Answers, accepted: str, code: str, now: dt.datetime
) -> tuple[str, int]:
    """File a request, or file it again after 不備, with a one-time code. Returns (receipt number, revision).

    ``accepted`` is the fingerprint of the quote that was shown: QuoteChanged when midnight or another act has made it
    another. FilingIncomplete, OfficerIsRepresentative, BuyBackMonthClosed, OutsideRequestWindow, AlreadyRequested,
    TooManyUnits, NothingRedeemable and the closed hours use no code up; refusals of the code are counted.
    """
    member = acting_member(tx, line_user)
    mine = _taken_up(tx, member, int(answers.get("_filing") or 0))
    settled = _complete(tx, member, answers)
    on = hours.reception_date(now)
    held = offers.holding(tx, member, settled["redemption_passbook"], lock=True)
    offered = _offered(tx, held, settled, on, mine.id if mine else 0)
    if offered.fingerprint != accepted:
        raise QuoteChanged()
    codes.check(tx, member.person_id, line_user, code, now)
    at = int(now.timestamp() * 1000)
    kept = settled | {"association_name": member.name}
    if mine is not None:
        return _file_again(tx, member, mine, held, kept, offered, at)
    due = offered.quote.timetable.confirm_by
    row = filings.add(
        tx, REDEMPTION.name, line_user, member.person_id, member.association_id, kept, at, on, due_on=due
    )
    redemptions.add(tx, row.id, held.id, offered.record, at, **_asked(kept))
    facts = {"kind": row.kind, "receipt": row.receipt}
    audit.record(tx, at, f"person:{member.person_id}", "submit", f"filing:{row.id}", facts)
    return row.receipt, 1


def _taken_up(tx: Connection, member: Member, filing_id: int) -> Any | None:
    """The returned filing that is filed again, locked; None for a first filing."""
    if not filing_id:
        return None
    row = filings.get(tx, filing_id, lock=True)
    if row is None or row.association_id != member.association_id or row.state != life.State.RETURNED:
        raise NothingToCorrect()
    return row


def _complete(tx: Connection, member: Member, answers: Answers) -> dict[str, Any]:
    if open_fields := REDEMPTION.missing(answers):
        raise FilingIncomplete(field=open_fields[0].name)
    settled = REDEMPTION.settled(answers)
    named = settled.get("officer_family_name"), settled.get("officer_given_name")
    if named != (None, None) and is_representative(*named, representative_name(tx, member)):
        raise OfficerIsRepresentative()
    return settled


def _offered(
    tx: Connection, held: Holding, settled: Mapping[str, Any], on: dt.date, mine: int
) -> offers.Offered:
    month = redemption_record.month_from(settled["redemption_month"])
    dated = offers.dated(tx, month, mine)
    if dated is None:
        offers.refuse_closed(month, on)
    asked = offers.quoted(
        held, redemptions.of_passbook(tx, held.id), month, settled["redemption_units"], dated or on,
        emergency=bool(settled.get("emergency")), mine=mine, stop=bool(settled.get("stop")),
    )  # fmt: skip
    if dated is None:
        check_request(timetable(month, readings=offers.READINGS), on)
    return asked


def _asked(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {"stop": bool(kept.get("stop")), "intent_proof": kept["intent_proof"]}


def _file_again(
    tx: Connection,
    member: Member,
    row: Any,
    held: Holding,
    kept: dict[str, Any],
    offered: offers.Offered,
    at: int,
) -> tuple[str, int]:
    told = redemptions.of_filing(tx, row.id)
    if told is None:
        raise NothingToCorrect()
    again, days = row.revision + 1, offered.quote.timetable
    filings.keep_answers(tx, row.id, again, kept)
    state = life.after(row.state, "resubmitted")
    filings.change(
        tx, row.id, row.version, at, state=state, revision=again, submitted_at=at, due_on=days.confirm_by
    )
    redemptions.change(
        tx, told.id, told.state, passbook_id=held.id, month=offered.record["month"], units=offered.quote.units,
        buy_back_on=days.bought_on, quote=offered.record, state="requested", intent_confirmed_by=None,
        intent_confirmed_on=None, intent_facts=None, **_asked(kept),
    )  # fmt: skip
    facts = {"revision": again}
    audit.record(tx, at, f"person:{member.person_id}", "resubmit", f"filing:{row.id}", facts)
    return row.receipt, again
