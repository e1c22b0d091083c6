"""Passwords (W-08), user IDs and secret questions (W-10)."""

import pytest

from domain import passwords
from domain.errors import (
    FieldTooLong,
    PasswordCharacterNotAllowed,
    PasswordLacks,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    PasswordUsedBefore,
    SecretAnswerTooShort,
    SecretQuestionUnknown,
    UserIdCharacter,
    UserIdLength,
)
from domain.passwords import (
    CHEAP,
    COST,
    check_new,
    hash_answer,
    hash_password,
    hasher,
    needs_rehash,
    parse_secret_answer,
    parse_secret_question,
    parse_user_id,
    verify_answer,
    verify_password,
)


@pytest.fixture(autouse=True)
def _cheap():
    before = passwords._cost
    hasher(CHEAP)
    yield
    hasher(before)


@pytest.mark.parametrize(
    "password", ["kumo-7 sora", "Tsuki#88", "a1=~|`+*{}<>?_-^@;:[],./\\!\"#$%&'() ", "x9!" + "y" * 197]
)
def test_three_kinds_and_a_lower_case_letter_make_a_password(password):
    """W-08; long ones are welcome."""
    assert check_new(password) == password


def test_the_specials_are_exactly_those_of_the_manual():
    """W-08, S0: written out here once more."""
    assert set(passwords.SPECIALS) == set("=~|`+*{}<>?_-^@;:[],./\\!\"#$%&'()") | {" "}
    assert len(passwords.SPECIALS) == 33


@pytest.mark.parametrize(
    ("password", "missing"),
    [("12345678!", "letter"), ("abcdefgh!", "digit"), ("abcdefg1", "special"), ("ABCDEFG1!", "lower")],
)
def test_a_missing_kind_is_named(password, missing):
    """W-08."""
    with pytest.raises(PasswordLacks) as refused:
        check_new(password)
    assert refused.value.facts["missing"] == missing


def test_seven_characters_are_too_few_and_eight_enough():
    """W-08."""
    with pytest.raises(PasswordTooShort) as refused:
        check_new("kumo-7x")
    assert refused.value.facts == {"typed": 7, "least": 8}
    assert check_new("kumo-7xy") == "kumo-7xy"


def test_a_password_without_end_is_refused_before_it_is_hashed():
    with pytest.raises(PasswordTooLong):
        check_new("x9!" + "y" * 198)


@pytest.mark.parametrize("character", ["あ", "１", "é", "ー", "\u3000", "\t", "\ud800", "😀"])
def test_nothing_is_folded_and_other_characters_are_refused(character):
    """W-08: half width; NFKC is not applied to a secret."""
    with pytest.raises(PasswordCharacterNotAllowed):
        check_new(f"kumo-7xy{character}")


@pytest.mark.parametrize("password", ["Password-1", "p@ssword1!", "1qaz2wsx!", "Abcd-1234"])
def test_the_passwords_that_are_tried_first_are_refused(password):
    with pytest.raises(PasswordTooCommon):
        check_new(password)


def test_the_last_three_may_not_come_again_and_the_fourth_may():
    """W-08: 直近(3回分)."""
    old = [hash_password(f"kumo-{n} sora") for n in range(4)]
    for n in (1, 2, 3):
        with pytest.raises(PasswordUsedBefore) as refused:
            check_new(f"kumo-{n} sora", old)
        assert refused.value.facts == {"last": 3}
    assert check_new("kumo-0 sora", old) == "kumo-0 sora"


def test_only_the_right_password_fits_its_hash():
    hashed = hash_password("kumo-7 sora")
    assert hashed.startswith("$argon2id$")
    assert hashed != hash_password("kumo-7 sora")
    assert verify_password(hashed, "kumo-7 sora")
    assert not verify_password(hashed, "kumo-7 sorA")
    assert not verify_password(hashed, "kumo-7 sora\ud800")
    assert not verify_password("", "kumo-7 sora")
    assert not verify_password("nonsense", "kumo-7 sora")


def test_a_cheaper_hash_is_to_be_made_anew():
    hashed = hash_password("kumo-7 sora")
    assert not needs_rehash(hashed)
    hasher(COST)
    assert needs_rehash(hashed)
    assert needs_rehash("nonsense")


def test_the_cost_in_use_is_the_one_that_was_chosen():
    """19 MiB, two rounds, one thread."""
    used = hasher(COST)
    assert (used.time_cost, used.memory_cost, used.parallelism) == (2, 19 * 1024, 1)


@pytest.mark.parametrize(
    ("typed", "user_id"),
    [("yamada2026", "yamada2026"), (" ＹＡＭＡＤＡ１ ", "YAMADA1"), ("a" * 20, "a" * 20)],
)
def test_a_user_id_is_letters_and_digits(typed, user_id):
    assert parse_user_id(typed) == user_id


@pytest.mark.parametrize("typed", ["yamada_1", "やまだたろう", "yamada@example", "yamad\u00e9"])
def test_anything_else_in_a_user_id_is_named(typed):
    with pytest.raises(UserIdCharacter):
        parse_user_id(typed)


@pytest.mark.parametrize("typed", ["", "yama1", "a" * 21])
def test_a_user_id_has_its_length(typed):
    with pytest.raises(UserIdLength) as refused:
        parse_user_id(typed)
    assert refused.value.facts == {"typed": len(typed), "least": 6, "most": 20}


def test_a_question_is_one_of_the_list():
    """W-10."""
    assert parse_secret_question("first_school") == "first_school"
    with pytest.raises(SecretQuestionUnknown):
        parse_secret_question("age")


@pytest.mark.parametrize("again", ["さくら 小学校", "サクラ小学校", "ｻｸﾗ小学校", " さくら・小学校 "])
def test_an_answer_is_the_same_however_it_is_written(again):
    """W-10."""
    assert verify_answer(hash_answer("さくら小学校"), again)
    assert not verify_answer(hash_answer("さくら小学校"), "うめ小学校")


def test_an_answer_may_be_neither_a_single_sign_nor_a_novel():
    assert parse_secret_answer("Ａｂ") == "ab"
    with pytest.raises(SecretAnswerTooShort):
        parse_secret_answer("あ 。")
    with pytest.raises(FieldTooLong):
        parse_secret_answer("あ" * 61)
