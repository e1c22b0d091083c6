"""Key dates of a year and of a month, and business days."""

from dataclasses import asdict
from datetime import date
from typing import Any

from bot.calc.arguments import Asked, whole_number, year_month
from bot.calc.output import Report, Table, table
from bot.calc.words import readings_used
from bot.locale import day, t
from domain import bond_dates, calendar, payments, terms
from domain import dates as typed_dates
from domain.redemption_dates import Channel, Timetable, timetable


def dates(asked: Asked) -> Report:
    """The key dates of a fiscal year's bonds, or of a buy-back month."""
    if asked.typed("--month") is not None:
        return _month_dates(asked)
    readings = asked.readings()
    year = asked.read("--year", whole_number)
    issued = asked.read("--year", lambda _: bond_dates.issue_day(year))
    first = asked.read("--year", lambda _: bond_dates.interest_day(issued.year + 1))
    matures = asked.read("--year", lambda _: bond_dates.maturity_day(issued, readings))
    rows = [*_windows(year), (t("calc.row.issued"), issued), (t("calc.row.first_interest"), first)]
    rows += [
        (t("calc.row.interest_told"), date(first.year, 1, 15)),
        (t("calc.row.interest_errors"), payments.report_errors_by(first)),
        (t("calc.row.matures"), matures),
    ]
    return Report(
        title=t("calc.dates.title_year", year=year),
        tables=[
            table((t("calc.column.what"), t("calc.column.day")), [(what, day(when)) for what, when in rows])
        ],
        notes=[t("calc.note.windows"), *readings_used(readings, "maturity_day")],
        data={
            "fiscal_year": year,
            "issued_on": issued,
            "first_interest_on": first,
            "matures_on": matures,
            "days": dict(rows),
        },
    )


def business_day(asked: Asked) -> Report:
    """Whether banks are open on a day and the business days around it, or the nth business day of a month."""
    if asked.typed("--nth") is not None:
        return _nth(asked)
    on = asked.read("DATE", typed_dates.parse_date)
    asked.read("DATE", lambda _: calendar.is_business_day(on))
    data: dict[str, Any] = {
        "date": on,
        "open": calendar.is_business_day(on),
        "previous": calendar.previous_business_day(on),
        "next": calendar.next_business_day(on),
    }
    facts = [
        (day(on), t("calc.value.open") if data["open"] else t("calc.value.closed")),
        (t("calc.label.previous"), day(data["previous"])),
        (t("calc.label.next"), day(data["next"])),
    ]
    plus = asked.read("--plus", whole_number, None)
    if plus is not None:
        data["plus"] = asked.read("--plus", lambda _: calendar.business_days_later(on, plus))
        facts.append((t("calc.label.plus", count=plus), day(data["plus"])))
    return Report(title=t("calc.business-day.title"), facts=facts, data=data)


def _nth(asked: Asked) -> Report:
    nth = asked.read("--nth", whole_number)
    of = asked.read("--month", year_month)
    found = asked.read("--nth", lambda _: calendar.nth_business_day(of, nth))
    return Report(
        title=t("calc.business-day.title_nth", year=of.year, month=of.month, nth=nth),
        facts=[(t("calc.label.nth", nth=nth), day(found))],
        data={"month": list(of), "nth": nth, "date": found},
    )


def _month_dates(asked: Asked) -> Report:
    readings, channel = asked.readings(), asked.choice("--channel", Channel, Channel.WEB)
    of = asked.read("--month", year_month)
    found = asked.read("--month", lambda _: timetable(of, channel, readings))
    return Report(
        title=t("calc.dates.title_month", year=of.year, month=of.month),
        tables=[days_of(found)],
        notes=readings_used(readings, "arrival_limit" if channel is Channel.PAPER else "web_request_limit"),
        data={**asdict(found), "month": list(of), "channel": str(channel)},
    )


def _windows(year: int) -> list[tuple[str, date]]:
    if year not in terms.known_years():
        return []
    of = terms.of(year)
    named = (
        (of.application.first, t("calc.row.application_first")),
        (of.application.last, t("calc.row.application_last")),
        (of.purchase_order.first, t("calc.row.order_first")),
        (of.purchase_order.last, t("calc.row.order_last")),
        (of.transfer.first, t("calc.row.transfer_first")),
        (of.transfer.last, t("calc.row.transfer_last")),
    )
    return [
        (name if end.verified else t("calc.row.unverified", name=name), end.value)
        for end, name in named
        if end
    ]


def days_of(days: Timetable) -> Table:
    """The days of a buy-back month as a table, from the first of the window to the payment (規定26)."""
    named = (
        (t("calc.row.opens"), days.opens),
        (t("calc.row.closes"), days.closes),
        (t("calc.row.arrive_advised"), days.arrive_advised),
        (t("calc.row.arrive_by"), days.arrive_by),
        (t("calc.row.confirm_by"), days.confirm_by),
        (t("calc.row.report_errors_by"), days.report_errors_by),
        (t("calc.row.bought_on"), days.bought_on),
    )
    return table(
        (t("calc.column.what"), t("calc.column.day")), [(what, day(when)) for what, when in named if when]
    )
