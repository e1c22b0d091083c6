"""The balance certificate (残高証明書): when it is renewed, and what it shows (S1 5章3, 規定16, P-19).

It is renewed once a year about the seventh business day of the month the association chose (第7営業日頃, U-7), and shows
the balance of each passbook at the end of the month before. Money transferred for bonds that are not issued yet is
not in it. One passbook's line is domain/passbook.py's `certificate`; here are the choice of the month and the paper.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from domain import passbook
from domain.calendar import nth_business_day
from domain.months import Month, month
from domain.passbook import Passbook
from domain.readings import DEFAULT, Readings


@dataclass(frozen=True, slots=True)
class Line:
    """One passbook on the paper: units (口) and yen at par."""

    number: str
    units: int
    amount: int


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole certificate of an association, a line a passbook (規定16: 募集年度の積立て毎の残高の明細)."""

    as_of: dt.date
    ready_about: dt.date
    lines: tuple[Line, ...]

    @property
    def amount(self) -> int:
        """The balance of all passbooks in yen."""
        return sum(line.amount for line in self.lines)


def renewal_day(of: Month) -> dt.date:
    """The seventh business day of the chosen month; the guide says 「頃」."""
    return nth_business_day(of, passbook.CERTIFICATE_BUSINESS_DAY)


def recommended_month(closing_month: int) -> int:
    """The month to choose: the one after the books close (決算月の翌月, S1 5章3). Raises NoSuchMonth."""
    return month(2000, closing_month).plus(1).month


def paper(passbooks: Iterable[Passbook], of: Month, readings: Readings = DEFAULT) -> Paper:
    """The certificate renewed in a month: every passbook with a balance at the end of the month before (P-19)."""
    shown = [(book.number, passbook.certificate(book, of, readings)) for book in passbooks]
    lines = tuple(Line(number, part.units, part.amount) for number, part in shown if part.units)
    return Paper(of.plus(-1).last, renewal_day(of), lines)
