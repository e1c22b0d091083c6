"""制度を知る."""

from bot.dialogs import about
from tests.bot.talking import Talking, flat, story


def test_the_story_of_the_dialog_is_true_to_the_letter(talking: Talking) -> None:
    for said, answer in story(about.__doc__ or ""):
        assert flat(talking.says(said)) == answer, said


def test_the_safety_wording_says_what_is_not_guaranteed(talking: Talking) -> None:
    """X-08"""
    talking.says("制度を知る")
    heard = talking.taps("安全性について")

    for words in ("国の保証はなく", "預金保険の対象でもありません", "一般担保", "元本を割り込むおそれ", "発行体"):
        assert words in heard


def test_the_contacts_are_those_of_the_back_cover(talking: Talking) -> None:
    """X-09"""
    talking.says("制度を知る")
    heard = talking.taps("お問い合わせ先")

    assert "0120-0860-23" in heard
    assert "03-5800-9479" in heard
