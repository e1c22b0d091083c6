"""When what is locked today can be bought back: the other half of a refusal, the next possible month (R-02, R-03)."""

from dataclasses import dataclass

from domain.months import Month
from domain.passbook import Passbook
from domain.readings import DEFAULT, Readings
from domain.redemption import Redeemable, Why, redeemable
from domain.redemption_dates import timetable

AHEAD = 18  # months: longer than the first year's lock


@dataclass(frozen=True, slots=True)
class Lock:
    """Units of one purchase that cannot be bought back in a month, why, and from which month they can (None: never)."""

    nth: int
    units: int
    why: Why
    opens: Month | None


def locks(book: Passbook, available: Redeemable, readings: Readings = DEFAULT) -> list[Lock]:
    """The purchases that hold units and are locked in a month, with the first month in which they are not.

    Requests are taken to be made on the last day of each window.
    """
    return [
        Lock(one.tranche.nth, one.units, one.locked, _opens(book, one.tranche.nth, available.month, readings))
        for one in available.standings
        if one.locked and one.units
    ]


def _opens(book: Passbook, nth: int, month: Month, readings: Readings) -> Month | None:
    for later in (month.plus(ahead) for ahead in range(1, AHEAD)):
        asked = timetable(later, readings=readings).closes
        if redeemable(book, later, asked, readings=readings).standings[nth - 1].redeemable:
            return later
    return None
