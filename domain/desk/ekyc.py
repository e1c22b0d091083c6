"""Identity checks with the vendor as rows: begun here, moved on by the vendor's callbacks (W-11, W-12)."""

import secrets
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain import ekyc
from domain.store import audit
from domain.store.db import for_update, insert_new
from domain.store.tables import ekyc_callback, ekyc_session

METHODS = ("photo", "ic")
LIFETIME_MS = 30 * 60_000  # S0 eKYC 手順4
# The vendor's words for the five statuses that S0 shows.
STATUS_OF = {
    "information_registered": ekyc.Status.REGISTERED,
    "method_chosen": ekyc.Status.METHOD_CHOSEN,
    "in_progress": ekyc.Status.CHECKING,
    "passed": ekyc.Status.PASSED,
    "failed": ekyc.Status.FAILED,
}


def begin(tx: Connection, line_user: str, method: str, at: int) -> str:
    """A new check of a LINE user; returns its reference. An earlier check no longer counts: the newest tells."""
    reference = secrets.token_urlsafe(24)
    row = {
        "reference": reference,
        "line_user": line_user,
        "method": method,
        "status": ekyc.Status.REGISTERED.value,
        "sequence": 0,
        "made_at": at,
        "expires_at": at + LIFETIME_MS,
        "updated_at": at,
    }
    tx.execute(insert(ekyc_session), row)
    audit.record(tx, at, f"line:{line_user}", "ekyc_begun", f"ekyc:{reference}", {"method": method})
    return reference


def find(tx: Connection, reference: str) -> Any | None:
    """The row of a check, locked until the commit, or None."""
    return tx.execute(
        for_update(tx, select(ekyc_session).where(ekyc_session.c.reference == reference))
    ).first()


def hear(
    tx: Connection, reference: str, status: ekyc.Status, sequence: int, event_id: str, at: int
) -> ekyc.Status | None:
    """A message of the vendor, once per event id and in the order of its numbers; the new status, or None for no news.

    The reference must be known.
    """
    if not insert_new(tx, ekyc_callback, {"event_id": event_id, "reference": reference, "received_at": at}):
        return None
    row = find(tx, reference)
    assert row is not None
    before = ekyc.Check(ekyc.Status(row.status), row.sequence)
    after = ekyc.after(before, ekyc.Check(status, sequence))
    if after == before:
        return None
    tx.execute(
        update(ekyc_session)
        .where(ekyc_session.c.reference == reference)
        .values(status=after.status.value, sequence=after.sequence, updated_at=at)
    )
    audit.record(tx, at, "ekyc", "ekyc_status", f"ekyc:{reference}", {"status": after.status.value})
    return after.status
