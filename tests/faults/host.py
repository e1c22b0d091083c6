"""What a host does to the service: a locked database, cut connections, a full disk, failing writes, jumping clocks (T66-T71)."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from domain import passwords
from tests.faults.row import MOUNT, STRACE, Told, lacking, row
from tests.scenario.places import ask
from tests.scenario.run import Plan, Result, Run, running
from tests.scenario.service import ROOT

TROUBLE_OVER = 30.0  # seconds until all must be well again


def crowded(home: Path, engine: str, trouble: Callable[[Run], None], scale: int, **more: Any) -> tuple[Result, float]:
    """A crowd, a service that is not killed, and a trouble in the middle; how long it took to be quiet after it."""
    passwords.hasher(passwords.COST)
    plan = Plan(users=12, events=150 * scale, kills=0, registrants=0, clerk=False, rare_faults=False, engine=engine, webs=1, workers=1, settle_seconds=120.0)
    with running(Plan(**{**vars(plan), **more}), home) as run:
        ended = [0.0]

        def troubled() -> None:
            trouble(run)
            ended[0] = time.monotonic()

        run.trouble = troubled
        result = run.goes()
        result.figures["log"] = run.service.words()
    return result, result.figures["quiet_at"] - ended[0]


def refused(result: Result) -> int:
    """Webhooks that were not answered 200, and came again."""
    return int(result.figures["webhooks refused"])


@row("T66", "the database is locked by somebody else")
def locked(home: Path, engine: str, scale: int) -> Told:
    """For 0.1 to 5 seconds (30 in the long form): everybody waits, LINE delivers again what it got no answer to."""
    seconds = (0.1, 1.0, 5.0) if scale == 1 else (0.1, 1.0, 5.0, 10.0, 30.0)
    result, quiet = crowded(home, engine, lambda run: [_hold(run, one) for one in seconds] and None, scale)
    tracebacks = result.figures["log"].count("database is locked")
    return f"held {', '.join(f'{one:g}' for one in seconds)} s: {refused(result)} webhooks unanswered and delivered again, 0 lost, {tracebacks} times given up, quiet {quiet:.0f} s after", result.findings


def _hold(run: Run, seconds: float) -> None:
    if run.db.sqlite:
        with contextlib.closing(sqlite3.connect(run.db.url.database or "", timeout=30, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            other.execute("ROLLBACK")
    else:
        engine = create_engine(run.service.database_url)
        with engine.begin() as other:
            other.execute(text("LOCK TABLE line_event IN ACCESS EXCLUSIVE MODE"))
            time.sleep(seconds)
        engine.dispose()
    time.sleep(0.5)


@row("T66", "every connection to the database is cut", "procrastinate")
def connections_cut(home: Path, engine: str, scale: int) -> Told:
    """As when PostgreSQL is started anew. A process that ends over it is started again, as its unit does."""
    times, again = 5 * scale, list[int | None]()

    def cut(run: Run) -> None:
        supervised(run, again)
        for _ in range(times):
            run.allow_more(15)
            time.sleep(0.2)
            ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{run.db.url.database}' AND application_name = 'service'")  # not our own
            time.sleep(1.5)

    result, quiet = crowded(home, engine, cut, scale, environment={"PGAPPNAME": "service"})
    return f"cut {times} times: {refused(result)} webhooks answered 500 and delivered again, {len(again)} processes started anew, 0 lost, quiet {quiet:.0f} s after", (
        result.findings + [f"quiet only {quiet:.0f} s after"] * (quiet > 2 * TROUBLE_OVER) + ["a process ended with 0, as if it had been told to"] * again.count(0)
    )


def supervised(run: Run, again: list[int | None]) -> None:
    """From here on a process that ends is started anew, as its unit does; `again` holds their exit codes."""

    def watch() -> None:
        while not run.over.wait(0.5):
            for process in run.service.processes:
                if not process.alive() and not run.over.is_set():
                    again.append(process.exit_code)
                    process.start()

    threading.Thread(target=watch, daemon=True).start()


@row("T67", "the disk is full", "threads")
def disk_full(home: Path, engine: str, scale: int) -> Told:
    """A file system of 32 MB that is filled up for some seconds. Needs root for the mount."""
    with small_disk(32) as disk:
        if disk is None:
            return lacking(MOUNT)

        def fill(run: Run) -> None:
            with filled(disk):
                run.allow_more()
                time.sleep(4 * scale)

        log = str(home / "service.log")
        result, quiet = crowded(disk, engine, fill, scale, environment={"SERVICE_LOG": log})
        full = Path(log).read_text("utf-8", "replace").count("disk is full") + Path(log).read_text("utf-8", "replace").count("OperationalError")
    found = result.findings + [f"quiet only {quiet:.0f} s after"] * (quiet > TROUBLE_OVER) + ["nothing met the full disk"] * (not full and not refused(result))
    return f"full for {4 * scale} s: {refused(result)} webhooks refused and delivered again, 0 accepted and lost, quiet {quiet:.0f} s after there was room", found


@contextlib.contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Not a byte more has room on the disk for as long as the block lasts."""
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"0" * 4096)
    yield
    filler.unlink()


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Path | None]:
    """A file system of its own, or None where we may not mount one."""
    disk = Path(tempfile.mkdtemp())
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)], capture_output=True).returncode == 0
    try:
        yield disk if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(disk)], capture_output=True)
        shutil.rmtree(disk, ignore_errors=True)


