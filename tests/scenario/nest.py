"""Hatches services: a process that has imported everything once and forks a fresh one at every word.

Importing takes seconds, dying a hundred times takes a hundred times as long. What hatches runs `sumairu serve` just as
`python -m bot.cli serve` does, in a process of its own with its own environment.

    {"start": {environment}, "port": 8000}  →  process id
    {"poll": true}                          →  null while it lives, else its exit code (negative: a signal)
"""

import contextlib
import json
import os
import signal
import sys
from typing import Any


def hatch(environment: dict[str, str], port: int) -> int:
    """A new process that serves. Returns its id."""
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        os.environ.update(environment)
        log = os.open(environment["SERVICE_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        from bot import cli

        code = cli.main(["serve", "--port", str(port)])
    finally:
        sys.stderr.flush()
        os._exit(code)


def polled(pid: int) -> int | None:
    """The exit code of a child that has ended."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


def main() -> None:
    """Answer one line of JSON by one line of JSON until the input ends."""
    import linebot.v3.messaging  # noqa: F401

    import bot.app
    import bot.cli
    import bot.line_client
    import bot.start  # noqa: F401

    if len(sys.argv) > 1:
        from tests.scenario import planted

        planted.PLANTS[sys.argv[1]].apply()
    pid = 0
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        told: dict[str, Any] = json.loads(line)
        if "start" in told:
            pid = hatch(told["start"], told["port"])
            print(json.dumps(pid), flush=True)
        else:
            print(json.dumps(polled(pid)), flush=True)
    with contextlib.suppress(
        ProcessLookupError, ChildProcessError
    ):  # Whoever asked is gone: nothing is left behind.
        if pid and polled(pid) is None:
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
