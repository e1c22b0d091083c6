"""Names of accounts (F-04, F-05, B-17)."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.account_name import ALLOWED, matches_association, parse_account_kana, parse_account_kanji
from domain.errors import (
    AccountKanaNotAllowed,
    AccountKanaReplace,
    FieldLeftEmpty,
    FieldRefused,
    FieldTooLong,
    OutsideCharacterTyped,
)

ZENGIN = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ().-/\\,｢｣ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ")
kana = st.text(
    st.sampled_from("ァアィイゥウガギヴーャュョッンヲヰヱヵヶパピｱｧｰﾞあいっがー－-ABab１2 　()（）「」.／"),
    max_size=30,
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("コスモマンションカンリクミアイ", "ｺｽﾓﾏﾝｼﾖﾝｶﾝﾘｸﾐｱｲ"),
        ("ﾘｼﾞﾁｮｳ ﾔﾏﾀﾞ ﾀﾛｳ", "ﾘｼﾞﾁﾖｳﾔﾏﾀﾞﾀﾛｳ"),
        ("コーポA－1", "ｺ-ﾎﾟA-1"),
        ("こーぽ", "ｺ-ﾎﾟ"),
        ("abc", "ABC"),
        ("ヰヱヲヴヵヶヮァ", "ｲｴｵｳﾞｶｹﾜｱ"),
        ("（カンリ）「ア」", "(ｶﾝﾘ)｢ｱ｣"),
    ],
)
def test_small_kana_become_large_and_the_long_vowel_a_hyphen_and_spaces_go(typed, name):
    """F-04: 拗音・促音は大文字, 長音は「-」, スペースを入れず."""
    assert parse_account_kana(typed) == name


def test_the_allowed_set_is_the_one_of_the_banks():
    """F-04, U-10: written out here once more by hand."""
    assert set(ALLOWED) == ZENGIN


@given(kana)
def test_every_accepted_name_is_in_the_set_and_parsing_it_again_changes_nothing(text):
    try:
        name = parse_account_kana(text)
    except FieldRefused:
        return
    assert set(name) <= ZENGIN
    assert parse_account_kana(name) == name


@given(st.text(max_size=30))
def test_no_text_at_all_gives_anything_outside_the_set(text):
    with contextlib.suppress(FieldRefused):
        assert set(parse_account_kana(text)) <= ZENGIN


@pytest.mark.parametrize(("typed", "wrong", "instead"), [("コーポ・A", "・", "."), ("A＆B", "&", "ｱﾝﾄﾞ")])
def test_a_sign_that_banks_write_otherwise_is_refused_with_their_way(typed, wrong, instead):
    """U-10: not folded silently, because the passbook decides."""
    with pytest.raises(AccountKanaReplace) as refused:
        parse_account_kana(typed)
    assert refused.value.facts == {"character": wrong, "instead": instead}


def test_what_is_offered_instead_is_itself_allowed():
    for typed in "・&'+#~[]_、。":
        with pytest.raises(AccountKanaReplace) as refused:
            parse_account_kana(f"ア{typed}")
        assert parse_account_kana(refused.value.facts["instead"]) == refused.value.facts["instead"]


def test_kanji_are_refused_with_the_allowed_signs():
    with pytest.raises(AccountKanaNotAllowed) as refused:
        parse_account_kana("コスモ管理組合")
    assert refused.value.facts["character"] == "管"
    assert set(refused.value.facts["allowed"]) <= ZENGIN


def test_an_empty_and_an_endless_name_are_refused():
    with pytest.raises(FieldLeftEmpty):
        parse_account_kana("\u200b ")
    with pytest.raises(FieldTooLong):
        parse_account_kana("ア" * 49)
    with pytest.raises(FieldTooLong):
        parse_account_kana("ガ" * 25)
    assert len(parse_account_kana("ガ" * 24)) == 48


def test_the_kanji_name_has_no_spaces_and_no_outside_characters():
    """F-04."""
    assert parse_account_kanji("コスモ　マンション 管理組合") == "コスモマンション管理組合"
    with pytest.raises(OutsideCharacterTyped):
        parse_account_kanji("髙島平管理組合")


@pytest.mark.parametrize(
    ("account", "association", "match"),
    [
        ("コスモ管理組合", "コスモ管理組合", "same"),
        ("コスモＡ－１管理組合", "コスモ A-1 管理組合", "same"),
        ("コスモ管理組合理事長山田太郎", "コスモ管理組合", "contains"),
        ("コスモ", "コスモ管理組合", "different"),
        ("山田太郎", "コスモ管理組合", "different"),
        ("", "コスモ管理組合", "different"),
        ("コスモ管理組合", "", "different"),
    ],
)
def test_the_account_belongs_to_the_association(account, association, match):
    """B-17: exact match → accepted; contains → a person looks."""
    assert matches_association(account, association) == match
