"""Who is in when the quota (募集口数) runs out: first come by whole days, or the lot of earlier years.

First come (S1 3章3, 9章Q6): reception ends when the units applied for reach the quota. If they *exceed* it on a day,
the last day becomes the day before, and every application that arrived on that day is void, even the early ones; so
what counts is the sum of each day, never the order within it. Filling the quota to the unit is no excess.

Lottery (S3; FY2015 and FY2020): the sources say only 抽選. Read here as: names are drawn one after the other, and one
whose units no longer fit is passed over. The source of chance is handed in, so that a draw can be repeated.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from domain.errors import ApplicationWithoutUnits, QuotaUnknown
from domain.terms import FiscalTerms, Kind, Pool, Selection, Window

A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An application as it reached the issuer: on its day of reception, which after midnight is the next one (W-01)."""

    reference: str
    day: dt.date
    units: int
    kind: Kind = Kind.ORDINARY


class Void(StrEnum):
    """Why an application does not count."""

    BEFORE_OPENING = "before_opening"
    AFTER_PERIOD = "after_period"  # 一切応じられません
    QUOTA_EXCEEDED = "quota_exceeded"  # the day of the excess and all after it
    NOT_DRAWN = "not_drawn"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who is in and who is not. Units are 口. ``last_day`` is the day reception ends or ended, if it is known."""

    quota: int
    admitted: tuple[Arrival, ...]
    void: tuple[tuple[Arrival, Void], ...]
    admitted_units: int
    last_day: dt.date | None
    exceeded_on: dt.date | None = None

    @property
    def remaining(self) -> int:
        """Units of the quota that nobody holds."""
        return self.quota - self.admitted_units


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pool stands at the end of a day. ``last_day`` is set as soon as the pool is closed."""

    applied: int
    remaining: int
    closed: bool
    last_day: dt.date | None


def first_come(arrivals: Iterable[Arrival], pool: Pool, window: Window) -> Outcome:
    """Reception by the first-come rule (Q-04, Q-05, Q-08), whatever order the arrivals are given in.

    Linear in the arrivals. Raises QuotaUnknown, ApplicationWithoutUnits.
    """
    quota = _units_of(pool)
    counted, void = _within(arrivals, window)
    exceeded_on = _day_of_excess(counted, quota)
    admitted, units = [], 0
    for arrival in counted:
        if exceeded_on is None or arrival.day < exceeded_on:
            admitted.append(arrival)
            units += arrival.units
        else:
            void.append((arrival, Void.QUOTA_EXCEEDED))
    period_end = window.last.value if window.last else None
    filled_on = max((arrival.day for arrival in admitted), default=None) if units == quota else None
    last_day = exceeded_on - A_DAY if exceeded_on else filled_on or period_end
    return Outcome(quota, tuple(admitted), tuple(void), units, last_day, exceeded_on)


def standing(arrivals: Iterable[Arrival], pool: Pool, window: Window, on: dt.date) -> Standing:
    """How the pool stands at the end of ``on``: later arrivals are not looked at. Raises as first_come()."""
    outcome = first_come((arrival for arrival in arrivals if arrival.day <= on), pool, window)
    over = window.last is not None and on >= window.last.value
    full = outcome.remaining == 0 or outcome.exceeded_on is not None
    return Standing(
        applied=outcome.admitted_units,
        remaining=0 if full or over else outcome.remaining,
        closed=full or over,
        last_day=outcome.last_day if full or over else None,
    )


def would_void_the_day(arrivals: Iterable[Arrival], newcomer: Arrival, pool: Pool, window: Window) -> bool:
    """Whether one more application would carry its day above the quota, and so void that whole day (Q-05)."""
    known = list(arrivals)
    return (
        first_come([*known, newcomer], pool, window).exceeded_on == newcomer.day
        and first_come(known, pool, window).exceeded_on != newcomer.day
    )


def lottery(arrivals: Iterable[Arrival], pool: Pool, window: Window, chance: Random) -> Outcome:
    """The lot (B13-3): all are in while the quota suffices, otherwise they are drawn. The same chance over the same
    applications draws the same names, in whatever order they are given. Raises as first_come()."""
    quota = _units_of(pool)
    counted, void = _within(arrivals, window)
    drawn = sorted(counted, key=lambda arrival: (arrival.reference, arrival.day, arrival.units))
    if sum(arrival.units for arrival in drawn) > quota:
        chance.shuffle(drawn)
    admitted, units = [], 0
    for arrival in drawn:
        if units + arrival.units <= quota:
            admitted.append(arrival)
            units += arrival.units
        else:
            void.append((arrival, Void.NOT_DRAWN))
    return Outcome(quota, tuple(admitted), tuple(void), units, window.last.value if window.last else None)


def settle(terms: FiscalTerms, arrivals: Iterable[Arrival], chance: Random) -> Mapping[str, Outcome]:
    """The outcome of a whole fiscal year, pool by pool: separate pools fill separately, a shared one together (B-03).

    ``chance`` is only touched in lottery years. Raises QuotaUnknown, ApplicationWithoutUnits, KindNotOffered.
    """
    by_pool: defaultdict[str, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        by_pool[terms.kind(arrival.kind).pool.name].append(arrival)
    if terms.selection.value is Selection.LOTTERY:
        return {
            name: lottery(by_pool[name], pool, terms.application, chance)
            for name, pool in terms.pools.items()
        }
    return {name: first_come(by_pool[name], pool, terms.application) for name, pool in terms.pools.items()}


def _units_of(pool: Pool) -> int:
    if pool.units is None:
        raise QuotaUnknown(pool=pool.name)
    return pool.units.value


def _within(arrivals: Iterable[Arrival], window: Window) -> tuple[list[Arrival], list[tuple[Arrival, Void]]]:
    """The arrivals inside the period, and the others with the reason."""
    opens = window.first.value if window.first else dt.date.min
    ends = window.last.value if window.last else dt.date.max
    counted: list[Arrival] = []
    void: list[tuple[Arrival, Void]] = []
    for arrival in arrivals:
        if isinstance(arrival.units, bool) or not isinstance(arrival.units, int) or arrival.units < 1:
            raise ApplicationWithoutUnits(reference=arrival.reference, units=str(arrival.units))
        if arrival.day < opens:
            void.append((arrival, Void.BEFORE_OPENING))
        elif arrival.day > ends:
            void.append((arrival, Void.AFTER_PERIOD))
        else:
            counted.append(arrival)
    return counted, void


def _day_of_excess(arrivals: Sequence[Arrival], quota: int) -> dt.date | None:
    """The day on which the running sum first goes above the quota."""
    by_day: Counter[dt.date] = Counter()
    for arrival in arrivals:
        by_day[arrival.day] += arrival.units
    running = 0
    for day in sorted(by_day):
        running += by_day[day]
        if running > quota:
            return day
    return None
