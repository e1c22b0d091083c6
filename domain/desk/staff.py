"""The staff themselves: adding, signing in, roles, disabling. Sessions last 15 minutes idle and 8 hours at most."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection

from domain import locks, one_time_code, passwords, roles
from domain.desk.hands import Form, Hand, fresh, moment, record, same_version
from domain.errors import (
    CodeMalformed,
    FieldLeftEmpty,
    LastAdmin,
    NotOneOfThese,
    SignInRefused,
    StaffLoginMalformed,
    StaffLoginTaken,
    TemporarilyLocked,
    WrongCode,
)
from domain.store import audit, staff
from domain.store.db import Database

LOGIN_LEAST, LOGIN_MOST = 3, 40
IDLE_MS = 15 * 60_000
LONGEST_MS = 8 * 3_600_000
SEEN_EVERY_MS = 30_000  # the session's row is written no oftener than this
TRIES = 5  # wrong sign-ins in a row; the sixth waits
LOCK_MS = int(locks.LOCK_FOR.total_seconds()) * 1000


@dataclass(frozen=True, slots=True)
class Present:
    """Whoever is signed in."""

    staff_id: int
    login: str
    name: str
    roles: tuple[str, ...]


def add(
    tx: Connection,
    login: str,
    name: str,
    its_roles: tuple[str, ...],
    password: str,
    totp_secret: str,
    at: int,
    actor: str = "system",
) -> int:
    """A new member of staff, for the command line and the demo as well. StaffLoginMalformed, StaffLoginTaken,
    NotOneOfThese for an unknown role, and what `passwords.check_new` refuses."""
    if not re.fullmatch(rf"[a-z0-9.-]{{{LOGIN_LEAST},{LOGIN_MOST}}}", login):
        raise StaffLoginMalformed(least=LOGIN_LEAST, most=LOGIN_MOST)
    _known(its_roles)
    staff_id = staff.add(tx, {
        "login": login, "name": name[:80] or login, "roles": list(its_roles), "totp_secret": totp_secret, "made_at": at,
        "password_hash": passwords.hash_password(passwords.check_new(password)),
    })  # fmt: skip
    if staff_id is None:
        raise StaffLoginTaken(login=login)
    audit.record(
        tx, at, actor, "staff_added", f"staff:{staff_id}", {"login": login, "roles": list(its_roles)}
    )
    return staff_id


def sign_in(db: Database, login: str, password: str, code: str, at: int) -> str:
    """A new session's token. SignInRefused (never saying what was wrong), TemporarilyLocked, CodeUsedTwice.

    The try is counted before the password is looked at, in a transaction of its own: many guesses at once count too,
    and the slow hash holds no lock of the database.
    """
    with db.writing() as tx:
        row = _counted_try(tx, login, at)
    right = passwords.verify_password(row.password_hash if row else _nobody(), password)
    if row is None or not right or row.disabled:
        raise SignInRefused
    token = secrets.token_urlsafe(32)
    with db.writing() as tx:
        present = staff.get(tx, row.id, lock=True)
        assert present is not None
        step = _step(present, code, at)
        # A version counts changes by people; a sign-in is none.
        staff.touch(tx, row.id, failures=0, locked_until=0, totp_last_step=step)
        staff.open_session(tx, _hashed(token), row.id, at)
        audit.record(tx, at, f"staff:{row.id}", "signed_in", f"staff:{row.id}")
    return token


def present(tx: Connection, token: str, at: int) -> tuple[Present, bool] | None:
    """Whoever a token belongs to, and whether `seen` is due; None when the session is over."""
    row = staff.session(tx, _hashed(token))
    if row is None or row.ended_at is not None or row.disabled:
        return None
    if at - row.seen_at >= IDLE_MS or at - row.made_at >= LONGEST_MS:
        return None
    return Present(row.id, row.login, row.name, tuple(row.roles)), at - row.seen_at >= SEEN_EVERY_MS


def seen(tx: Connection, token: str, at: int) -> None:
    """The session was used just now."""
    staff.seen(tx, _hashed(token), at)


def sign_out(tx: Connection, token: str, at: int) -> None:
    """The session ends, whoever still holds its token."""
    row = staff.session(tx, _hashed(token))
    if row is not None and row.ended_at is None:
        staff.end_session(tx, _hashed(token), at)
        audit.record(tx, at, f"staff:{row.id}", "signed_out", f"staff:{row.id}")


def invite(
    tx: Connection, hand: Hand, login: str, name: str, its_roles: tuple[str, ...], form: Form
) -> tuple[int, str, str] | None:
    """Add a colleague with a password made here. Returns (id, password, TOTP secret): shown once, kept nowhere."""
    hand.must(roles.Act.MANAGE_STAFF)
    if not fresh(tx, hand, form, "staff_added", f"staff:{login}"[:80]):
        return None
    password, secret = initial_password(), one_time_code.new_secret()
    return add(tx, login, name, its_roles, password, secret, hand.at, hand.actor), password, secret


def give_roles(tx: Connection, hand: Hand, staff_id: int, its_roles: tuple[str, ...], form: Form) -> None:
    """Other roles from now on, at the very next click. LastAdmin."""
    row = _change(tx, hand, staff_id, form, "roles_given")
    if row is None:
        return
    _known(its_roles)
    _keep_an_admin(tx, staff_id, "admin" in its_roles)
    staff.change(tx, staff_id, roles=list(its_roles))
    record(
        tx, hand, "roles_given", f"staff:{staff_id}", {"before": list(row.roles), "after": list(its_roles)}
    )


def disable(tx: Connection, hand: Hand, staff_id: int, disabled: bool, form: Form) -> None:
    """Close or reopen an account; closing ends its sessions at once. LastAdmin."""
    act = "staff_disabled" if disabled else "staff_enabled"
    if _change(tx, hand, staff_id, form, act) is None:
        return
    if disabled:
        _keep_an_admin(tx, staff_id, False)
        staff.end_sessions(tx, staff_id, hand.at)
    staff.change(tx, staff_id, disabled=disabled, failures=0, locked_until=0)
    record(tx, hand, act, f"staff:{staff_id}")


def renew(tx: Connection, hand: Hand, staff_id: int, form: Form) -> tuple[str, str] | None:
    """A new password and authenticator for a colleague who lost them; all sessions end. Returns both, shown once."""
    if _change(tx, hand, staff_id, form, "staff_renewed") is None:
        return None
    password, secret = initial_password(), one_time_code.new_secret()
    staff.change(
        tx,
        staff_id,
        password_hash=passwords.hash_password(password),
        totp_secret=secret,
        totp_last_step=None,
        failures=0,
        locked_until=0,
    )
    staff.end_sessions(tx, staff_id, hand.at)
    record(tx, hand, "staff_renewed", f"staff:{staff_id}")
    return password, secret


def initial_password() -> str:
    """A random password that meets W-08 and is read easily over a telephone."""
    letters = "abcdefghjkmnpqrstuvwxyz"
    groups = ["".join(secrets.choice(letters) for _ in range(4)) for _ in range(3)]
    return "-".join(groups) + f"-{secrets.randbelow(9000) + 1000}"


def _counted_try(tx: Connection, login: str, at: int) -> Any | None:
    row = staff.by_login(tx, login)
    if row is None:
        return None
    if row.locked_until > at:
        raise TemporarilyLocked(minutes=-(-(row.locked_until - at) // 60_000))
    failures = row.failures + 1 if row.failures < TRIES else 1
    staff.touch(tx, row.id, failures=failures, locked_until=at + LOCK_MS if failures >= TRIES else 0)
    return row


def _step(row: Any, code: str, at: int) -> int:
    try:
        parsed = one_time_code.parse_code(code)
        return one_time_code.accept(row.totp_secret, parsed, at=moment(at), last_step=row.totp_last_step)
    except (WrongCode, CodeMalformed, FieldLeftEmpty):
        raise SignInRefused from None


def _change(tx: Connection, hand: Hand, staff_id: int, form: Form, act: str) -> Any | None:
    hand.must(roles.Act.MANAGE_STAFF)
    subject = f"staff:{staff_id}"
    if not fresh(tx, hand, form, act, subject):
        return None
    row = staff.get(tx, staff_id, lock=True)
    if row is None:
        raise NotOneOfThese(field="staff")
    same_version(tx, row, form, subject)
    return row


def _keep_an_admin(tx: Connection, staff_id: int, stays: bool) -> None:
    others = [
        row for row in staff.every(tx) if row.id != staff_id and not row.disabled and "admin" in row.roles
    ]
    if not stays and not others:
        raise LastAdmin


def _known(its_roles: tuple[str, ...]) -> None:
    if not its_roles or not set(its_roles) <= set(roles.ROLES):
        raise NotOneOfThese(field="roles")


@cache
def _nobody() -> str:
    # An unknown login costs the same time as a known one.
    return passwords.hash_password(secrets.token_urlsafe(24))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
