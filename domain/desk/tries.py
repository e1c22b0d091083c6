"""Counted misses as rows: the locks of `domain/locks.py` over `code_tries`.

A miss is counted in the transaction that refuses it, and that transaction commits. Wrong codes count for a person
*and* a LINE user together, so that a stranger's guessing never locks the rightful person out; caps on the LINE user
and on everybody stop whoever tries many IDs.
"""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection

from domain import locks
from domain.store import people


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


def check_caps(tx: Connection, line_user: str, at: int) -> None:
    """The caps of a LINE user a day and of everybody an hour. TooManyTriesToday."""
    locks.check_caps(people.failures_of(tx, _of_day(line_user, at)), people.failures_of(tx, _of_hour(at)))


def missed(
    tx: Connection,
    subject: str,
    line_user: str,
    at: int,
    after: Callable[[locks.Tries, dt.datetime], locks.Tries] = locks.after_wrong_code,
) -> locks.Tries:
    """Count one miss of a subject, and under both caps."""
    tries = after(read(tx, subject), moment(at))
    people.put_tries(tx, subject, tries.failures, epoch_ms(tries.locked_until), at)
    count_caps(tx, line_user, at)
    return tries


def count_caps(tx: Connection, line_user: str, at: int) -> None:
    """Count one miss under both caps only."""
    for subject in (_of_day(line_user, at), _of_hour(at)):
        people.count_failure(tx, subject, at)


def forgive(tx: Connection, subject: str, at: int) -> None:
    """Right: the misses of a subject are forgotten. The caps go on counting."""
    if people.tries(tx, subject) is not None:
        people.put_tries(tx, subject, 0, 0, at)


def _of_day(line_user: str, at: int) -> str:
    return f"day:{line_user}:{moment(at):%Y-%m-%d}"


def _of_hour(at: int) -> str:
    return f"hour:{moment(at):%Y-%m-%dT%H}"
