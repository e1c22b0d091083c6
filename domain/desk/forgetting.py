"""What has served its turn and says something about people is forgotten (T90).

Filings, talks and the trail stay: the sources name no period for them. What a spent or expired link knew, counted
misses, ended sessions of staff and the keys of their forms are of no use to anybody after a while.
"""

from sqlalchemy import Connection, delete, update

from domain.store.tables import code_tries, one_time_link, staff_act, staff_session

DAYS = 90  # the house's own period: longer than any of these could still be asked about
DAY_MS = 86_400_000


def forget(tx: Connection, at: int) -> int:
    """Forget what is older than DAYS. Returns how many rows were emptied or taken away; again at once is none."""
    before = at - DAYS * DAY_MS
    # The row of a link stays, for it tells who applied from which LINE user; what was typed or made on its page goes.
    emptied = update(one_time_link).where(one_time_link.c.expires_at.between(1, before)).values(expires_at=0, facts={})
    gone = [
        delete(code_tries).where(code_tries.c.window_started_at < before, code_tries.c.locked_until < at),
        delete(staff_session).where(staff_session.c.made_at < before),
        delete(staff_act).where(staff_act.c.at < before),
    ]
    return sum(tx.execute(statement).rowcount for statement in (emptied, *gone))
