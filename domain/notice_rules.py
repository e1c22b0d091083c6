"""When each notice is due: pure functions of the day and the records, None when it is not (S1 2章6, 3章4, 4章-7章).

The guide says 「11月下旬」 where a program needs a day. Such words are read as their first day, the middle as the 15th,
moved to the next business day; the year's own terms win where they name a day. The tables at the bottom hold the readings.
"""

import datetime as dt
from collections.abc import Callable
from functools import cache

from domain import terms
from domain.balance_certificate import renewal_day
from domain.bond_dates import YEARS, interest_day
from domain.calendar import next_business_day
from domain.continuation import statement_deadline
from domain.errors import UnknownFiscalYear
from domain.months import add_months, fiscal_year, month, month_of
from domain.notice_records import Happened, Occasion, Records
from domain.passbook import MOST_PURCHASES
from domain.terms import FiscalTerms, Kind

Rule = Callable[[dt.date, Records], list[Occasion]]


def on_event(*what: Happened, lasts: int) -> Rule:
    """On the day something happened, once an event; of use for ``lasts`` days more."""

    def when(day: dt.date, records: Records) -> list[Occasion]:
        last = day + dt.timedelta(days=lasts)
        return [
            Occasion(event.id, last) for event in records.events if event.what in what and event.on == day
        ]

    return when


def application_opens(day: dt.date, records: Records) -> list[Occasion]:
    """The day applications open, to everybody registered (S1 3章4: 応募が開始しましたら…メールにてお知らせします)."""
    year = _terms(fiscal_year(day))
    if year is None or year.application.first is None or day != year.application.first.value:
        return []
    last = year.application.last.value if year.application.last else dt.date(year.fiscal_year, 9, 30)
    return [Occasion(str(year.fiscal_year), last)] if records.registered else []


def purchase_orders_open(day: dt.date, records: Records) -> list[Occasion]:
    """Late November, to whoever may buy this year (No.10; S1 4章2)."""
    opens, closes = _purchase_order(fiscal_year(day))
    if day != opens or not records.may_buy:
        return []
    return [Occasion(str(fiscal_year(day)), closes, tuple(sorted(records.may_buy)))]


def transfer_missing(day: dt.date, records: Records) -> list[Occasion]:
    """Late January, only where a purchase order is filed and its transfer is not confirmed (No.11; S1 4章3)."""
    waiting = records.ordered - records.paid
    if day != _read(day.year, TRANSFER_REMINDER) or not waiting:
        return []
    year = fiscal_year(day)
    offered = _terms(year)
    last = offered.transfer.last.value if offered and offered.transfer.last else _read(day.year, TRANSFER_END)
    return [Occasion(str(year), last, tuple(sorted(waiting)))]


def interest_ahead(day: dt.date, records: Records) -> list[Occasion]:
    """Mid-January, to whoever holds bonds: they pay interest in February (No.17; S1 5章2)."""
    if day != _read(day.year, INTEREST_NOTICE):
        return []
    holding = tuple(book.number for book in records.passbooks if book.units_on(day))
    return [Occasion(str(day.year), interest_day(day.year), holding)] if holding else []


def maturity_ahead(day: dt.date, records: Records) -> list[Occasion]:
    """Mid-January of a tranche's tenth year, together with the interest (No.18; S1 5章2)."""
    if day != _read(day.year, INTEREST_NOTICE):
        return []
    maturing = tuple(
        book.number
        for book in records.passbooks
        if any(lot.issued_on.year + YEARS == day.year and lot.units_on(day) for lot in book.tranches)
    )
    return [Occasion(str(day.year), interest_day(day.year), maturing)] if maturing else []


def bonds_issued(day: dt.date, records: Records) -> list[Occasion]:
    """Early March, to whoever's bonds were issued in February (No.19; S1 2章6)."""
    if day != _read(day.year, ISSUE_NOTICE):
        return []
    year = fiscal_year(day)
    issued = tuple(
        book.number
        for book in records.passbooks
        if any(fiscal_year(lot.issued_on) == year for lot in book.tranches)
    )
    return [Occasion(str(year), month_of(day).last, issued)] if issued else []


def certificate_renewed(day: dt.date, records: Records) -> list[Occasion]:
    """About the seventh business day of the chosen month, while a balance is shown (No.20; S1 5章3)."""
    if records.certificate_month != day.month or day != renewal_day(month_of(day)):
        return []
    shown = month_of(day).plus(-1).last
    holding = tuple(book.number for book in records.passbooks if book.units_on(shown))
    return [Occasion(f"{day:%Y-%m}", add_months(day, 1), holding)] if holding else []


