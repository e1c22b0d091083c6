"""The words below a question: each of them does something there."""

import pytest

from tests.bot.talking import Talking

AT_REST, UNDER_WAY = ["メニュー", "ヘルプ", "担当者"], ["戻る", "やめる", "ヘルプ", "担当者"]


def offered(talking: Talking) -> list[str]:
    """The quick replies below the last answer."""
    return [item["action"]["text"] for item in talking.answers[-1]["quickReply"]["items"]]


def test_the_menu_and_a_first_question_have_nothing_to_go_back_to(talking: Talking) -> None:
    talking.follows()
    assert offered(talking) == AT_REST

    talking.says("利用登録")
    assert offered(talking) == AT_REST


def test_a_dialog_under_way_offers_the_ways_back_and_out(talking: Talking) -> None:
    talking.follows()
    talking.says("利用登録")
    talking.says("はい、代表者本人です")
    assert offered(talking) == UNDER_WAY

    assert "代表者" in talking.says("戻る")
    assert offered(talking) == AT_REST


def test_after_the_last_word_of_a_dialog_neither_is_shown(talking: Talking) -> None:
    talking.follows()
    talking.says("利用登録")
    talking.says("はい、代表者本人です")
    talking.says("同意しない")

    assert talking.state == ("registration", "declined")
    assert offered(talking) == AT_REST


@pytest.mark.parametrize("word", AT_REST)
def test_every_word_that_stands_there_is_understood(talking: Talking, word: str) -> None:
    talking.follows()
    talking.says("利用登録")
    talking.says("はい、代表者本人です")
    talking.says("同意しない")

    assert "うまく読み取れませんでした" not in talking.says(word)
