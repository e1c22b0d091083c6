"""Draws every state machine into docs/state-diagrams.md: ``sumairu docs``, or ``python -m bot.diagrams``.

The tables are the truth; a test fails where the page is not what they say.
"""

import importlib
import pkgutil
from pathlib import Path

import bot.state_machines
from domain.machine import DialogMachine

PAGE = Path(__file__).resolve().parents[1] / "docs" / "state-diagrams.md"
ALSO = ("domain.filing",)  # machines that belong to no dialog

HEAD = """# State diagrams

Written by `sumairu docs` from the tables in `bot/state_machines/` and `domain/filing.py`: do not edit.

A box is a stage in progress, an arrow what happened. The words that work anywhere (the menu, back, quit, begin anew,
help, a person) are not drawn: they leave a dialog from every stage, and it goes on where it was.
"""


def machines() -> dict[str, DialogMachine]:
    """Every machine by its module's name, in the order of the page."""
    names = [
        f"bot.state_machines.{found.name}" for found in pkgutil.iter_modules(bot.state_machines.__path__)
    ]
    return {name: importlib.import_module(name).machine for name in (*sorted(names), *ALSO)}


def page() -> str:
    """The whole page as markdown."""
    return "\n".join([HEAD, *(_section(name, machine) for name, machine in machines().items())])


def write() -> bool:
    """Write the page; returns whether it had to be changed."""
    wanted = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted:
        return False
    PAGE.write_text(wanted, encoding="utf-8")
    return True


def _section(name: str, machine: DialogMachine) -> str:
    told = (importlib.import_module(name).__doc__ or "").strip().splitlines()[0]
    path = name.replace(".", "/") + ".py"
    count = f"{len(list(machine.states))} states, {len(machine.table)} arrows"
    return f"## {name.rpartition('.')[2]}\n\n{told}\n\n[`{path}`](../{path}), {count}.\n\n```mermaid\n{machine.mermaid()}```\n"


def main() -> None:
    """Write the page and say whether it changed."""
    print(f"{PAGE.name}: {'written' if write() else 'unchanged'}")


if __name__ == "__main__":
    main()
