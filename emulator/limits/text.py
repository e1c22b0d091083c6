"""Text messages, with LINE emoji, and their second version with substitutions."""

from __future__ import annotations

import re
from typing import Any

from emulator.counting import utf16_length
from emulator.limits.common import Faults

LONGEST = 5000
KEY = re.compile(r"[0-9a-zA-Z_]{1,20}\Z")
PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def check_text(faults: Faults, path: str, message: dict[str, Any]) -> None:
    """A text of 1 to 5,000 UTF-16 units; each emoji stands where the text has a $."""
    text = message.get("text")
    faults.text(f"{path}.text", text, LONGEST)
    if message.get("emojis") is not None and isinstance(text, str):
        units = text.encode("utf-16-le", "surrogatepass")
        for place, emoji in enumerate(faults.array(f"{path}.emojis", message["emojis"], 0, 20)):
            _check_emoji(faults, f"{path}.emojis[{place}]", emoji, units)


def _check_emoji(faults: Faults, path: str, emoji: Any, units: bytes) -> None:
    found = faults.object(path, emoji)
    index = found.get("index")
    if not isinstance(index, int) or units[2 * index : 2 * index + 2] != b"$\x00" or index < 0:
        faults.add(f"{path}.index", "Must be the position of a $ in the text")
    for name in ("productId", "emojiId"):
        faults.text(f"{path}.{name}", found.get(name), 100)


def check_text_v2(faults: Faults, path: str, message: dict[str, Any]) -> None:
    """A text of 1 to 5,000 units whose {keys} all have a substitution; {{ and }} are braces."""
    text = message.get("text")
    faults.text(f"{path}.text", text, LONGEST)
    substitution = message.get("substitution")
    given = faults.object(f"{path}.substitution", substitution) if substitution is not None else {}
    if len(given) > 100:
        faults.add(f"{path}.substitution", "Size must be between 0 and 100")
    _check_substitutions(faults, f"{path}.substitution", given)
    if isinstance(text, str) and utf16_length(text) <= LONGEST:
        _check_keys(faults, f"{path}.text", text, given)


def _check_keys(faults: Faults, path: str, text: str, given: dict[str, Any]) -> None:
    for found in PLACEHOLDER.finditer(text):
        if found[0] in ("{{", "}}"):
            continue
        if found[1] is None or not KEY.match(found[1]):
            faults.add(path, "Invalid placeholder")
        elif found[1] not in given:
            faults.add(path, f"The placeholder {found[1]} has no substitution")


def _check_substitutions(faults: Faults, path: str, given: dict[str, Any]) -> None:
    counts = {"mention": 0, "emoji": 0}
    for key, value in given.items():
        if not KEY.match(key):
            faults.add(f"{path}.{key}", "A key is 1 to 20 of 0-9, a-z, A-Z and _")
        kind = faults.object(f"{path}.{key}", value).get("type")
        if faults.one_of(f"{path}.{key}.type", kind, tuple(counts), required=True):
            counts[str(kind)] += 1
    for kind, count in counts.items():
        if count > 20:
            faults.add(path, f"At most 20 of type {kind} are allowed")
