"""What becomes of a 中途換金 at the desk: units promised with the approval, gone on the buy-back day (規定25(3), 26(1)).

check_intent(tx, row)                 before a filing is passed on or approved (R-09, R-04)
reserve(tx, row, hand)                in the transaction of the approval: oldest units first, the passbook locked
carry_out(tx, day, at)                the buy-back of a day; a second run finds nothing left to do
"""

import datetime as dt
from typing import Any

from sqlalchemy import Connection

from domain import redemption_record
from domain.desk import offers
from domain.desk.hands import Hand
from domain.errors import (
    ApproverIsReviewer,
    BuyBackDayPassed,
    EmergencyNotReviewed,
    FiguresOutdated,
    FilingUnknown,
    IntentMissing,
    MoneyRefused,
)
from domain.hours import TOKYO
from domain.purchase import LostBy
from domain.redemption import Emergency
from domain.redemption_dates import timetable
from domain.store import audit, passbooks, redemptions


def check_intent(tx: Connection, row: Any) -> Any:
    """The redemption of a filing whose intent is on record. FilingUnknown, IntentMissing, EmergencyNotReviewed."""
    told = redemptions.of_filing(tx, row.id)
    if told is None:
        raise FilingUnknown()
    if told.intent_confirmed_by is None:
        month = redemption_record.month_from(told.month)
        raise IntentMissing(by=timetable(month, readings=offers.READINGS).confirm_by)
    if told.quote["emergency"] != str(Emergency.NONE) and not (told.intent_facts or {}).get("emergency"):
        raise EmergencyNotReviewed()
    return told


def reserve(tx: Connection, row: Any, hand: Hand) -> None:
    """Promise the units of an approved request, oldest issue first (R-05). Call it in the approval's transaction.

    Raises what `check_intent` raises; ApproverIsReviewer for whoever confirmed the intent; BuyBackDayPassed;
    FiguresOutdated where another act has changed what was accepted. Of two approvals at once on one passbook the
    second sees the first: the passbook's row is locked.
    """
    told = check_intent(tx, row)
    if told.intent_confirmed_by == hand.staff_id:
        raise ApproverIsReviewer
    if _day(hand.at) >= told.buy_back_on:
        raise BuyBackDayPassed(day=told.buy_back_on)
    held = passbooks.get(tx, told.passbook_id, lock=True)
    if held is None:
        raise FilingUnknown()
    offered = _again(held, told, redemptions.of_passbook(tx, told.passbook_id))
    redemptions.reserve(tx, told.id, {held.tranche_ids[line.nth]: line.units for line in offered.quote.lines})
    redemptions.change(tx, told.id, told.state, state="approved", approved_at=hand.at)
    passbooks.change(tx, held.id, held.version)


def carry_out(tx: Connection, day: dt.date, at: int) -> list[Any]:
    """Every approved buy-back due on or before a day: units leave the balance, a declared 中止 ends the right (P-17).

    Returns the redemptions carried out by this run, one audit row each; what was carried out before is not done again.
    """
    done = []
    for row in redemptions.due(tx, day):
        if not redemptions.change(tx, row.id, "approved", state="carried_out", carried_out_at=at):
            continue
        held = passbooks.get(tx, row.passbook_id, lock=True)
        assert held is not None  # a redemption's passbook is never removed
        for lot, units in redemptions.lines(tx, row.id).items():
            passbooks.take(tx, lot, units)
        ended = {"state": "ended", "ended_by": str(LostBy.REDEEMED_AND_STOPPED)} if row.stop else {}
        passbooks.change(tx, held.id, held.version, **ended)
        done.append(row)
    # Last of all: whoever holds the end of the audit's chain waits for no passbook, or two would wait in a ring.
    told = [(f"redemption:{row.id}", {"units": row.units}) for row in done]
    audit.record_all(tx, at, "system", "redemption_carried_out", told)
    return done


def any_due(tx: Connection, day: dt.date) -> bool:
    """Whether `carry_out` would find anything: a look that costs one indexed statement."""
    return redemptions.any_due(tx, day)


def _again(held: passbooks.Holding, told: Any, rows: list[Any]) -> offers.Offered:
    try:
        offered = offers.requote(held, told, rows)
    except MoneyRefused:
        raise FiguresOutdated() from None
    if offered.fingerprint != redemption_record.fingerprint(told.quote):
        raise FiguresOutdated()
    return offered


def _day(at: int) -> dt.date:
    return dt.datetime.fromtimestamp(at / 1000, tz=TOKYO).date()
