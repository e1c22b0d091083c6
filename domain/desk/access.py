"""Passwords and one-time codes against the stored ones, every miss counted (W-03, W-04, W-06).

Nothing here tells whether a user ID exists: unknown IDs are compared with a dummy hash, counted and locked alike.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection

from domain import locks, one_time_code, passwords
from domain.desk import tries
from domain.errors import AccessRefused, TemporarilyLocked, UserIdExpired, WrongCode, WrongPassword
from domain.one_time_code import Occasion
from domain.store import audit, people

YEARS = 5  # W-03
YEAR_MS = 31_556_952_000  # a mean year: nobody is thrown out on the day itself


@dataclass(frozen=True, slots=True)
class Known:
    """Whoever gave the right password. `code_needed`: W-06, or a LINE user that was not theirs before."""

    person_id: int
    code_needed: bool
    authenticator_ready: bool


def check_password(tx: Connection, user_id: str, password: str, line_user: str, at: int) -> Known:
    """The person of a user ID and a password.

    WrongPassword with the tries left, TemporarilyLocked (W-04), AccountLocked, TooManyTriesToday, UserIdExpired.
    Call it inside a transaction that commits whatever is raised.
    """
    row = people.credential_by_user_id(tx, user_id)
    tries.check_caps(tx, line_user, at, None if row is None else row.person_id)
    if row is None:
        raise _nobody(tx, user_id, password, line_user, at)
    check_password_of(tx, row, password, line_user, at)
    _refuse_expired(row, at)
    return Known(row.person_id, _code_needed(tx, row, line_user, at), row.totp_confirmed_at is not None)


def check_password_of(tx: Connection, row: Any, password: str, line_user: str, at: int) -> None:
    """The password of a known credential row. Raises as `check_password`."""
    before = _password_tries(row)
    # The account lock is only told to whoever has the right password; the others see an ordinary refusal.
    locks.check(before, tries.moment(at))
    if not passwords.verify_password(row.password_hash, password):
        after = locks.after_wrong_password(before, tries.moment(at))
        people.change_credential(
            tx,
            row.person_id,
            password_failures=after.failures,
            password_locked_until=tries.epoch_ms(after.locked_until),
        )
        tries.count_caps(tx, line_user, at, row.person_id)
        if after.locked_until is not None:
            audit.record(tx, at, f"line:{line_user}", "password_locked", f"person:{row.person_id}")
        raise _refusal(after, at)
    locks.check(before, tries.moment(at), account_locked=row.account_locked)
    values: dict[str, Any] = {"password_failures": 0, "password_locked_until": 0}
    if passwords.needs_rehash(row.password_hash):
        values["password_hash"] = passwords.hash_password(password)
    people.change_credential(tx, row.person_id, **values)


def check_code_of(
    tx: Connection,
    person_id: int,
    line_user: str,
    secret: str | None,
    last_step: int | None,
    code: str,
    at: int,
) -> int:
    """The accepted step of a parsed code against a secret that is not the stored one yet; misses are counted.

    WrongCode, CodeUsedTwice, TemporarilyLocked after five misses, TooManyTriesToday. For stored secrets: `codes.check`.
    """
    subject = f"{person_id}:{line_user}"
    tries.check_caps(tx, line_user, at, person_id)
    tries.check(tx, subject, at)
    try:
        if secret is None:
            raise WrongCode
        step = one_time_code.accept(secret, code, at=tries.moment(at), last_step=last_step)
    except WrongCode:
        after = tries.missed(tx, subject, line_user, at, person_id=person_id)
        if after.locked_until is not None:
            raise TemporarilyLocked(minutes=locks.minutes_left(after, tries.moment(at))) from None
        raise
    tries.forgive(tx, subject, at)
    return step


def signed_in(tx: Connection, person_id: int, at: int, *, with_code: bool) -> None:
    """Note a sign-in: five years (W-03) and ninety days (W-06) count from here."""
    values = {"last_sign_in_at": at} | ({"last_code_at": at} if with_code else {})
    people.change_credential(tx, person_id, **values)


def _nobody(tx: Connection, user_id: str, password: str, line_user: str, at: int) -> AccessRefused:
    """The refusal of an ID that nobody has, counted and timed like that of one that somebody has."""
    subject = f"nobody:{people.user_id_hash(user_id)}"
    tries.check(tx, subject, at)
    passwords.verify_password(_dummy(passwords.hasher()), password)  # takes as long as a real one
    return _refusal(tries.missed(tx, subject, line_user, at, locks.after_wrong_password), at)


def _refusal(after: locks.Tries, at: int) -> AccessRefused:
    if after.locked_until is not None:
        return TemporarilyLocked(minutes=locks.minutes_left(after, tries.moment(at)))
    return WrongPassword(left=locks.tries_left(after, locks.WRONG_PASSWORDS))


def _password_tries(row: Any) -> locks.Tries:
    until = row.password_locked_until
    return locks.Tries(row.password_failures, tries.moment(until) if until else None)


def _refuse_expired(row: Any, at: int) -> None:
    if row.last_sign_in_at is not None and at - row.last_sign_in_at > YEARS * YEAR_MS:
        raise UserIdExpired(years=YEARS)


def _code_needed(tx: Connection, row: Any, line_user: str, at: int) -> bool:
    """W-06, and always where this LINE user has not been this person's before: that is a new way in."""
    if people.linked_person(tx, line_user) != row.person_id:
        return True
    last = None if row.last_code_at is None else tries.moment(row.last_code_at)
    return one_time_code.needs_code(Occasion.SIGN_IN, last, tries.moment(at))


@cache
def _dummy(hasher: Any) -> str:  # of the cost in use, or it would not take as long
    return hasher.hash("nobody has this password")