@row("T68", "writes and flushes of the database fail with EIO", "threads")
def failing_writes(home: Path, engine: str, scale: int) -> Told:
    """strace lets every third write or flush of the log fail for some seconds; then kill -9 and a new start."""
    if shutil.which("strace") is None:
        return lacking(STRACE)
    traced: list[int] = []

    def fail(run: Run) -> None:
        web = run.service.webs[0]
        words = ["strace", "-f", "-p", str(web.pid), "-P", str(home / "service.db-wal"), "-P", str(home / "service.db"), "-e", "trace=pwrite64,fdatasync,fsync"]
        tracer = subprocess.Popen([*words, "-e", "inject=pwrite64,fdatasync,fsync:error=EIO:when=2+3"], stderr=subprocess.PIPE, text=True)
        run.allow_more()
        time.sleep(4 * scale)
        tracer.send_signal(signal.SIGINT)
        traced.append((tracer.communicate(timeout=20)[1] or "").count("INJECTED"))
        web.kill()
        run.service.start()

    result, quiet = crowded(home, engine, fail, scale)
    if not traced or not traced[0]:
        return lacking("leave to trace a process on this machine")
    return f"{traced[0]} writes failed: {refused(result)} webhooks refused and delivered again, 0 acknowledged events missing after kill -9, quiet {quiet:.0f} s after", result.findings


@row("T70", "a host's clock jumps: +1 h, -1 h, +1 day, -10 min")
def jumping_clock(home: Path, engine: str, scale: int) -> Told:
    """While people talk and calls to LINE fail. Leases and retries go on; nothing is sent twice or an hour late."""
    shift = home / "shift"

    def jump(run: Run) -> None:
        for seconds in (3600, -3600, 86_400, -600, 0) * scale:
            shift.write_text(str(seconds))
            run.allow_more(20)
            time.sleep(1.5)

    result, quiet = crowded(home, engine, jump, scale, shuffles=False, environment={"SCENARIO_CLOCK": str(shift)})
    found = result.findings + [f"quiet only {quiet:.0f} s after"] * (quiet > 90)
    return f"{4 * scale} jumps under {result.figures['events']} events: 0 lost, 0 doubled, quiet {quiet:.0f} s after the last", found


@row("T69", "memory while a crowd talks on")
def memory(home: Path, engine: str, scale: int) -> Told:
    """Resident memory of every process after a third of the events and after all of them."""
    sizes: list[dict[str, float]] = []

    def watch(run: Run) -> None:
        for share in (1, 2, 3):
            run.reaches(run.plan.events * share // 3)
            sizes.append({f"{process.kind}": _resident(process.pid) for process in run.service.processes})

    result, _ = crowded(home, engine, watch, 4 * scale, events=900 * scale)
    grown = {kind: sizes[2][kind] - sizes[1][kind] for kind in sizes[2]}
    told = ", ".join(f"{kind} {sizes[1][kind]:.0f} → {sizes[2][kind]:.0f} MB" for kind in grown)
    return f"{result.figures['events']} events, the last third: {told}", result.findings + [f"{kind} grew by {mb:.0f} MB" for kind, mb in grown.items() if mb > 40]


def _resident(pid: int) -> float:
    """Of a process and its children, in MB."""
    children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    total = 0
    for one in [str(pid), *children]:
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{one}/status").read_text()
            total += int(status.split("VmRSS:")[1].split()[0])
    return total / 1024


@row("T71", "hosts in other time zones", "")
def time_zones(home: Path, engine: str, scale: int) -> Told:
    """The story told by hosts in UTC, Tokyo and New York: every message, mail and talk is the same, byte by byte."""
    told = {}
    for zone in ("UTC", "Asia/Tokyo", "America/New_York"):
        done = subprocess.run([sys.executable, "-m", "tests.faults.zone"], cwd=ROOT, env=os.environ | {"TZ": zone}, capture_output=True, text=True, timeout=120)
        told[zone] = done.stdout or done.stderr[-500:]
    lines = told["UTC"].splitlines()
    found = [f"{zone}: {_first_difference(lines, other.splitlines())}" for zone, other in told.items() if other != told["UTC"]]
    return f"3 zones, {len(lines)} rows each: {len(found)} differ", found + ["the story told nothing"] * (len(lines) < 20)


def _first_difference(ours: list[str], theirs: list[str]) -> str:
    return next((f"{a[:200]} / {b[:200]}" for a, b in zip(ours, theirs, strict=False) if a != b), f"{len(ours)} and {len(theirs)} rows")
