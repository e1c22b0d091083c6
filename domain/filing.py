"""The life of a 申請: one table of arrows. Who may go along each, and whether the chairperson is told.

S0: 「不備がある場合は、一度申請を否認し、修正、再度申請していただきます」 — a return never ends a filing (X-07).
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain import calendar
from domain.errors import ActNotPossible
from domain.machine import DialogMachine, NoSuchTransition

TOKYO = ZoneInfo("Asia/Tokyo")
REVIEW_DAYS = 10  # business days from submission to an answer; the sources name none: the house's own promise
CORRECTION_DAYS = 90  # from a return to its end for want of a correction; the sources name no limit: the house's own, long enough for a new 総会
REMINDER_DAYS = 14  # before that end the chairperson is reminded once
SOON_DAYS = 2  # business days before the due day from which a filing is shown as pressing


class State(StrEnum):
    """Where a filing stands."""

    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Urgency(StrEnum):
    """The four groups of the queue, by the due day."""

    OVERDUE = "overdue"
    SOON = "soon"
    IN_TIME = "in_time"
    WAITING = "waiting"  # on the chairperson's side: nothing for us to do


@dataclass(frozen=True, slots=True)
class Arrow:
    """One step of the life: the act, from, to, who (an act of domain.roles, person or system), and who is told."""

    act: str
    source: State
    target: State
    actor: str
    told: bool


def _arrows(*rows: tuple[str, State, State, str, bool]) -> tuple[Arrow, ...]:
    return tuple(Arrow(*row) for row in rows)


_S = State
ARROWS = _arrows(
    # act            from                   to                     who        chairperson told
    ("claimed",      _S.SUBMITTED,          _S.UNDER_REVIEW,       "review",   False),
    ("released",     _S.UNDER_REVIEW,       _S.SUBMITTED,          "review",   False),
    ("reassigned",   _S.SUBMITTED,          _S.UNDER_REVIEW,       "reassign", False),
    ("reassigned",   _S.UNDER_REVIEW,       _S.UNDER_REVIEW,       "reassign", False),
    ("marked",       _S.UNDER_REVIEW,       _S.UNDER_REVIEW,       "review",   False),
    ("intent_confirmed", _S.UNDER_REVIEW,   _S.UNDER_REVIEW,       "review",   False),  # of a redemption
    ("returned",     _S.UNDER_REVIEW,       _S.RETURNED,           "review",   True),
    ("passed",       _S.UNDER_REVIEW,       _S.AWAITING_APPROVAL,  "review",   False),
    ("sent_back",    _S.AWAITING_APPROVAL,  _S.UNDER_REVIEW,       "approve",  False),
    ("approved",     _S.AWAITING_APPROVAL,  _S.APPROVED,           "approve",  True),
    ("approved",     _S.UNDER_REVIEW,       _S.APPROVED,           "approve",  True),  # ONE_PAIR_OF_EYES only
    ("rejected",     _S.AWAITING_APPROVAL,  _S.REJECTED,           "approve",  True),
    ("rejected",     _S.UNDER_REVIEW,       _S.REJECTED,           "approve",  True),  # ONE_PAIR_OF_EYES only
    ("resubmitted",  _S.RETURNED,           _S.SUBMITTED,          "person",   True),
    ("withdrawn",    _S.SUBMITTED,          _S.WITHDRAWN,          "person",   True),
    ("withdrawn",    _S.UNDER_REVIEW,       _S.WITHDRAWN,          "person",   True),
    ("withdrawn",    _S.RETURNED,           _S.WITHDRAWN,          "person",   True),
    ("withdrawn",    _S.AWAITING_APPROVAL,  _S.WITHDRAWN,          "person",   True),
    ("expired",      _S.RETURNED,           _S.EXPIRED,            "system",   True),
    ("voided",       _S.SUBMITTED,          _S.REJECTED,           "system",   True),  # the day went above the quota
    ("voided",       _S.UNDER_REVIEW,       _S.REJECTED,           "system",   True),
    ("voided",       _S.RETURNED,           _S.REJECTED,           "system",   True),
    ("voided",       _S.AWAITING_APPROVAL,  _S.REJECTED,           "system",   True),
)  # fmt: skip

machine = DialogMachine(
    states=State,
    start=State.SUBMITTED,
    transitions=[(arrow.act, arrow.source, arrow.target) for arrow in ARROWS],
)

KINDS = ("registration", "application", "redemption")
ONE_PAIR_OF_EYES = frozenset({"registration"})  # no money moves: a reviewer who is an approver may finish it
CLOSED = machine.ends
OPEN = tuple(str(state) for state in State if str(state) not in CLOSED)
OURS = tuple(state for state in OPEN if state != State.RETURNED)  # where the next step is ours


def after(state: str, act: str) -> str:
    """The state that follows an act. Raises ActNotPossible."""
    try:
        return machine.after(str(state), act)
    except NoSuchTransition:
        raise ActNotPossible(act=act, state=state) from None


def arrow(state: str, act: str) -> Arrow:
    """The arrow an act goes along. Raises ActNotPossible."""
    after(state, act)
    return next(a for a in ARROWS if a.source == state and a.act == act)


def possible(state: str) -> list[Arrow]:
    """Every arrow that leaves a state."""
    return [a for a in ARROWS if a.source == state]


def submitted_on(submitted_at: int) -> dt.date:
    """The Asia/Tokyo date of a submission (epoch ms). A resubmission begins to count anew."""
    return dt.datetime.fromtimestamp(submitted_at / 1000, tz=TOKYO).date()


def due(submitted: dt.date, due_on: dt.date | None = None) -> dt.date:
    """The day an answer is due: the filing's own, or REVIEW_DAYS business days after the submission."""
    return due_on or calendar.business_days_later(submitted, REVIEW_DAYS)


