"""応募 at the desk: whether it is open, filing, filing again after 不備, and what an approval brings into being.

    standing(tx, line_user, now)      → where the association stands with this year's application, or with the one named
    returned(tx, member)              → the filings that came back for correction, of whichever year
    why_not(tx, standing, now)        → the refusal of whoever may not begin now, or None
    file(tx, line_user, answers, code, now) → (receipt, whether new)
    admit / ended                     → called by `review` and `endings` when the filing is decided or ends

Sources: S1 3章; Q-04 to Q-08, P-07, W-01, 規定1(2)(3).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from domain import filing as life
from domain import hours, purchase, terms
from domain.application_form import APPLICATION
from domain.application_rules import require
from domain.desk import added_units, codes
from domain.desk.members import Member, acting_member, membership
from domain.desk.reception import reception_day, refuse_closed
from domain.desk.registration import Remark
from domain.errors import (
    ActNotPossible,
    AssociationNumbersUsedUp,
    FilingIncomplete,
    NothingToCorrect,
    QuotaNotSettled,
    ReceptionDayOpen,
    RuleBroken,
)
from domain.form import Answers
from domain.months import fiscal_year
from domain.passbook import Passbook
from domain.store import applications, audit, filings, passbooks
from domain.terms import Kind

# 積立組合番号 for associations that have none: the sources do not say how they are given out. A block of its own keeps
# them apart from the numbers that associations bring along.
FIRST_NUMBER, LAST_NUMBER = 390001, 399999


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an association has come with an application. ``state`` is that of the application's row."""

    member: Member | None = None
    fiscal_year: int = 0
    filing_id: int | None = None
    filing_state: str = ""
    state: str = ""
    receipt: str = ""
    revision: int = 0
    units: int = 0
    received_on: dt.date | None = None
    remarks: list[Remark] = field(default_factory=list)

    @property
    def under_review(self) -> bool:
        """Filed, and it is the desk's turn."""
        return self.state == "standing" and self.filing_state != life.State.RETURNED

    @property
    def returned(self) -> bool:
        """不備: it is the chairperson's turn."""
        return self.state == "standing" and self.filing_state == life.State.RETURNED

    @property
    def approved(self) -> bool:
        """応募申込完了."""
        return self.state == "approved"


def standing(tx: Connection, line_user: str, now: dt.datetime, mine: int = 0) -> Standing:
    """Where a LINE user's association stands with the filing that is being corrected, or else this year.

    ``mine`` names that filing, whose year may be over by now (X-07). Without a member for guests.
    """
    member, year = membership(tx, line_user), fiscal_year(reception_day(now))
    if member is None:
        return Standing(fiscal_year=year)
    return _standing(tx, member, year, mine)


def returned(tx: Connection, member: Member) -> list[int]:
    """The filings of a member's applications that came back, of whichever year, the oldest first."""
    return applications.returned(tx, member.association_id)


def _standing(tx: Connection, member: Member, year: int, mine: int) -> Standing:
    row = applications.counted(tx, member.association_id, mine) if mine else None
    row = row or applications.newest(tx, member.association_id, year)
    if row is None:
        return Standing(member, year)
    came_back = row.filing_state == life.State.RETURNED
    marked = filings.remarks(tx, row.filing_id, row.revision) if came_back else []
    return Standing(member, row.fiscal_year, row.filing_id, row.filing_state, row.state, row.receipt, row.revision, row.units,
                    row.received_on, [Remark(r.field, r.reason, r.words) for r in marked])  # fmt: skip


def why_not(tx: Connection, where: Standing, now: dt.datetime) -> RuleBroken | None:
    """What keeps this association from applying now: the period, the quota, a passbook of the year (Q-04 to Q-08, P-07)."""
    assert where.member is not None
    try:
        refuse_closed(tx, where.fiscal_year, None, reception_day(now))
        _refuse_second_passbook(tx, where.member.association_id, where.fiscal_year)
    except RuleBroken as refusal:
        return refusal
    return None


def returned_answers(tx: Connection, where: Standing) -> dict[str, Any]:
    """What was filed last, to go on from."""
    return filings.answers(tx, where.filing_id, where.revision) if where.filing_id else {}


def check(tx: Connection, answers: Answers, where: Standing, now: dt.datetime) -> None:
    """Hold the answers against every rule, as they would be filed now.

    FilingIncomplete and what `require` and `added_units.refuse` raise.
    """
    if open_fields := APPLICATION.missing(answers):
        raise FilingIncomplete(field=open_fields[0].name)
    on = where.received_on if where.returned else None
    require(APPLICATION.settled(answers), on or reception_day(now))
    if where.returned and where.filing_id:
        added_units.refuse(tx, where.filing_id, answers, now)


