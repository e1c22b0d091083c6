"""What can be bought back early in a month, and which units go first (中途換金; 規定25, S1 6章).

Oldest issue first within a passbook, no choosing; tranches that are locked in that month are passed over (R-05). The
quote with its yen stands in `redemption_quote`, the days in `redemption_dates`.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.bond_dates import buy_back_day, maturity_day
from domain.errors import (
    AlreadyRequested,
    EmergencyNotApproved,
    NothingRedeemable,
    StopNeedsFullRedemption,
    TooManyUnits,
)
from domain.money import units as whole_units
from domain.months import Month, add_months, month_of
from domain.passbook import Passbook, Redeemed, Tranche
from domain.readings import DEFAULT, Readings
from domain.redemption_dates import Channel, next_month_open, timetable

A_YEAR, TWO_MONTHS = 12, 2


class Why(StrEnum):
    """Why a tranche cannot be bought back in a month."""

    FIRST_YEAR = "first_year"  # R-02 ①: the whole passbook is locked
    TWO_MONTHS = "two_months"  # R-02 ②
    MATURITY = "maturity"  # R-02 ③
    NOT_ISSUED = "not_issued"
    GONE = "gone"  # bought back already, or matured


class Emergency(StrEnum):
    """An accident or urgent repair inside the first year (R-04): only an approved one opens the lock."""

    NONE = "none"
    UNDER_REVIEW = "under_review"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Standing:
    """One tranche in one buy-back month: units held on the buy-back day, and why they are locked, if they are."""

    tranche: Tranche
    units: int
    locked: Why | None

    @property
    def redeemable(self) -> int:
        """Units that can be bought back."""
        return 0 if self.locked else self.units


@dataclass(frozen=True, slots=True)
class Redeemable:
    """What a passbook can redeem in a month, by tranche, oldest first."""

    month: Month
    bought_on: date
    requested_on: date
    standings: tuple[Standing, ...]
    readings: Readings

    @property
    def units(self) -> int:
        """Units that can be bought back in the month."""
        return sum(standing.redeemable for standing in self.standings)

    @property
    def held(self) -> int:
        """Units held on the buy-back day, locked ones included."""
        return sum(standing.units for standing in self.standings)


def redeemable(
    passbook: Passbook,
    month: Month,
    requested_on: date,
    *,
    readings: Readings = DEFAULT,
    emergency: Emergency = Emergency.NONE,
) -> Redeemable:
    """How each tranche stands in a buy-back month, if the request is made on `requested_on` (R-02; S1 6章1, 規定25(2)(3)).

    Whether the request is in time is asked of `redemption_dates`; nothing is refused here but days out of range.
    """
    bought_on = buy_back_day(month)
    first_year = _in_first_year(passbook, requested_on, bought_on, readings)
    locked = first_year and emergency is not Emergency.APPROVED
    standings = tuple(_standing(tranche, bought_on, locked, readings) for tranche in passbook.tranches)
    return Redeemable(month, bought_on, requested_on, standings, readings)


def choose(available: Redeemable, units: int) -> tuple[tuple[Tranche, int], ...]:
    """Which units are bought back: the oldest issue first, locked tranches passed over (R-05, 規定25(3)).

    Raises UnitsNotPositive, NotWholeNumber, NothingRedeemable, TooManyUnits (R-01).
    """
    asked = left = whole_units(units)
    most = available.units
    if not most:
        raise _nothing(available)
    if asked > most:
        raise TooManyUnits(asked=asked, most=most, held=available.held)
    chosen = []
    for standing in available.standings:
        taken = min(left, standing.redeemable)
        if taken:
            chosen.append((standing.tranche, taken))
            left -= taken
    return tuple(chosen)


def check_once(month: Month, earlier: Collection[Month]) -> None:
    """Refuse a second request of a passbook for the same buy-back month, naming the next that is free (R-06, 規定26(4):
    AlreadyRequested).
    """
    if month not in earlier:
        return
    free = month
    while free in earlier:
        free = free.plus(1)
    days = timetable(free)
    raise AlreadyRequested(
        year=month.year, month=month.month, next_year=free.year, next_month=free.month, next_opens=days.opens, next_closes=days.closes
    )


def check_emergency(passbook: Passbook, on: date, emergency: Emergency) -> None:
    """Refuse to go on inside the first year with an emergency nobody has approved (R-04, 規定25(2)②).

    Raises EmergencyNotApproved with the first day of ordinary requests.
    """
    began = passbook.first_issued_on
    if began and on < _first_year_ends(began) and emergency is not Emergency.APPROVED:
        raise EmergencyNotApproved(opens=_first_year_ends(began))


def redeem(passbook: Passbook, available: Redeemable, units: int, *, stop: bool = False) -> Passbook:
    """The passbook after the buy-back day: the units gone, and stopped if everything went and 中止 was declared.

    Without the declaration even a full redemption leaves the right to the next purchase (P-17, 規定7(2), 22(7), 25(5)).
    Raises what `choose` raises, and StopNeedsFullRedemption.
    """
    chosen = {tranche.nth: taken for tranche, taken in choose(available, units)}
    if stop and units != available.held:
        raise StopNeedsFullRedemption(asked=units, held=available.held)
    tranches = tuple(
        _less(tranche, chosen.get(tranche.nth), available.bought_on) for tranche in passbook.tranches
    )
    return replace(passbook, tranches=tranches, stopped=passbook.stopped or stop)


def first_redeemable_month(
    passbook: Passbook,
    day: date,
    *,
    channel: Channel = Channel.WEB,
    readings: Readings = DEFAULT,
    within: int = 24,
) -> Month | None:
    """The first buy-back month that can still be requested on `day` and in which any unit can be bought back.

    The request is taken to be made on the last day of its window; None if there is no such month `within` so many.
    """
    soonest = next_month_open(day, channel, readings)
    for month in (soonest.plus(ahead) for ahead in range(within)):
        closes = timetable(month, channel, readings).closes
        if redeemable(passbook, month, closes, readings=readings).units:
            return month
    return None


def _standing(tranche: Tranche, bought_on: date, first_year: bool, readings: Readings) -> Standing:
    held = tranche.units_on(bought_on, readings)
    return Standing(tranche, held, _why_locked(tranche, held, bought_on, first_year, readings))


def _why_locked(
    tranche: Tranche, held: int, bought_on: date, first_year: bool, readings: Readings
) -> Why | None:
    if bought_on < tranche.issued_on:
        return Why.NOT_ISSUED
    if not held:
        return Why.GONE
    if first_year:
        return Why.FIRST_YEAR
    # 規定25(3) names every bond within two months of its issue. For the first purchase that matters only where an
    # approved emergency has opened the first year.
    if bought_on <= add_months(tranche.issued_on, TWO_MONTHS):
        return Why.TWO_MONTHS
    if month_of(maturity_day(tranche.issued_on, readings)) == month_of(bought_on):
        return Why.MATURITY
    return None


def _in_first_year(passbook: Passbook, requested_on: date, bought_on: date, readings: Readings) -> bool:
    began = passbook.first_issued_on
    if began is None:
        return False
    measured_on = requested_on if readings.first_year_lock == "request" else bought_on
    return measured_on < _first_year_ends(began)


def _first_year_ends(began: date) -> date:
    # 積立開始日の翌日から1年を経過: the year that begins the day after has passed at the end of the anniversary.
    return date.fromordinal(add_months(began, A_YEAR).toordinal() + 1)


def _nothing(available: Redeemable) -> NothingRedeemable:
    reasons = [standing.locked for standing in available.standings if standing.locked]
    told = min(reasons, key=list(Why).index, default=Why.GONE)
    return NothingRedeemable(year=available.month.year, month=available.month.month, reason=str(told))


def _less(tranche: Tranche, taken: int | None, bought_on: date) -> Tranche:
    if not taken:
        return tranche
    return replace(tranche, redeemed=(*tranche.redeemed, Redeemed(bought_on, taken)))
