"""A power cut under SQLite: what no flush has covered is lost, wholly or in part (T68)."""

import random
import shutil
import time
from pathlib import Path

from tests.faults.host import crowded, refused
from tests.faults.row import STRACE, Told, lacking, row
from tests.scenario import traced
from tests.scenario.run import Result, Run

CUTS = 8
EVENTS = 60  # between two of them


@row("T68", "a power cut", "threads")
def power_cut(home: Path, engine: str, scale: int) -> Told:
    """The machine goes dark in the middle of the crowd, several times. strace knows what had been flushed; of the rest
    chance decides. The service begins again on what the disk holds."""
    if shutil.which("strace") is None:
        return lacking(STRACE)
    result, quiet, uncertain = goes_dark(home, CUTS * scale)
    found = result.findings + ["nothing was under way at any power cut"] * (not sum(uncertain))
    return (
        f"{len(uncertain)} power cuts, {sum(uncertain)} writes not flushed at the time and left to chance: {refused(result)} webhooks unanswered and"
        f" delivered again, 0 acknowledged events missing, 0 doubled, quiet {quiet:.0f} s after"
    ), found


def goes_dark(home: Path, times: int, plant: str = "") -> tuple[Result, float, list[int]]:
    """A crowd and power cuts, what came of it, the seconds until all was quiet, and how many writes each cut left to chance."""
    will, uncertain = random.Random(68), list[int]()

    def dark(run: Run) -> None:
        for number in range(times):
            uncertain.append(_one_life(run, home / f"trace{number}", will))
        run.service.start()

    result, quiet = crowded(home, "threads", dark, 1, events=(times + 2) * EVENTS, plant=plant)
    return result, quiet, uncertain


def _one_life(run: Run, trace: Path, will: random.Random) -> int:
    """One life of the service and its end; how many writes were left to chance."""
    web, database = run.service.webs[0], run.db.url.database or ""
    if web.alive():
        web.stop()
    run.db.close()  # Whoever keeps it open would go on with what is no longer there.
    before = traced.on_disk(database)
    web.start(SCENARIO_TRACE=str(trace))
    web.wait_until_ready()
    run.allow_more(EVENTS)
    time.sleep(0.3 + will.random())
    web.kill()
    left, uncertain = traced.cut(trace, web.pid, before, will)
    traced.put_back(database, left)
    trace.unlink()
    return uncertain
