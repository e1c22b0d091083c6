"""The review of a filing: claim, mark, return, pass on, approve, reject. One transaction and one audit row each.

Every act takes the hand (who, when) and the form (version seen, key). It returns the filing's row as it is then, or
None when this very form was posted before: the second post of a double click does nothing.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, or_, update

from domain import filing as life
from domain import masking, reasons, roles
from domain.application_form import APPLICATION
from domain.desk import effects
from domain.desk.hands import Form, Hand, fresh, moment, record, same_version
from domain.errors import (
    ActNotPossible,
    ApproverIsReviewer,
    FilingUnknown,
    InAnothersHands,
    NothingMarked,
    ReasonUnfit,
    TakenByAnother,
    WordsTooLong,
)
from domain.form import Form as FormOfFields
from domain.redemption_form import REDEMPTION
from domain.registration_form import REGISTRATION
from domain.store import filings, remarks, staff, trail
from domain.store.tables import filing

FORMS: dict[str, FormOfFields] = {"registration": REGISTRATION, "application": APPLICATION, "redemption": REDEMPTION}
NOTE_MOST = 2000


def claim(tx: Connection, hand: Hand, filing_id: int, form: Form) -> Any | None:
    """Take a filing nobody has: one conditional UPDATE decides a race. TakenByAnother, ActNotPossible."""
    hand.must(roles.Act.REVIEW)
    if not fresh(tx, hand, form, "claimed", _subject(filing_id)):
        return None
    won = tx.execute(
        update(filing)
        .where(
            filing.c.id == filing_id,
            filing.c.state == str(life.State.SUBMITTED),
            or_(filing.c.owner_id.is_(None), filing.c.owner_id == hand.staff_id),
        )
        .values(
            owner_id=hand.staff_id,
            state=str(life.State.UNDER_REVIEW),
            version=filing.c.version + 1,
            updated_at=hand.at,
        )
    ).rowcount
    row = _row(tx, filing_id)
    if won != 1:
        raise _lost(tx, row, hand)
    record(tx, hand, "claimed", _subject(filing_id))
    return row


def release(tx: Connection, hand: Hand, filing_id: int, form: Form) -> Any | None:
    """Put a claimed filing back for everybody."""
    row = begin(tx, hand, filing_id, form, "released")
    return row and end(tx, hand, row, "released", owner_id=None)


def reassign(tx: Connection, hand: Hand, filing_id: int, to: int, form: Form) -> Any | None:
    """Give a filing to a colleague who may review, whoever had it. RoleLacking when the colleague may not."""
    row = begin(tx, hand, filing_id, form, "reassigned", own=False)
    colleague = staff.get(tx, to)
    if colleague is None or colleague.disabled or not roles.may(colleague.roles, roles.Act.REVIEW):
        raise InAnothersHands(by="nobody")
    return row and end(tx, hand, row, "reassigned", {"to": to}, owner_id=to)


def mark(
    tx: Connection, hand: Hand, filing_id: int, marks: Sequence[tuple[str, str, str]], form: Form
) -> Any | None:
    """Keep the marks (field, reason, words) of this revision, instead of those kept before; nothing is sent.

    An account or telephone number in the words is masked. ReasonUnfit, WordsMissing, WordsTooLong.
    """
    row = begin(tx, hand, filing_id, form, "marked")
    if row is None:
        return None
    fields = {
        field.name: field for field in FORMS[row.kind].needed(filings.answers(tx, row.id, row.revision))
    }
    for name, reason, words in marks:
        if name not in fields:
            raise ReasonUnfit(field=name)
        reasons.check(fields[name], reason, words)
    kept = [
        (name, reason, masking.masked(words) if reasons.takes_words(fields[name]) else "")
        for name, reason, words in marks
    ]
    remarks.replace(tx, row.id, row.revision, kept, hand.staff_id, hand.at)
    return end(tx, hand, row, "marked", {"marks": [[name, reason] for name, reason, _ in kept]})


def give_back(tx: Connection, hand: Hand, filing_id: int, form: Form) -> Any | None:
    """差戻し with the marks that were kept. NothingMarked. The caller tells the chairperson in this transaction."""
    row = begin(tx, hand, filing_id, form, "returned")
    if row is None:
        return None
    marked = filings.remarks(tx, row.id, row.revision)
    if not marked:
        raise NothingMarked
    return end(
        tx, hand, row, "returned", {"marks": [[r.field, r.reason] for r in marked]}, reviewer_id=hand.staff_id
    )


def pass_on(tx: Connection, hand: Hand, filing_id: int, form: Form) -> Any | None:
    """Reviewed without a defect: an approver decides."""
    row = begin(tx, hand, filing_id, form, "passed")
    if row is not None:
        effects.before_passing(tx, row)
    return row and end(tx, hand, row, "passed", reviewer_id=hand.staff_id)


def send_back(tx: Connection, hand: Hand, filing_id: int, form: Form) -> Any | None:
    """The approver wants it looked at again; the chairperson hears nothing."""
    row = begin(tx, hand, filing_id, form, "sent_back", own=False)
    return row and end(tx, hand, row, "sent_back")


def approve(tx: Connection, hand: Hand, filing_id: int, form: Form) -> Any | None:
    """承認: what the filing asks for comes true here. ApproverIsReviewer where money moves (ASVS 2.3.5)."""
    row = _decide(tx, hand, filing_id, form, "approved")
    if row is None:
        return None
    association_id = effects.approved(tx, row, hand)
    reviewer = row.reviewer_id or hand.staff_id
    return end(
        tx,
        hand,
        row,
        "approved",
        {"association": association_id},
        association_id=association_id,
        reviewer_id=reviewer,
        approver_id=hand.staff_id,
        closed_at=hand.at,
    )


def reject(tx: Connection, hand: Hand, filing_id: int, reason: str, form: Form) -> Any | None:
    """不受理 with a coded reason. ReasonUnfit."""
    row = _decide(tx, hand, filing_id, form, "rejected")
    if row is None:
        return None
    if reason not in reasons.rejections(row.kind):
        raise ReasonUnfit(field="rejection")
    effects.ended(tx, row, "refused")
    return end(
        tx,
        hand,
        row,
        "rejected",
        {"reason": reason},
        reviewer_id=row.reviewer_id or hand.staff_id,
        approver_id=hand.staff_id,
        closed_at=hand.at,
    )


def note(tx: Connection, hand: Hand, filing_id: int, words: str, form: Form) -> bool:
    """An internal note. It changes nothing of the filing and no version. Returns whether it was added."""
    hand.must(roles.Act.NOTE)
    _row(tx, filing_id)
    if len(words) > NOTE_MOST:
        raise WordsTooLong(typed=len(words), most=NOTE_MOST)
    if not words or not fresh(tx, hand, form, "noted", _subject(filing_id)):
        return False
    remarks.add_note(tx, filing_id, words, hand.staff_id, hand.at)
    record(tx, hand, "noted", _subject(filing_id))
    return True


def begin(
    tx: Connection, hand: Hand, filing_id: int, form: Form, act: str, *, own: bool = True
) -> Any | None:
    """The filing's row, locked, if the hand may act on it as it is; None for a form that was posted before.

    Raises FilingUnknown, ChangedMeanwhile, ActNotPossible, RoleLacking, InAnothersHands.
    """
    row = _row(tx, filing_id)
    if not fresh(tx, hand, form, act, _subject(filing_id)):
        return None
    same_version(tx, row, form, _subject(filing_id))
    hand.must(life.arrow(row.state, act).actor)
    if own and row.owner_id != hand.staff_id:
        raise InAnothersHands(by=staff.name(tx, row.owner_id))
    return row


def _decide(tx: Connection, hand: Hand, filing_id: int, form: Form, act: str) -> Any | None:
    row = begin(tx, hand, filing_id, form, act, own=False)
    if row is None:
        return None
    alone = row.kind in life.ONE_PAIR_OF_EYES
    if row.state == life.State.UNDER_REVIEW:
        if not alone:
            raise ActNotPossible(act=act, state=row.state)
        if row.owner_id != hand.staff_id:
            raise InAnothersHands(by=staff.name(tx, row.owner_id))
    elif row.reviewer_id == hand.staff_id and not alone:
        raise ApproverIsReviewer
    return row


def end(
    tx: Connection, hand: Hand, row: Any, act: str, facts: dict[str, Any] | None = None, **values: Any
) -> Any:
    """Go along the arrow of an act, with its audit row; returns the row as it is now."""
    state = life.after(row.state, act)
    changed = filings.changed(tx, row.id, row.version, hand.at, state=state, **values)
    assert changed is not None  # the row is locked since its version was compared
    told = {"from": row.state, "to": state, "revision": row.revision, **(facts or {})}
    record(tx, hand, act, _subject(row.id), told)
    return changed


def _lost(tx: Connection, row: Any, hand: Hand) -> TakenByAnother | ActNotPossible:
    if row.owner_id is None or row.owner_id == hand.staff_id:
        return ActNotPossible(act="claimed", state=row.state)
    last = trail.last(tx, _subject(row.id), ("claimed", "reassigned"))
    return TakenByAnother(by=staff.name(tx, row.owner_id), at=moment(last.at if last else row.updated_at))


def _row(tx: Connection, filing_id: int) -> Any:
    row = filings.get(tx, filing_id, lock=True)
    if row is None:
        raise FilingUnknown
    return row


def _subject(filing_id: int) -> str:
    return f"filing:{filing_id}"
