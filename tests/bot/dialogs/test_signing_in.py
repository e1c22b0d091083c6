"""登録済みの方, and the number that ties the page to the chat."""

import pytest

from bot.dialogs import signing_in
from bot.locale import t
from domain.desk import accounts
from domain.store.tables import association, representative
from tests.bot.talking import Talking, flat, story

OLD_PHONE = "U" + "2" * 32
LABEL = t("signing_in.confirming_number.sign_in_again")
CONFIRMING = ("signing_in", "confirming_number")


def person_of(talking: Talking) -> int | None:
    with talking.house.db.reading() as tx:
        return accounts.person_of(tx, talking.who)


def test_the_story_of_the_dialog_is_true_to_the_letter(talking: Talking) -> None:
    """What stands in brackets happens on our page."""
    person_id = talking.has_account(linked=None)
    for said, answer in story(signing_in.__doc__ or ""):
        heard = talking.signs_in(person_id, "4821") if said.startswith("(") else talking.says(said)
        assert flat(heard) == answer, said


def test_the_page_says_who_it_is_and_the_talk_goes_on(talking: Talking) -> None:
    talking.says("登録済みの方")
    talking.has_account()

    assert t("signing_in.signed_in.ask") in talking.hears_of("page", purpose="sign_in")


def test_news_of_a_page_that_was_not_waited_for_changes_nothing(talking: Talking) -> None:
    talking.says("制度を知る")
    before = talking.state

    talking.hears_of("page", purpose="sign_in")

    assert talking.state == before


# ---- The number -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["4821", "\uff14\uff18\uff12\uff11", "4 8 2 1", "4821です", "「4821」。"])
def test_the_number_is_understood_however_it_is_typed(talking: Talking, typed: str) -> None:
    talking.says("登録済みの方")
    person_id = talking.has_account(linked=None)
    talking.signs_in(person_id, "4821")

    assert t("signing_in.signed_in.ask") in talking.says(typed)
    assert person_of(talking) == person_id


@pytest.mark.parametrize("typed", ["482", "48211", "4821 4822", "よんはち", "0120-0860-23"])
def test_what_is_no_number_of_four_digits_is_refused_and_not_counted(talking: Talking, typed: str) -> None:
    person_id = talking.has_account(linked=None)
    talking.signs_in(person_id, "4821")

    for _ in range(4):
        assert "4桁の数字だけ" in talking.says(typed)

    talking.says("4821")
    assert person_of(talking) == person_id


def test_three_misses_end_the_number_and_a_new_sign_in_is_needed(talking: Talking) -> None:
    person_id = talking.has_account(linked=None)
    talking.signs_in(person_id, "4821")

    assert "あと2回" in talking.says("0001")
    assert "あと1回" in talking.says("0002")
    assert "もう一度ログイン" in talking.says("0003")
    assert talking.state == ("signing_in", "awaiting_sign_in")

    talking.says("4821")
    assert person_of(talking) is None

    talking.signs_in(person_id, "0007")
    talking.says("0007")
    assert person_of(talking) == person_id


@pytest.mark.parametrize("escape", ["最初から", "メニュー", "登録済みの方", "担当者", "戻る", "制度を知る"])
def test_leaving_and_coming_back_forgets_no_miss(talking: Talking, escape: str) -> None:
    person_id = talking.has_account(linked=None)
    talking.signs_in(person_id, "4821")
    for wrong in ("0001", "0002"):
        talking.says(wrong)
        talking.says(escape)
        talking.says("はい")
        talking.says("登録済みの方")
        assert talking.state == CONFIRMING

    talking.says("0003")

    assert talking.state == ("signing_in", "awaiting_sign_in")
    talking.says("4821")
    assert person_of(talking) is None


def test_a_number_counts_for_ten_minutes(talking: Talking) -> None:
    person_id = talking.has_account(linked=None)
    talking.signs_in(person_id, "4821")
    talking.house.clock.offset_seconds += 600

    assert "10分" in talking.says("4821")
    assert talking.state == ("signing_in", "awaiting_sign_in")
    assert person_of(talking) is None


def test_a_number_counts_until_the_end_of_its_tenth_minute(talking: Talking) -> None:
    person_id = talking.has_account(linked=None)
    talking.signs_in(person_id, "4821")
    talking.house.clock.offset_seconds += 590

    talking.says("4821")

    assert person_of(talking) == person_id


def test_a_number_counts_once(talking: Talking) -> None:
    person_id = talking.has_account(linked=None)
    talking.signs_in(person_id, "4821")
    talking.says("4821")
    with talking.house.db.writing() as tx:
        accounts.link_line(tx, OLD_PHONE, person_id, talking.house.clock.ms())

    talking.says("登録済みの方")
    talking.says("4821")

    assert person_of(talking) is None


def test_a_second_sign_in_makes_the_first_number_void(talking: Talking) -> None:
    person_id = talking.has_account(linked=None)
    talking.signs_in(person_id, "4821")
    talking.signs_in(person_id, "7777")

    assert "数字が違います" in talking.says("4821")
    talking.says("7777")
    assert person_of(talking) == person_id


