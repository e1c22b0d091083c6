"""How amounts and units are written (money_words.toml), and numbers in words read for a proposal: 三十, さんじゅう."""

import tomllib
from pathlib import Path

_FILE = tomllib.loads(Path(__file__).with_name("money_words.toml").read_text("utf-8"))

YEN: str = _FILE["yen"]
UNITS: str = _FILE["units"]
MINUS: list[str] = _FILE["minus"]
COMMAS: list[str] = _FILE["commas"]
SCALES: dict[str, int] = _FILE["scales"]


def read(text: str) -> int | None:
    """The number that kanji or kana words say, with or without 口 or 円 behind them; None if they say none."""
    for ending in ("", *_ENDINGS):
        if text.endswith(ending) and (number := _number(text.removesuffix(ending))):
            return number
    return None


def _number(text: str) -> int | None:
    # Japanese counts in myriads: 三百五十 万 is read as (3·100 + 5·10) · 10,000.
    total, myriad, digit = 0, 0, 0
    while text:
        word = next((w for w in _WORDS if text.startswith(w)), None)
        if word is None:
            return None
        text = text.removeprefix(word)
        if word in _DIGITS:
            digit = _DIGITS[word]
        elif word in _TENS:
            myriad, digit = myriad + (digit or 1) * _TENS[word], 0
        else:
            total, myriad, digit = total + (myriad + digit or 1) * _MYRIADS[word], 0, 0
    return total + myriad + digit


_DIGITS: dict[str, int] = _FILE["words"]["digits"]
_TENS: dict[str, int] = _FILE["words"]["tens"]
_MYRIADS: dict[str, int] = _FILE["words"]["myriads"]
_ENDINGS: list[str] = _FILE["words"]["endings"]
_WORDS = sorted([*_DIGITS, *_TENS, *_MYRIADS], key=len, reverse=True)
