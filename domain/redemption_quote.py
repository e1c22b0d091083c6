"""What an early redemption pays, line by line: par, accrued interest by months, tax on that alone (R-10, 規定25(6)).

How the months are counted, which coupon is divided and how yen are rounded is not published (U-4): the quote carries
the readings it was made with, and is an estimate (予定額) until the bank's statement (買入計算書) comes.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from domain.bond_dates import last_interest_before
from domain.money import UNIT
from domain.months import Month, months_between
from domain.passbook import Passbook, Tranche
from domain.readings import DEFAULT, Readings
from domain.redemption import Emergency, check_once, choose, redeem, redeemable
from domain.redemption_dates import Channel, Timetable, next_month_open, timetable
from domain.tax import withheld

FEE = 0  # 手数料はかかりません (R-10, S1 6章3-6)
MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Line:
    """What one tranche contributes. Yen but for units, months and the bond's ``year`` (1 to 10)."""

    nth: int
    issued_on: date
    units: int
    principal: int
    accrues_from: date
    accrues_to: date
    year: int
    months: int
    coupon: int  # of a whole year, per unit
    accrued: int  # per unit
    interest: int
    national_tax: int
    local_tax: int

    @property
    def net(self) -> int:
        """Yen paid for this tranche."""
        return self.principal + self.interest - self.national_tax - self.local_tax


@dataclass(frozen=True, slots=True)
class Quote:
    """Every line of an early redemption, its sums, its days, and what it leaves (R-01 to R-10)."""

    passbook: str
    month: Month
    lines: tuple[Line, ...]
    held: int  # units before
    redeemable: int  # units that could have been asked for
    left: int  # units after
    may_go_on: bool  # whether the right to the next purchase remains (P-17)
    emergency: Emergency
    timetable: Timetable
    readings: Readings
    fee: int = FEE

    @property
    def units(self) -> int:
        """Units bought back."""
        return sum(line.units for line in self.lines)

    @property
    def principal(self) -> int:
        """Yen at par."""
        return sum(line.principal for line in self.lines)

    @property
    def interest(self) -> int:
        """Accrued interest in yen, before tax."""
        return sum(line.interest for line in self.lines)

    @property
    def tax(self) -> int:
        """Yen withheld from the accrued interest."""
        return sum(line.national_tax + line.local_tax for line in self.lines)

    @property
    def net(self) -> int:
        """Yen that arrive on the buy-back day."""
        return self.principal + self.interest - self.tax - self.fee


def quote(
    passbook: Passbook,
    units: int,
    *,
    on: date,
    month: Month | None = None,
    channel: Channel = Channel.WEB,
    readings: Readings = DEFAULT,
    emergency: Emergency = Emergency.NONE,
    earlier: Collection[Month] = (),
    stop: bool = False,
) -> Quote:
    """The quote for so many units, asked on a day, for a buy-back month (by default the first that can be requested).

    ``earlier`` are the months this passbook has requested already (R-06); ``stop`` declares 中止 (P-17).
    Raises AlreadyRequested, NothingRedeemable, TooManyUnits, StopNeedsFullRedemption, UnitsNotPositive, NotWholeNumber,
    NoTaxRate, DateOutOfRange. Whether the request itself is in time is `redemption_dates.check_request`'s to say.
    """
    month = month or next_month_open(on, channel, readings)
    days = timetable(month, channel, readings)
    check_once(month, earlier)
    available = redeemable(passbook, month, request_day(days, on), readings=readings, emergency=emergency)
    chosen = choose(available, units)
    after = redeem(passbook, available, units, stop=stop)
    return Quote(
        passbook=passbook.number,
        month=month,
        lines=tuple(line(tranche, count, days.bought_on, readings) for tranche, count in chosen),
        held=available.held,
        redeemable=available.units,
        left=available.held - units,
        may_go_on=not after.stopped,
        emergency=emergency,
        timetable=days,
        readings=readings,
    )


def request_day(days: Timetable, on: date) -> date:
    """The day a request counts from: asked before the window opens, it is taken as made on its last day."""
    return on if on >= days.opens else days.closes


def line(tranche: Tranche, count: int, bought_on: date, readings: Readings = DEFAULT) -> Line:
    """One tranche's line: par and the interest accrued since the last interest day, less tax on it (R-10)."""
    since = last_interest_before(tranche.issued_on, bought_on)
    year = since.year - tranche.issued_on.year + 1
    months = elapsed_months(since, bought_on, readings)
    coupon = _coupon(tranche, year, readings)
    accrued = _part_of_year(coupon, months, readings)
    national, local = withheld(accrued, count, bought_on, readings)
    return Line(
        nth=tranche.nth,
        issued_on=tranche.issued_on,
        units=count,
        principal=count * UNIT,
        accrues_from=since + timedelta(days=1),
        accrues_to=bought_on,
        year=year,
        months=months,
        coupon=coupon,
        accrued=accrued,
        interest=accrued * count,
        national_tax=national,
        local_tax=local,
    )


def elapsed_months(since: date, until: date, readings: Readings = DEFAULT) -> int:
    """経過月数 from an interest day to the buy-back day: by calendar months, or complete ones (U-4)."""
    if readings.elapsed_months == "complete_months":
        return months_between(since, until)
    return (until.year - since.year) * MONTHS_OF_YEAR + until.month - since.month


def _coupon(tranche: Tranche, year: int, readings: Readings) -> int:
    if readings.accrual_coupon == "last_paid" and year > 1:
        return tranche.coupons[year - 2]
    return tranche.coupons[year - 1]


def _part_of_year(coupon: int, months: int, readings: Readings) -> int:
    if readings.accrual_rounding == "half_up":
        return (2 * coupon * months + MONTHS_OF_YEAR) // (2 * MONTHS_OF_YEAR)
    return coupon * months // MONTHS_OF_YEAR
