"""Rows of `outgoing` while they are carried out: claimed with a lease, settled with LINE's answer."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, func, or_, select, text, update

from domain.store.tables import outgoing, talk

older = outgoing.alias("older")

# In words, not as parameters: only so may a database use the small index of what is open, instead of all that was ever sent.
OPEN = text("outgoing.state IN ('queued', 'sending')")
_due = or_(
    and_(outgoing.c.state == "queued", outgoing.c.next_at <= bindparam("at")),
    and_(outgoing.c.state == "sending", outgoing.c.leased_until <= bindparam("at")),
)
# One person's rows leave in their order: a row waits for the older open ones of the same person and channel.
_first_in_line = ~exists(
    select(older.c.id).where(
        older.c.line_user == outgoing.c.line_user,
        older.c.channel == outgoing.c.channel,
        older.c.id < outgoing.c.id,
        older.c.state.in_(("queued", "sending")),
        outgoing.c.line_user != "",
    )
)
_find = (
    select(outgoing.c.id)
    .where(OPEN, _due, _first_in_line)
    .order_by(outgoing.c.id + 0)  # The sum keeps SQLite from walking all rows by id only to spare itself the sorting of a few.
    .limit(bindparam("most"))
)
_claim = (
    update(outgoing)
    .where(outgoing.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="sending", leased_until=bindparam("lease"), attempts=outgoing.c.attempts + 1,
            first_sent_at=func.coalesce(outgoing.c.first_sent_at, bindparam("now")))
)
_rows = select(outgoing).where(outgoing.c.id.in_(bindparam("ids", expanding=True))).order_by(outgoing.c.id)


def claim(tx: Connection, at: int, lease_ms: int, most: int, kinds: Iterable[str] | None = None) -> list[Any]:
    """Claim due rows (of some kinds): each row as it was *before* the claim, so that a lost lease can be seen.

    A row that comes back in state `sending` was under way when its process died.
    """
    find = _find if kinds is None else _find.where(outgoing.c.kind.in_(list(kinds)))
    if tx.dialect.name != "sqlite":
        find = find.with_for_update(skip_locked=True, of=outgoing)
    ids = list(tx.execute(find, {"at": at, "most": most}).scalars())
    if not ids:
        return []
    rows = list(tx.execute(_rows, {"ids": ids}).mappings())
    tx.execute(_claim, {"ids": ids, "lease": at + lease_ms, "now": at})
    return rows


def release_leases(tx: Connection) -> None:
    """When the only sender starts: what its dead predecessor had under way is due at once, not after its lease."""
    tx.execute(update(outgoing).where(outgoing.c.state == "sending").values(leased_until=0))


def settle(tx: Connection, row_id: int, **values: Any) -> None:
    """Write down what became of a row."""
    tx.execute(update(outgoing).where(outgoing.c.id == row_id).values(leased_until=None, **values))


def counts(tx: Connection) -> dict[str, int]:
    """How many rows stand in each state."""
    return {row.state: row.n for row in tx.execute(select(outgoing.c.state, func.count().label("n")).group_by(outgoing.c.state))}


def give_up(tx: Connection, line_user: str, at: int) -> None:
    """Somebody has blocked the account: LINE would answer 200 and deliver nothing. Mails go on."""
    tx.execute(
        update(outgoing)
        .where(outgoing.c.line_user == line_user, outgoing.c.channel == "line", outgoing.c.state == "queued")
        .values(state="blocked", done_at=at)
    )


def is_friend(tx: Connection, line_user: str) -> bool:
    """Whether a push can reach somebody at all, as far as we have heard."""
    return tx.execute(select(talk.c.friend).where(talk.c.line_user == line_user)).scalar() is not False
