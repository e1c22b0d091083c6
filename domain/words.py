"""The understood words of the fields, read once from words.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words(subject: str) -> Any:
    """The table or list of one subject, e.g. ``eras``."""
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)[subject]
