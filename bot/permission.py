"""May this process send? Asked every few seconds: a copy of a database waits until a person has armed it (T74)."""

import time

import structlog

from bot.house import House
from domain.store import arming

ASK_EVERY_S = 3.0

log = structlog.get_logger()


class Permission:
    """The answer of the last seconds; what it forbids is said once."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._until = 0.0
        self._given: bool | None = None

    def given(self) -> bool:
        """Whether this copy of the database may send."""
        if time.monotonic() >= self._until:
            with self._house.db.reading() as tx:
                given = arming.armed(tx)
            self._until = time.monotonic() + ASK_EVERY_S
            if given is not self._given and (not given or self._given is not None):
                log.warning("sending begins" if given else "nothing is sent: this is a copy of the database; `sumairu db arm` lets it send")
            self._given = given
        return bool(self._given)
