"""Fingerprints of the keys a database was used with, so that a host with others is found before it does harm.

A fingerprint is a keyed hash: it shows that two keys are the same, and nothing of the key.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from domain.store import state

DATA, SIGNING = "data_key_prints", "secret_key_prints"
RETIRED = "data_keys_retired"  # numbers of keys under which nothing stands any more: a host may lack them


def print_of(key: bytes) -> str:
    """The fingerprint of a key."""
    return hmac.new(key, b"sumairu key print", hashlib.sha256).hexdigest()[:24]


def data_trouble(tx: Connection, keys: Mapping[int, bytes]) -> tuple[str, int] | None:
    """``("lacks", 1)`` or ``("differs", 1)`` where this database was sealed with another key of that number."""
    for number, kept in sorted(state.get(tx, DATA, {}).items()):
        if int(number) not in keys:
            if int(number) not in retired(tx):
                return "lacks", int(number)
        elif print_of(keys[int(number)]) != kept:
            return "differs", int(number)
    return None


def known(tx: Connection) -> set[int]:
    """The numbers of the keys that were ever in use here."""
    return {int(number) for number in state.get(tx, DATA, {})}


def retired(tx: Connection) -> list[int]:
    """The numbers of the keys that hosts may do without."""
    kept: list[int] = state.get(tx, RETIRED, [])
    return kept


def retire(tx: Connection, below: int) -> list[int]:
    """Nothing stands under a number below this one any more: hosts may do without them. Returns those numbers."""
    gone = sorted(number for number in known(tx) if number < below)
    state.put(tx, RETIRED, gone)
    return gone


def share_a_secret(tx: Connection, secrets: Iterable[str]) -> bool:
    """Whether one of these signing keys is in use here already; always so in a database that knows none."""
    kept = state.get(tx, SIGNING, [])
    return not kept or bool(set(kept) & {print_of(one.encode()) for one in secrets})


def new(tx: Connection, keys: Mapping[int, bytes], secrets: Iterable[str]) -> bool:
    """Whether `remember` would write anything."""
    return state.get(tx, DATA, {}) != _data(keys) or set(state.get(tx, SIGNING, [])) != {print_of(one.encode()) for one in secrets}


def remember(tx: Connection, keys: Mapping[int, bytes], secrets: Iterable[str]) -> None:
    """These keys are in use from now on."""
    state.put(tx, DATA, state.get(tx, DATA, {}) | _data(keys))
    state.put(tx, SIGNING, sorted(print_of(one.encode()) for one in secrets))


def _data(keys: Mapping[int, bytes]) -> dict[str, str]:
    return {str(number): print_of(key) for number, key in keys.items()}
