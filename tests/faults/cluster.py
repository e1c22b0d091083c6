"""A PostgreSQL server of a row's own, whose disk is full (T67)."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.host import TROUBLE_OVER, crowded, filled, refused, small_disk, supervised
from tests.faults.row import Told, row
from tests.scenario import places
from tests.scenario.run import Run
from tests.scenario.service import free_port

MEGABYTES = 160  # an empty cluster, the template of the databases, the database, and little more
OWNER = "postgres"  # the server refuses to run as root
SETTINGS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=16MB -c max_wal_size=8MB -c wal_init_zero=on"


@dataclass
class Cluster:
    """One server: its programs, its data, its port."""

    programs: Path
    data: Path
    port: int

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
        return self.runs() or self._does("pg_ctl", "-D", str(self.data), "-o", f"-p {self.port} {SETTINGS}", "-l", os.devnull, "-w", "-t", "60", "start") == 0

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
    programs = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), default=None)
    if programs is None or os.geteuid() != 0:
        return "not done: it wants PostgreSQL's server programs and root, for the mount", []
    with small_disk(MEGABYTES) as disk:
        if disk is None:
            return "not done: this machine does not let us mount a file system", []
        cluster = Cluster(programs.parent, disk / "data", free_port())
        with _elsewhere(cluster):
            return _full(cluster, disk, home, scale)


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
