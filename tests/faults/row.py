"""What a row is, and the list of them all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BOTH = ("threads", "procrastinate")
NAMES = {"threads": "SQLite", "procrastinate": "PostgreSQL", "": "-"}
LACKING = "not done: there is no "
STRACE = "strace on this machine (Debian: apt-get install strace)"
MOUNT = "leave to mount a file system on this machine"
Told = tuple[str, list[str]]  # the figure, and every finding
Does = Callable[[Path, str, int], Told]


@dataclass(frozen=True)
class Row:
    """One kind of fault, on one engine. `does(home, engine, scale)`: scale 1 is the short form."""

    test: str
    what: str
    engine: str
    does: Does

    @property
    def name(self) -> str:
        """For the list of tests."""
        return f"{self.test}-{self.does.__name__}-{NAMES[self.engine]}"


ROWS: list[Row] = []


def lacking(what: str) -> Told:
    """What a row tells that cannot be done here. A machine of one's own may lack it, CI may not."""
    return LACKING + what, []


def row(test: str, what: str, *engines: str) -> Callable[[Does], Does]:
    """Put a function into the list, once for each engine it is to be done on ("" where there is none)."""

    def put(does: Does) -> Does:
        ROWS.extend(Row(test, what, engine, does) for engine in engines or BOTH)
        return does

    return put
