"""A quote as it is filed: every line and sum as JSON, so that years later it says what was accepted (R-10).

Yen and units are ints, days ISO text. `fingerprint` tells whether two quotes would take and pay the same.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain.bond_dates import buy_back_day
from domain.months import Month
from domain.passbook import Passbook, Redeemed, Tranche
from domain.redemption_quote import Line, Quote

Record = Mapping[str, Any]


def record(
    quote: Quote, requested_on: date, unknown: Collection[int] = (), derived: Collection[int] = ()
) -> dict[str, Any]:
    """The quote as JSON. ``unknown``: purchases (nth) whose interest nobody has published; ``derived``: worked out."""
    days = quote.timetable
    taken = {line.nth for line in quote.lines}
    return {
        "passbook": quote.passbook, "month": text_of(quote.month), "units": quote.units, "held": quote.held, "left": quote.left,
        "redeemable": quote.redeemable, "principal": quote.principal, "interest": quote.interest, "tax": quote.tax,
        "net": quote.net, "emergency": str(quote.emergency), "requested_on": requested_on.isoformat(),
        "bought_on": days.bought_on.isoformat(), "closes": days.closes.isoformat(), "confirm_by": days.confirm_by.isoformat(),
        "report_errors_by": days.report_errors_by.isoformat(), "statement_from": days.statement_from.isoformat(),
        "lines": [_line(line) for line in quote.lines], "readings": quote.readings.differing(),
        "unknown": sorted(taken & set(unknown)), "derived": sorted(taken & set(derived)),
    }  # fmt: skip


def fingerprint(told: Record) -> str:
    """A short name of what would be taken and paid, and when: it changes with any of them."""
    parts = [told[name] for name in ("passbook", "month", "lines", "net", "bought_on", "unknown")]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def without(book: Passbook, others: Collection[Record], month: Month) -> Passbook:
    """The passbook with everything promised to other redemptions gone already, whatever their month.

    A unit is promised once: what is filed (``others``) or approved for another month is not offered again, also not to
    an earlier one.
    """
    day = buy_back_day(month)
    asked: dict[int, int] = {}
    for other in others:
        for line in other.get("lines", ()):
            asked[line["nth"]] = asked.get(line["nth"], 0) + line["units"]
    return replace(book, tranches=tuple(_reserved(lot, asked.get(lot.nth, 0), day) for lot in book.tranches))


def text_of(month: Month) -> str:
    """2026-08."""
    return f"{month.year:04d}-{month.month:02d}"


def month_from(text: str) -> Month:
    """The month behind 2026-08."""
    year, number = text.split("-")
    return Month(int(year), int(number))


def _reserved(lot: Tranche, asked: int, day: date) -> Tranche:
    gone = tuple(Redeemed(min(taken.on, day), taken.units) for taken in lot.redeemed)
    left = lot.units - sum(taken.units for taken in gone)
    if taken := min(asked, left):
        gone = (*gone, Redeemed(day, taken))
    return replace(lot, redeemed=gone) if gone != lot.redeemed else lot


def _line(line: Line) -> dict[str, Any]:
    return {
        "nth": line.nth, "issued_on": line.issued_on.isoformat(), "units": line.units, "principal": line.principal,
        "accrues_from": line.accrues_from.isoformat(), "accrues_to": line.accrues_to.isoformat(), "months": line.months,
        "accrued": line.accrued, "interest": line.interest, "tax": line.national_tax + line.local_tax, "net": line.net,
    }  # fmt: skip
