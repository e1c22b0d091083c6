"""登録済みの方."""

from bot.dialogs import signing_in
from bot.locale import t
from tests.bot.talking import Talking, flat, story


def test_the_story_of_the_dialog_is_true_to_the_letter(talking: Talking) -> None:
    for said, answer in story(signing_in.__doc__ or ""):
        assert flat(talking.says(said)) == answer, said


def test_the_page_says_who_it_is_and_the_talk_goes_on(talking: Talking) -> None:
    talking.says("登録済みの方")
    talking.has_account()

    assert t("signing_in.signed_in.ask") in talking.hears_of("page", purpose="sign_in")


def test_news_of_a_page_that_was_not_waited_for_changes_nothing(talking: Talking) -> None:
    talking.says("制度を知る")
    before = talking.state

    talking.hears_of("page", purpose="sign_in")

    assert talking.state == before
