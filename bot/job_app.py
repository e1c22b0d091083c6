"""The job engine on our database: its connections, and its book of jobs, which tells when it could not be written."""

import asyncio

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from bot import job_queries


class Manager(JobManager):
    """The engine's book of jobs, which tells when the end of a job could not be written into it.

    Such a job would count as under way for as long as its worker lives, and its lock keep the person waiting.
    """

    lost: asyncio.Event

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """As the engine does."""
        try:
            await super().finish_job(job, status, delete_job)
        except ConnectorException:
            self.lost.set()
            raise


class Engine(App):
    """The job engine with our connections and our book."""

    def __init__(self, database_url: str) -> None:
        super().__init__(connector=PsycopgConnector(conninfo=_conninfo(database_url), configure=job_queries.configure))
        self.job_manager = self.book = Manager(self.connector)


def _conninfo(database_url: str) -> str:
    scheme, _, rest = database_url.partition("://")
    return f"{scheme.partition('+')[0]}://{rest}"
