"""Characters: what is cleaned away silently, what is folded, and what is refused by name (A7, F-02).

``clean`` is for every text that a person typed. The fields then fold to full width and ask for the class of each
character, so that a refusal can name the one character at fault and the one to type instead (髙→高).
"""

import re
import tomllib
import unicodedata
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from domain.errors import (
    DigitsExpected,
    FieldLeftEmpty,
    FieldTooLong,
    OutsideCharacterTyped,
    RomanNumeralTyped,
    UnknownCharacterTyped,
)


class CharacterClass(StrEnum):
    """Where a character stands among the Japanese character sets."""

    PLAIN = "plain"  # ASCII, half-width kana, JIS X 0208: every system of the desk shows it.
    NEC_SPECIAL = "nec_special"  # Row 13: ∑, ㍻ and, where NFKC did not fold them, ⅠⅡⅢ.
    VENDOR = "vendor"  # The NEC and IBM selections: 髙 﨑 德 瀨.
    PRIVATE = "private"  # A 外字 of somebody's own; it shows differently everywhere.
    JIS_X_0213 = "jis_x_0213"  # Levels 3 and 4.
    OUTSIDE = "outside"  # Emoji, 𠮷, other scripts, broken characters.


def clean(text: str) -> str:
    """``text`` without what cannot be seen, in one width, trimmed, inner runs of spaces folded into one.

    Removed: lone surrogates, NUL and other controls, zero-width and bidi controls, variation selectors.
    Folded by NFKC: ＡＢＣ１２３→ABC123, ｱﾊﾟｰﾄ→アパート, ㈱→(株), 神 (compatibility)→神. Roman numerals are left for
    a refusal to name, because NFKC would turn Ⅱ into the letters II. Applying it twice changes nothing.
    """
    if _ALREADY_CLEAN.fullmatch(text):
        return text
    text = visible(text).translate(_BEFORE_NFKC)
    if not unicodedata.is_normalized("NFKC", text):
        text = "".join(
            part if _ROMAN.match(part) else unicodedata.normalize("NFKC", part)
            for part in _ROMAN_RUNS.split(text)
        )
        text = _WORDLESS.sub("", text)
    return _SPACES.sub(" ", text).strip()


def visible(text: str) -> str:
    """``text`` without what cannot be seen, line breaks as spaces, nothing else changed: for showing, not comparing."""
    return _WORDLESS.sub("", _LINE_BREAKS.sub(" ", text))


def digits(text: str) -> str:
    """``text`` in half-width, without the separators people put between digits: spaces, dashes, (), 〒.

    Anything else stays in its place, so that ``12a4`` is not mistaken for 124: see ``only_digits``.
    """
    return _SEPARATORS.sub("", clean(text))


def only_digits(text: str, field: str) -> str:
    """The ASCII digits of ``text``. FieldLeftEmpty, or DigitsExpected with the first character at fault."""
    found = digits(text)
    if not found:
        raise FieldLeftEmpty(field=field)
    if not (found.isascii() and found.isdigit()):
        wrong = next(c for c in found if not (c.isascii() and c.isdigit()))
        raise DigitsExpected(field=field, character=shown(wrong))
    return found


@lru_cache(maxsize=8192)
def class_of(character: str) -> CharacterClass:
    """The class of one character, by the codecs: cp932 tells the vendors' rows apart, shift_jis_2004 levels 3-4."""
    if "\ue000" <= character <= "\uf8ff":  # These also encode in cp932, so they are tried first.
        return CharacterClass.PRIVATE
    try:
        code = character.encode("cp932")
    except UnicodeEncodeError:
        try:
            character.encode("shift_jis_2004")
        except UnicodeEncodeError:
            return CharacterClass.OUTSIDE
        return CharacterClass.JIS_X_0213
    if len(code) == 1:
        return CharacterClass.PLAIN
    if code[0] == _NEC_ROW:
        return CharacterClass.NEC_SPECIAL
    return CharacterClass.VENDOR if code[0] in _VENDOR_ROWS else CharacterClass.PLAIN


