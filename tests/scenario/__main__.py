"""`make faults`: the full form of the fault tests. Writes docs/faults.md with the date and the figures; ends with 1 on any finding.

python -m tests.scenario [--users 500] [--events 5000] [--kills 100] [--registrants 10] [--seed 1] [--long] [--only threads]

`make faults LONG=1`: 3,000 kills, every pass of every point on PostgreSQL too, the rows four times as large.
"""

import argparse
import datetime as dt
import logging
import os
import platform
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from bot import failpoints
from domain import passwords
from tests.faults.every import ROWS
from tests.faults.row import BOTH, NAMES
from tests.scenario import planted, planted_postgres, probes, probes_postgres
from tests.scenario.planted import Plant
from tests.scenario.refold import Model
from tests.scenario.run import Plan, Result, running
from tests.scenario.service import ROOT
from tests.scenario.small import SETTINGS, Small, crash
from tests.scenario.story import STORY, UNMODELLED

PAGE = ROOT / "docs" / "faults.md"
IN_A_RUN = (  # points that the crowd passes often enough, and the passes at which the service dies
    "webhook.stored", "webhook.committed", "turn.taken", "turn.committed", "sender.claimed", "sender.calling", "sender.called", "sender.settled",
    "house.waking",
)  # fmt: skip
PASSES = {"threads": (1, 2, 5, 9), "procrastinate": (1, 2)}
ONLY_SQLITE = {"deferred_begin"}
EVERY = {"threads": 1, "procrastinate": 4}  # every so many passes of a point there is a death, unless --long


@dataclass
class Found:
    """Everything the page tells."""

    points: dict[str, dict[str, Any]] = field(default_factory=dict)  # by engine
    plants: dict[str, dict[str, bool]] = field(default_factory=dict)
    rows: list[tuple[str, str, str, str, list[str]]] = field(default_factory=list)
    runs: dict[str, Result] = field(default_factory=dict)

    def findings(self) -> list[str]:
        """All of them."""
        found = [one for told in self.points.values() for one in told["findings"]]
        found += [f"{test} {engine}: {one}" for test, _, engine, _, findings in self.rows for one in findings]
        return found + [one for result in self.runs.values() for one in result.findings]


