"""What falls due by the date: run by whoever sweeps, as often as he sweeps. Each job finds out cheaply that it is done."""

from collections.abc import Callable

import structlog

from bot import buy_backs, corrections, forgetting, guessing, quota_job, scanner
from bot.house import House

log = structlog.get_logger()


def run(house: House) -> None:
    """Run every job; one that fails does not keep the others from running."""
    for job in JOBS:
        try:
            if done := job(house):
                log.info("due by the date", job=job.__module__, done=done)
        except Exception:
            log.exception("a job failed", job=job.__module__)


JOBS: tuple[Callable[[House], int], ...] = (buy_backs.run, corrections.run, quota_job.run, guessing.run, scanner.run, forgetting.run)
