"""Counted misses as rows: the locks of `domain/locks.py` over `code_tries`.

A miss is counted in the transaction that refuses it, and that transaction commits. Wrong codes count for a person
*and* a LINE user together, so that a stranger's guessing never locks the rightful person out; caps on the LINE user
and on everybody stop whoever tries many IDs.
"""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection

from domain import locks
from domain.store import audit, people


def moment(at: int) -> dt.datetime:
    """Epoch milliseconds as an aware UTC datetime."""
    return dt.datetime.fromtimestamp(at / 1000, tz=dt.UTC)


def epoch_ms(then: dt.datetime | None) -> int:
    """An aware datetime as epoch milliseconds; 0 for None."""
    return 0 if then is None else round(then.timestamp() * 1000)


def read(tx: Connection, subject: str) -> locks.Tries:
    """The misses of a subject so far."""
    row = people.tries(tx, subject)
    if row is None:
        return locks.Tries()
    return locks.Tries(row.failures, moment(row.locked_until) if row.locked_until else None)


def check(tx: Connection, subject: str, at: int) -> None:
    """Before anything is compared. TemporarilyLocked with the minutes left."""
    locks.check(read(tx, subject), moment(at))


def check_caps(tx: Connection, line_user: str, at: int, person_id: int | None = None) -> None:
    """The caps of a LINE user a day and of everybody an hour. TooManyTriesToday.

    `person_id`: whose account is tried. Where the LINE user is linked to it, only his own cap counts.
    """
    of_all = 0 if _is_own(tx, line_user, person_id) else wrong_this_hour(tx, at)
    locks.check_caps(people.failures_of(tx, _of_day(line_user, at)), of_all)


def wrong_this_hour(tx: Connection, at: int) -> int:
    """The misses of everybody in this hour."""
    return people.failures_of(tx, _of_hour(at))


def missed(
    tx: Connection,
    subject: str,
    line_user: str,
    at: int,
    after: Callable[[locks.Tries, dt.datetime], locks.Tries] = locks.after_wrong_code,
    person_id: int | None = None,
) -> locks.Tries:
    """Count one miss of a subject, and under both caps."""
    tries = after(read(tx, subject), moment(at))
    people.put_tries(tx, subject, tries.failures, epoch_ms(tries.locked_until), at)
    count_caps(tx, line_user, at, person_id)
    return tries


def count_caps(tx: Connection, line_user: str, at: int, person_id: int | None = None) -> None:
    """Count one miss under both caps only. The hour in which everybody's is reached is written down once."""
    people.count_failure(tx, _of_day(line_user, at), at)
    if _is_own(tx, line_user, person_id):
        return
    people.count_failure(tx, _of_hour(at), at)
    if wrong_this_hour(tx, at) == locks.MOST_WRONG_TRIES_AN_HOUR:
        audit.record(tx, at, "system", "guessing_stopped", _of_hour(at), {"misses": locks.MOST_WRONG_TRIES_AN_HOUR})


def check_codes(tx: Connection, line_user: str, at: int, person_id: int) -> None:
    """The cap of one-time codes in a day. TooManyTriesToday; never for the LINE user that is linked to the person."""
    if not _is_own(tx, line_user, person_id):
        locks.check_codes(wrong_codes_in_a_day(tx, at))


def count_code(tx: Connection, line_user: str, at: int, person_id: int) -> None:
    """Count one wrong code under the cap of a day. The moment in which it is reached is written down."""
    if _is_own(tx, line_user, person_id):
        return
    people.count_failure(tx, _codes_of_hour(at), at)
    if wrong_codes_in_a_day(tx, at) == locks.MOST_WRONG_CODES_A_DAY:
        facts = {"misses": locks.MOST_WRONG_CODES_A_DAY}
        audit.record(tx, at, "system", "guessing_stopped", _codes_of_hour(at), facts)


def wrong_codes_in_a_day(tx: Connection, at: int) -> int:
    """The wrong codes of strangers in this hour and the 24 before it: no 24 hours see more than the cap, whenever they begin."""
    return people.failures_of(tx, *(_codes_of_hour(at - hours * 3_600_000) for hours in range(25)))


def forgive(tx: Connection, subject: str, at: int) -> None:
    """Right: the misses of a subject are forgotten. The caps go on counting."""
    if people.tries(tx, subject) is not None:
        people.put_tries(tx, subject, 0, 0, at)


def _is_own(tx: Connection, line_user: str, person_id: int | None) -> bool:
    return person_id is not None and people.linked_person(tx, line_user) == person_id


def _of_day(line_user: str, at: int) -> str:
    return f"day:{line_user}:{moment(at):%Y-%m-%d}"


def _of_hour(at: int) -> str:
    return f"hour:{moment(at):%Y-%m-%dT%H}"


def _codes_of_hour(at: int) -> str:
    return f"codes:{moment(at):%Y-%m-%dT%H}"
