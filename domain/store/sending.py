"""Rows of `outgoing` while they are carried out: claimed with a lease, settled with LINE's answer."""

import functools
import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, func, or_, select, text, update

from domain.store.prepared import Prepared
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
        text("older.state IN ('queued', 'sending')"),
        outgoing.c.line_user != "",
    )
)
# In the order of the index: a claim costs what it takes, however many wait behind it. What is tried again comes after
# what is tried for the first time.
_find = (
    select(outgoing, talk.c.friend)
    .outerjoin(talk, talk.c.line_user == outgoing.c.line_user)
    .where(OPEN, _due, _first_in_line)
    .order_by(outgoing.c.next_at, outgoing.c.id)
    .limit(bindparam("most"))
)
_claim = (
    update(outgoing)
    .where(outgoing.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="sending", leased_until=bindparam("lease"), attempts=outgoing.c.attempts + 1,
            first_sent_at=func.coalesce(outgoing.c.first_sent_at, bindparam("now")))
)


def claim(tx: Connection, at: int, lease_ms: int, most: int, kinds: Iterable[str] | None = None,
          replies: int | None = None) -> list[dict[str, Any]]:
    """Claim due rows (of some kinds): each row as it was *before* the claim, so that a lost lease can be seen.

    At most so many `replies` among them: a claimed reply is lost when the process dies, one that waits is not.
    A row that comes back in state `sending` was under way when its process died. `friend` is False where we have heard
    that the person has blocked us, None where there is no talk.
    """
    find = _finding(tx.dialect.name, None if kinds is None else tuple(kinds))
    rows = [row._asdict() for row in find.rows(tx, {"at": at, "most": most})]
    if replies is not None:
        left = itertools.count(replies, -1)
        rows = [row for row in rows if row["kind"] != "reply" or next(left) > 0]
    if rows:
        tx.execute(_claim, {"ids": [row["id"] for row in rows], "lease": at + lease_ms, "now": at})
    return rows


@functools.cache
def _finding(dialect: str, kinds: tuple[str, ...] | None) -> Prepared:
    find = _find if kinds is None else _find.where(or_(*(outgoing.c.kind == kind for kind in kinds)))
    return Prepared(find if dialect == "sqlite" else find.with_for_update(skip_locked=True, of=outgoing))


def release_leases(tx: Connection) -> None:
    """When the only sender starts: what its dead predecessor had under way is due at once, not after its lease."""
    tx.execute(update(outgoing).where(outgoing.c.state == "sending").values(leased_until=0))


def settle(tx: Connection, row: Mapping[str, Any], **values: Any) -> None:
    """Write down what became of a row that `claim` gave out. Again changes nothing; nor does it once somebody else has claimed it."""
    _settling(tuple(sorted(values))).change(
        tx, {"row": row["id"], "claimed": row["attempts"] + 1, **{f"new_{name}": value for name, value in values.items()}}
    )


@functools.cache
def _settling(names: tuple[str, ...]) -> Prepared:
    new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    ours = and_(outgoing.c.id == bindparam("row"), outgoing.c.state == "sending", outgoing.c.attempts == bindparam("claimed"))
    return Prepared(update(outgoing).where(ours).values(leased_until=None, **new))


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
