"""The menu: greeting, the ways in, and what is not understood."""

from bot.dialogs import menu
from bot.locale import t
from tests.bot.talking import Talking, flat, story


def test_the_story_of_the_dialog_is_true_to_the_letter(talking: Talking) -> None:
    for said, answer in story(menu.__doc__ or ""):
        assert flat(talking.says(said)) == answer, said


def test_a_new_friend_is_greeted_with_the_ways_in(talking: Talking) -> None:
    heard = talking.follows()

    assert t("menu.choosing.greeting") in heard
    assert {"はじめての方(利用登録)", "登録済みの方", "制度を知る"} <= set(talking.cards)


def test_whoever_comes_back_after_blocking_finds_the_draft(talking: Talking) -> None:
    talking.follows()
    talking.says("利用登録")
    talking.has_account()
    talking.says("最初から")
    talking.taps("最初からやり直す")
    talking.taps("いいえ、はじめてです")

    assert t("menu.choosing.greeting") in talking.follows()
    assert t("prompts.resume.ask") in talking.says("利用登録")


def test_a_sticker_is_answered_kindly(talking: Talking) -> None:
    assert t("menu.choosing.misheard") in talking.sends("sticker")


def test_what_is_still_to_be_built_is_said_plainly(talking: Talking) -> None:
    assert t("menu.choosing.coming", what="登録内容の変更") in talking.says("登録内容の変更")
