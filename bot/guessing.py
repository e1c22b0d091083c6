"""The alarm that strangers are guessing passwords or codes: the log says so within a minute, once an hour (T18)."""

import structlog

from bot.house import House
from domain import locks
from domain.desk import tries

log = structlog.get_logger()

_said: set[int] = set()


def run(house: House) -> int:
    """Look at this hour's misses and at the wrong codes of a day. Returns 1 where they have just been told of."""
    at = house.clock.ms()
    with house.db.reading() as tx:
        misses, codes = tries.wrong_this_hour(tx, at), tries.wrong_codes_in_a_day(tx, at)
    hour = at // 3_600_000
    stopped = codes >= locks.MOST_WRONG_CODES_A_DAY
    if hour in _said or not (stopped or misses >= locks.MOST_WRONG_TRIES_AN_HOUR):
        return 0
    _said.clear()
    _said.add(hour)
    until = "a day after the first of these codes" if stopped else "the next hour"
    log.error(f"strangers are guessing: tries of LINE users that are not linked wait until {until}", misses=misses, codes=codes)
    return 1
