"""How fast the rule book is: look-ups of business days, 19-year projections of every association, and QuantLib beside it.

    python -m bench.rules            figures as a table, with the goals
    python -m bench.rules --json     the same for programs

22,400 is about the number of associations that have ever used the product. Each is projected in full: ten purchases, a
hundred coupons, two taxes on each, every date, and the sums a day. QuantLib builds the same dated cash flows of one bond
(schedule on its calendar of Japan, same conventions; it knows no withholding tax, which is left out of its share).
"""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from bench.tell import main
from domain import calendar, payments, terms
from domain.bond_dates import issue_day
from domain.passbook import Passbook, Tranche, planned

ASSOCIATIONS = 22_400
BONDS = 3_000
ROUNDS = 9
GOALS = {
    "look_ups_per_second": (">=", 1_000_000),
    "projection_seconds": ("<=", 10.0),
    "projection_time_ratio_for_4x": ("<=", 5.0),
    "projection_memory_growth_mb": ("<=", 20.0),
    "quantlib_ratio": (">=", 5.0),
}


def run(associations: int = ASSOCIATIONS, bonds: int = BONDS) -> dict[str, Any]:
    """Every figure. The QuantLib part is left out where it is not installed (requirements/bench.txt)."""
    calendar.standard()
    figures = {**look_ups(), **projections(associations)}
    try:
        import QuantLib
    except ImportError:
        return {**figures, "quantlib": "not installed"}
    return {**figures, **against_quantlib(QuantLib, bonds)}


def look_ups(count: int = 1_000_000) -> dict[str, float]:
    """Business-day look-ups a second, over all known days and through the public function."""
    days = [date(2000, 1, 4) + timedelta(days=n) for n in range(18_000)]
    rounds = max(1, count // len(days))
    ask = calendar.previous_business_day
    seconds = _seconds(lambda: [[ask(day) for day in days] for _ in range(rounds)])
    return {"look_ups_per_second": rounds * len(days) / seconds}


def projections(associations: int) -> dict[str, float]:
    """Seconds, memory and growth of projecting so many associations on one core."""
    _project(10)
    small = _seconds(lambda: _project(associations // 4))
    before = _peak_mb()
    whole = _seconds(lambda: _project(associations))
    return {
        "associations": associations,
        "projection_seconds": whole,
        "projection_us_per_association": whole / associations * 1e6,
        "projection_time_ratio_for_4x": whole / small,
        "projection_memory_growth_mb": _peak_mb() - before,
    }


def against_quantlib(ql: Any, bonds: int) -> dict[str, Any]:
    """Microseconds a bond of both, and where their dates, amounts or calendars differ."""
    cases = list(_bonds(bonds))
    # By turns, and the median of the rounds: one pass is over in the time the machine takes to look elsewhere.
    rounds = [[seconds / bonds for seconds in _round(ql, cases)] for _ in range(ROUNDS)]
    cold, read, built, warm = (statistics.median(seconds) for seconds in zip(*rounds, strict=True))
    return {
        "bonds": bonds,
        "ours_us_per_bond": warm * 1e6,
        "ours_cold_us_per_bond": cold * 1e6,
        "quantlib_us_per_bond": read * 1e6,
        "quantlib_built_only_us_per_bond": built * 1e6,
        "quantlib_ratio": read / warm,
        "quantlib_ratio_cold": read / cold,
        "quantlib_ratio_built_only": built / warm,
        "flows_that_differ": _differing_flows(ql, cases),
        "business_days_that_differ": _differing_days(ql),
    }


def _round(ql: Any, cases: list[Tranche]) -> Iterator[float]:
    """Seconds of ours with its unit schedules kept and without, of QuantLib read out and only built."""
    yield _seconds(lambda: [_cold(tranche) for tranche in cases])
    yield _seconds(lambda: [_read(_quantlib(ql, tranche)) for tranche in cases])
    yield _seconds(lambda: [_quantlib(ql, tranche) for tranche in cases])
    for tranche in cases:  # What the cold round has cleared.
        payments.of_tranche(tranche)
    yield _seconds(lambda: [payments.of_tranche(tranche) for tranche in cases])


def _project(associations: int) -> int:
    # Nothing is kept but the sum: memory must not grow with the number of associations.
    total = 0
    for book in _books(associations):
        total += sum(payout.net for payout in payments.payouts(book))
    return total


def _books(count: int) -> Iterator[Passbook]:
    tables = _tables()
    years = range(2013, 2031)
    for number in range(count):
        first = years[number % len(years)]
        chosen = [tables[(first + nth) % len(tables)] for nth in range(10)]
        yield planned(str(300_000 + number), first, 1 + number % 97, chosen)


def _bonds(count: int) -> Iterator[Tranche]:
    tables = _tables()
    for number in range(count):
        year = 2013 + number % 26
        yield Tranche(1, 1 + number % 97, issue_day(year), tables[number % len(tables)])


def _tables() -> list[tuple[int, ...]]:
    kinds = (kind for year in terms.known_years() for kind in terms.of(year).kinds.values())
    return [kind.interest_per_unit.value for kind in kinds if kind.interest_per_unit]


def _cold(tranche: Tranche) -> list[payments.Payment]:
    # As for the first bond of a year: its days and its tax per unit have not been worked out yet.
    payments._of_unit.cache_clear()
    return payments.of_tranche(tranche)


def _quantlib(ql: Any, tranche: Tranche) -> Any:
    issued = tranche.issued_on
    start, end = ql.Date(20, 2, issued.year), ql.Date(20, 2, issued.year + 10)
    schedule = ql.Schedule(
        start,
        end,
        ql.Period(1, ql.Years),
        ql.Japan(),
        ql.Unadjusted,
        ql.Unadjusted,
        ql.DateGeneration.Forward,
        False,
    )
    rates = [amount / 500_000 for amount in tranche.coupons]
    face = tranche.units * 500_000.0
    return ql.FixedRateBond(0, face, schedule, rates, ql.Thirty360(ql.Thirty360.BondBasis), ql.Preceding)


def _read(bond: Any) -> list[tuple[int, int, int, float]]:
    flows = []
    for flow in bond.cashflows():
        day = flow.date()
        flows.append((day.year(), day.month(), day.dayOfMonth(), flow.amount()))
    return flows


def _differing_flows(ql: Any, cases: list[Tranche]) -> list[str]:
    found = []
    for tranche in cases:
        ours = [(line.paid_on, line.principal + line.interest) for line in payments.of_tranche(tranche)]
        theirs = [(date(*flow[:3]), round(flow[3], 6)) for flow in _read(_quantlib(ql, tranche))]
        found += [f"{a} and {b}" for a, b in zip(ours, theirs, strict=True) if a != b]
    return sorted(set(found))


def _differing_days(ql: Any) -> list[str]:
    japan, found = ql.Japan(), []
    for n in range((calendar.LAST_DAY - calendar.FIRST_DAY).days + 1):
        day = calendar.FIRST_DAY + timedelta(days=n)
        theirs = japan.isBusinessDay(ql.Date(day.day, day.month, day.year))
        if theirs != calendar.is_business_day(day):
            found.append(f"{day}: QuantLib {'open' if theirs else 'closed'}")
    return found


def _seconds(work: Callable[[], Any]) -> float:
    # Seconds of this process on its core: what else the machine does is not counted, for either library.
    began = time.process_time()
    work()
    return time.process_time() - began


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(run, GOALS))
