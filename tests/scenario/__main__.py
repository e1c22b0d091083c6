"""`make faults`: the full form of the fault tests. Writes docs/faults.md with the date and the figures; ends with 1 on any finding.

python -m tests.scenario [--users 500] [--events 5000] [--kills 100] [--registrants 10] [--seed 1]
"""

import argparse
import datetime as dt
import logging
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import structlog

from bot import failpoints
from domain import passwords
from tests.scenario import probes
from tests.scenario.planted import PLANTS
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


def main() -> int:
    """Run, print, write. Returns the exit code."""
    parser = argparse.ArgumentParser("faults", description=__doc__)
    for name, usual in (("users", 500), ("events", 5000), ("kills", 100), ("registrants", 10), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    told = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    began = time.monotonic()
    every = every_point()
    print(f"crash points: {every['crashes']} deaths, {len(every['findings'])} findings", flush=True)
    found = plants()
    print(f"planted faults: {sum(found.values())} of {len(found)} found", flush=True)
    points = [f"{point}:{passes}" for point in IN_A_RUN for passes in (1, 2, 5, 9)]
    plan = Plan(
        seed=told.seed, users=told.users, events=told.events, kills=told.kills, points=points, registrants=told.registrants, settle_seconds=300.0, many_faults=True,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as home, running(plan, Path(home)) as run:
        result = run.goes()
    findings = [*every["findings"], *result.findings]
    PAGE.write_text(page(plan, result, every, found, time.monotonic() - began), "utf-8")
    print(f"run: {result.figures}\n{len(findings)} findings")
    for finding in findings[:40]:
        print("-", finding[:1000])
    return 1 if findings or not all(found.values()) else 0


def every_point() -> dict[str, Any]:
    """The small story, dying at every pass of every point."""
    failpoints.die, kept = crash, failpoints.die
    passwords.hasher(passwords.CHEAP)
    told: dict[str, Any] = {"crashes": 0, "passes": {}, "findings": []}
    try:
        for point in failpoints.POINTS:
            passes = 0
            while (found := _dies_at(f"{point}:{passes + 1}")) is not None:
                passes += 1
                told["findings"] += [f"{point}:{passes}: {word}" for word in found]
            told["passes"][point] = passes
            told["crashes"] += passes
    finally:
        failpoints.die = kept
        passwords.hasher(passwords.COST)
    return told


def _dies_at(failpoint: str) -> list[str] | None:
    """What the oracle finds after a death there; None when the point is not passed so often."""
    with tempfile.TemporaryDirectory() as home:
        small = Small(Path(home))
        small.plays(STORY, failpoint)
        found = small.judges(Model(str(SETTINGS["public_url"])), UNMODELLED) if small.deaths else None
        small.house.db.close()
        return found


def plants() -> dict[str, bool]:
    """Which planted faults are found by their probe, and by nothing else than the plant."""
    failpoints.die, kept = crash, failpoints.die
    passwords.hasher(passwords.CHEAP)
    found = {}
    try:
        for name, plant in PLANTS.items():
            sound = not probes.FINDS[name]()
            patches = plant.apply()
            try:
                found[name] = sound and bool(probes.FINDS[name]())
            finally:
                patches.undo()
    finally:
        failpoints.die = kept
        passwords.hasher(passwords.COST)
    return found


def page(plan: Plan, result: Result, every: dict[str, Any], found: dict[str, bool], seconds: float) -> str:
    """docs/faults.md."""
    figures, deaths = dict(result.figures), result.figures["deaths"]
    findings = [*every["findings"], *result.findings]
    today = dt.datetime.now(dt.UTC)
    lines = [
        "# Faults on purpose",
        "",
        "Written by `make faults`; do not edit. What it does stands in `tests/scenario/`.",
        "",
        f"{today:%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {os.cpu_count()} cores, seed {plan.seed}, {seconds:.0f} s in all.",
        "",
        "## A server that dies under a crowd",
        "",
        f"{plan.users} people (follow, texts right and wrong, taps, double taps, old, foreign and forged buttons, stickers, files, blocking),"
        f" {plan.registrants} chairpersons who register over the real pages, and a clerk at the console. The service is a process of its own on SQLite;"
        " LINE's emulator doubles, shuffles, batches and redelivers its webhooks and spoils API calls (500, reset, lost answer, time-out, 429, delay).",
        "",
        "| figure | |",
        "|---|---|",
        f"| kill -9 at a random moment | {deaths['kill']} |",
        f"| deaths at a named point (before and after each commit and send) | {deaths['point']} |",
        *[f"| {name} | {value} |" for name, value in figures.items() if name not in ("deaths", "starts")],
        f"| **lost or doubled, or a talk other than the model's** | **{len(result.findings)}** |",
        "",
        "The oracle: every event LINE had accepted is one row, taken once; every talk that no page moves (dialog, state, answers, screen, version) and every message in it equals, to the"
        " letter, those of a fresh house that takes the same events without faults; what a row says was sent was delivered once and in order; in a talk that pages move too, everything said is answered by one row; one filing and one"
        " receipt a person; the audit's chain and the database are whole. A reply has no retry key: when nobody knows whether it arrived it is not tried again,"
        " and any answer of the person brings the question back.",
        "",
        f"With {deaths['kill'] + deaths['point']} deaths and no finding, the rate of a visible fault a death is below {3 / max(1, deaths['kill'] + deaths['point']):.1%} (95 %).",
        "",
        "## Every point, every pass",
        "",
        f"A story of four people and a clerk in one process, dying once in each play: {every['crashes']} deaths, {len(every['findings'])} findings.",
        "",
        "| point | passes, each died at |",
        "|---|---|",
        *[f"| `{point}` | {passes} |" for point, passes in every["passes"].items() if passes],
        "",
        "## Planted faults",
        "",
        "| planted | found |",
        "|---|---|",
        *[f"| {PLANTS[name].change} | {'yes' if was else '**no**'} |" for name, was in found.items()],
        "",
    ]  # fmt: skip
    if findings:
        lines += ["## Findings", "", *[f"- {finding[:300]}" for finding in findings[:50]], ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
