"""What the job engine on PostgreSQL is asked so often that it must not cost more the more people wait."""

from psycopg import AsyncConnection
from sqlalchemy import Connection, select, text

from domain.store.figures import WAITING
from domain.store.tables import line_event

# At every job it gives out the engine looks for others of the same lock, and has no index that begins with the lock.
BY_LOCK = "CREATE INDEX IF NOT EXISTS sumairu_jobs_by_lock ON procrastinate_jobs (lock) WHERE status IN ('todo', 'doing')"
# The table of jobs is all but empty whenever its statistics are taken, if they ever are. Planned by them, the first job
# is found by comparing and sorting all that wait; without these plans the indexes are followed, however many wait.
OFF = ("enable_sort", "enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin")
_NO_JOB_WAITS = text("NOT EXISTS (SELECT FROM procrastinate_jobs AS job WHERE job.queueing_lock = line_event.line_user AND job.status = 'todo')")


async def configure(connection: AsyncConnection) -> None:
    """Every connection of the engine's own. All it does is one statement each: a transaction around it would only cost."""
    await connection.set_autocommit(True)
    for plan in OFF:
        await connection.execute(f"SET {plan} = off")


def unwoken(tx: Connection, at: int, most: int = 1000) -> list[str]:
    """Whoever has something waiting and no waiting job that will take it."""
    waiting = select(line_event.c.line_user).where(WAITING, line_event.c.next_at <= at, _NO_JOB_WAITS)
    return list(tx.execute(waiting.group_by(line_event.c.line_user).limit(most)).scalars())
