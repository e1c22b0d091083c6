"""`sumairu reseal`: everything under the newest of DATA_KEYS, so that an old key can be dropped.

It may be ended and started again at any point, run twice at once, and run beside the servers: what stands under the
newest key already is left alone.
"""

import sys
import time
from collections.abc import Mapping

from bot import fitness
from bot.clock import Clock
from bot.settings import Settings, SettingsRefused
from bot.start import opened
from domain.store import audit, keys, resealing
from domain.store.db import Database
from domain.store.sealed import keyring

WALKS = 5  # what others held during one walk is taken by the next
PAUSE_S = 0.005  # between two batches: the servers get their turn
TELL_S = 5.0

Standing = Mapping[str, Mapping[int, int]]


def run(settings: Settings, *, check: bool) -> int:
    """Seal anew, or only look; 1 while anything stands under another key than the newest."""
    keyring.use(settings.data_keys)
    with opened(settings) as db:
        if wrong := fitness.schema_trouble(db):
            raise SettingsRefused(wrong)
        _must_be_in_use(db, settings)
        if not check:
            _walk(db)
        found = _standing(db)
        _tell(found)
        if left := sum(_older(told) for told in found.values()):
            print(f"{left:,} values stand under another key than {keyring.newest}: that key is still needed")
            return 1
        if not check:
            _retire(db)
    print(f"everything stands under key {keyring.newest}")
    return 0


def _must_be_in_use(db: Database, settings: Settings) -> None:
    """A server that lacks the newest key could not read what is sealed with it."""
    with db.reading() as tx:
        if trouble := keys.data_trouble(tx, settings.data_keys):
            raise SettingsRefused(fitness.KEYS[trouble[0]].format(number=trouble[1]))
        if keyring.newest not in keys.known(tx):
            raise SettingsRefused(f"no server was started with key {keyring.newest} yet: restart every host with these DATA_KEYS first.")


def _walk(db: Database) -> None:
    for _ in range(WALKS):
        found = _standing(db)
        older = [(place, many) for place in resealing.PLACES if (many := _older(found[place.name]))]
        if sum(_seal_anew(db, place, many) for place, many in older) == sum(many for _, many in older):
            return
        time.sleep(1)


def _seal_anew(db: Database, place: resealing.Place, older: int) -> int:
    """Every row of a place once, telling how far it has come; returns how many are under the newest key now."""
    after, done, shut, told = None, 0, 0, time.monotonic()
    while True:
        try:
            batch = resealing.batch(db, place, after)
        except resealing.Held:
            time.sleep(1)
            continue
        after, done, shut = batch.last, done + batch.done, shut + batch.shut
        if after is None:
            break
        if time.monotonic() > told + TELL_S:
            told = time.monotonic()
            print(f"{place.name}: {done:,} of {older:,}", flush=True)
        time.sleep(PAUSE_S)
    print(f"{place.name}: {done:,} of {older:,} sealed anew", flush=True)
    if shut:
        print(f"{place.name}: {shut:,} do not open with these DATA_KEYS", file=sys.stderr)
    return done


def _retire(db: Database) -> None:
    with db.writing() as tx:
        before = keys.retired(tx)
        gone = keys.retire(tx, keyring.newest)
        if gone != before:
            audit.record(tx, Clock().ms(), "system", "resealed", "keys", {"retired": gone})
    if gone:
        print(f"hosts may do without {', '.join(f'key {number}' for number in gone)}; backups of before today need them still")


def _standing(db: Database) -> dict[str, dict[int, int]]:
    with db.reading() as tx:
        return resealing.standing(tx)


def _older(told: Mapping[int, int]) -> int:
    return sum(many for number, many in told.items() if number != keyring.newest)


def _tell(found: Standing) -> None:
    for number in sorted({number for told in found.values() for number in told}):
        places = {name: told[number] for name, told in found.items() if number in told}
        parts = "; ".join(f"{name} {many:,}" for name, many in places.items())
        print(f"key {number}: {sum(places.values()):,} values ({parts})")
