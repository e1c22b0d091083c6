"""How many messages LINE still takes this month: asked every ten minutes by one process, kept for all."""

import threading

import structlog

from bot.house import House
from bot.line_client import LineUnreachable
from domain.store import figures, state

EVERY_MS = 600_000
LOOK_SECONDS = 15.0
LOUD_FROM = (0.7, 0.9, 1.0)  # shares of the month's quota at which the log speaks up

log = structlog.get_logger()


def watch(house: House, stopping: threading.Event) -> None:
    """Run until told to stop, in a thread of its own: LINE may take long to answer, which a sweep has no time for."""
    while not stopping.wait(LOOK_SECONDS):
        try:
            run(house)
        except Exception:
            log.exception("watch failed")


def run(house: House) -> bool:
    """Ask LINE if nobody has for ten minutes. Returns whether it was asked."""
    at = house.clock.real_ms()
    if house.line is None or not _my_turn(house, at):
        return False
    try:
        plan, used = house.line.get("/v2/bot/message/quota"), house.line.get("/v2/bot/message/quota/consumption")
    except LineUnreachable as error:
        log.warning("LINE does not tell the quota", why=str(error))
        return True
    limit = int(plan["value"]) if plan.get("type") == "limited" else None
    sent = int(used["totalUsage"])
    with house.db.writing() as tx:
        state.put(tx, figures.QUOTA, {"limit": limit, "used": sent, "at": at, "asked_at": at})
    share = sent / limit if limit else 0.0
    if share >= LOUD_FROM[0]:
        log.warning("the month's messages run out", used=sent, limit=limit, above=max(one for one in LOUD_FROM if one <= share))
    return True


def _my_turn(house: House, at: int) -> bool:
    """Of several processes one asks: whoever writes down first that he does."""
    with house.db.reading() as tx:
        if at - (state.get(tx, figures.QUOTA) or {}).get("asked_at", 0) < EVERY_MS:
            return False
    with house.db.writing() as tx:
        kept = state.get(tx, figures.QUOTA) or {}
        if at - kept.get("asked_at", 0) < EVERY_MS:
            return False
        state.put(tx, figures.QUOTA, kept | {"asked_at": at})
    return True
