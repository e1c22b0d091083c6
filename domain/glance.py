"""A passbook at a glance on a day: what is held, what comes next, and what must be done so that no right is lost.

Pure: the passbook, the day and the readings go in. Sources: S1 1章, 4章, 5章, 6章; P-04 to P-06, R-02, T-02, T-06.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain import year_windows
from domain.bond_dates import issue_day
from domain.money import UNIT
from domain.passbook import MOST_PURCHASES, Passbook
from domain.payments import Paid, Payment, of_tranche
from domain.purchase import missed_purchase
from domain.readings import DEFAULT, Readings
from domain.redemption import Redeemable, redeemable
from domain.redemption_dates import Timetable, next_month_open, timetable
from domain.redemption_quote import request_day
from domain.terms import Kind
from domain.year_windows import Span


class Right(StrEnum):
    """Whether this passbook goes on buying."""

    OPEN = "open"
    COMPLETE = "complete"  # the tenth purchase is made (P-05)
    MISSED = "missed"  # a year's purchase is not on record (P-06)
    ENDED = "ended"  # lost, on record (P-18)
    AHEAD = "ahead"  # on this day its first purchase is not issued yet


class Task(StrEnum):
    """What a day ends."""

    STATEMENT = "statement"  # 認定・評価等の状況の申し出 (T-02, T-06)
    ORDER = "order"  # 積立申込
    TRANSFER = "transfer"  # 振込


@dataclass(frozen=True, slots=True)
class Deadline:
    """What has to be done for the purchase of a fiscal year, or the right to it is lost (P-06, P-18)."""

    task: Task
    passbook: str
    fiscal_year: int
    opens: date
    last: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Interest:
    """The next payment of interest: yen before tax, tax, and units that pay it. ``unknown``: years without a table."""

    paid_on: date
    gross: int
    tax: int
    units: int
    unknown: tuple[int, ...]

    @property
    def net(self) -> int:
        """Yen after tax."""
        return self.gross - self.tax


@dataclass(frozen=True, slots=True)
class Maturity:
    """The next redemption at maturity."""

    on: date
    nth: int
    units: int

    @property
    def principal(self) -> int:
        """Yen at par."""
        return self.units * UNIT


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything a card says about a passbook on a day."""

    book: Passbook
    day: date
    units: int
    purchases: int  # issued by this day
    right: Right
    due_year: int | None  # the fiscal year of the next purchase
    interest: Interest | None
    maturity: Maturity | None
    available: Redeemable
    timetable: Timetable
    deadlines: tuple[Deadline, ...]

    @property
    def balance(self) -> int:
        """Yen at par."""
        return self.units * UNIT


def glance(
    book: Passbook,
    day: date,
    readings: Readings = DEFAULT,
    *,
    ended: bool = False,
    unknown: Collection[int] = (),
) -> Glance:
    """The passbook as it stands on `day`. ``unknown``: purchases (nth) whose interest nobody has published."""
    right = right_on(book, day, ended=ended)
    made = sum(lot.issued_on <= day for lot in book.tranches)
    due = book.fiscal_year + len(book.tranches) if right is Right.OPEN else None
    days = timetable(next_month_open(day, readings=readings), readings=readings)
    ahead = [
        line for lot in book.tranches if lot.issued_on <= day for line in of_tranche(lot, readings, since=day)
    ]
    return Glance(
        book=book,
        day=day,
        units=book.units_on(day, readings),
        purchases=made,
        right=right,
        due_year=due,
        interest=_next_interest(ahead, unknown),
        maturity=_next_maturity(ahead),
        available=redeemable(book, days.month, request_day(days, day), readings=readings),
        timetable=days,
        deadlines=deadlines(book, day, due) if due is not None else (),
    )


def right_on(book: Passbook, day: date, *, ended: bool = False) -> Right:
    """Whether the passbook goes on buying, as its records stand on a day (P-05, P-06, P-18)."""
    if ended or book.stopped:
        return Right.ENDED
    if book.tranches and day < book.tranches[-1].issued_on:
        return Right.AHEAD
    if len(book.tranches) >= MOST_PURCHASES:
        return Right.COMPLETE
    return Right.MISSED if missed_purchase(book, day) else Right.OPEN


def deadlines(book: Passbook, day: date, fiscal_year: int) -> tuple[Deadline, ...]:
    """What is still to be done for the purchase of a year, soonest first (T-02, T-06; S1 4章)."""
    spans = {Task.ORDER: year_windows.orders(fiscal_year), Task.TRANSFER: year_windows.transfers(fiscal_year)}
    if book.kind is not Kind.ORDINARY and book.tranches:
        spans = {Task.STATEMENT: year_windows.statements(fiscal_year), **spans}
    return tuple(
        Deadline(task, book.number, fiscal_year, span.first, span.last, span.verified)
        for task, span in spans.items()
        if day <= span.last
    )


def first_of(glances: Iterable[Glance]) -> Deadline | None:
    """次にやること: of all passbooks the one thing with the nearest last day that costs a right when missed (P-06)."""
    every = [deadline for one in glances for deadline in one.deadlines]
    return min(every, key=lambda deadline: (deadline.last, deadline.passbook), default=None)


def waits_for_issue(one: Glance) -> bool:
    """Whether this year's windows are over and the bonds are not issued yet: nothing can be done but wait."""
    return one.due_year is not None and not one.deadlines and one.day <= issue_day(one.due_year)


def _next_interest(ahead: Iterable[Payment], unknown: Collection[int]) -> Interest | None:
    coming = [line for line in ahead if line.what is Paid.INTEREST]
    if not coming:
        return None
    soonest = min(line.paid_on for line in coming)
    then = [line for line in coming if line.paid_on == soonest]
    told = [line for line in then if line.nth not in unknown]
    return Interest(
        paid_on=soonest,
        gross=sum(line.interest for line in told),
        tax=sum(line.national_tax + line.local_tax for line in told),
        units=sum(line.units for line in told),
        unknown=tuple(line.nth for line in then if line.nth in unknown),
    )


def _next_maturity(ahead: Iterable[Payment]) -> Maturity | None:
    coming = [line for line in ahead if line.what is Paid.MATURITY]
    if not coming:
        return None
    soonest = min(coming, key=lambda line: line.paid_on)
    return Maturity(soonest.paid_on, soonest.nth, soonest.units)


__all__ = [
    "Deadline",
    "Glance",
    "Interest",
    "Maturity",
    "Right",
    "Span",
    "Task",
    "deadlines",
    "first_of",
    "glance",
    "right_on",
]
