"""Telling figures: as a readable table with the goals, or as JSON for programs."""

import json
import logging
import sys
from collections.abc import Callable, Mapping
from typing import Any

import structlog

Goals = Mapping[str, tuple[str, float]]
TESTS: dict[str, Callable[[float, float], bool]] = {">=": float.__ge__, "<=": float.__le__}


def met(figures: Mapping[str, Any], goals: Goals) -> dict[str, bool]:
    """Which goals the figures meet; goals without a figure are left out."""
    return {
        name: TESTS[sign](float(figures[name]), float(goal)) for name, (sign, goal) in goals.items() if name in figures
    }


def table(figures: Mapping[str, Any], goals: Goals) -> str:
    """A line a figure, then a line a goal."""
    lines = [f"{name:36} {shown(value)}" for name, value in figures.items()]
    for name, good in met(figures, goals).items():
        lines.append(f"{'goal met' if good else 'GOAL MISSED':12} {name} {goals[name][0]} {goals[name][1]:g}")
    return "\n".join(lines)


def shown(value: Any) -> str:
    """A figure as a person reads it."""
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 1000 else f"{value:,.2f}"
    if isinstance(value, list):
        return "; ".join(str(one) for one in value) or "none"
    return f"{value:,}" if isinstance(value, int) else str(value)


def quiet() -> None:
    """What the service logs of itself is not told: errors are."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def main(run: Callable[[], Mapping[str, Any]], goals: Goals) -> int:
    """Run a bench and tell its figures; 1 if a goal is missed."""
    quiet()
    figures = run()
    print(json.dumps(figures, ensure_ascii=False, indent=2) if "--json" in sys.argv else table(figures, goals))
    return 0 if all(met(figures, goals).values()) else 1
