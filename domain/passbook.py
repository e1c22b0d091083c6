"""A passbook (積立手帳): up to ten purchases of the same units, one a year, and what is held on a day (P-04, P-06)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from domain import coupons
from domain.bond_dates import issue_day, maturity_day
from domain.calendar import nth_business_day
from domain.errors import (
    RedeemedMoreThanHeld,
    TooManyPurchases,
    TrancheOfAnotherYear,
    TrancheOutOfOrder,
    UnequalUnits,
)
from domain.money import UNIT, units
from domain.months import Month, fiscal_year
from domain.readings import DEFAULT, Readings
from domain.terms import Kind

MOST_PURCHASES = 10
CERTIFICATE_BUSINESS_DAY = 7


class Redeemed(NamedTuple):
    """Units of a tranche that were bought back, and the day."""

    on: date
    units: int


@dataclass(frozen=True, slots=True)
class Tranche:
    """One purchase (回): units bought, issue day, ten yearly amounts of interest in yen per unit (C3)."""

    nth: int
    units: int
    issued_on: date
    coupons: tuple[int, ...]
    redeemed: tuple[Redeemed, ...] = ()

    def __post_init__(self) -> None:
        """Raises UnitsNotPositive, CouponTableRefused, CouponNotWholeYen, RedeemedMoreThanHeld."""
        units(self.units)
        coupons.checked(self.coupons)
        gone = sum(units(lot.units) for lot in self.redeemed)
        if gone > self.units:
            raise RedeemedMoreThanHeld(nth=self.nth, redeemed=gone, held=self.units)

    def not_redeemed(self, day: date) -> int:
        """Units not bought back up to and including `day`, whether or not they have matured."""
        return self.units - sum(lot.units for lot in self.redeemed if lot.on <= day)

    def units_on(self, day: date, readings: Readings = DEFAULT) -> int:
        """Units held at the end of `day`: from the issue day until the day before maturity (P-14)."""
        held = self.issued_on <= day < maturity_day(self.issued_on, readings)
        return self.not_redeemed(day) if held else 0


@dataclass(frozen=True, slots=True)
class Passbook:
    """The purchases of one 募集年度. ``stopped``: the association declared 中止 with a full redemption (P-17)."""

    number: str
    fiscal_year: int
    units: int
    tranches: tuple[Tranche, ...] = ()
    kind: Kind = Kind.ORDINARY
    stopped: bool = False

    def __post_init__(self) -> None:
        """Raises TooManyPurchases, TrancheOutOfOrder, TrancheOfAnotherYear, UnequalUnits, UnitsNotPositive."""
        units(self.units)
        if len(self.tranches) > MOST_PURCHASES:
            raise TooManyPurchases(given=len(self.tranches), most=MOST_PURCHASES)
        for nth, tranche in enumerate(self.tranches, 1):
            self._check(nth, tranche)

    def _check(self, nth: int, tranche: Tranche) -> None:
        if tranche.nth != nth:
            raise TrancheOutOfOrder(expected=nth, given=tranche.nth)
        if tranche.units != self.units:
            raise UnequalUnits(nth=nth, expected=self.units, given=tranche.units)
        issued_in = fiscal_year(tranche.issued_on)
        if issued_in != self.fiscal_year + nth - 1:
            raise TrancheOfAnotherYear(nth=nth, expected=self.fiscal_year + nth - 1, given=issued_in)

    @property
    def first_issued_on(self) -> date | None:
        """積立開始日: the issue day of the first purchase, from which the first-year lock runs (規定25(2)①)."""
        return self.tranches[0].issued_on if self.tranches else None

    def units_on(self, day: date, readings: Readings = DEFAULT) -> int:
        """Units held at the end of a day."""
        return sum(tranche.units_on(day, readings) for tranche in self.tranches)

    def balance_on(self, day: date, readings: Readings = DEFAULT) -> int:
        """Yen held at the end of a day, at par. Money transferred but not issued is not in it (P-19, S1 5章3)."""
        return self.units_on(day, readings) * UNIT

    def with_purchase(self, table: Iterable[int], issued_on: date | None = None) -> "Passbook":
        """The passbook after its next purchase, issued on the regular day if no other is given (I-01)."""
        nth = len(self.tranches) + 1
        day = issued_on or issue_day(self.fiscal_year + nth - 1)
        bought = Tranche(nth, self.units, day, tuple(table))
        return replace(self, tranches=(*self.tranches, bought))


class Certificate(NamedTuple):
    """残高証明書: what it shows, as of which day, and the day around which it is renewed (S1 5章3)."""

    as_of: date
    ready_about: date
    units: int
    amount: int


def certificate(passbook: Passbook, month: Month, readings: Readings = DEFAULT) -> Certificate:
    """The balance certificate of a month: the balance at the end of the month before, around its 7th business day."""
    as_of = month.first - timedelta(days=1)
    ready = nth_business_day(month, CERTIFICATE_BUSINESS_DAY)
    return Certificate(as_of, ready, passbook.units_on(as_of, readings), passbook.balance_on(as_of, readings))


def planned(
    number: str, first_year: int, count: int, tables: Sequence[Sequence[int]], kind: Kind = Kind.ORDINARY
) -> Passbook:
    """A passbook as it will be if every purchase is made: one tranche a table, from the first fiscal year on.

    The rates of later years are fixed only at their issue (I-05): give the tables that are to be assumed.
    """
    tranches = tuple(
        Tranche(nth, count, issue_day(first_year + nth - 1), tuple(table))
        for nth, table in enumerate(tables, 1)
    )
    return Passbook(number, first_year, count, tranches, kind)


def has_benefits(passbooks: Iterable[Passbook], day: date, readings: Readings = DEFAULT) -> bool:
    """Whether the loan benefits apply: from the first purchase until no bond is left (P-20, S1 1章1)."""
    return any(passbook.units_on(day, readings) for passbook in passbooks)
