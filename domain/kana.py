"""Readings in full-width katakana (F-03): what is folded, and the one test that all kana fields share."""

import re

from domain.characters import clean, full_width, katakana, shown
from domain.errors import FieldLeftEmpty, FieldTooLong, KanaExpected


def parse_kana(text: str, field: str, most: int) -> str:
    """Full-width katakana with small kana, ー, ・ and single full-width spaces (F-03).

    Hiragana and half-width kana are understood. A letter, a digit or a kanji is refused by name: its reading is
    to be typed. KanaExpected, FieldLeftEmpty, FieldTooLong.
    """
    kana = full_width(katakana(clean(text)))
    if not kana:
        raise FieldLeftEmpty(field=field)
    wrong = _NOT_KANA.search(kana)
    if wrong:
        raise KanaExpected(field=field, character=shown(wrong.group()))
    if not _ANY_KANA.search(kana):
        raise KanaExpected(field=field, character=kana[0])
    if len(kana) > most:
        raise FieldTooLong(field=field, typed=len(kana), most=most)
    return kana


# ァ-ヴ, ー, ・ and the ideographic space. ヵヶ stand in names of places (ヶ丘) and are kept.
_NOT_KANA = re.compile(r"[^\u30a1-\u30f6\u30fc\u30fb\u3000]")
_ANY_KANA = re.compile(r"[\u30a1-\u30f6]")
