"""A PostgreSQL server of a row's own: its disk is full (T67), or does not bring to rest what it is given (T68)."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.host import TROUBLE_OVER, crowded, filled, refused, small_disk, supervised
from tests.faults.row import MOUNT, STRACE, Told, lacking, row
from tests.scenario import places
from tests.scenario.run import Run
from tests.scenario.service import free_port

MEGABYTES = 160  # an empty cluster, the template of the databases, the database, and little more
PROGRAMS = "server of PostgreSQL on this machine that we may start: it wants its programs and root"
OWNER = "postgres"  # the server refuses to run as root
SETTINGS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=16MB -c max_wal_size=8MB -c wal_init_zero=on"


@dataclass
class Cluster:
    """One server: its programs, its data, its port."""

    programs: Path
    data: Path
    port: int
    log: Path = Path(os.devnull)

    @property
    def url(self) -> str:
        """Of the database that every cluster has."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/postgres"

    def made(self) -> bool:
        """Whether initdb made it."""
        self.data.mkdir()
        shutil.chown(self.data, OWNER, OWNER)
        return self._does("initdb", "-D", str(self.data), "-A", "trust", "-U", OWNER, "--wal-segsize=1", "-E", "UTF8", "--locale=C") == 0

    def started(self) -> bool:
        """Whether it runs, now or already."""
        return self.runs() or self._does("pg_ctl", "-D", str(self.data), "-o", f"-p {self.port} {SETTINGS}", "-l", str(self.log), "-w", "-t", "60", "start") == 0

    def runs(self) -> bool:
        """Whether there is a server."""
        return self._does("pg_ctl", "-D", str(self.data), "status") == 0

    def stopped(self) -> None:
        """The end of it."""
        self._does("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def _does(self, program: str, *words: str) -> int:
        return subprocess.run(["runuser", "-u", OWNER, "--", str(self.programs / program), *words], cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode


@row("T67", "the disk is full", "procrastinate")
def disk_full_under_postgresql(home: Path, engine: str, scale: int) -> Told:
    """A server whose file system is filled up for some seconds. A server and processes that end over it are started again."""
    if (programs := _programs()) is None:
        return lacking(PROGRAMS)
    with small_disk(MEGABYTES) as disk:
        if disk is None:
            return lacking(MOUNT)
        cluster = Cluster(programs, disk / "data", free_port())
        with _elsewhere(cluster):
            return _full(cluster, disk, home, scale)


@row("T68", "flushes of the log fail with EIO", "procrastinate")
def failing_flushes(home: Path, engine: str, scale: int) -> Told:
    """strace lets flushes of every process of the server fail, three times for some seconds: PostgreSQL panics, replays its log
    and goes on, or is started again."""
    if (programs := _programs()) is None:
        return lacking(PROGRAMS)
    if shutil.which("strace") is None:
        return lacking(STRACE)
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        cluster = Cluster(programs, Path(folder, "data"), free_port(), Path(folder, "log"))
        with _elsewhere(cluster):
            return _failing(cluster, home, scale)


def _programs() -> Path | None:
    """Of the newest server there is, if we may run it."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), default=None)
    return programs.parent if programs and os.geteuid() == 0 else None


def _failing(cluster: Cluster, home: Path, scale: int) -> Told:
    again = list[int | None]()

    def fail(run: Run) -> None:
        supervised(run, again)
        for _ in range(3 * scale):
            with _no_flush(cluster):
                run.allow_more(30)
                time.sleep(3)
            assert cluster.started(), "with a disk that flushes the server does not start"

    result, quiet = crowded(home, "procrastinate", fail, scale, settle_seconds=180.0)
    panics = cluster.log.read_text("utf-8", "replace").count("PANIC")
    found = result.findings + [f"quiet only {quiet:.0f} s after"] * (quiet > 3 * TROUBLE_OVER) + ["no flush failed"] * (not panics)
    return (
        f"the server panicked {panics} times over a flush that failed: {refused(result)} webhooks refused and delivered again,"
        f" {len(again)} processes started anew, 0 acknowledged events missing, 0 doubled, quiet {quiet:.0f} s after"
    ), found


def _full(cluster: Cluster, disk: Path, home: Path, scale: int) -> Told:
    again, fell = list[int | None](), list[bool]()

    def fill(run: Run) -> None:
        supervised(run, again)
        with filled(disk):
            run.allow_more(60)
            time.sleep(6 * scale)
            fell.append(not cluster.runs())
        assert cluster.started(), "with room on its disk the server does not start"

    result, quiet = crowded(home, "procrastinate", fill, scale, settle_seconds=180.0)
    found = result.findings + [f"quiet only {quiet:.0f} s after"] * (quiet > 3 * TROUBLE_OVER) + ["nothing met the full disk"] * (not refused(result))
    server = "the server fell and was started anew" if any(fell) else "the server stayed up"
    return (
        f"full for {6 * scale} s, {server}: {refused(result)} webhooks refused and delivered again, {len(again)} processes started anew,"
        f" 0 accepted and lost, 0 doubled, quiet {quiet:.0f} s after there was room"
    ), found


@contextlib.contextmanager
def _no_flush(cluster: Cluster) -> Iterator[None]:
    """Now and then a flush of the log fails, in whichever process of the server does it."""
    master = Path(cluster.data, "postmaster.pid").read_text().split()[0]
    children = subprocess.run(["pgrep", "-P", master], capture_output=True, text=True).stdout.split()
    those = [word for pid in (master, *children) for word in ("-p", pid)]
    words = ["strace", "-f", "-o", os.devnull, "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=2+3", *those]
    tracer = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(20)


@contextlib.contextmanager
def _elsewhere(cluster: Cluster) -> Iterator[None]:
    """Every database that is made here stands in this cluster."""
    usual = places.POSTGRES_URL
    try:
        assert cluster.made() and cluster.started(), "no cluster could be made"
        places.POSTGRES_URL = cluster.url
        places.set_up.cache_clear()
        yield
    finally:
        places.POSTGRES_URL = usual
        places.set_up.cache_clear()
        cluster.stopped()