def main() -> int:
    """Run, print, write. Returns the exit code."""
    parser = argparse.ArgumentParser("faults", description=__doc__)
    for name, usual in (("users", 500), ("events", 5000), ("kills", 100), ("registrants", 10), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", choices=BOTH)
    told = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    began, found = time.monotonic(), Found()
    engines = [told.only] if told.only else list(BOTH)
    for engine in engines:
        found.runs[engine] = run(engine, told)
        print(f"run on {NAMES[engine]}: {found.runs[engine].figures}, {len(found.runs[engine].findings)} findings", flush=True)
    failpoints.die, kept = crash, failpoints.die
    passwords.hasher(passwords.CHEAP)
    try:
        for engine in engines:
            found.points[engine] = every_point(engine, 1 if told.long else EVERY[engine])
            print(f"crash points on {NAMES[engine]}: {found.points[engine]['crashes']} deaths, {len(found.points[engine]['findings'])} findings", flush=True)
            found.plants[engine] = plants(engine)
            print(f"planted faults on {NAMES[engine]}: {sum(found.plants[engine].values())} of {len(found.plants[engine])} found", flush=True)
        found.rows = rows(engines, 4 if told.long else 1)
    finally:
        failpoints.die = kept
        passwords.hasher(passwords.COST)
    if not told.only:
        PAGE.write_text(page(told, found, time.monotonic() - began), "utf-8")
    for finding in found.findings()[:40]:
        print("-", finding[:1000])
    print(f"{len(found.findings())} findings")
    return 1 if found.findings() or not all(all(one.values()) for one in found.plants.values()) else 0


def run(engine: str, told: argparse.Namespace) -> Result:
    """The crowd, and servers that die."""
    plan = Plan(
        seed=told.seed, users=told.users, events=told.events, kills=1500 if told.long else told.kills, registrants=told.registrants, settle_seconds=400.0,
        points=[f"{point}:{passes}" for point in IN_A_RUN for passes in PASSES[engine]], many_faults=True, engine=engine, gap=0.3 if told.long else 0.8,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as home, running(plan, Path(home)) as going:
        return going.goes()


def every_point(engine: str, step: int) -> dict[str, Any]:
    """The small story, dying at every pass of every point (or at every so many)."""
    told: dict[str, Any] = {"crashes": 0, "passes": {}, "findings": []}
    for point in failpoints.POINTS:
        passes, deaths = 1, 0
        while (found := _dies_at(f"{point}:{passes}", engine)) is not None:
            told["findings"] += [f"{NAMES[engine]} {point}:{passes}: {word}" for word in found]
            passes, deaths = passes + step, deaths + 1
        told["passes"][point] = deaths
        told["crashes"] += deaths
    return told


def _dies_at(failpoint: str, engine: str) -> list[str] | None:
    """What the oracle finds after a death there; None when the point is not passed so often."""
    with tempfile.TemporaryDirectory() as home:
        small = Small(Path(home), engine=engine)
        try:
            small.plays(STORY, failpoint)
            return small.judges(Model(str(SETTINGS["public_url"])), UNMODELLED) if small.deaths else None
        except AssertionError as broken:
            return [f"the story breaks off: {broken}"]
        finally:
            small.gone()


def plants(engine: str) -> dict[str, bool]:
    """Which planted faults are found by their probe, and by nothing else than the plant."""
    found = {}
    with probes.on(engine):
        for name, (plant, probe) in _plants(engine).items():
            sound = not probe()
            patches = plant.apply()
            try:
                found[plant.change] = sound and bool(probe())
            finally:
                patches.undo()
            if not found[plant.change]:
                print(f"planted fault {name} on {NAMES[engine]}: sound before: {sound}, not found", flush=True)
    return found


def _plants(engine: str) -> dict[str, tuple[Plant, probes.Probe]]:
    both = {name: (plant, probes.FINDS[name]) for name, plant in planted.PLANTS.items()}
    if engine == "threads":
        return both
    several = {name: (plant, probes_postgres.FINDS[name]) for name, plant in planted_postgres.PLANTS.items()}
    return {name: one for name, one in both.items() if name not in ONLY_SQLITE} | several


def rows(engines: list[str], scale: int) -> list[tuple[str, str, str, str, list[str]]]:
    """Every row of the table of faults: test, what, engine, figure, findings."""
    done = []
    for row in ROWS:
        if row.engine and row.engine not in engines:
            continue
        with tempfile.TemporaryDirectory() as home:
            try:
                figure, found = row.does(Path(home), row.engine, scale)
            except Exception as broken:
                figure, found = "broke off", [f"{type(broken).__name__}: {broken}"]
        print(f"{row.test} {NAMES[row.engine]}: {figure}, {len(found)} findings", flush=True)
        done.append((row.test, row.what, NAMES[row.engine], figure, found))
    return done


def page(told: argparse.Namespace, found: Found, seconds: float) -> str:
    """docs/faults.md."""
    today = dt.datetime.now(dt.UTC)
    lines = [
        "# Faults on purpose",
        "",
        f"Written by `make faults{' LONG=1' if told.long else ''}`; do not edit. What it does stands in `tests/scenario/` and `tests/faults/`.",
        "",
        f"{today:%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {os.cpu_count()} cores, seed {told.seed}, {seconds:.0f} s in all.",
        "",
        *_of_runs(told, found),
        *_of_rows(found),
        *_of_points(found),
        *_of_plants(found),
    ]
    if findings := found.findings():
        lines += ["## Findings", "", *[f"- {finding[:300]}" for finding in findings[:50]], ""]
    return "\n".join(lines)


def _of_runs(told: argparse.Namespace, found: Found) -> list[str]:
    """T54: servers that die under a crowd."""
    columns = [result.figures for result in found.runs.values()]
    names = [name for name in columns[0] if name not in ("deaths", "starts", "quiet_at", "seconds")]
    total = sum(one["deaths"]["kill"] + one["deaths"]["point"] for one in columns)

    def line(name: str, values: list[Any]) -> str:
        return f"| {name} | {' | '.join(str(value) for value in values)} |"

    return [
        "## Servers that die under a crowd (T54)",
        "",
        f"{told.users} people (follow, texts right and wrong, taps, double taps, old, foreign and forged buttons, stickers, files, blocking),"
        f" {told.registrants} chairpersons who register over the real pages, and a clerk at the console. On SQLite the service is one process; on PostgreSQL it is"
        " two web servers behind a balancer and two workers, of which one dies while the others go on. LINE's emulator doubles, shuffles, batches and redelivers"
        " its webhooks and spoils API calls (500, reset, lost answer, time-out, 429, delay).",
        "",
        line("", [NAMES[engine] for engine in found.runs]),
        "|---" * (len(columns) + 1) + "|",
        line("kill -9 at a random moment", [one["deaths"]["kill"] for one in columns]),
        line("deaths at a named point (before and after each commit and send)", [one["deaths"]["point"] for one in columns]),
        line("points not passed before the process was ended", [one["deaths"]["point not reached"] for one in columns]),
        line("of a web process / of a worker", [f"{one['deaths']['web']} / {one['deaths']['worker']}" for one in columns]),
        *[line(name, [one[name] for one in columns]) for name in names],
        line("seconds", [one["seconds"] for one in columns]),
        line("**lost or doubled, or a talk other than the model's**", [f"**{len(result.findings)}**" for result in found.runs.values()]),
        "",
        "The oracle: every event LINE had accepted is one row, taken once; every talk that no page moves (dialog, state, answers, screen, version) and every message in it equals, to the"
        " letter, those of a fresh house that takes the same events without faults; what a row says was sent was delivered once and in order; in a talk that pages move too, everything said is answered by one row; one filing and one"
        " receipt a person; the audit's chain and the database are whole; no job is left behind. A reply has no retry key: when nobody knows whether it arrived it is not tried again,"
        " and any answer of the person brings the question back. What a dead worker had in hand waits: its person's turns for half a minute (no heartbeat), its calls to LINE for a minute (lease).",
        "",
        f"With {total} deaths and no finding, the rate of a visible fault a death is below {3 / max(1, total):.1%} (95 %)." if not found.findings() else "",
        "",
    ]  # fmt: skip


def _of_rows(found: Found) -> list[str]:
    return [
        "## Faults one by one (T56-T73)",
        "",
        "| test | fault | on | figure | findings |",
        "|---|---|---|---|---|",
        *[f"| {test} | {what} | {engine} | {figure} | {len(findings)} |" for test, what, engine, figure, findings in found.rows],
        "",
        "Not done: a failing flush under PostgreSQL (the server's own matter; it stops and starts again, which is the row of the cut connections),"
        " a power cut, an hour of soak (see `docs/benchmarks.md`).",
        "",
    ]  # fmt: skip


def _of_points(found: Found) -> list[str]:
    """T55: dying at every point."""
    columns = list(found.points.values())
    deaths = ", ".join(f"{told['crashes']} deaths on {NAMES[engine]}, {len(told['findings'])} findings" for engine, told in found.points.items())
    return [
        "## Every point (T55)",
        "",
        f"A story of four people, a clerk and the identity vendor in one process, dying once in each play: {deaths}.",
        "",
        f"| point | {' | '.join(NAMES[engine] for engine in found.points)} |",
        "|---" * (len(columns) + 1) + "|",
        *[f"| `{point}` | {' | '.join(str(told['passes'][point]) for told in columns)} |" for point in columns[0]["passes"]],
        "",
    ]


def _of_plants(found: Found) -> list[str]:
    """T94: the checkers checked."""
    names = list(dict.fromkeys(name for told in found.plants.values() for name in told))
    words = {True: "found", False: "**missed**", None: "-"}
    return [
        "## Planted faults (T94)",
        "",
        f"| planted | {' | '.join(NAMES[engine] for engine in found.plants)} |",
        "|---" * (len(found.plants) + 1) + "|",
        *[f"| {name} | {' | '.join(words[told.get(name)] for told in found.plants.values())} |" for name in names],
        "",
    ]


if __name__ == "__main__":
    sys.exit(main())
