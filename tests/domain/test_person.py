"""The representative's own fields (S0 代表者情報)."""

from datetime import date

import pytest

from domain.errors import (
    BirthDateInFuture,
    BirthDateNotAdult,
    BirthDateTooLongAgo,
    CharacterNotAllowed,
    KanaExpected,
    OutsideCharacterTyped,
)
from domain.person import (
    age_on,
    parse_birth_date,
    parse_company_name,
    parse_family_kana,
    parse_family_name,
    parse_given_kana,
    parse_given_name,
    parse_post_title,
)

TODAY = date(2026, 4, 1)


def test_names_are_kept_in_full_width():
    assert parse_family_name("山田") == "山田"
    assert parse_given_name("Mary-Ann O'Neil") == "Ｍａｒｙ－Ａｎｎ\u3000Ｏ’Ｎｅｉｌ"
    assert parse_family_name("佐々木") == "佐々木"


def test_an_outside_character_in_a_name_is_refused_with_its_stand_in():
    """F-02, S0 お名前."""
    with pytest.raises(OutsideCharacterTyped) as refused:
        parse_family_name("髙橋")
    assert refused.value.facts == {"character": "髙", "instead": "高"}


@pytest.mark.parametrize("typed", ["山田1", "<script>", "山田@", "{$x}"])
def test_digits_and_signs_stand_in_no_name(typed):
    with pytest.raises(CharacterNotAllowed) as refused:
        parse_family_name(typed)
    assert refused.value.facts["field"] == "family_name"


def test_readings_are_katakana():
    """F-03."""
    assert parse_family_kana("やまだ") == "ヤマダ"
    assert parse_given_kana("ﾀﾛｳ") == "タロウ"
    with pytest.raises(KanaExpected) as refused:
        parse_given_kana("太郎")
    assert refused.value.facts == {"field": "given_kana", "character": "太"}


def test_a_single_manager_writes_person_for_the_company_and_the_qualification_for_the_post():
    """W-14: 会社名「個人」, 役職名=資格名."""
    assert parse_company_name("個人") == "個人"
    assert parse_post_title("マンション管理士") == "マンション管理士"
    assert parse_company_name("㈱コスモ管理") == "（株）コスモ管理"


def test_a_title_holds_no_formula():
    with pytest.raises(CharacterNotAllowed):
        parse_company_name("=cmd|' /C calc'!A0")


@pytest.mark.parametrize("typed", ["昭和33年5月3日", "S33.5.3", "1958/5/3", "１９５８年５月３日", "19580503"])
def test_a_birth_date_is_read_however_it_is_written(typed):
    assert parse_birth_date(typed, today=TODAY) == date(1958, 5, 3)


def test_a_representative_comes_of_age_on_the_birthday():
    assert parse_birth_date("2008-04-01", today=TODAY) == date(2008, 4, 1)
    with pytest.raises(BirthDateNotAdult) as refused:
        parse_birth_date("2008-04-02", today=TODAY)
    assert refused.value.facts == {"age": 17, "least": 18}


def test_a_birth_date_after_today_is_refused():
    with pytest.raises(BirthDateInFuture):
        parse_birth_date("2026-04-02", today=TODAY)


def test_nobody_is_older_than_anybody():
    assert parse_birth_date("1910-04-02", today=TODAY) == date(1910, 4, 2)
    with pytest.raises(BirthDateTooLongAgo) as refused:
        parse_birth_date("1910-04-01", today=TODAY)
    assert refused.value.facts == {"age": 116}


def test_an_age_counts_full_years():
    assert age_on(date(2000, 2, 29), date(2026, 2, 28)) == 25
    assert age_on(date(2000, 2, 29), date(2026, 3, 1)) == 26
