"""The small world, for many people."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.scenario.refold import Model
from tests.scenario.small import SETTINGS, Small


@contextmanager
def world(home: Path, engine: str) -> Iterator[Small]:
    """A small world that is gone afterwards."""
    small = Small(home, engine=engine)
    try:
        yield small
    finally:
        small.gone()


def someone(number: int) -> str:
    """The LINE user id of a person."""
    return f"U{number:032x}"


def judged(small: Small) -> list[str]:
    """What the oracle finds, every talk told to the model."""
    model = Model(str(SETTINGS["public_url"]))
    try:
        return small.judges(model)
    finally:
        model.db.close()
