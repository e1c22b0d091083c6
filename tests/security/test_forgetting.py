"""What has served its turn is forgotten; what must be kept is kept (T90)."""

from sqlalchemy import func, insert, select

from bot import forgetting as job
from bot import links
from domain.desk import forgetting, tries
from domain.links import Purpose
from domain.store import audit, people
from domain.store.tables import audit as audit_rows
from domain.store.tables import code_tries, one_time_link, staff_session

DAY = 86_400_000


def filled(desk):
    """Links with what was typed on their pages, misses, sessions and a filing."""
    desk.file()
    desk.browser("sato")
    at = desk.clock.ms()
    with desk.house.db.writing() as tx:
        for n in range(10):
            links.issue(tx, desk.house, Purpose.SIGN_IN, f"U{n}", at, facts={"secret": "JBSWY3DPEHPK3PXP", "typed": "山田"})
            tries.missed(tx, f"{n}:U{n}", f"U{n}", at)
    return at


def left(desk):
    with desk.house.db.reading() as tx:
        return {
            "facts": [row.facts for row in tx.execute(select(one_time_link)) if row.facts], "tries": tx.execute(select(func.count()).select_from(code_tries)).scalar_one(),
            "sessions": tx.execute(select(func.count()).select_from(staff_session)).scalar_one(), "trail": tx.execute(select(func.count()).select_from(audit_rows)).scalar_one(),
        }  # fmt: skip


def test_after_a_year_nothing_of_it_is_left_and_the_trail_is_whole(desk, figure):
    at = filled(desk)
    before = left(desk)
    desk.clock.later(days=365)
    with desk.house.db.writing() as tx:
        forgotten = forgetting.forget(tx, desk.clock.ms())
        assert forgetting.forget(tx, desk.clock.ms()) == 0
    after = left(desk)
    assert (after["facts"], after["tries"], after["sessions"]) == ([], 0, 0)
    assert after["trail"] == before["trail"]
    with desk.house.db.reading() as tx:
        assert audit.broken_at(tx) is None
        assert people.linked_person(tx, "U1") is not None
    assert desk.row(1).state == "submitted"
    assert at
    figure("T90", rows_forgotten=forgotten, left_after_a_year=0, trail_rows_lost=0)


def test_what_may_still_be_needed_stays(desk):
    filled(desk)
    before = left(desk)
    desk.clock.later(days=forgetting.DAYS - 1)
    with desk.house.db.writing() as tx:
        forgetting.forget(tx, desk.clock.ms())
    assert left(desk) == before


def test_an_emptied_link_still_says_that_it_has_expired(desk):
    at = desk.clock.ms()
    with desk.house.db.writing() as tx:
        address = links.issue(tx, desk.house, Purpose.SIGN_IN, "U1", at).removeprefix(desk.house.settings.public_url)
    desk.clock.later(days=365)
    with desk.house.db.writing() as tx:
        forgetting.forget(tx, desk.clock.ms())
    assert desk.app.test_client().get(address).status_code == 410


def test_the_daily_job_runs_once_a_day(desk):
    desk.clock.later(days=400)
    with desk.house.db.writing() as tx:
        tx.execute(insert(code_tries), {"subject": "x", "failures": 1, "window_started_at": 1, "locked_until": 0})
    assert job.run(desk.house) == 1
    assert job.run(desk.house) == 0
