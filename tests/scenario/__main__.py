"""`make faults`: the full form of the fault tests. Writes docs/faults.md with the date and the figures; ends with 1 on any finding.

python -m tests.scenario [--users 500] [--events 5000] [--kills 100] [--registrants 10] [--seed 1] [--long] [--only threads] [--parts run rows] [--rows T60]

`make faults LONG=1`: 3,000 kills, every pass of every point on PostgreSQL too, the rows four times as large. With `--only`,
`--parts` or `--rows` a part is run again by itself: its figures replace the older ones in docs/faults.json, of which the
page is made.
"""

import argparse
import datetime as dt
import json
import logging
import os
import platform
import sys
import tempfile
from collections.abc import Callable
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
from tests.scenario.run import Plan, running
from tests.scenario.service import ROOT
from tests.scenario.small import SETTINGS, Small, crash
from tests.scenario.story import STORY, UNMODELLED

PAGE, KEPT = ROOT / "docs" / "faults.md", ROOT / "docs" / "faults.json"
IN_A_RUN = (  # points that the crowd passes often enough, and the passes at which the service dies
    "webhook.stored", "webhook.committed", "turn.taken", "turn.committed", "sender.claimed", "sender.calling", "sender.called", "sender.settled",
    "house.waking",
)  # fmt: skip
PASSES = {"threads": (1, 2, 5, 9), "procrastinate": (1, 2)}
ONLY_SQLITE = {"deferred_begin", "commits_unflushed"}
EVERY = {"threads": 1, "procrastinate": 4}  # every so many passes of a point there is a death, unless --long


Kept = dict[str, dict[str, dict[str, Any]]]  # part → engine → when it was taken, and what it told