def age(submitted: dt.date, today: dt.date) -> int:
    """Business days since the submission; 0 on the day itself."""
    days = (today - submitted).days
    return sum(calendar.is_business_day(submitted + dt.timedelta(days=n)) for n in range(1, days + 1))


def urgency(state: str, due_day: dt.date, today: dt.date) -> Urgency:
    """The group of the queue a filing is shown in."""
    if state not in OURS:
        return Urgency.WAITING
    if due_day < today:
        return Urgency.OVERDUE
    return Urgency.SOON if due_day <= soon_until(today) else Urgency.IN_TIME


def submitted_before(today: dt.date, urgency_: Urgency) -> int:
    """Without a due day of their own, filings are OVERDUE (or SOON or worse) when submitted before this (epoch ms)."""
    limit = today if urgency_ is Urgency.OVERDUE else soon_until(today) + dt.timedelta(days=1)
    day = limit - dt.timedelta(days=4 * REVIEW_DAYS)  # surely early enough: no holiday season is so long
    while due(day) < limit:
        day += dt.timedelta(days=1)
    return int(dt.datetime.combine(day, dt.time(), tzinfo=TOKYO).timestamp() * 1000)


def correct_by(returned_at: int) -> dt.date:
    """The last day on which a filing that was returned then (epoch ms) still waits for its correction."""
    return submitted_on(returned_at) + dt.timedelta(days=CORRECTION_DAYS)


def remind_before(today: dt.date) -> int:
    """Filings returned before this (epoch ms) end within REMINDER_DAYS, or have ended."""
    first = today - dt.timedelta(days=CORRECTION_DAYS - REMINDER_DAYS - 1)
    return int(dt.datetime.combine(first, dt.time(), tzinfo=TOKYO).timestamp() * 1000)


def soon_until(today: dt.date) -> dt.date:
    """The last due day that counts as pressing today."""
    return calendar.business_days_later(today, SOON_DAYS)
