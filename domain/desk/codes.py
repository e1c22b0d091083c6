"""One-time codes at the desk: checked, counted and used up in the transaction they belong to (W-06).

Wrong codes are counted per person *and* LINE user, so that a stranger who guesses never locks out the person whose
account it is. The accepted step is stored with the credential: a code works once, wherever it is typed.
"""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from domain import locks, one_time_code
from domain.errors import NoAuthenticator, WrongCode
from domain.store.db import for_update
from domain.store.tables import code_tries, credential


def check(tx: Connection, person_id: int, line_user: str, typed: str, now: dt.datetime) -> None:
    """Accept a code or refuse it. CodeMalformed, TemporarilyLocked, TooManyTriesToday, WrongCode, CodeUsedTwice.

    The refusal of a wrong code must be caught inside the transaction: the miss stays counted.
    """
    code = one_time_code.parse_code(typed)
    row = tx.execute(for_update(tx, select(credential).where(credential.c.person_id == person_id))).first()
    if row is None or row.totp_secret is None:
        raise NoAuthenticator()
    subject = f"{person_id}:{line_user}"
    tries = _tries(tx, subject)
    locks.check(tries, now, account_locked=row.account_locked)
    locks.check_caps(_misses_of(tx, line_user, now), _misses_of_all(tx, now))
    try:
        step = one_time_code.accept(row.totp_secret, code, at=now, last_step=row.totp_last_step)
    except WrongCode:
        _count(tx, subject, locks.after_wrong_code(tries, now), now)
        raise
    used = {"totp_last_step": step, "last_code_at": _ms(now), "totp_confirmed_at": row.totp_confirmed_at or _ms(now)}
    tx.execute(update(credential).where(credential.c.person_id == person_id).values(**used))
    _count(tx, subject, locks.after_success(tries), now)


def _tries(tx: Connection, subject: str) -> locks.Tries:
    row = tx.execute(for_update(tx, select(code_tries).where(code_tries.c.subject == subject))).first()
    if row is None:
        return locks.Tries()
    until = dt.datetime.fromtimestamp(row.locked_until / 1000, dt.UTC) if row.locked_until else None
    return locks.Tries(row.failures, until)


def _count(tx: Connection, subject: str, tries: locks.Tries, now: dt.datetime) -> None:
    until = _ms(tries.locked_until) if tries.locked_until else 0
    values: dict[str, Any] = {"failures": tries.failures, "locked_until": until, "window_started_at": _ms(now)}
    if tx.execute(update(code_tries).where(code_tries.c.subject == subject).values(**values)).rowcount == 0:
        tx.execute(insert(code_tries), values | {"subject": subject})
    if tries.failures:
        _count_miss(tx, f"day:{subject.rpartition(':')[2]}:{now:%Y-%m-%d}", now)
        _count_miss(tx, f"hour:{now:%Y-%m-%dT%H}", now)


def _count_miss(tx: Connection, subject: str, now: dt.datetime) -> None:
    more = update(code_tries).where(code_tries.c.subject == subject).values(failures=code_tries.c.failures + 1)
    if tx.execute(more).rowcount == 0:
        tx.execute(insert(code_tries), {"subject": subject, "failures": 1, "window_started_at": _ms(now), "locked_until": 0})


def _misses_of(tx: Connection, line_user: str, now: dt.datetime) -> int:
    return _misses(tx, f"day:{line_user}:{now:%Y-%m-%d}")


def _misses_of_all(tx: Connection, now: dt.datetime) -> int:
    return _misses(tx, f"hour:{now:%Y-%m-%dT%H}")


def _misses(tx: Connection, subject: str) -> int:
    return int(tx.execute(select(func.coalesce(func.max(code_tries.c.failures), 0)).where(code_tries.c.subject == subject)).scalar_one())


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
