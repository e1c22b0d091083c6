"""A filing that came back and is not corrected: reminded once, ended once, and told each time."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import corrections, daily
from domain.desk import endings, review
from domain.filing import CORRECTION_DAYS, REMINDER_DAYS
from domain.store import audit, redemptions
from domain.store.tables import filing, outgoing
from tests.bot.talking import Talking, a_house
from tests.redeeming import Desk, files, settles

RETURNED_ON = dt.date(2026, 7, 8)
LAST_DAY = RETURNED_ON + dt.timedelta(days=CORRECTION_DAYS)
REMINDED_ON = LAST_DAY - dt.timedelta(days=REMINDER_DAYS)
A_DAY = dt.timedelta(days=1)


@pytest.fixture
def member(tmp_path: Any) -> Talking:
    talking = Talking(a_house(tmp_path))
    settles(talking)
    return talking


@pytest.fixture
def returned(member: Talking) -> int:
    """A request for redemption that came back on RETURNED_ON."""
    desk, filing_id = Desk(member.house), files(member)
    desk.does(review.claim, desk.sato, filing_id)
    desk.does(review.mark, desk.sato, filing_id, [("officer_phone", "not_reached", "")])
    desk.does(review.give_back, desk.sato, filing_id)
    return filing_id


def runs_on(member: Talking, day: dt.date) -> int:
    member.house.clock.travel_to(dt.datetime.combine(day, dt.time(9), tzinfo=dt.timezone(dt.timedelta(hours=9))))
    return corrections.run(member.house)


def told(member: Talking) -> list[str]:
    """The names of the notices that were queued, in their order."""
    with member.house.db.reading() as tx:
        return [row.dedupe for row in tx.execute(select(outgoing.c.dedupe).where(outgoing.c.source == "notice:15").order_by(outgoing.c.id))]


def state(member: Talking, filing_id: int) -> str:
    with member.house.db.reading() as tx:
        return str(tx.execute(select(filing.c.state).where(filing.c.id == filing_id)).scalar())


def test_it_is_among_the_jobs_of_the_day() -> None:
    assert corrections.run in daily.JOBS


def test_it_is_reminded_a_fortnight_before_its_end_and_only_once(member: Talking, returned: int) -> None:
    days = (REMINDED_ON - A_DAY, REMINDED_ON, REMINDED_ON, REMINDED_ON + A_DAY, LAST_DAY)

    assert [runs_on(member, day) for day in days] == [0, 1, 0, 0, 0]
    assert told(member) == [f"expiring:{returned}:1:line", f"expiring:{returned}:1:mail"]
    assert state(member, returned) == "returned"
    assert "2026年10月6日(火)を過ぎると、この申請は終わります" in str(member.sent("push"))


def test_it_ends_on_the_day_after_its_last_and_the_notice_is_one_with_it(member: Talking, returned: int) -> None:
    assert [runs_on(member, day) for day in (LAST_DAY + A_DAY, LAST_DAY + A_DAY, LAST_DAY + 9 * A_DAY)] == [1, 0, 0]

    assert state(member, returned) == "expired"
    assert told(member) == [f"expired:{returned}:line", f"expired:{returned}:mail"]
    assert "もう一度はじめから申請してください" in member.says("申請状況")
    with member.house.db.reading() as tx:
        assert audit.broken_at(tx) is None


def test_what_it_had_laid_claim_to_is_free_again(member: Talking, returned: int) -> None:
    """R-06: one request a passbook and month, as long as it stands."""
    runs_on(member, LAST_DAY + A_DAY)

    with member.house.db.reading() as tx:
        assert redemptions.of_filing(tx, returned).state == "withdrawn"


def test_a_correction_in_time_is_left_alone(member: Talking, returned: int) -> None:
    with member.house.db.writing() as tx:
        tx.execute(update(filing).where(filing.c.id == returned).values(state="submitted", version=filing.c.version + 1))

    assert [runs_on(member, day) for day in (REMINDED_ON, LAST_DAY + A_DAY)] == [0, 0]


def test_one_that_changes_between_the_look_and_the_act_is_left_alone(member: Talking, returned: int, monkeypatch: Any) -> None:
    member.house.clock.travel_to(dt.datetime.combine(LAST_DAY + A_DAY, dt.time(9), tzinfo=dt.UTC))
    looks = endings.uncorrected

    def then_it_is_corrected(tx: Any, today: dt.date) -> list[Any]:
        found = looks(tx, today)
        with member.house.db.writing() as other:
            other.execute(update(filing).where(filing.c.id == returned).values(state="submitted", version=filing.c.version + 1))
        return found

    monkeypatch.setattr(endings, "uncorrected", then_it_is_corrected)

    assert corrections.run(member.house) == 0
    assert (state(member, returned), told(member)) == ("submitted", [])


def test_the_return_itself_names_the_last_day(member: Talking) -> None:
    """A redemption has an earlier one of its own: the intent must be confirmed by then (R-09)."""
    from bot.console import filing_acts

    desk, filing_id = Desk(member.house), files(member)
    desk.does(review.claim, desk.sato, filing_id)
    desk.does(review.mark, desk.sato, filing_id, [("officer_phone", "not_reached", "")])
    filing_acts.give_back(member.house, desk.now(desk.sato), filing_id, desk.form(filing_id))

    assert "2026年7月31日(金)までに直してください" in str(member.sent("push")[-1])
    assert "2026年7月31日(金)までに直してください" in member.sent("mail")[-1]["body"]
