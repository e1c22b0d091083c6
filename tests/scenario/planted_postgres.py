"""Faults planted in what only several machines need: locks, leases, wake-ups in the commit, dead workers' jobs (T94)."""

from typing import Any

from sqlalchemy import text, update

from bot import failpoints, inbox, jobs
from bot.house import House
from domain.store import sending, talks
from domain.store.prepared import Prepared
from domain.store.tables import outgoing
from tests.scenario import places
from tests.scenario.planted import Patches, Plant, no_version_check


def _woken_after_commit(patches: Patches) -> None:
    def wake(house: Any, line_user: str) -> None:
        failpoints.reach("house.waking")
        with house.db.writing() as tx:
            jobs.defer(tx, line_user)

    patches.put(places, "ALSO", ("DROP TRIGGER sumairu_wake ON line_event",))
    patches.put(House, "wake", wake)


def _no_lock_a_person(patches: Patches) -> None:
    careless = jobs._DEFER.replace("'talks', 'drain', 0, line_user, line_user", "'talks', 'drain', 0, NULL, line_user")
    patches.put(places, "ALSO", (careless,))


def _unlocked(prepared: Prepared) -> Prepared:
    statement = prepared._statement._generate()
    statement._for_update_arg = None
    return Prepared(statement)


def _rows_not_locked(patches: Patches) -> None:
    """Either would do alone: whoever reads without a lock is refused at the save, and whoever waits reads anew."""
    no_version_check(patches)
    patches.put(inbox, "_oldest_two", _unlocked(inbox._oldest_two))
    patches.put(talks, "_load", _unlocked(talks._load))


def _stalled_jobs_left(patches: Patches) -> None:
    async def nothing(context: Any, timestamp: int) -> None: ...

    patches.put(jobs, "_take_up_stalled", nothing)


def _sent_without_lease(patches: Patches) -> None:
    claim = sending.claim

    def claimed(tx: Any, *rest: Any) -> Any:
        rows = claim(tx, *rest)
        tx.execute(update(outgoing).where(outgoing.c.id.in_([row["id"] for row in rows])).values(state="queued", leased_until=None))
        return rows

    patches.put(sending, "claim", claimed)


def _wake_up_of_the_first_only(patches: Patches) -> None:
    careless = jobs._DEFER.replace("'talks', 'drain', 0, line_user, line_user", "'talks', 'drain', 0, line_user, 'one'")
    patches.put(places, "ALSO", (careless,))


def careless_text() -> bool:
    """Whether the plants that change a text still change it."""
    return "'talks', 'drain', 0, line_user, line_user" in jobs._DEFER and text(jobs._DEFER) is not None


PLANTS: dict[str, Plant] = {
    "woken_after_commit": Plant("the worker is woken after the commit of the event, not in it", _woken_after_commit),
    "one_job_for_all": Plant("a waiting job of anybody counts as a wake-up of everybody", _wake_up_of_the_first_only),
    "no_lock_a_person": Plant("two workers may have one person's turns at the same time", _no_lock_a_person),
    "rows_not_locked": Plant("a turn reads the event and the talk without locking them, and saves the talk whatever its version", _rows_not_locked),
    "stalled_jobs_left": Plant("nobody lets go of a dead worker's job", _stalled_jobs_left),
    "sent_without_lease": Plant("rows are claimed without a lease", _sent_without_lease),
}
