"""Hatches the service's processes: one that has imported everything once and forks a fresh one at every word.

Importing takes seconds, dying a hundred times takes a hundred times as long. What hatches runs `sumairu serve` (or
`sumairu worker`) just as `python -m bot.cli serve` does, in a process group of its own with its own environment.

    {"start": {environment}, "words": ["serve", "--port", "8000"]}  →  process id
    {"poll": process id}                                            →  null while it lives, else its exit code
"""

import contextlib
import json
import os
import signal
import sys
from typing import Any

ended: dict[int, int] = {}


def hatch(environment: dict[str, str], words: list[str]) -> int:
    """A new process that runs a command of `sumairu`. Returns its id."""
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        os.setsid()  # With whatever it starts itself it is one group: to be killed together, like a machine.
        os.environ.update(environment)
        log = os.open(environment["SERVICE_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        _hinder(environment)
        from bot import cli

        code = cli.main(words)
    finally:
        sys.stderr.flush()
        os._exit(code)


def _hinder(environment: dict[str, str]) -> None:
    """What a test takes away from the process: memory, a clock that can be trusted, a disk that keeps. And a death is noted down.

    Behind gunicorn it is a child that dies, and its master goes on.
    """
    from bot import failpoints

    def die() -> None:
        with open(environment["SCENARIO_DEATHS"], "ab", buffering=0) as deaths:
            deaths.write(b"x")
        os._exit(failpoints.DEAD)

    failpoints.die = die
    if most := int(environment.get("SCENARIO_MEMORY", "0")):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    if trace := environment.get("SCENARIO_TRACE"):
        from tests.scenario import traced

        traced.begin(trace, environment["DATABASE_URL"].removeprefix("sqlite:///"))
    if shift := environment.get("SCENARIO_CLOCK"):
        from tests.scenario import jumping

        jumping.follow(shift)


def polled(pid: int) -> int | None:
    """The exit code of a child that has ended."""
    if pid not in ended:
        found, status = os.waitpid(pid, os.WNOHANG)
        if not found:
            return None
        ended[pid] = os.waitstatus_to_exitcode(status)
    return ended[pid]


def main() -> None:
    """Answer one line of JSON by one line of JSON until the input ends."""
    import linebot.v3.messaging  # noqa: F401

    import bot.app
    import bot.cli
    import bot.jobs
    import bot.line_client
    import bot.start  # noqa: F401

    if len(sys.argv) > 1:
        from tests.scenario import planted

        planted.PLANTS[sys.argv[1]].apply()
    pids: set[int] = set()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        told: dict[str, Any] = json.loads(line)
        if "start" in told:
            pid = hatch(told["start"], told["words"])
            pids.add(pid)
            print(json.dumps(pid), flush=True)
        else:
            print(json.dumps(polled(told["poll"])), flush=True)
    for pid in pids:  # Whoever asked is gone: nothing is left behind.
        if polled(pid) is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
