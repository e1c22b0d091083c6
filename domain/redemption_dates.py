"""The month's timetable of an early redemption (中途換金・買入消却), on paper and on the Web (規定26; S1 6章2)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.bond_dates import buy_back_day
from domain.calendar import last_business_day, previous_business_day
from domain.errors import ArrivedTooLate, IntentNotConfirmed, OutsideRequestWindow
from domain.months import Month, month_of
from domain.readings import DEFAULT, Readings


class Channel(StrEnum):
    """How the request is made."""

    WEB = "web"
    PAPER = "paper"


class Proof(StrEnum):
    """How the association's intent is confirmed (R-09, S1 6章2)."""

    DOCUMENT = "document"  # 総会・理事会議事録 showing intent, amount and reason
    PHONE = "phone"  # a call to a 会計担当役員 other than the representative


@dataclass(frozen=True, slots=True)
class Timetable:
    """Every day of one buy-back month. ``arrive_by`` and its advice are None on the Web (規定31(2))."""

    month: Month
    channel: Channel
    opens: date
    closes: date
    arrive_by: date | None
    arrive_advised: date | None
    confirm_by: date
    report_errors_by: date
    statement_from: date
    bought_on: date
    readings: Readings


def timetable(month: Month, channel: Channel = Channel.WEB, readings: Readings = DEFAULT) -> Timetable:
    """The days of a buy-back month: requests from the 1st to the 15th of the month before (R-08, U-3), arrival by the
    20th (U-2), intent and errors by its last (business) day (R-09, I-09), payment on the 10th (R-07).

    Raises DateOutOfRange outside the known calendar.
    """
    before = month.plus(-1)
    paper = channel is Channel.PAPER
    late_on_web = not paper and readings.web_request_limit == "twentieth"
    earlier = previous_business_day(before.day(ARRIVAL))
    as_written = readings.arrival_limit == "as_written"
    return Timetable(
        month=month,
        channel=Channel(channel),
        opens=before.first,
        closes=before.day(ARRIVAL if late_on_web else POSTMARK),
        arrive_by=(before.day(ARRIVAL) if as_written else earlier) if paper else None,
        arrive_advised=earlier if paper else None,
        confirm_by=last_business_day(before),
        report_errors_by=before.last,
        statement_from=before.day(LAST_THIRD),
        bought_on=buy_back_day(month),
        readings=readings,
    )


def next_month_open(day: date, channel: Channel = Channel.WEB, readings: Readings = DEFAULT) -> Month:
    """The first buy-back month that can still be requested on `day`: next month's until its window closes."""
    following = month_of(day).plus(1)
    return following if day <= timetable(following, channel, readings).closes else following.plus(1)


def check_request(table: Timetable, on: date) -> None:
    """Refuse a request (on paper: its postmark) outside the window of the month (R-08: OutsideRequestWindow)."""
    if not table.opens <= on <= table.closes:
        year, number = table.month
        raise OutsideRequestWindow(year=year, month=number, opens=table.opens, closes=table.closes)


def check_arrival(table: Timetable, arrived: date) -> None:
    """Refuse papers that came too late, at the sender's risk (R-08, 規定26(3): ArrivedTooLate)."""
    if table.arrive_by and arrived > table.arrive_by:
        raise ArrivedTooLate(arrived=arrived, arrive_by=table.arrive_by)


def check_intent(
    table: Timetable,
    proof: Proof,
    confirmed_on: date,
    *,
    by_representative: bool = False,
    shows_intent_amount_and_reason: bool = True,
) -> None:
    """Refuse a confirmation that does not count (R-09, 規定26(5)): by phone only an officer other than the
    representative, in writing only a document showing intent, amount and reason, and both by the last business day of
    the month before. Raises IntentNotConfirmed.
    """
    if proof is Proof.PHONE and by_representative:
        raise IntentNotConfirmed(reason="representative", by=table.confirm_by)
    if proof is Proof.DOCUMENT and not shows_intent_amount_and_reason:
        raise IntentNotConfirmed(reason="document", by=table.confirm_by)
    if confirmed_on > table.confirm_by:
        raise IntentNotConfirmed(reason="late", by=table.confirm_by)


POSTMARK, ARRIVAL = 15, 20  # days of the month before the buy-back (規定26(3))
LAST_THIRD = 21  # 下旬, when みずほ銀行 posts the statement (R-11, S1 2章4)
