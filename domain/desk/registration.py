"""利用登録 at the desk: where somebody stands, filing, filing again after 不備."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from domain import ekyc, hours
from domain import filing as life
from domain.desk import codes
from domain.desk.members import membership
from domain.errors import EkycNotReady, FilingIncomplete, NothingToCorrect, NotRegistered
from domain.form import Answers
from domain.registration_form import REGISTRATION
from domain.store import audit, filings
from domain.store.tables import credential, ekyc_session, line_link


@dataclass(frozen=True, slots=True)
class Remark:
    """What staff marked: a field and a coded reason; their words, which never pass through LINE."""

    field: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody has come with the registration."""

    person_id: int | None = None
    has_credential: bool = False
    has_authenticator: bool = False
    filing_id: int | None = None
    filing_state: str = ""
    receipt: str = ""
    revision: int = 0
    association_id: int | None = None
    remarks: list[Remark] = field(default_factory=list)

    @property
    def under_review(self) -> bool:
        """Filed, and it is the desk's turn."""
        return self.filing_id is not None and self.filing_state not in {"returned", "approved", "rejected", "withdrawn", "expired"}

    @property
    def returned(self) -> bool:
        """不備: it is the chairperson's turn."""
        return self.filing_state == "returned"

    @property
    def member(self) -> bool:
        """Approved: the members' menu is theirs."""
        return self.filing_state == "approved"


def standing(tx: Connection, line_user: str) -> Standing:
    """Where a LINE user stands."""
    who = tx.execute(
        select(line_link.c.person_id, credential.c.person_id.label("known"), credential.c.totp_confirmed_at)
        .outerjoin(credential, credential.c.person_id == line_link.c.person_id)
        .where(line_link.c.line_user == line_user, line_link.c.ended_at.is_(None))
    ).first()
    if who is None:
        return Standing()
    account = {"person_id": who.person_id, "has_credential": who.known is not None, "has_authenticator": who.totp_confirmed_at is not None}
    row = filings.newest(tx, who.person_id, REGISTRATION.name)
    if row is None:  # Whoever was taken over from paper is a member without ever having filed here.
        known = membership(tx, line_user)
        return Standing(**account, filing_state="approved", association_id=known.association_id) if known else Standing(**account)
    marked = filings.remarks(tx, row.id, row.revision) if row.state == "returned" else []
    return Standing(**account, filing_id=row.id, filing_state=row.state, receipt=row.receipt, revision=row.revision,
                    association_id=row.association_id, remarks=[Remark(r.field, r.reason, r.words) for r in marked])


def returned_answers(tx: Connection, where: Standing) -> dict[str, Any]:
    """What was filed last, to go on from."""
    return filings.answers(tx, where.filing_id, where.revision) if where.filing_id else {}


def identity_status(tx: Connection, line_user: str) -> ekyc.Status | None:
    """The status of the newest identity check, or None when none was begun."""
    status = tx.execute(
        select(ekyc_session.c.status).where(ekyc_session.c.line_user == line_user).order_by(ekyc_session.c.made_at.desc()).limit(1)
    ).scalar()
    return ekyc.Status(status) if status else None


def file(tx: Connection, line_user: str, answers: Answers, code: str, now: dt.datetime) -> tuple[str, bool]:
    """File, or file again after 不備, with a one-time code. Returns (receipt number, whether it was new).

    Whoever has filed already gets the number of that filing: nothing is filed twice. Refusals of the code are
    counted (`codes.check`); FilingIncomplete, EkycNotReady, NotRegistered and the closed hours use no code up.
    """
    where = standing(tx, line_user)
    if where.person_id is None:
        raise NotRegistered()
    if where.under_review or where.member:
        return where.receipt, False
    settled = _complete(tx, line_user, answers)
    received_on = hours.reception_date(now)
    codes.check(tx, where.person_id, line_user, code, now)
    at = int(now.timestamp() * 1000)
    actor = f"person:{where.person_id}"
    if where.returned and where.filing_id is not None:
        _file_again(tx, where, settled, at)
        audit.record(tx, at, actor, "resubmit", f"filing:{where.filing_id}", {"revision": where.revision + 1})
        return where.receipt, True
    row = filings.add(tx, REGISTRATION.name, line_user, where.person_id, None, settled, at, received_on)
    audit.record(tx, at, actor, "submit", f"filing:{row.id}", {"kind": REGISTRATION.name, "receipt": row.receipt})
    return row.receipt, True


def _complete(tx: Connection, line_user: str, answers: Answers) -> dict[str, Any]:
    """The answers that count, once none is missing and the identity check allows filing (W-11)."""
    if open_fields := REGISTRATION.missing(answers):
        raise FilingIncomplete(field=open_fields[0].name)
    settled = REGISTRATION.settled(answers)
    status = identity_status(tx, line_user)
    by_post = settled.get("identity_method") == "post"
    if not by_post and (status is None or ekyc.must_redo(status)):
        raise EkycNotReady(status=str(status or ekyc.Status.REGISTERED))
    return settled


def _file_again(tx: Connection, where: Standing, settled: Mapping[str, Any], at: int) -> None:
    row = filings.get(tx, where.filing_id or 0, lock=True)
    if row is None or row.state != "returned":
        raise NothingToCorrect()
    filings.keep_answers(tx, row.id, row.revision + 1, settled)
    filings.change(tx, row.id, row.version, at, state=life.after(row.state, "resubmitted"), revision=row.revision + 1, submitted_at=at)