def file(tx: Connection, line_user: str, answers: Answers, code: str, now: dt.datetime) -> tuple[str, bool]:
    """File, or file again after 不備, with a one-time code. Returns (receipt number, whether it was new).

    ``_filing`` among the answers names the filing that they correct, of whichever year.
    An association that has filed already gets the number of that filing. Everything that speaks against filing is said
    before the code is used up: NotRegistered, UseSuspended, ServiceClosed, ApplicationNotOpen, ApplicationOver,
    QuotaReached, PassbookExists, FilingIncomplete, and what `check` refuses. A correction keeps its day of reception,
    also after the period (Q-08 speaks of applications).
    """
    member = acting_member(tx, line_user)
    applications.hold_association(tx, member.association_id)
    received_on = hours.reception_date(now)
    where = _standing(tx, member, fiscal_year(received_on), int(answers.get("_filing") or 0))
    applications.hold_reception(tx, alone=where.returned)  # what a correction adds is measured against everybody's units
    if where.under_review or where.approved:
        return where.receipt, False
    check(tx, answers, where, now)
    settled = APPLICATION.settled(answers)
    if not where.returned:
        refuse_closed(tx, where.fiscal_year, settled["bond_kind"], received_on)
        _refuse_second_passbook(tx, member.association_id, where.fiscal_year)
    codes.check(tx, member.person_id, line_user, code, now)
    at, kept = int(now.timestamp() * 1000), settled | {"association_name": member.name}
    if where.returned:
        return _file_again(tx, where, member, kept, at), True
    return _file_new(tx, where, line_user, kept, at, received_on), True


def admit(tx: Connection, filing: Any, answers: Mapping[str, Any], at: int) -> int:
    """承認: the application counts for good, and its passbook is recorded, without a purchase yet. Returns the association's id.

    ReceptionDayOpen until its day of reception is over, QuotaNotSettled where that day lies beyond the quota (Q-05);
    PassbookExists (P-07). An association without a 積立組合番号 is given one (S1 3章4); AssociationNumbersUsedUp.
    """
    row = _counted(tx, filing.id)
    day = dt.datetime.fromtimestamp(at / 1000, tz=hours.TOKYO).date()
    if day <= row.received_on:
        raise ReceptionDayOpen(day=row.received_on)
    pool = terms.of(row.fiscal_year).kind(row.kind).pool
    if pool.units and applications.taken(tx, row.fiscal_year, pool.name, row.received_on) > pool.units.value:
        raise QuotaNotSettled(day=row.received_on)
    _refuse_second_passbook(tx, row.association_id, row.fiscal_year)
    number = applications.number_association(tx, row.association_id, FIRST_NUMBER, LAST_NUMBER)
    if number is None:
        raise AssociationNumbersUsedUp(last=str(LAST_NUMBER))
    book = Passbook(f"{row.fiscal_year}-{number}", row.fiscal_year, row.units, (), Kind(row.kind))
    passbooks.add(tx, row.association_id, book, at)
    applications.change(tx, row.id, row.version, state="approved")
    return int(row.association_id)


def ended(tx: Connection, filing_id: int, state: str) -> None:
    """The filing was withdrawn, refused or expired: its units do not count any more. ``state``: withdrawn or refused."""
    row = applications.of_filing(tx, filing_id, lock=True)
    if row is not None and row.state == "standing":
        applications.change(tx, row.id, row.version, state=state)


def _counted(tx: Connection, filing_id: int) -> Any:
    found = applications.of_filing(tx, filing_id)
    assert found is not None  # written with the filing, in one commit
    applications.hold_association(tx, found.association_id)
    row = applications.of_filing(tx, filing_id, lock=True)
    assert row is not None
    if row.state != "standing":
        raise ActNotPossible(act="approved", state=row.state)
    return row


def _file_new(
    tx: Connection, where: Standing, line_user: str, kept: Mapping[str, Any], at: int, received_on: dt.date
) -> str:
    assert where.member is not None
    who = where.member
    row = filings.add(
        tx, APPLICATION.name, line_user, who.person_id, who.association_id, kept, at, received_on
    )
    kind = Kind(kept["bond_kind"])
    pool = terms.of(where.fiscal_year).kind(kind).pool
    applications.add(
        tx,
        row.id,
        who.association_id,
        where.fiscal_year,
        str(kind),
        pool.name,
        kept["units"],
        received_on,
        at,
    )
    facts = {"kind": APPLICATION.name, "receipt": row.receipt, "units": kept["units"], "bond": str(kind)}
    audit.record(tx, at, f"person:{who.person_id}", "submit", f"filing:{row.id}", facts)
    return str(row.receipt)


def _file_again(tx: Connection, where: Standing, member: Member, kept: Mapping[str, Any], at: int) -> str:
    row = filings.get(tx, where.filing_id or 0, lock=True)
    held = applications.of_filing(tx, where.filing_id or 0, lock=True)
    if row is None or held is None or row.state != life.State.RETURNED or held.state != "standing":
        raise NothingToCorrect()
    kind = Kind(kept["bond_kind"])
    pool = terms.of(held.fiscal_year).kind(kind).pool
    filings.keep_answers(tx, row.id, row.revision + 1, kept)
    state = life.after(row.state, "resubmitted")
    filings.change(tx, row.id, row.version, at, state=state, revision=row.revision + 1, submitted_at=at)
    applications.change(tx, held.id, held.version, kind=str(kind), pool=pool.name, units=kept["units"])
    facts = {"revision": row.revision + 1, "units": kept["units"], "bond": str(kind)}
    audit.record(tx, at, f"person:{member.person_id}", "resubmit", f"filing:{row.id}", facts)
    return where.receipt


def _refuse_second_passbook(tx: Connection, association_id: int, year: int) -> None:
    purchase.check_new_passbook(
        year, [one.book.fiscal_year for one in passbooks.of_association(tx, association_id)]
    )
