"""What a 中途換金 could be, before it is filed: months still possible, units, the quote (規定25, 26; S1 6章).

    months(tx, holding, now)                          → [Offer]: the next buy-back months with their windows
    offer(tx, member, number, month, units, now)      → Offered: the quote, its record, its fingerprint

What is promised to other requests, filed or approved, is never offered twice (`redemption_record.without`).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from domain import hours, redemption_record
from domain.desk import passbooks
from domain.desk.members import Member
from domain.errors import BuyBackMonthClosed, PassbookUnknown
from domain.months import Month
from domain.redemption import Emergency, Redeemable, check_once, redeemable
from domain.redemption_dates import Timetable, check_request, next_month_open, timetable
from domain.redemption_quote import Quote, quote, request_day
from domain.store import redemptions
from domain.store.passbooks import Holding

MONTHS_AHEAD = 3
READINGS = passbooks.READINGS


@dataclass(frozen=True, slots=True)
class Offer:
    """A buy-back month: its days, what could be redeemed in it, whether it was requested already."""

    month: Month
    timetable: Timetable
    available: Redeemable
    open: bool  # requests are taken today
    requested: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """A quote with its record, which is filed, and the fingerprint that is accepted."""

    quote: Quote
    record: dict[str, Any]
    fingerprint: str


def received_on(now: dt.datetime) -> dt.date:
    """The day a request made now is dated (W-01); while the service is closed, the day it opens."""
    return hours.reception_date(now) if hours.service_is_open(now) else now.astimezone(hours.TOKYO).date()


def holdings(tx: Connection, member: Member) -> list[Holding]:
    """The passbooks of a member that have a purchase, oldest first."""
    return [one for one in passbooks.holdings(tx, member.association_id) if one.book.tranches]


def holding(tx: Connection, member: Member, number: str, *, lock: bool = False) -> Holding:
    """A member's passbook by its number, locked on request. Raises PassbookUnknown."""
    for one in holdings(tx, member):
        if one.book.number == number:
            return passbooks.holding(tx, member.association_id, one.id, lock=True) if lock else one
    raise PassbookUnknown()


def months(
    tx: Connection, held: Holding, now: dt.datetime, *, emergency: bool = False, mine: int = 0
) -> list[Offer]:
    """The next buy-back months, those requested already among them. ``mine``: the filing that is being corrected."""
    on, rows = received_on(now), redemptions.of_passbook(tx, held.id)
    first = next_month_open(on, readings=READINGS)
    return [_offer(held, rows, first.plus(n), on, emergency, mine) for n in range(MONTHS_AHEAD)]


def check_month(tx: Connection, held: Holding, month: Month, now: dt.datetime, *, mine: int = 0) -> None:
    """Refuse a month that is closed or requested already. Raises BuyBackMonthClosed, AlreadyRequested (R-06, R-08)."""
    check_once(month, _requested(redemptions.of_passbook(tx, held.id), mine))
    if dated(tx, month, mine) is None:
        refuse_closed(month, received_on(now))


def offer(
    tx: Connection, member: Member, number: str, month: Month, units: int, now: dt.datetime, *,
    emergency: bool = False, mine: int = 0,
) -> Offered:  # fmt: skip
    """What so many units of a passbook would bring in a month. Raises what `redemption_quote.quote` raises."""
    held = holding(tx, member, number)
    on = dated(tx, month, mine) or received_on(now)
    return quoted(
        held, redemptions.of_passbook(tx, held.id), month, units, on, emergency=emergency, mine=mine
    )


def requote(held: Holding, row: Any, rows: Sequence[Any]) -> Offered:
    """The quote of a request on record as it would be now, `rows` being every standing request of its passbook.

    Only what was filed before it is taken as promised: who asks later does not change what was offered.
    """
    told = row.quote
    on = dt.date.fromisoformat(told["requested_on"])
    urgent = told["emergency"] != str(Emergency.NONE)
    month = redemption_record.month_from(row.month)
    earlier = [one for one in rows if one.id <= row.id]
    return quoted(held, earlier, month, row.units, on, emergency=urgent, mine=row.filing_id, stop=row.stop)


def check_open(offered: Offered, now: dt.datetime, *, mine: int = 0) -> None:
    """Refuse to go on before the month's window is open. Raises OutsideRequestWindow (R-08)."""
    if not mine:
        check_request(offered.quote.timetable, received_on(now))


def quoted(
    held: Holding, rows: Sequence[Any], month: Month, units: int, on: dt.date, *,
    emergency: bool = False, mine: int = 0, stop: bool = False,
) -> Offered:  # fmt: skip
    """The quote for a request dated `on`, every other request of `rows` kept its promise."""
    book = redemption_record.without(held.book, _promised(rows, mine), month)
    urgent = Emergency.APPROVED if emergency else Emergency.NONE
    earlier = _requested(rows, mine)
    made = quote(
        book, units, on=on, month=month, readings=READINGS, emergency=urgent, earlier=earlier, stop=stop
    )
    day = request_day(made.timetable, on)
    told = redemption_record.record(made, day, held.interest_unknown, held.interest_derived)
    return Offered(made, told, redemption_record.fingerprint(told))


def dated(tx: Connection, month: Month, mine: int) -> dt.date | None:
    """The day a returned request was made: as long as its month stays, correcting it is in time (R-08)."""
    told = redemptions.of_filing(tx, mine) if mine else None
    if told is None or told.month != redemption_record.text_of(month):
        return None
    return dt.date.fromisoformat(told.quote["requested_on"])


def refuse_closed(month: Month, on: dt.date) -> None:
    """Refuse a month whose window is over, naming the next one. Raises BuyBackMonthClosed (R-08)."""
    closes = timetable(month, readings=READINGS).closes
    if on > closes:
        following = next_month_open(on, readings=READINGS)
        days = timetable(following, readings=READINGS)
        raise BuyBackMonthClosed(
            year=month.year, month=month.month, closes=closes, next_year=following.year, next_month=following.month,
            next_opens=days.opens, next_closes=days.closes,
        )  # fmt: skip


def _offer(
    held: Holding, rows: Sequence[Any], month: Month, on: dt.date, emergency: bool, mine: int
) -> Offer:
    days = timetable(month, readings=READINGS)
    book = redemption_record.without(held.book, _promised(rows, mine), month)
    urgent = Emergency.APPROVED if emergency else Emergency.NONE
    available = redeemable(book, month, request_day(days, on), readings=READINGS, emergency=urgent)
    return Offer(month, days, available, days.opens <= on <= days.closes, month in _requested(rows, mine))


def _promised(rows: Sequence[Any], mine: int) -> list[Any]:
    """The quotes of other requests that wait for approval; approved ones are gone from the holding already."""
    return [row.quote for row in _others(rows, mine) if row.state in redemptions.PENDING]


def _requested(rows: Sequence[Any], mine: int) -> list[Month]:
    return [redemption_record.month_from(row.month) for row in _others(rows, mine)]


def _others(rows: Sequence[Any], mine: int) -> list[Any]:
    return [row for row in rows if not mine or row.filing_id != mine]
