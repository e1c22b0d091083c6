"""The association's own fields (F-01, F-02, F-03, F-06)."""

import pytest

from domain.association import (
    parse_association_kana,
    parse_association_name,
    parse_association_number,
    parse_corporate_number,
)
from domain.errors import (
    AssociationNumberMalformed,
    CharacterNotAllowed,
    CorporateNumberLength,
    CorporateNumberMistyped,
    DigitsExpected,
    FieldLeftEmpty,
    FieldTooLong,
    KanaExpected,
    OutsideCharacterTyped,
    RomanNumeralTyped,
)


@pytest.mark.parametrize("typed", ["300123", "３００１２３", " 300-123 "])
def test_an_association_number_is_six_digits_that_begin_with_three(typed):
    """F-01."""
    assert parse_association_number(typed) == "300123"


@pytest.mark.parametrize("typed", ["200123", "30012", "3001234"])
def test_other_digits_are_no_association_number(typed):
    """F-01."""
    with pytest.raises(AssociationNumberMalformed) as refused:
        parse_association_number(typed)
    assert refused.value.facts == {"digits": len(typed)}


def test_a_letter_in_the_association_number_is_named():
    with pytest.raises(DigitsExpected):
        parse_association_number("30O123")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("コスモ御堂筋マンション管理組合", "コスモ御堂筋マンション管理組合"),
        ("ABCマンション2号棟管理組合", "ＡＢＣマンション２号棟管理組合"),
        ("ﾊﾟｰｸ ﾊｲﾂ管理組合", "パーク\u3000ハイツ管理組合"),
        ("ル・シェル'98(A棟)管理組合法人", "ル・シェル’９８（Ａ棟）管理組合法人"),
    ],
)
def test_a_name_is_kept_in_full_width(typed, name):
    """F-02: 全角."""
    assert parse_association_name(typed) == name
    assert parse_association_name(name) == name


def test_a_roman_numeral_in_a_name_is_refused_with_its_digits():
    """F-02."""
    with pytest.raises(RomanNumeralTyped) as refused:
        parse_association_name("コスモⅡ管理組合")
    assert refused.value.facts["instead"] == "２"


def test_an_outside_character_in_a_name_is_refused_with_its_stand_in():
    """F-02."""
    with pytest.raises(OutsideCharacterTyped):
        parse_association_name("髙島平団地管理組合")


@pytest.mark.parametrize("typed", ["<b>管理組合", "=HYPERLINK", "{ $x }", "100%", "a\\b"])
def test_signs_that_could_do_harm_elsewhere_stand_in_no_name(typed):
    with pytest.raises(CharacterNotAllowed) as refused:
        parse_association_name(typed)
    assert refused.value.facts["field"] == "association_name"


def test_a_name_that_is_too_long_says_how_long_it_may_be():
    with pytest.raises(FieldTooLong) as refused:
        parse_association_name("あ" * 61)
    assert refused.value.facts == {"field": "association_name", "typed": 61, "most": 60}
    assert parse_association_name("あ" * 60) == "あ" * 60


@pytest.mark.parametrize(
    ("typed", "kana"),
    [
        ("コスモマンションカンリクミアイ", "コスモマンションカンリクミアイ"),
        ("こすもまんしょん", "コスモマンション"),
        ("ｺｽﾓﾏﾝｼｮﾝ", "コスモマンション"),
        ("パーク ハイツ", "パーク\u3000ハイツ"),
    ],
)
def test_a_reading_is_kept_in_full_width_katakana_with_small_kana(typed, kana):
    """F-03: small kana and ー are allowed here."""
    assert parse_association_kana(typed) == kana


@pytest.mark.parametrize(
    ("typed", "wrong"), [("コスモ2", "２"), ("コスモA", "Ａ"), ("コスモ組合", "組"), ("ー", "ー")]
)
def test_what_is_not_kana_is_named(typed, wrong):
    """F-03."""
    with pytest.raises(KanaExpected) as refused:
        parse_association_kana(typed)
    assert refused.value.facts["character"] == wrong


def test_a_reading_of_nothing_is_an_empty_field():
    with pytest.raises(FieldLeftEmpty):
        parse_association_kana("\u200b")


@pytest.mark.parametrize("number", ["7000012050002", "8000012100004", "2000012100001"])
def test_a_corporate_number_of_an_office_is_right(number):
    """F-06: published numbers of government offices; the check digit comes first."""
    assert parse_corporate_number(number) == number


def test_the_published_example_of_the_check_digit():
    """F-06: 国税庁's example, base number 700110005901, check digit 8."""
    assert parse_corporate_number("8700110005901") == "8700110005901"


def test_one_mistyped_digit_of_a_corporate_number_is_found():
    right = "7000012050002"
    for place in range(13):
        wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
        with pytest.raises(CorporateNumberMistyped):
            parse_corporate_number(wrong)


def test_a_corporate_number_has_thirteen_digits():
    with pytest.raises(CorporateNumberLength) as refused:
        parse_corporate_number("000012050002")
    assert refused.value.facts == {"digits": 12}


def test_the_check_digit_agrees_with_another_reading_of_the_law():
    """The library ``stdnum`` was written independently."""
    cn = pytest.importorskip("stdnum.jp.cn")
    for base in range(0, 10**12, 17_000_000_003):
        number = f"{cn.calc_check_digit(f'{base:012d}')}{base:012d}"
        assert parse_corporate_number(number) == number
