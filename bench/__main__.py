"""`make bench`: every bench one after another; a table on the screen, var/bench.json and docs/benchmarks.md.

    python -m bench                  everything (a few minutes)
    python -m bench turn webhook     only these; nothing is written
"""

import datetime as dt
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench import (
    crowd,
    desk,
    hour,
    memory,
    outbox,
    passbooks,
    quota,
    redemption,
    rules,
    turn,
    webhook,
    workers,
)
from bench.tell import Goals, met, quiet, shown, table

ROOT = Path(__file__).resolve().parents[1]

BENCHES: dict[str, tuple[str, Callable[[], Mapping[str, Any]], Goals]] = {
    "turn": ("One chat turn, beside a floor of dict, sqlite3 and json", turn.run, turn.GOALS),
    "webhook": ("Webhook acknowledgements, beside a bare Flask view", webhook.run, webhook.GOALS),
    "outbox": ("Draining the outbox, against a LINE that answers after 150 ms and one that answers at once", outbox.run, outbox.GOALS),
    "workers": ("Turns a second on PostgreSQL, by workers of the real engine", workers.run, workers.GOALS),
    "crowd": ("Acknowledgements and a burst of follows while turns are taken", crowd.run, crowd.GOALS),
    "desk": ("The staff's queue over 100,000 filings", desk.run, desk.GOALS),
    "hour": ("Memory of each process over a scenario, a minute of it", hour.run, hour.GOALS),
    "memory": ("Memory of the embedded server", memory.run, memory.GOALS),
    "passbooks": ("積立手帳 of ten passbooks with ten purchases each, from the database to LINE's JSON", passbooks.run, passbooks.GOALS),
    "redemption": ("Statements of the approval of a 中途換金", redemption.run, redemption.GOALS),
    "quota": ("Closing a quota over 22,400 applications", quota.run, quota.GOALS),
    "rules": ("The rule book", rules.run, rules.GOALS),
}

PREFACE = """# Benchmarks

Written by `make bench`; every figure comes from one run on one machine, ours and what it is compared with by turns.
Times depend on the machine and on what else it does; the ratios are what counts. `*_cpu_*` is the time of the process
on its core, the rest is time on the wall. What each bench does stands at the top of its file in `bench/`.
"""


def machine() -> dict[str, Any]:
    """When and on what the figures were taken."""
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1),
    }


def run(names: list[str]) -> dict[str, dict[str, Any]]:
    """The figures of some benches, told as they come."""
    told: dict[str, dict[str, Any]] = {}
    for name in names:
        title, bench, goals = BENCHES[name]
        began = time.perf_counter()
        told[name] = dict(bench())
        print(f"\n{title} ({time.perf_counter() - began:.0f} s)\n{table(told[name], goals)}", flush=True)
    return told


def page(where: Mapping[str, Any], told: Mapping[str, Mapping[str, Any]]) -> str:
    """docs/benchmarks.md."""
    parts = [PREFACE, "| machine | |\n|---|---|\n" + "".join(f"| {name} | {value} |\n" for name, value in where.items())]
    for name, figures in told.items():
        title, _, goals = BENCHES[name]
        good = met(figures, goals)
        lines = [f"## {title}\n", f"`python -m bench.{name}`\n", "| figure | | goal | |", "|---|---:|---|---|"]
        for figure, value in figures.items():
            goal = f"{goals[figure][0]} {goals[figure][1]:,g}" if figure in goals else ""
            verdict = {True: "met", False: "**missed**"}[good[figure]] if figure in good else ""
            lines.append(f"| {figure} | {shown(value)} | {goal} | {verdict} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def main(names: list[str]) -> int:
    """Run, print and write; 1 if a goal is missed."""
    quiet()
    where = machine()
    print(", ".join(f"{name} {value}" for name, value in where.items()))
    told = run(names or list(BENCHES))
    if not names:
        (ROOT / "var").mkdir(exist_ok=True)
        (ROOT / "var" / "bench.json").write_text(json.dumps({"machine": where, **told}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        (ROOT / "docs" / "benchmarks.md").write_text(page(where, told), encoding="utf-8")
        print("\nwritten: var/bench.json, docs/benchmarks.md")
    return 0 if all(all(met(figures, BENCHES[name][2]).values()) for name, figures in told.items()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
