"""The balance certificate (残高証明書): when it is renewed, and what it shows (S1 5章3, 規定16, P-19).

It is renewed once a year about the seventh business day of the month the association chose (第7営業日頃, U-7), and shows
the balance at the end of the month before. Money transferred for bonds that are not issued yet is not in it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.calendar import nth_business_day
from domain.errors import BalanceBelowZero
from domain.money import UNIT, whole
from domain.months import month


class Kind(StrEnum):
    """What moved units in or out. A deposit (申込証拠金) is money, not yet a bond."""

    DEPOSIT = "deposit"
    ISSUE = "issue"
    REDEMPTION = "redemption"  # 中途換金
    MATURITY = "maturity"


@dataclass(frozen=True, slots=True)
class Movement:
    """So many units (口) of a passbook on a day."""

    day: dt.date
    kind: Kind
    units: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the certificate says: units and yen on the last day of the month before."""

    renewed_on: dt.date
    as_of: dt.date
    units: int

    @property
    def amount(self) -> int:
        """The balance in yen at par."""
        return self.units * UNIT


def renewal_day(year: int, chosen_month: int) -> dt.date:
    """The seventh business day of the chosen month; the paper says 「頃」. Raises NoSuchMonth."""
    return nth_business_day(month(year, chosen_month), NTH)


def as_of(year: int, chosen_month: int) -> dt.date:
    """The day whose balance is shown: the end of the month before. Raises NoSuchMonth."""
    return month(year, chosen_month).plus(-1).last


def recommended_month(closing_month: int) -> int:
    """The month to choose: the one after the books close (決算月の翌月). Raises NoSuchMonth."""
    return month(2000, closing_month).plus(1).month


def certificate(movements: Iterable[Movement], year: int, chosen_month: int) -> Certificate:
    """The certificate of a year (P-19). Raises NoSuchMonth, NotWholeNumber, BalanceBelowZero."""
    shown = as_of(year, chosen_month)
    units = sum(SIGN[move.kind] * whole(move.units) for move in movements if move.day <= shown)
    if units < 0:
        raise BalanceBelowZero(day=shown, units=units)
    return Certificate(renewal_day(year, chosen_month), shown, units)


NTH = 7
SIGN = {Kind.DEPOSIT: 0, Kind.ISSUE: 1, Kind.REDEMPTION: -1, Kind.MATURITY: -1}
