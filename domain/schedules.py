"""What a passbook will pay, day by day: interest (利払予定), maturities (満期償還予定), and early redemption by month (中途換金額).

All are estimates (予定額) with the readings they are made with. Pure: passbook, day and readings go in. S1 5章2, 6章.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from domain.passbook import Passbook
from domain.payments import Paid, of_passbook
from domain.readings import DEFAULT, Readings
from domain.redemption import redeemable
from domain.redemption_dates import next_month_open, timetable
from domain.redemption_quote import quote, request_day

MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Due:
    """What one passbook, or several together, pay on a day: units, and yen of principal, interest and tax.

    ``unknown``: for some of the units nobody has published the interest; their yen are not in the sums.
    ``apply_by``: the last day to ask for it, where it must be asked for.
    """

    on: date
    passbook: str
    units: int
    principal: int
    gross: int
    tax: int
    unknown: bool
    apply_by: date | None = None
    nth: int = 0  # the purchase that matures

    @property
    def net(self) -> int:
        """Yen that arrive."""
        return self.principal + self.gross - self.tax


def interest(
    book: Passbook, day: date, readings: Readings = DEFAULT, unknown: Collection[int] = ()
) -> list[Due]:
    """Every payment of interest from `day` on, one a day (I-08)."""
    days: dict[date, list[Due]] = {}
    for line in of_passbook(book, readings, since=day):
        if line.what is Paid.INTEREST:
            silent = line.nth in unknown
            gross, tax = (0, 0) if silent else (line.interest, line.national_tax + line.local_tax)
            days.setdefault(line.paid_on, []).append(
                Due(line.paid_on, book.number, line.units, 0, gross, tax, silent)
            )
    return [_sum(lines) for lines in days.values()]


def maturities(book: Passbook, day: date, readings: Readings = DEFAULT) -> list[Due]:
    """Every redemption at maturity from `day` on; principal alone, its last interest stands among the interest."""
    return [
        Due(line.paid_on, book.number, line.units, line.principal, 0, 0, False, nth=line.nth)
        for line in of_passbook(book, readings, since=day)
        if line.what is Paid.MATURITY
    ]


def redemptions(
    book: Passbook,
    day: date,
    readings: Readings = DEFAULT,
    unknown: Collection[int] = (),
    months: int = MONTHS_AHEAD,
) -> list[Due]:
    """What all that can be bought back would pay in each of the coming buy-back months that can still be asked for.

    Months in which nothing can be bought back are left out (R-02).
    """
    first = next_month_open(day, readings=readings)
    rows = []
    for month in (first.plus(n) for n in range(months)):
        days = timetable(month, readings=readings)
        most = redeemable(book, month, request_day(days, day), readings=readings).units
        if most:
            made = quote(book, most, on=day, month=month, readings=readings)
            silent = any(line.nth in unknown for line in made.lines)
            told = [line for line in made.lines if line.nth not in unknown]
            gross = sum(line.interest for line in told)
            tax = sum(line.national_tax + line.local_tax for line in told)
            rows.append(
                Due(days.bought_on, book.number, most, made.principal, gross, tax, silent, days.closes)
            )
    return rows


def together(rows: Iterable[Due]) -> list[Due]:
    """The rows of several passbooks by day, in order, each day in one sum."""
    days: dict[date, list[Due]] = {}
    for row in sorted(rows, key=lambda row: (row.on, row.passbook)):
        days.setdefault(row.on, []).append(row)
    return [_sum(lines) for lines in days.values()]


def _sum(rows: list[Due]) -> Due:
    first = rows[0]
    return Due(
        on=first.on,
        passbook=first.passbook if len({row.passbook for row in rows}) == 1 else "",
        units=sum(row.units for row in rows),
        principal=sum(row.principal for row in rows),
        gross=sum(row.gross for row in rows),
        tax=sum(row.tax for row in rows),
        unknown=any(row.unknown for row in rows),
        apply_by=first.apply_by,
        nth=first.nth if len(rows) == 1 else 0,
    )
