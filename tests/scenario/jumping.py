"""A host whose clock jumps: `time.time()` of a hatched process is shifted by the seconds that stand in a file."""

import time
from pathlib import Path

_true = time.time


def follow(path: str) -> None:
    """From now on this process shows the true time plus what the file says; monotonic time goes on as it does."""

    def jumped() -> float:
        return _true() + shift(Path(path))

    time.time = jumped


def shift(path: Path) -> float:
    """The seconds in the file; none before it is written."""
    try:
        return float(path.read_text() or 0)
    except FileNotFoundError:
        return 0.0