def main() -> int:
    """Run, print, write. Returns the exit code."""
    parser = argparse.ArgumentParser("faults", description=__doc__)
    for name, usual in (("users", 500), ("events", 5000), ("kills", 100), ("registrants", 10), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", choices=BOTH)
    parser.add_argument("--rows", nargs="+", choices=sorted({row.test for row in ROWS}), help="of the part `rows` only these")
    parser.add_argument("--parts", nargs="+", choices=list(PARTS), default=list(PARTS))
    told = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    new: Kept = {part: {} for part in told.parts}
    for part in told.parts:
        for engine in [told.only] if told.only else BOTH:
            new[part][engine] = {"taken": taken()} | _within(part, engine, told)
            keep(new)
    found = findings(new)
    for finding in found[:40]:
        print("-", finding[:1000])
    print(f"{len(found)} findings")
    return 1 if found else 0


def _within(part: str, engine: str, told: argparse.Namespace) -> dict[str, Any]:
    """One part. Only the crowd dies for real and thinks hard about passwords."""
    kept = failpoints.die
    if part != "run":
        failpoints.die = crash
        passwords.hasher(passwords.CHEAP)
    try:
        one = PARTS[part](engine, told)
    finally:
        failpoints.die = kept
        passwords.hasher(passwords.COST)
    print(f"{part} on {NAMES[engine]}: {one}", flush=True)
    return one


def taken() -> str:
    """When and on what."""
    now = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC"
    return f"{now}, Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}"


def findings(told: Kept) -> list[str]:
    """All of them; a planted fault that was missed is one."""
    found = []
    for part, engines in told.items():
        for engine, one in engines.items():
            where = f"{part} on {NAMES[engine]}"
            found += [f"{where}: {word}" for word in one.get("findings", [])]
            found += [f"{where}: {test}: {word}" for test, _, _, words in one.get("rows", []) for word in words]
            found += [f"{where}: missed: {plant}" for plant, good in one.get("plants", {}).items() if not good]
    return found


def keep(new: Kept) -> None:
    """Write parts down in place of their older ones."""
    kept: Kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    for part in PARTS:
        older = kept.get(part, {})
        kept[part] = older | {engine: _beside(older.get(engine), one) for engine, one in new.get(part, {}).items()}
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    PAGE.write_text(page(kept), "utf-8")


def _beside(older: dict[str, Any] | None, newer: dict[str, Any]) -> dict[str, Any]:
    """Some rows that were run again stand beside the others."""
    if not older or not (which := newer.get("only")):
        return newer
    rows = [row for row in older["rows"] if row[0] not in which] + newer["rows"]
    return {"taken": f"{older['taken']}; {', '.join(which)}: {newer['taken']}", "rows": rows}


def run(engine: str, told: argparse.Namespace) -> dict[str, Any]:
    """The crowd, and servers that die."""
    plan = Plan(
        seed=told.seed, users=told.users, events=told.events, kills=1500 if told.long else told.kills, registrants=told.registrants, settle_seconds=400.0,
        points=[f"{point}:{passes}" for point in IN_A_RUN for passes in PASSES[engine]], many_faults=True, engine=engine, gap=0.3 if told.long else 0.8,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as home, running(plan, Path(home)) as going:
        result = going.goes()
    return {"users": told.users, "registrants": told.registrants, "figures": result.figures, "findings": result.findings}


def every_point(engine: str, asked: argparse.Namespace) -> dict[str, Any]:
    """The small story, dying at every pass of every point (or at every so many)."""
    step = 1 if asked.long else EVERY[engine]
    told: dict[str, Any] = {"crashes": 0, "passes": {}, "findings": []}
    for point in failpoints.POINTS:
        passes, deaths = 1, 0
        while (found := _dies_at(f"{point}:{passes}", engine)) is not None:
            told["findings"] += [f"{point}:{passes}: {word}" for word in found]
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


def plants(engine: str, _told: argparse.Namespace) -> dict[str, Any]:
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
    return {"plants": found}


def _plants(engine: str) -> dict[str, tuple[Plant, probes.Probe]]:
    both = {name: (plant, probes.FINDS[name]) for name, plant in planted.PLANTS.items()}
    if engine == "threads":
        return both
    several = {name: (plant, probes_postgres.FINDS[name]) for name, plant in planted_postgres.PLANTS.items()}
    return {name: one for name, one in both.items() if name not in ONLY_SQLITE} | several


def rows(engine: str, told: argparse.Namespace) -> dict[str, Any]:
    """Every row of the table of faults: test, what, figure, findings. What no engine matters for goes with the first."""
    done = []
    for row in ROWS:
        if (row.engine != engine and (row.engine or engine != BOTH[0])) or row.test not in (told.rows or [row.test]):
            continue
        with tempfile.TemporaryDirectory() as home:
            try:
                figure, found = row.does(Path(home), row.engine, 4 if told.long else 1)
            except Exception as broken:
                figure, found = "broke off", [f"{type(broken).__name__}: {broken}"]
        print(f"{row.test} {NAMES[row.engine]}: {figure}, {len(found)} findings", flush=True)
        done.append((row.test, f"{row.what} ({NAMES[row.engine]})", figure, found))
    return {"rows": done} | ({"only": told.rows} if told.rows else {})


def page(kept: Kept) -> str:
    """docs/faults.md."""
    lines = [
        "# Faults on purpose",
        "",
        "Written by `make faults`; do not edit. What it does stands in `tests/scenario/` and `tests/faults/`. Each part says when it was taken.",
        "",
    ]
    for part, section in SECTIONS.items():
        if kept[part]:
            lines += section({engine: kept[part][engine] for engine in BOTH if engine in kept[part]})
    if found := findings(kept):
        lines += ["## Findings", "", *[f"- {finding[:300]}" for finding in found[:50]], ""]
    return "\n".join(lines)


def _taken(told: dict[str, dict[str, Any]]) -> list[str]:
    return [*(f"{NAMES[engine]}: {one['taken']}  " for engine, one in told.items()), ""]


def _of_runs(told: dict[str, dict[str, Any]]) -> list[str]:
    """T54: servers that die under a crowd."""
    columns = [one["figures"] for one in told.values()]
    first = next(iter(told.values()))
    names = [name for name in columns[0] if name not in ("deaths", "starts", "quiet_at", "seconds")]
    total = sum(one["deaths"]["kill"] + one["deaths"]["point"] for one in columns)

    def line(name: str, values: list[Any]) -> str:
        return f"| {name} | {' | '.join(str(value) for value in values)} |"

    return [
        "## Servers that die under a crowd (T54)",
        "",
        f"{first['users']} people (follow, texts right and wrong, taps, double taps, old, foreign and forged buttons, stickers, files, blocking),"
        f" {first['registrants']} chairpersons who register over the real pages, and a clerk at the console. On SQLite the service is one process; on PostgreSQL it is"
        " two web servers behind a balancer and two workers, of which one dies while the others go on. LINE's emulator doubles, shuffles, batches and redelivers"
        " its webhooks and spoils API calls (500, reset, lost answer, time-out, 429, delay).",
        "",
        *_taken(told),
        line("", [NAMES[engine] for engine in told]),
        "|---" * (len(columns) + 1) + "|",
        line("kill -9 at a random moment", [one["deaths"]["kill"] for one in columns]),
        line("deaths at a named point (before and after each commit and send)", [one["deaths"]["point"] for one in columns]),
        line("points not passed before the process was ended", [one["deaths"]["point not reached"] for one in columns]),
        line("of a web process / of a worker", [f"{one['deaths']['web']} / {one['deaths']['worker']}" for one in columns]),
        *[line(name, [one[name] for one in columns]) for name in names],
        line("seconds", [one["seconds"] for one in columns]),
        line("**lost or doubled, or a talk other than the model's**", [f"**{len(one['findings'])}**" for one in told.values()]),
        "",
        "The oracle: every event LINE had accepted is one row, taken once; every talk that no page moves (dialog, state, answers, screen, version) and every message in it equals, to the"
        " letter, those of a fresh house that takes the same events without faults; what a row says was sent was delivered once and in order; in a talk that pages move too, everything said is answered by one row; one filing and one"
        " receipt a person; the audit's chain and the database are whole; no job is left behind. A reply has no retry key: when nobody knows whether it arrived it is not tried again,"
        " and any answer of the person brings the question back. What a dead worker had in hand waits: its person's turns for half a minute (no heartbeat), its calls to LINE for a minute (lease).",
        "",
        f"With {total} deaths and no finding, the rate of a visible fault a death is below {3 / max(1, total):.1%} (95 %)." if not any(one["findings"] for one in told.values()) else "",
        "",
    ]  # fmt: skip


def _of_rows(told: dict[str, dict[str, Any]]) -> list[str]:
    return [
        "## Faults one by one (T56-T73)",
        "",
        *_taken(told),
        "| test | fault | figure | findings |",
        "|---|---|---|---|",
        *[f"| {test} | {what} | {figure} | {len(words)} |" for test, what, figure, words in sorted(row for one in told.values() for row in map(tuple, one["rows"]))],
        "",
        "The hour of soak stands in `docs/benchmarks.md`.",
        "",
    ]  # fmt: skip


def _of_points(told: dict[str, dict[str, Any]]) -> list[str]:
    """T55: dying at every point."""
    deaths = ", ".join(f"{one['crashes']} deaths on {NAMES[engine]}, {len(one['findings'])} findings" for engine, one in told.items())
    points = next(iter(told.values()))["passes"]
    return [
        "## Every point (T55)",
        "",
        f"A story of four people, a clerk and the identity vendor in one process, dying once in each play: {deaths}.",
        "",
        *_taken(told),
        f"| point | {' | '.join(NAMES[engine] for engine in told)} |",
        "|---" * (len(told) + 1) + "|",
        *[f"| `{point}` | {' | '.join(str(one['passes'][point]) for one in told.values())} |" for point in points],
        "",
    ]


def _of_plants(told: dict[str, dict[str, Any]]) -> list[str]:
    """T94: the checkers checked."""
    names = list(dict.fromkeys(name for one in told.values() for name in one["plants"]))
    words = {True: "found", False: "**missed**", None: "-"}
    return [
        "## Planted faults (T94)",
        "",
        *_taken(told),
        f"| planted | {' | '.join(NAMES[engine] for engine in told)} |",
        "|---" * (len(told) + 1) + "|",
        *[f"| {name} | {' | '.join(words[one['plants'].get(name)] for one in told.values())} |" for name in names],
        "",
    ]


PARTS: dict[str, Callable[[str, argparse.Namespace], dict[str, Any]]] = {"run": run, "points": every_point, "plants": plants, "rows": rows}
SECTIONS = {"run": _of_runs, "rows": _of_rows, "points": _of_points, "plants": _of_plants}


if __name__ == "__main__":
    sys.exit(main())
