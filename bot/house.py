"""What every part of the running service shares: settings, database, clock, engine and the way to LINE."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import current_app

from bot import failpoints
from bot.clock import Clock
from bot.settings import Settings
from domain.store.db import Database

if TYPE_CHECKING:
    from bot.engine import Engine

STALLED_SECONDS = 30  # without a sign of life a worker counts as dead, for whoever asks


@dataclass(slots=True)
class House:
    """Made once in `bot/app.py`, handed to whoever needs it; never imported as a global."""

    settings: Settings
    db: Database
    clock: Clock
    engine: "Engine"
    line: Any = None

    def wake(self, line_user: str) -> None:
        """Something waits for this person: call it after the commit."""
        failpoints.reach("house.waking")
        self.engine.wake(line_user)


def house() -> House:
    """The house of the running web request."""
    found: House = current_app.extensions["house"]
    return found
