"""Characters: cleaning, classes, stand-ins (A7, F-02)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.characters import (
    ROMAN_NUMERALS,
    STAND_INS,
    CharacterClass,
    class_of,
    clean,
    digits,
    full_width,
    instead_of,
    katakana,
    only_digits,
    refuse_outside,
    shown,
    visible,
)
from domain.errors import (
    DigitsExpected,
    FieldLeftEmpty,
    OutsideCharacterTyped,
    RomanNumeralTyped,
    UnknownCharacterTyped,
)

anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  山田  太郎 ", "山田 太郎"),
        ("山田\u3000\u3000太郎", "山田 太郎"),
        ("山田\n太郎\t様", "山田 太郎 様"),
        ("\u200b山\u202e田\ufeff\x00", "山田"),
        ("山\ud800田", "山田"),
        ("ＡＢＣ１２３", "ABC123"),
        ("ﾊﾟｰｸﾊｲﾂ", "パークハイツ"),
        ("㈱コスモ", "(株)コスモ"),
        ("か゛", "が"),
        ("神", "神"),
        ("葛\U000e0100城", "葛城"),
        ("マンションⅡ", "マンションⅡ"),
        ("髙﨑", "髙﨑"),
        ("", ""),
        ("\u3164\u115f", ""),
    ],
)
def test_what_cannot_be_seen_goes_and_widths_become_one(typed, cleaned):
    assert clean(typed) == cleaned


@given(anything)
def test_cleaning_twice_changes_nothing_and_leaves_nothing_invisible(text):
    once = clean(text)
    assert clean(once) == once
    assert once == once.strip()
    assert "  " not in once
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Cf", "Zl", "Zp") for c in once)


def test_cleaning_every_single_character_between_kana_is_stable():
    for code in range(0x11000):
        once = clean(f"ア{chr(code)}ア")
        assert clean(once) == once, hex(code)


def test_visible_text_keeps_its_widths():
    assert visible("Ａ\u202eＢ\nア") == "ＡＢ ア"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("〒１１２－８５７０", "1128570"),
        ("03(5800)9479", "0358009479"),
        ("０３ー５８００ー９４７９", "0358009479"),
        ("12a4", "12a4"),
        ("", ""),
    ],
)
def test_digits_lose_their_separators_and_nothing_else(typed, found):
    assert digits(typed) == found


def test_a_letter_among_digits_is_named():
    with pytest.raises(DigitsExpected) as refused:
        only_digits("30000a", "association_number")
    assert refused.value.facts == {"field": "association_number", "character": "a"}


def test_digits_of_other_scripts_are_not_digits():
    with pytest.raises(DigitsExpected):
        only_digits("٣٠٠٠٠١", "association_number")


def test_no_digits_at_all_are_an_empty_field():
    with pytest.raises(FieldLeftEmpty):
        only_digits(" - ", "phone")


@pytest.mark.parametrize(
    ("character", "its_class"),
    [
        ("山", CharacterClass.PLAIN),
        ("邊", CharacterClass.PLAIN),
        ("A", CharacterClass.PLAIN),
        ("－", CharacterClass.PLAIN),
        ("～", CharacterClass.PLAIN),
        ("㍻", CharacterClass.NEC_SPECIAL),
        ("髙", CharacterClass.VENDOR),
        ("﨑", CharacterClass.VENDOR),
        ("\ue000", CharacterClass.PRIVATE),
        ("剝", CharacterClass.JIS_X_0213),
        ("𠮷", CharacterClass.OUTSIDE),
        ("😀", CharacterClass.OUTSIDE),
    ],
)
def test_a_character_has_its_class_by_the_codecs(character, its_class):
    assert class_of(character) is its_class


@pytest.mark.parametrize(
    ("typed", "instead"), [("髙", "高"), ("﨑", "崎"), ("德", "徳"), ("瀨", "瀬"), ("𠮷", "吉")]
)
def test_an_outside_character_is_refused_with_the_one_to_type(typed, instead):
    """F-02: 「髙」「﨑」は「高」「崎」で入力."""
    with pytest.raises(OutsideCharacterTyped) as refused:
        refuse_outside(f"山{typed}")
    assert refused.value.facts == {"character": typed, "instead": instead}


@pytest.mark.parametrize(
    ("typed", "instead"), [("Ⅰ", "１"), ("Ⅱ", "２"), ("Ⅲ", "３"), ("Ⅻ", "１２"), ("ⅳ", "４")]
)
def test_a_roman_numeral_is_refused_with_the_digits_to_type(typed, instead):
    """F-02, B-10."""
    with pytest.raises(RomanNumeralTyped) as refused:
        refuse_outside(typed)
    assert refused.value.facts == {"character": typed, "instead": instead}


@pytest.mark.parametrize("typed", ["😀", "\ue123", "ក", "㍻"])
def test_a_character_without_a_stand_in_is_refused_all_the_same(typed):
    with pytest.raises(UnknownCharacterTyped):
        refuse_outside(typed)


def test_every_stand_in_may_itself_be_typed_and_every_key_may_not():
    for character, instead in {**STAND_INS, **ROMAN_NUMERALS}.items():
        refuse_outside(instead)
        assert instead_of(character) == instead
        assert clean(character) == character, f"{character} would be folded before it could be named"
        assert character in ROMAN_NUMERALS or class_of(character) is not CharacterClass.PLAIN


def test_full_width_turns_letters_dashes_and_spaces():
    assert full_width("ABC-1 2'") == "ＡＢＣ－１\u3000２’"


def test_hiragana_become_katakana_and_a_dash_after_kana_the_long_vowel():
    assert katakana("こーぽ") == "コーポ"
    assert katakana("エ-ル") == "エール"
    assert katakana("A-1") == "A-1"


def test_a_character_without_a_shape_is_shown_by_its_number():
    assert shown("髙") == "髙"
    assert shown("\ue000") == "U+E000"
    assert shown("\u0301") == "U+0301"
