"""When a tranche, a passbook, an association is paid how much: interest, tax, principal (A3; S1 5章, 規定21, 27, 28)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from domain.bond_dates import YEARS, interest_day, maturity_day
from domain.calendar import BankCalendar, standard
from domain.money import UNIT
from domain.passbook import Passbook, Tranche
from domain.readings import DEFAULT, Readings
from domain.tax import FIRST, withheld

REPORT_BY = 10


class Paid(StrEnum):
    """What a line pays."""

    INTEREST = "interest"
    MATURITY = "maturity"


class Payment(NamedTuple):
    """One line: yen paid on a day for the units then held. ``year`` is the bond's year, 1 to 10."""

    paid_on: date
    what: Paid
    nth: int
    year: int
    units: int
    principal: int
    interest: int
    national_tax: int
    local_tax: int

    @property
    def net(self) -> int:
        """Yen that arrive in the account."""
        return self.principal + self.interest - self.national_tax - self.local_tax


class Payout(NamedTuple):
    """What one passbook is paid on one day, in one sum (I-08, 規定21(4))."""

    paid_on: date
    passbook: str
    principal: int
    interest: int
    tax: int

    @property
    def net(self) -> int:
        """Yen that arrive in the account."""
        return self.principal + self.interest - self.tax


def of_tranche(tranche: Tranche, readings: Readings = DEFAULT, since: date | None = None) -> list[Payment]:
    """Ten interest payments and the redemption at maturity, for the units not bought back before each day.

    Every payment covers the full year before it, also when its day is moved (I-04). ``since``: only what is paid from
    that day on; the taxes of the years before need not be known then. Raises NoTaxRate for payments before 2013.
    """
    taxed_only = since is not None and since >= FIRST
    coupons, matures_on = _of_unit(tranche.issued_on, tranche.coupons, readings, standard(), taxed_only)
    if since is not None and matures_on < since:
        return []
    left = tranche.not_redeemed(matures_on)
    once_on_the_sum = readings.tax_floor == "per_tranche"
    nth, interest = tranche.nth, Paid.INTEREST
    lines = []
    for year, paid_on, gross, national, local in coupons:
        if since is not None and paid_on < since:
            continue
        count = tranche.not_redeemed(paid_on) if tranche.redeemed else left
        if not count:
            break  # Bought back whole: nothing is paid any more.
        taxes = (
            withheld(gross, count, paid_on, readings)
            if once_on_the_sum
            else (national * count, local * count)
        )
        lines.append(Payment(paid_on, interest, nth, year, count, 0, gross * count, *taxes))
    if left:
        lines.append(Payment(matures_on, Paid.MATURITY, tranche.nth, YEARS, left, left * UNIT, 0, 0, 0))
    return lines


def of_passbook(
    passbook: Passbook, readings: Readings = DEFAULT, since: date | None = None
) -> list[Payment]:
    """Every payment of every tranche, in order of days; with ``since``, from that day on."""
    lines = [line for tranche in passbook.tranches for line in of_tranche(tranche, readings, since)]
    return sorted(lines, key=lambda line: line.paid_on)


def payouts(passbook: Passbook, readings: Readings = DEFAULT) -> list[Payout]:
    """What arrives on each day: one sum a passbook and day (I-08)."""
    sums: dict[date, list[int]] = {}
    for line in of_passbook(passbook, readings):
        day = sums.setdefault(line.paid_on, [0, 0, 0])
        day[0] += line.principal
        day[1] += line.interest
        day[2] += line.national_tax + line.local_tax
    return [Payout(day, passbook.number, *amounts) for day, amounts in sums.items()]


def of_association(passbooks: Iterable[Passbook], readings: Readings = DEFAULT) -> list[Payout]:
    """The payouts of all passbooks in order of days: one sum a passbook, all into the one account (P-07, 規定20(3))."""
    every = [payout for passbook in passbooks for payout in payouts(passbook, readings)]
    return sorted(every, key=lambda payout: (payout.paid_on, payout.passbook))


def report_errors_by(paid_on: date) -> date:
    """Until when an error in the notice of interest or maturity must be told: the 10th of its month (I-09, 規定27(3), 28(3))."""
    return paid_on.replace(day=REPORT_BY)


@lru_cache(maxsize=1024)
def _of_unit(
    issued_on: date, coupons: tuple[int, ...], readings: Readings, calendar: BankCalendar, taxed_only: bool
) -> tuple[tuple[tuple[int, date, int, int, int], ...], date]:
    # All bonds of a year and kind share their days and their tax per unit: worked out once, then multiplied. The
    # calendar is in the key so that a correction of it (calendar.adopt) is never answered from before.
    days = [interest_day(issued_on.year + year) for year in range(1, YEARS + 1)]
    lines = tuple(
        (year, day, gross, *withheld(gross, 1, day, readings))
        for year, (day, gross) in enumerate(zip(days, coupons, strict=True), 1)
        if not taxed_only or day >= FIRST
    )
    return lines, maturity_day(issued_on, readings)
