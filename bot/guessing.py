"""The alarm that strangers are guessing passwords or codes: the log says so within a minute, once an hour (T18)."""

import structlog

from bot.house import House
from domain import locks
from domain.desk import tries

log = structlog.get_logger()

_said: set[int] = set()


def run(house: House) -> int:
    """Look at this hour's misses. Returns 1 where they have just been told of."""
    at = house.clock.ms()
    with house.db.reading() as tx:
        misses = tries.wrong_this_hour(tx, at)
    hour = at // 3_600_000
    if misses < locks.MOST_WRONG_TRIES_AN_HOUR or hour in _said:
        return 0
    _said.clear()
    _said.add(hour)
    log.error("strangers are guessing: tries of LINE users that are not linked wait until the next hour", misses=misses)
    return 1
