"""When the service and the desk are open, and of which day a filing is."""

from datetime import UTC, date, datetime

import pytest

from domain import calendar, hours
from domain.errors import MomentWithoutZone, ServiceClosed
from domain.readings import Readings


def tokyo(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=hours.TOKYO)


def test_the_service_is_open_from_8_to_26_oclock_on_any_day():
    """W-01: 8:00–26:00 daily including weekends."""
    saturday = (2026, 8, 8)
    assert hours.service_is_open(tokyo(*saturday, 8, 0))
    assert hours.service_is_open(tokyo(*saturday, 23, 59))
    assert hours.service_is_open(tokyo(*saturday, 1, 59))
    assert not hours.service_is_open(tokyo(*saturday, 2, 0))
    assert not hours.service_is_open(tokyo(*saturday, 7, 59))


def test_after_midnight_still_belongs_to_the_service_day_before():
    """W-01."""
    assert hours.service_day(tokyo(2026, 8, 8, 1, 59)) == date(2026, 8, 7)
    assert hours.service_day(tokyo(2026, 8, 8, 8, 0)) == date(2026, 8, 8)


def test_from_two_to_eight_the_service_is_closed_and_says_when_it_opens():
    """W-01."""
    for moment in (tokyo(2026, 8, 8, 2, 0), tokyo(2026, 8, 8, 7, 59)):
        with pytest.raises(ServiceClosed) as refused:
            hours.service_day(moment)
        assert refused.value.facts == {"moment": moment, "opens": tokyo(2026, 8, 8, 8, 0)}


def test_a_filing_before_midnight_keeps_its_day_and_after_midnight_counts_as_the_next_business_day():
    """W-01: 午前0時以降の申請は翌営業日扱い."""
    assert hours.reception_date(tokyo(2026, 8, 6, 23, 59)) == date(2026, 8, 6)
    assert hours.reception_date(tokyo(2026, 8, 7, 0, 0)) == date(2026, 8, 7)  # Friday 0:00 → Friday
    assert hours.reception_date(tokyo(2026, 8, 8, 0, 30)) == date(2026, 8, 10)  # Saturday 0:30 → Monday
    assert hours.reception_date(tokyo(2026, 12, 31, 1, 0)) == date(2027, 1, 4)


def test_a_filing_on_a_weekend_keeps_its_day_or_waits_for_monday_as_the_reading_says():
    """U-11."""
    saturday = tokyo(2026, 8, 8, 14, 0)
    assert hours.reception_date(saturday) == date(2026, 8, 8)
    assert hours.reception_date(saturday, Readings(weekend_reception="next_business_day")) == date(
        2026, 8, 10
    )


def test_a_moment_of_another_zone_is_read_in_tokyo_and_one_without_a_zone_is_refused():
    assert hours.reception_date(datetime(2026, 8, 6, 14, 59, tzinfo=UTC)) == date(2026, 8, 6)
    assert hours.reception_date(datetime(2026, 8, 6, 15, 0, tzinfo=UTC)) == date(2026, 8, 7)
    for wrong in (datetime(2026, 8, 6, 15, 0), "2026-08-06"):
        with pytest.raises(MomentWithoutZone) as refused:
            hours.service_is_open(wrong)
        assert refused.value.facts == {"given": str(wrong)}


def test_the_desk_answers_from_nine_to_five_on_business_days():
    """X-09: 9:00–17:00, closed 土日祝・年末年始."""
    assert hours.desk_is_open(tokyo(2026, 8, 7, 9, 0))
    assert hours.desk_is_open(tokyo(2026, 8, 7, 16, 59))
    assert not hours.desk_is_open(tokyo(2026, 8, 7, 17, 0))
    assert not hours.desk_is_open(tokyo(2026, 8, 7, 8, 59))
    assert not hours.desk_is_open(tokyo(2026, 8, 8, 12, 0))
    assert not hours.desk_is_open(tokyo(2026, 8, 11, 12, 0))


def test_the_desk_closes_at_the_year_end_while_banks_are_still_open():
    """U-7: 12/29–1/3 is assumed for 年末年始."""
    assert calendar.is_business_day(date(2026, 12, 29)) and not hours.desk_works_on(date(2026, 12, 29))
    assert hours.desk_works_on(date(2026, 12, 28))
    assert not hours.desk_works_on(date(2027, 1, 3))
    assert hours.desk_works_on(date(2027, 1, 4))


def test_the_desk_says_when_it_opens_next():
    friday_evening = tokyo(2026, 8, 7, 18, 0)
    assert hours.next_desk_opening(friday_evening) == tokyo(2026, 8, 10, 9, 0)
    assert hours.next_desk_opening(tokyo(2026, 8, 7, 7, 0)) == tokyo(2026, 8, 7, 9, 0)
    assert hours.next_desk_opening(tokyo(2026, 8, 7, 10, 0)) == tokyo(2026, 8, 7, 10, 0)
    assert hours.next_desk_opening(tokyo(2026, 12, 28, 17, 0)) == tokyo(2027, 1, 4, 9, 0)