def certification_asked(day: dt.date, records: Records) -> list[Occasion]:
    """Mid-April, to passbooks of certified bonds that may go on (No.25; S1 7章1②)."""
    return _declaration(day, records, _read(day.year, CERTIFICATION_ASKED), day)


def certification_asked_again(day: dt.date, records: Records) -> list[Occasion]:
    """September, where nothing was declared by the end of August (No.26; S1 2章6)."""
    return _declaration(day, records, _read(day.year, CERTIFICATION_ASKED_AGAIN), dt.date(day.year, 8, 31))


def certification_a_month_left(day: dt.date, records: Records) -> list[Occasion]:
    """One month before the limit, where nothing was declared (S1 7章1: 期限の1か月前)."""
    return _declaration(day, records, add_months(declaration_limit(day.year), -1), day)


def certification_a_week_left(day: dt.date, records: Records) -> list[Occasion]:
    """One week before the limit, where nothing was declared (S1 7章1: 1週間前ごろ)."""
    return _declaration(day, records, declaration_limit(day.year) - dt.timedelta(days=7), day)


def term_ends(day: dt.date, records: Records) -> list[Occasion]:
    """Thirty days before the representative's term ends, once a term (No.29; the table says 任期満了時)."""
    end = records.term_ends_on
    if end is None or day != end - dt.timedelta(days=TERM_WARNING_DAYS):
        return []
    return [Occasion(end.isoformat(), end + dt.timedelta(days=TERM_WARNING_DAYS))]


def emergency_stop_two_months_old(day: dt.date, records: Records) -> list[Occasion]:
    """Two months after an emergency stop that still holds (No.31; S1 2章6: 2か月以上経過)."""
    stopped = records.emergency_stop_on
    if stopped is None or day != add_months(stopped, 2):
        return []
    return [Occasion(stopped.isoformat(), add_months(day, 1))]


@cache
def declaration_limit(year: int) -> dt.date:
    """The last day of 認定状況に関する申し出: 10月上旬, read as the last day of applications, or 10/10 (S1 7章1②)."""
    offered = _terms(year)
    last = offered.application.last.value if offered and offered.application.last else None
    in_october = (
        last is not None and last.month == OCTOBER
    )  # Years that closed in September had no declaration.
    return statement_deadline(year, last if in_october else None)


def _declaration(day: dt.date, records: Records, due: dt.date, undeclared_by: dt.date) -> list[Occasion]:
    """The reminder of a passbook of certified bonds, unless it was declared by the given day."""
    declared = records.status_declared_on
    if day != due or (declared is not None and declared <= undeclared_by):
        return []
    going_on = tuple(
        book.number
        for book in records.passbooks
        if book.kind is Kind.CERTIFIED
        and book.number in records.may_buy
        and 0 < len(book.tranches) < MOST_PURCHASES
    )
    return [Occasion(str(day.year), declaration_limit(day.year), going_on)] if going_on else []


@cache
def _read(year: int, month_and_day: tuple[int, int]) -> dt.date:
    return next_business_day(month(year, month_and_day[0]).day(month_and_day[1]))


@cache
def _terms(year: int) -> FiscalTerms | None:
    try:
        return terms.of(year)
    except UnknownFiscalYear:
        return None  # A year whose file is still to come has no days of its own: the readings below serve.


@cache
def _purchase_order(year: int) -> tuple[dt.date, dt.date]:
    offered = _terms(year)
    window = offered.purchase_order if offered else None
    opens = window.first.value if window and window.first else dt.date(year, *PURCHASE_ORDER_OPENS)
    closes = window.last.value if window and window.last else dt.date(year + 1, *PURCHASE_ORDER_CLOSES)
    return next_business_day(opens), closes


# month, day                        what the guide says
INTEREST_NOTICE = (1, 15)  # 1月中旬
TRANSFER_REMINDER = (1, 21)  # 1月下旬
TRANSFER_END = (2, 5)  # 2月初旬
ISSUE_NOTICE = (3, 1)  # 3月上旬
CERTIFICATION_ASKED = (4, 15)  # 4月中旬
CERTIFICATION_ASKED_AGAIN = (9, 1)  # 9月
OCTOBER = 10
PURCHASE_ORDER_OPENS = (11, 21)  # 11月下旬
PURCHASE_ORDER_CLOSES = (1, 10)  # 1月上旬, of the next year
TERM_WARNING_DAYS = 30  # the house's own: a successor must be entered before the term is over
