"""When the Web service and the desk are open, and of which day a filing is (W-01; S1 2章1, 裏表紙)."""

import tomllib
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import Any

from domain.calendar import OVERRIDES_FILE, is_business_day, next_business_day
from domain.errors import MomentWithoutZone, ServiceClosed
from domain.readings import DEFAULT, Readings

TOKYO = timezone(timedelta(hours=9), "JST")
SERVICE_OPENS, SERVICE_CLOSES = time(8), time(2)
A_DAY = timedelta(days=1)


def service_day(moment: datetime) -> date:
    """The day whose 8:00-26:00 a moment belongs to; from 2:00 to 8:00 the service is closed (W-01, S1 2章1)."""
    local = _tokyo(moment)
    if local.time() < SERVICE_CLOSES:
        return local.date() - A_DAY
    if local.time() < SERVICE_OPENS:
        raise ServiceClosed(moment=local, opens=datetime.combine(local.date(), SERVICE_OPENS, TOKYO))
    return local.date()


def service_is_open(moment: datetime) -> bool:
    """Whether the Web service takes filings at this moment: 8:00-26:00, weekends and holidays too (W-01)."""
    at = _tokyo(moment).time()
    return at >= SERVICE_OPENS or at < SERVICE_CLOSES


def reception_date(moment: datetime, readings: Readings = DEFAULT) -> date:
    """The date of a filing that has a deadline: from 0:00 it counts as the next business day's (W-01, S1 2章1).

    A filing made by day on a weekend keeps its own date, or waits for the business day, as `readings` says (U-11).
    """
    began = service_day(moment)
    if _tokyo(moment).date() != began:
        return next_business_day(began + A_DAY)
    if readings.weekend_reception == "next_business_day":
        return next_business_day(began)
    return began


def desk_is_open(moment: datetime) -> bool:
    """Whether somebody answers at the desk: 9:00-17:00 on business days outside its own closures (S1 裏表紙, U-7)."""
    local = _tokyo(moment)
    hours = _desk()
    return desk_works_on(local.date()) and hours["opens"] <= local.time() < hours["closes"]


def desk_works_on(day: date) -> bool:
    """Whether the desk works on this day at all (S1 裏表紙, U-7)."""
    hours = _desk()
    at_year_end = not hours["year_end_to"] < f"{day:%m-%d}" < hours["year_end_from"]
    return is_business_day(day) and not at_year_end and day not in hours["closed"]


def next_desk_opening(moment: datetime) -> datetime:
    """When the desk opens next after a moment at which it is closed; the moment itself while it is open."""
    local = _tokyo(moment)
    if desk_is_open(local):
        return local
    day = local.date() if local.time() < _desk()["opens"] else local.date() + A_DAY
    while not desk_works_on(day):
        day += A_DAY
    return datetime.combine(day, _desk()["opens"], TOKYO)


@cache
def _desk() -> dict[str, Any]:
    desk = tomllib.loads(OVERRIDES_FILE.read_text("utf-8"))["desk"]
    return {**desk, "closed": frozenset(row["day"] for row in desk["closed"])}


def _tokyo(moment: datetime) -> datetime:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise MomentWithoutZone(given=str(moment))
    return moment.astimezone(TOKYO)
