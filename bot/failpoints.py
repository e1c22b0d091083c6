"""Named points at which a test lets this process die, as if the power had gone: `SUMAIRU_FAILPOINT=turn.committed:3`.

Dies at the third pass of that point. Unset, a point costs one comparison; a production house sets none.
"""

import os

POINTS = (
    "webhook.stored", "webhook.committed", "turn.taken", "turn.committed", "sender.claimed", "sender.calling",
    "sender.called", "sender.settled", "page.stored", "ekyc.stored", "staff.stored", "filing.stored", "house.waking",
)  # fmt: skip
DEAD = 137  # what a shell reports of kill -9

_armed = ""
_passes_left = 0


def arm(spec: str) -> None:
    """Arm one point, ``name:count``, from the settings; an empty text disarms. Raises KeyError for an unknown name."""
    global _armed, _passes_left
    name, _, count = spec.partition(":")
    if name and name not in POINTS:
        raise KeyError(name)
    _armed, _passes_left = name, int(count or 1)


def reach(name: str) -> None:
    """This point is passed: die here if it is its turn."""
    global _passes_left
    if name != _armed:
        return
    _passes_left -= 1
    if _passes_left == 0:
        die()


def die() -> None:
    """End at once: no handler runs, nothing is flushed, nothing is rolled back politely."""
    os._exit(DEAD)
