"""One-time codes at the desk: checked, counted and used up in the transaction they belong to (W-06).

Wrong codes are counted per person *and* LINE user, so that a stranger who guesses never locks out the person whose
account it is. The accepted step is stored with the credential: a code works once, wherever it is typed.
"""

import datetime as dt

from sqlalchemy import Connection, select, update

from domain import locks, one_time_code
from domain.desk import tries
from domain.errors import NoAuthenticator, WrongCode
from domain.store.db import for_update
from domain.store.tables import credential


def check(tx: Connection, person_id: int, line_user: str, typed: str, now: dt.datetime) -> None:
    """Accept a code or refuse it. CodeMalformed, TemporarilyLocked, TooManyTriesToday, WrongCode, CodeUsedTwice.

    The refusal of a wrong code must be caught inside the transaction: the miss stays counted.
    """
    code = one_time_code.parse_code(typed)
    row = tx.execute(for_update(tx, select(credential).where(credential.c.person_id == person_id))).first()
    if row is None or row.totp_secret is None:
        raise NoAuthenticator()
    subject, at = f"{person_id}:{line_user}", tries.epoch_ms(now)
    locks.check(tries.read(tx, subject), now, account_locked=row.account_locked)
    tries.check_caps(tx, line_user, at, person_id)
    tries.check_codes(tx, line_user, at, person_id)
    try:
        step = one_time_code.accept(row.totp_secret, code, at=now, last_step=row.totp_last_step)
    except WrongCode:
        tries.missed(tx, subject, line_user, at, person_id=person_id)
        tries.count_code(tx, line_user, at, person_id)
        raise
    used = {"totp_last_step": step, "last_code_at": at, "totp_confirmed_at": row.totp_confirmed_at or at}
    tx.execute(update(credential).where(credential.c.person_id == person_id).values(**used))
    tries.forgive(tx, subject, at)
