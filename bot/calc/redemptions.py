"""Early redemption: the quote with every line, and what can be redeemed in a month."""

from dataclasses import asdict
from datetime import date

from bot.calc.arguments import Asked, BadArgument, refusal, year_month
from bot.calc.days import days_of
from bot.calc.output import Report, Table, table
from bot.calc.passbooks import book_of
from bot.calc.words import held, readings_used
from bot.clock import Clock
from bot.locale import day, t, yen
from domain import dates as typed_dates
from domain import money, redemption, redemption_quote
from domain.errors import RuleBroken
from domain.months import Month
from domain.readings import Readings
from domain.redemption import Emergency
from domain.redemption_dates import Channel, next_month_open, timetable


def redeem(asked: Asked) -> Report:
    """The quote of an early redemption, with every line."""
    book, notes = book_of(asked)
    readings, channel = asked.readings(), asked.choice("--channel", Channel, Channel.WEB)
    units = asked.read("--redeem", money.parse_units)
    month, on = _when(asked, channel, readings)
    emergency = asked.choice("--emergency", Emergency, Emergency.NONE)
    try:
        quote = redemption_quote.quote(
            book,
            units,
            on=on,
            month=month,
            channel=channel,
            readings=readings,
            emergency=emergency,
            stop=asked.typed("--stop"),
        )
    except RuleBroken as refused:
        raise BadArgument("--redeem", asked.typed("--redeem"), refusal(refused)) from refused
    return Report(
        title=t("calc.redeem.title", year=month.year, month=month.month),
        facts=[
            (t("calc.label.held"), held(quote.held)),
            (t("calc.label.can_redeem"), held(quote.redeemable)),
            (t("calc.label.redeemed"), held(quote.units)),
            (t("calc.label.left"), held(quote.left)),
            (t("calc.label.principal"), yen(quote.principal)),
            (t("calc.label.accrued"), yen(quote.interest)),
            (t("calc.label.tax"), yen(quote.tax)),
            (t("calc.label.fee"), yen(quote.fee)),
            (t("calc.label.net"), yen(quote.net)),
            (t("calc.label.goes_on"), t("calc.value.goes_on") if quote.may_go_on else t("calc.value.ends")),
        ],
        tables=[_quote_lines(quote), days_of(quote.timetable)],
        notes=[
            *notes,
            t("calc.note.review"),
            t("calc.note.estimate"),
            *readings_used(
                readings,
                "first_year_lock",
                "elapsed_months",
                "accrual_coupon",
                "accrual_rounding",
                "tax_floor",
            ),
        ],
        data={
            "month": list(month),
            "bought_on": quote.timetable.bought_on,
            "held": quote.held,
            "redeemable": quote.redeemable,
            "units": quote.units,
            "left": quote.left,
            "lines": [{**asdict(line), "net": line.net} for line in quote.lines],
            "principal": quote.principal,
            "interest": quote.interest,
            "tax": quote.tax,
            "fee": quote.fee,
            "net": quote.net,
            "may_go_on": quote.may_go_on,
            "emergency": str(quote.emergency),
            "readings": asdict(readings),
        },
    )


def redeemable(asked: Asked) -> Report:
    """What of a passbook can be redeemed in a month, tranche by tranche."""
    book, notes = book_of(asked)
    readings, channel = asked.readings(), asked.choice("--channel", Channel, Channel.WEB)
    month, on = _when(asked, channel, readings)
    requested_on = redemption_quote.request_day(timetable(month, channel, readings), on)
    emergency = asked.choice("--emergency", Emergency, Emergency.NONE)
    available = redemption.redeemable(book, month, requested_on, readings=readings, emergency=emergency)
    first = redemption.first_redeemable_month(book, on, channel=channel, readings=readings)
    return Report(
        title=t("calc.redeemable.title", year=month.year, month=month.month),
        facts=[
            (t("calc.label.bought_on"), day(available.bought_on)),
            (t("calc.label.held"), held(available.held)),
            (t("calc.label.can_redeem"), held(available.units)),
            (
                t("calc.label.first_month"),
                t("calc.value.month", year=first.year, month=first.month) if first else t("calc.value.none"),
            ),
        ],
        tables=[
            table(
                (
                    t("calc.column.nth"),
                    t("calc.column.issued_on"),
                    t("calc.column.held"),
                    t("calc.column.can_redeem"),
                    t("calc.column.why"),
                ),
                [
                    (
                        str(one.tranche.nth),
                        day(one.tranche.issued_on),
                        str(one.units),
                        str(one.redeemable),
                        t("calc.why", why=str(one.locked or "free")),
                    )
                    for one in available.standings
                ],
            )
        ],
        notes=[*notes, *readings_used(readings, "first_year_lock", "maturity_day")],
        data={
            "month": list(month),
            "bought_on": available.bought_on,
            "requested_on": requested_on,
            "held": available.held,
            "redeemable": available.units,
            "tranches": [
                {
                    "nth": one.tranche.nth,
                    "issued_on": one.tranche.issued_on,
                    "units": one.units,
                    "redeemable": one.redeemable,
                    "locked": str(one.locked) if one.locked else None,
                }
                for one in available.standings
            ],
            "first_month": list(first) if first else None,
            "readings": asdict(readings),
        },
    )


def _when(asked: Asked, channel: Channel, readings: Readings) -> tuple[Month, date]:
    month = asked.read("--month", year_month, None)
    on = asked.read("--on", typed_dates.parse_date, None)
    if on is None:
        on = timetable(month, channel, readings).opens if month else Clock().today()
    return month or next_month_open(on, channel, readings), on


def _quote_lines(quote: redemption_quote.Quote) -> Table:
    headings = (
        t("calc.column.nth"),
        t("calc.column.issued_on"),
        t("calc.column.units"),
        t("calc.column.principal"),
        t("calc.column.months"),
        t("calc.column.coupon"),
        t("calc.column.accrued_unit"),
        t("calc.column.accrued"),
        t("calc.column.tax"),
        t("calc.column.net"),
    )
    rows = [
        (
            str(line.nth),
            day(line.issued_on),
            str(line.units),
            yen(line.principal),
            str(line.months),
            *map(
                yen, (line.coupon, line.accrued, line.interest, line.national_tax + line.local_tax, line.net)
            ),
        )
        for line in quote.lines
    ]
    return table(headings, rows)