def instead_of(character: str) -> str | None:
    """What to type instead of a 外字 or a Roman numeral, where there is a usual stand-in."""
    return ROMAN_NUMERALS.get(character) or STAND_INS.get(character)


def refuse_outside(text: str) -> None:
    """Refuses the first character that the desk's systems cannot hold (F-02, S0).

    RomanNumeralTyped and OutsideCharacterTyped name what to type; UnknownCharacterTyped has no stand-in to offer.
    """
    for character in text:
        if character in ROMAN_NUMERALS:
            raise RomanNumeralTyped(character=character, instead=ROMAN_NUMERALS[character])
        if class_of(character) is not CharacterClass.PLAIN:
            if character in STAND_INS:
                raise OutsideCharacterTyped(character=character, instead=STAND_INS[character])
            raise UnknownCharacterTyped(character=shown(character))


def full_width(text: str) -> str:
    """``text`` with ASCII, spaces and dashes in full width (全角); kana are full width after ``clean``."""
    return text.translate(_TO_FULL_WIDTH)


def katakana(text: str) -> str:
    """Hiragana as katakana; a dash after a kana is read as the long vowel sign it was meant to be."""
    return _DASH_AFTER_KANA.sub(LONG_VOWEL, text.translate(_TO_KATAKANA))


def required(text: str, field: str, most: int) -> str:
    """The cleaned text. FieldLeftEmpty when nothing is left, FieldTooLong above ``most`` characters."""
    text = clean(text)
    if not text:
        raise FieldLeftEmpty(field=field)
    if len(text) > most:
        raise FieldTooLong(field=field, typed=len(text), most=most)
    return text


def shown(character: str) -> str:
    """The character itself, or its number where it has no shape of its own to show in a sentence."""
    category = unicodedata.category(character)
    if category[0] == "C" or category in ("Zl", "Zp", "Mn", "Me"):
        return f"U+{ord(character):04X}"
    return character


def _data() -> dict[str, dict[str, str]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


_tables = _data()
ROMAN_NUMERALS: dict[str, str] = _tables["roman_numerals"]
STAND_INS: dict[str, str] = _tables["stand_ins"]

WIDE_SPACE = chr(0x3000)
LONG_VOWEL = chr(0x30FC)

_NEC_ROW = 0x87
_VENDOR_ROWS = frozenset({0xED, 0xEE, 0xFA, 0xFB, 0xFC})

# Lone surrogates, controls, format and bidi controls, fillers, variation selectors and tags.
_WORDLESS = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    r"\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    r"\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
# What most people type: ASCII, kana and kanji without a space, none of which NFKC would touch.
_ALREADY_CLEAN = re.compile(r"[!-~\u3005-\u3007\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff]*")
_LINE_BREAKS = re.compile(r"[\t\n\x0b\x0c\r\x85\u2028\u2029]")
_SPACES = re.compile(r"\s{2,}")
_ROMAN = re.compile(r"[\u2160-\u217f]")
_ROMAN_RUNS = re.compile(r"([\u2160-\u217f]+)")
# Spaces of every kind, dashes of every kind (with the kanji one and the long vowel, mistaken for them), 〒 and ().
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212\u30fc\u2500\u2501()\u3012]+")
_DASH_AFTER_KANA = re.compile(r"(?<=[\u30a1-\u30f6\u30fc])[-\u2010-\u2015\u2212\uff0d]")

# NFKC would split the spacing voiced marks into a space and a mark; as combining marks they join the kana before.
_BEFORE_NFKC = {0x309B: 0x3099, 0x309C: 0x309A}
_TO_FULL_WIDTH: dict[int, int | str] = {
    **{code: code + 0xFEE0 for code in range(0x21, 0x7F)},
    0x20: 0x3000,
    **{ord(k): v for k, v in _tables["full_width"].items()},
}
_TO_KATAKANA = {code: code + 0x60 for code in [*range(0x3041, 0x3097), 0x309D, 0x309E]}
