"""The passbook that is asked about, and what it is paid until its last maturity."""

from collections.abc import Sequence
from dataclasses import asdict

from bot.calc.arguments import Asked, BadArgument, whole_number
from bot.calc.output import Report, Table, table
from bot.calc.words import readings_used
from bot.locale import day, t, yen
from domain import money, payments, terms
from domain.errors import InterestTableUnknown
from domain.passbook import Passbook, planned
from domain.readings import Readings
from domain.terms import Kind


def schedule(asked: Asked) -> Report:
    """What a passbook is paid until its last maturity, a row a day, or with ``--lines`` a row a tranche and day."""
    book, notes = book_of(asked, default_purchases=10)
    readings = asked.readings()
    paid = asked.read("--first-year", lambda _: payments.payouts(book, readings))
    principal, interest, tax = (
        sum(getattr(one, part) for one in paid) for part in ("principal", "interest", "tax")
    )
    return Report(
        title=t("calc.schedule.title", year=book.fiscal_year, units=book.units, purchases=len(book.tranches)),
        facts=[
            (t("calc.label.first_issue"), day(book.tranches[0].issued_on)),
            (t("calc.label.last_payment"), day(paid[-1].paid_on)),
            (
                t("calc.label.years"),
                t("calc.value.years", years=paid[-1].paid_on.year - book.tranches[0].issued_on.year),
            ),
            (t("calc.label.principal"), yen(principal)),
            (t("calc.label.interest"), yen(interest)),
            (t("calc.label.tax"), yen(tax)),
            (t("calc.label.net"), yen(principal + interest - tax)),
        ],
        tables=[_lines(book, readings) if asked.typed("--lines") else _payouts(paid)],
        notes=[
            *notes,
            t("calc.note.estimate"),
            *readings_used(readings, "maturity_day", "tax_floor", "tax_after_2037"),
        ],
        data={
            "first_fiscal_year": book.fiscal_year,
            "kind": str(book.kind),
            "units": book.units,
            "issued_on": [tranche.issued_on for tranche in book.tranches],
            "payouts": [{**one._asdict(), "net": one.net} for one in paid],
            "lines": [{**one._asdict(), "net": one.net} for one in payments.of_passbook(book, readings)],
            "readings": asdict(readings),
            "notes": notes,
        },
    )


def book_of(asked: Asked, default_purchases: int | None = None) -> tuple[Passbook, list[str]]:
    """The passbook of the arguments as it will be if every purchase is made, and what must be said of its tables.

    Years without a table take another year's, and it is said which. Raises BadArgument.
    """
    first = asked.read("--first-year", whole_number)
    count = asked.read("--units", money.parse_units)
    purchases = asked.read("--purchases", whole_number, *([default_purchases] if default_purchases else []))
    kind = asked.choice("--kind", Kind, Kind.ORDINARY)
    assumed = asked.read("--assume-year", whole_number, None)
    if not 1 <= purchases <= 10:
        raise BadArgument("--purchases", str(purchases), t("calc.argument.purchases"))
    tables, notes = [], []
    for year in range(first, first + purchases):
        found, note = asked.read("--first-year", lambda _, year=year: _table(year, kind, assumed))  # type: ignore[misc]
        tables.append(found)
        notes += [note] if note else []
    return asked.read("--first-year", lambda _: planned("-", first, count, tables, kind)), notes


def _table(year: int, kind: Kind, assumed: int | None) -> tuple[Sequence[int], str]:
    last = terms.known_years()[-1]
    source = year
    if year > last:
        source = assumed if assumed is not None else last
    try:
        figure = terms.of(source).kind(kind).interest()
    except InterestTableUnknown:
        if assumed is None or source == assumed:
            raise
        source = assumed
        figure = terms.of(source).kind(kind).interest()
    if source != year:
        return figure.value, t("calc.note.assumed", year=year, source=source)
    if figure.derived:
        return figure.value, t("calc.note.derived", year=year)
    return figure.value, "" if figure.verified else t("calc.note.unverified", year=year)


def _payouts(paid: Sequence[payments.Payout]) -> Table:
    headings = (
        t("calc.column.day"),
        t("calc.column.principal"),
        t("calc.column.interest"),
        t("calc.column.tax"),
        t("calc.column.net"),
    )
    return table(
        headings,
        [(day(one.paid_on), *map(yen, (one.principal, one.interest, one.tax, one.net))) for one in paid],
    )


def _lines(book: Passbook, readings: Readings) -> Table:
    headings = (
        t("calc.column.day"),
        t("calc.column.nth"),
        t("calc.column.year"),
        t("calc.column.units"),
        t("calc.column.principal"),
        t("calc.column.interest"),
        t("calc.column.tax"),
        t("calc.column.net"),
    )
    rows = [
        (
            day(one.paid_on),
            str(one.nth),
            str(one.year),
            str(one.units),
            *map(yen, (one.principal, one.interest, one.national_tax + one.local_tax, one.net)),
        )
        for one in payments.of_passbook(book, readings)
    ]
    return table(headings, rows)
