"""Names of accounts: the 全銀 reading in half-width kana and the kanji as the passbook has them (F-04, F-05, B-17)."""

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Literal

from domain.association import NAME_MOST
from domain.characters import WIDE_SPACE, clean, full_width, katakana, refuse_outside, required, shown
from domain.errors import (
    AccountKanaNotAllowed,
    AccountKanaReplace,
    CharacterNotAllowed,
    FieldLeftEmpty,
    FieldTooLong,
)

KANA_MOST = (
    48  # characters; the width of 全銀 transfer records is 30 for some uses and 48 for names: the wider.
)
WO_BECOMES_O = True  # ヲ is not in the set of every bank; U-10 reads it as ｵ.

Match = Literal["same", "contains", "different"]


def parse_account_kana(text: str) -> str:
    """口座名義(カナ) in the half-width set of 全銀 (F-04, S0 元利金振込口座情報).

    ャュョッ and the other small kana become large, ー and dashes become ``-``, spaces go, letters become capitals.
    Applied to its own result it changes nothing. AccountKanaReplace names what banks write for a sign outside the
    set; AccountKanaNotAllowed lists what may be typed.
    """
    plain = katakana(clean(text)).replace(" ", "").upper()
    if len(plain) > 4 * KANA_MOST:
        raise FieldTooLong(field="account_kana", typed=len(plain), most=KANA_MOST)
    kana = "".join(_half_width(character) for character in plain)
    if not kana:
        raise FieldLeftEmpty(field="account_kana")
    if len(kana) > KANA_MOST:
        raise FieldTooLong(field="account_kana", typed=len(kana), most=KANA_MOST)
    return kana


def parse_account_kanji(text: str) -> str:
    """口座名義(漢字) in full width, without spaces (F-04, S0); 外字 are refused as in names."""
    name = full_width(required(text, "account_kanji", NAME_MOST)).replace(WIDE_SPACE, "")
    refuse_outside(name)
    wrong = _NOT_IN_NAMES.search(name)
    if wrong:
        raise CharacterNotAllowed(field="account_kanji", character=shown(wrong.group()))
    return name


def matches_association(account_kanji: str, association_name: str) -> Match:
    """How the account's name fits the name of the bylaws (F-05, B-17).

    ``same`` may be accepted as it is; ``contains`` (規定20(4): 名称が明記されている) goes to a person; ``different``
    is not the association's own account. Spaces, widths and the kinds of dashes do not count.
    """
    account, association = _compared(account_kanji), _compared(association_name)
    if not account or not association:
        return "different"
    if account == association:
        return "same"
    return "contains" if association in account else "different"


def _half_width(character: str) -> str:
    """One cleaned character in the set, or the refusal that names it."""
    if character in _HALF:
        return _HALF[character]
    if character in _STAND_INS:
        raise AccountKanaReplace(character=character, instead=_STAND_INS[character])
    raise AccountKanaNotAllowed(character=shown(character), allowed=ALLOWED_SIGNS)


def _compared(name: str) -> str:
    return _DASHES.sub("-", clean(name).replace(" ", "")).casefold()


def _half_table() -> dict[str, str]:
    """Every full-width kana, letter, digit and sign that has a place in the set, with its half-width form."""
    table = {sign: sign for sign in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" + ALLOWED_SIGNS}
    for code in [*range(0xFF66, 0xFFA0), 0xFF62, 0xFF63]:
        table[unicodedata.normalize("NFKC", chr(code))] = chr(code)
    for code in range(0x30A1, 0x30F7):  # The voiced ones fall apart into a kana and a mark.
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) == 2 and parts[0] in table:
            table[chr(code)] = table[parts[0]] + table[parts[1]]
    for small, large in _SMALL.items():
        table[chr(small)] = table[chr(large)]
    if WO_BECOMES_O:
        table[chr(0x30F2)] = table[chr(0x30AA)]
    table |= {chr(code): "-" for code in (0x30FC, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212)}
    return {key: half for key, half in table.items() if set(half) <= ALLOWED}


ALLOWED_SIGNS = "().-/\\," + chr(0xFF62) + chr(0xFF63)
ALLOWED = frozenset(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" + ALLOWED_SIGNS + "".join(map(chr, range(0xFF71, 0xFFA0)))
) | ({chr(0xFF66)} if not WO_BECOMES_O else set())

# ァィゥェォッャュョヮ, the two shortened counters, and the old kana that the half-width set lacks.
_SMALL = {
    **{
        code: code + 1
        for code in (0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30EE)
    },
    0x30F5: 0x30AB,
    0x30F6: 0x30B1,
    0x30F0: 0x30A4,
    0x30F1: 0x30A8,
}
_HALF = _half_table()
with Path(__file__).with_suffix(".toml").open("rb") as _file:
    _STAND_INS: dict[str, str] = tomllib.load(_file)["stand_ins"]

_DASHES = re.compile(r"[-\u2010-\u2015\u2212\uff0d\u30fc\uff70]")
_NOT_IN_NAMES = re.compile(
    r"[^\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u3041-\u3096\u30a1-\u30fc\u3005-\u3007\u4e00-\u9fff"
    r"\uff0d\uff08\uff09\u300c\u300d\uff06\u2019\uff0e\uff0c\u3001\uff5e\uff0f\uff03\uff0b]"
)
