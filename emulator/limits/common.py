"""The small checks that every message object is made of. Faults are collected, not raised."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from emulator.counting import grapheme_length, utf16_length
from emulator.errors import Detail

COLOR = re.compile(r"#[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?\Z")
OUTSIDE_URI = re.compile(r"[^\x21-\x7e]")
LONGEST_URL = 2000
EMPTY = "May not be empty"


class Faults:
    """What is wrong with a body: a list of details with the path of each property at fault."""

    def __init__(self) -> None:
        self.details: list[Detail] = []

    def add(self, path: str, message: str) -> None:
        """Write one fault down."""
        self.details.append({"message": message, "property": path})

    def text(self, path: str, value: Any, most: int, least: int = 1, visible: bool = False) -> None:
        """A text of `least` to `most` UTF-16 units, or graphemes when `visible`."""
        if value is None and least:
            self.add(path, EMPTY)
        elif value is not None and not isinstance(value, str):
            self.add(path, "Must be a string")
        elif value is not None:
            length = grapheme_length(value) if visible and len(value) > most else utf16_length(value)
            if least and not value:
                self.add(path, EMPTY)
            elif length > most and not (visible and grapheme_length(value) <= most):
                self.add(path, f"Length must be between {'1' if least else '0'} and {most}")

    def url(self, path: str, value: Any, required: bool = True) -> None:
        """An https address of at most 2,000 characters, percent-encoded."""
        if value is None and not required:
            return
        self.text(path, value, LONGEST_URL)
        if isinstance(value, str) and value and not is_uri(value, ("https",)):
            self.add(path, "Must be a valid HTTPS URL")

    def one_of(self, path: str, value: Any, allowed: tuple[str, ...], required: bool = False) -> bool:
        """One of some words; True when it is."""
        if value in allowed and isinstance(value, str):
            return True
        if value is not None or required:
            self.add(path, f"Must be one of the following values: [{', '.join(allowed)}]")
        return False

    def whole(self, path: str, value: Any, least: int, most: int) -> None:
        """A whole number within bounds."""
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.add(path, f"Must be between {least} and {most}")

    def number(self, path: str, value: Any, least: float, most: float) -> None:
        """A number within bounds."""
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            self.add(path, f"Must be between {least:g} and {most:g}")

    def flag(self, path: str, value: Any) -> None:
        """True or false, or nothing."""
        if value is not None and not isinstance(value, bool):
            self.add(path, "Must be true or false")

    def color(self, path: str, value: Any) -> None:
        """#RRGGBB or #RRGGBBAA, or nothing."""
        if value is not None and not (isinstance(value, str) and COLOR.match(value)):
            self.add(path, "Must be a color in the form #RRGGBB or #RRGGBBAA")

    def array(self, path: str, value: Any, least: int, most: int) -> list[Any]:
        """A list of `least` to `most` entries; an empty list stands for one that is wrong."""
        if not isinstance(value, list) or not least <= len(value) <= most:
            self.add(path, f"Size must be between {least} and {most}")
            return []
        return value

    def object(self, path: str, value: Any) -> dict[str, Any]:
        """An object; an empty one stands for what is none."""
        if not isinstance(value, dict):
            self.add(path, EMPTY if value is None else "Must be an object")
            return {}
        return value


def is_uri(value: str, schemes: tuple[str, ...]) -> bool:
    """Whether this is a percent-encoded URI of one of the schemes."""
    if OUTSIDE_URI.search(value):
        return False
    try:
        parts = urlsplit(value)
        named = parts.hostname
    except ValueError:
        return False
    return parts.scheme in schemes and bool(named or parts.scheme in ("tel", "line"))
