"""Columns that nobody reads from a stolen database: AES-GCM with a key id, bound to table and column.

A sealed value is ``key id (1 byte) + nonce (12) + ciphertext + tag``. Look-ups go through `blind`, a keyed hash:
``key id (3 digits) + : + 60 hexadecimal digits``. Both name their key, so that what stands under an old one is found.
"""

import hashlib
import hmac
import os
from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

from domain.store.json_bytes import dumps, loads, utf8


class CannotOpen(Exception):
    """A sealed value was made with a key that is not in DATA_KEYS, or was altered."""


class Keyring:
    """The keys of this process: every key opens, the highest id seals."""

    def __init__(self) -> None:
        self._ciphers: dict[int, AESGCM] = {}
        self._newest = 0
        self._mark = b""
        self._blind: dict[int, bytes] = {}

    def use(self, keys: dict[int, bytes]) -> None:
        """Take the keys of the settings, once at start."""
        self._ciphers = {number: AESGCM(key) for number, key in keys.items()}
        self._newest = max(keys)
        self._mark = bytes([self._newest])
        self._blind = {number: hashlib.sha256(b"blind index" + key).digest() for number, key in sorted(keys.items(), reverse=True)}

    @property
    def newest(self) -> int:
        """The number of the key that seals."""
        return self._newest

    @property
    def oldest(self) -> int:
        """The lowest number."""
        return min(self._ciphers)

    def seal(self, text: bytes, place: bytes) -> bytes:
        """Encrypt for one place (table.column)."""
        nonce = os.urandom(12)
        return self._mark + nonce + self._ciphers[self._newest].encrypt(nonce, text, place)

    def open(self, sealed: bytes, place: bytes) -> bytes:
        """Decrypt what `seal` made for the same place. Raises CannotOpen."""
        try:
            return self._ciphers[sealed[0]].decrypt(sealed[1:13], sealed[13:], place)
        except (KeyError, InvalidTag, IndexError):
            raise CannotOpen(place.decode()) from None

    def blind(self, text: str, place: str) -> str:
        """A keyed hash for look-ups by a sealed value, by the newest key; equal texts give equal hashes within one place."""
        return self._numbered(self._newest, text, place)

    def blinds(self, text: str, place: str) -> list[str]:
        """Every hash a row of this text may stand under; the last is of before hashes named their key."""
        return [*(self._numbered(number, text, place) for number in self._blind), self._hash(self.oldest, text, place)]

    def _numbered(self, number: int, text: str, place: str) -> str:
        return f"{number:03d}:{self._hash(number, text, place)[:60]}"

    def _hash(self, number: int, text: str, place: str) -> str:
        return hmac.new(self._blind[number], utf8(f"{place}\0{text}"), hashlib.sha256).hexdigest()


keyring = Keyring()


class SealedText(TypeDecorator[str]):
    """A string that is stored encrypted."""

    impl = LargeBinary
    cache_ok = True
    written: Callable[[Any], bytes] = staticmethod(utf8)
    read: Callable[[bytes], Any] = staticmethod(bytes.decode)

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def bind_processor(self, dialect: Any) -> Callable[[Any], bytes | None]:
        """Both drivers take bytes as they are: no layer in between, for a turn seals four values and opens three."""
        seal, written, place = keyring.seal, self.written, self.place.encode()
        return lambda value: None if value is None else seal(written(value), place)

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[bytes | None], Any]:
        """As above."""
        unseal, read, place = keyring.open, self.read, self.place.encode()
        return lambda sealed: None if sealed is None else read(unseal(sealed, place))


class SealedJSON(SealedText):
    """A JSON value that is stored encrypted."""

    cache_ok = True
    written = staticmethod(dumps)
    read = staticmethod(loads)
