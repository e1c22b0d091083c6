"""The association's own fields: number, names, corporate number (A7 F-01, F-02, F-03, F-06)."""

import re

from domain.characters import full_width, only_digits, refuse_outside, required, shown
from domain.errors import (
    AssociationNumberMalformed,
    CharacterNotAllowed,
    CorporateNumberLength,
    CorporateNumberMistyped,
)
from domain.kana import parse_kana

NAME_MOST = 60  # characters; the sources only say that a name is cut where it does not fit (S0).
KANA_MOST = 120  # characters


def parse_association_number(text: str) -> str:
    """積立組合番号: six digits that begin with 3, from the passbook (F-01, S0 管理組合情報)."""
    number = only_digits(text, "association_number")
    if len(number) != 6 or number[0] != "3":
        raise AssociationNumberMalformed(digits=len(number))
    return number


def parse_association_name(text: str) -> str:
    """管理組合名称(漢字) in full width, as the bylaws have it (F-02, S0).

    Roman numerals and 外字 are refused with the character to type instead.
    """
    name = full_width(required(text, "association_name", NAME_MOST))
    refuse_outside(name)
    wrong = _NOT_IN_NAMES.search(name)
    if wrong:
        raise CharacterNotAllowed(field="association_name", character=shown(wrong.group()))
    return name


def parse_association_kana(text: str) -> str:
    """管理組合名称(カナ) in full-width katakana; small kana and ー are kept (F-03, S0)."""
    return parse_kana(text, "association_kana", KANA_MOST)


def parse_corporate_number(text: str) -> str:
    """法人番号: thirteen digits with the check digit of the law (F-06; 番号法施行令 35, 法人番号省令 2)."""
    number = only_digits(text, "corporate_number")
    if len(number) != 13:
        raise CorporateNumberLength(digits=len(number))
    if int(number[0]) != _check_digit(number[1:]):
        raise CorporateNumberMistyped
    return number


def _check_digit(base: str) -> int:
    """9 − (Σ digit × 1 or 2, from the right, mod 9)."""
    return 9 - sum(int(d) * (1 + place % 2) for place, d in enumerate(reversed(base))) % 9


# Letters, digits, kana, kanji and the signs that stand in names: ・ー－（）「」＆’．，、。～／＃＋ and the space.
_NOT_IN_NAMES = re.compile(
    r"[^\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u3041-\u3096\u30a1-\u30fc\u3005-\u3007\u4e00-\u9fff\uf900-\ufaff"
    r"\uff0d\uff08\uff09\u300c\u300d\uff06\u2019\uff0e\uff0c\u3001\u3002\uff5e\uff0f\uff03\uff0b\u3000\u00d7\u0391-\u03c9]"
)