def test_the_button_leads_to_another_sign_in_and_the_number_is_gone(talking: Talking) -> None:
    person_id = talking.has_account(linked=None)
    talking.signs_in(person_id, "4821")

    talking.taps(LABEL)
    assert talking.state == ("signing_in", "awaiting_sign_in")
    talking.says("戻る")
    talking.says("4821")

    assert person_of(talking) is None


def test_a_sticker_instead_of_the_number_is_answered_in_words(talking: Talking) -> None:
    talking.signs_in(talking.has_account(linked=None))

    assert t("signing_in.confirming_number.ask") in talking.sends("sticker")
    assert talking.state == CONFIRMING


# ---- Wherever the talk stands -----------------------------------------------------------------------------


@pytest.mark.parametrize("elsewhere", [["メニュー"], ["制度を知る"], ["利用登録", "1"], ["担当者"], ["担当者", "はい"], ["最初から"]])
def test_the_number_is_asked_for_wherever_the_talk_stands(talking: Talking, elsewhere: list[str]) -> None:
    for said in elsewhere:
        talking.says(said)
    person_id = talking.has_account(linked=None)

    assert t("signing_in.confirming_number.ask") in talking.signs_in(person_id, "4821")
    talking.says("4821")

    assert person_of(talking) == person_id


def test_after_signing_in_while_a_person_was_waited_for_signing_in_is_not_asked_for_again(talking: Talking) -> None:
    talking.says("登録済みの方")
    talking.says("担当者")
    talking.says("はい")
    person_id = talking.has_account(linked=None)
    talking.signs_in(person_id, "4821")

    talking.says("4821")

    assert talking.state == ("signing_in", "signed_in")


def test_after_signing_in_the_talk_hears_of_a_return_as_ever(talking: Talking) -> None:
    talking.signs_in(talking.has_account(linked=None), "4821")
    talking.says("4821")

    talking.hears_of("filing", act="returned")

    assert talking.state[0] == "registration"


def test_while_staff_have_the_word_the_number_waits_until_they_give_it_back(talking: Talking) -> None:
    talking.says("制度を知る")
    talking.hears_of("staff", act="taken_over")
    person_id = talking.has_account(linked=None)

    assert talking.signs_in(person_id, "4821") == ""
    assert talking.says("4821") == ""
    assert person_of(talking) is None

    assert t("signing_in.confirming_number.ask") in talking.hears_of("staff", act="handed_back")
    talking.says("4821")
    assert person_of(talking) == person_id
    assert talking.state[0] == "about"


# ---- Whom it concerns -------------------------------------------------------------------------------------


def test_whoever_was_linked_before_is_told_and_loses_the_menu_and_the_person_gets_a_mail(talking: Talking) -> None:
    """As No.32."""
    before = Talking(talking.house, OLD_PHONE)
    person_id = talking.has_account(linked=OLD_PHONE)
    talking.signs_in(person_id, "4821")
    assert before.sent("push") == []

    talking.says("4821")

    assert "終了しました" in str(before.sent("push"))
    assert before.sent("menu") == [{"menu": "guests"}]
    assert "通常と異なる環境" in talking.sent("mail")[0]["subject"]
    assert person_of(before) is None
    assert person_of(talking) == person_id


def test_nobody_is_told_of_a_change_where_nothing_was_linked_before(talking: Talking) -> None:
    talking.signs_in(talking.has_account(linked=None), "4821")
    talking.says("4821")

    assert talking.sent("mail") == []


@pytest.mark.parametrize("by_number", [True, False])
def test_a_member_who_signs_in_gets_the_members_menu(talking: Talking, by_number: bool) -> None:
    talking.says("登録済みの方")
    person_id = talking.has_account(linked=None if by_number else "")
    with talking.house.db.writing() as tx:
        one = tx.execute(association.insert().returning(association.c.id), {
            "number": "123456", "state": "registered", "facts": {"association_name": "みどり"}, "made_at": 0, "version": 0,
        }).scalar_one()  # fmt: skip
        tx.execute(representative.insert(), {"association_id": one, "person_id": person_id, "facts": {}, "since_at": 0})

    if by_number:
        talking.signs_in(person_id, "4821")
        talking.says("4821")
    else:
        talking.hears_of("page", purpose="sign_in", person_id=person_id)

    assert talking.sent("menu") == [{"menu": "members"}]


def test_somebody_who_is_no_member_keeps_the_guests_menu(talking: Talking) -> None:
    talking.signs_in(talking.has_account(linked=None), "4821")
    talking.says("4821")

    assert {"menu": "members"} not in talking.sent("menu")


def test_the_person_offered_beside_the_page_is_reached_by_number(talking: Talking) -> None:
    talking.follows()
    talking.says("登録済みの方")
    for _ in range(3):
        talking.says("こんにちは")
    talking.says("3")
    assert talking.state == ("handoff", "confirming")
