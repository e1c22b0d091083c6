"""Where to call: the product's line, its number for those it cannot reach, and the desk for changes (X-09; S1 裏表紙)."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any


class Desk(StrEnum):
    """Who answers."""

    PRODUCT = "product"  # 住宅債券専用ダイヤル: questions about the bond
    PRODUCT_ABROAD = "product_abroad"  # the same, where free numbers cannot be called
    CHANGES = "changes"  # 事務センター: filings made, and their changes


@dataclass(frozen=True, slots=True)
class Contact:
    """A number as printed, with the address where post goes, if any."""

    number: str
    source: str
    address: str = ""


def contact(desk: Desk, day: dt.date) -> Contact:
    """The number that was or is answered on a day: the product's became free of charge in June 2013 (B13-3)."""
    row = next(
        row for row in _rows() if row["desk"] == desk and row.get("first", day) <= day <= row.get("last", day)
    )
    return Contact(row["number"], row["source"], row.get("address", ""))


@cache
def _rows() -> list[dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["numbers"]
