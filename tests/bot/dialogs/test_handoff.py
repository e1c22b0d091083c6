"""担当者: a person takes over, and the pending question comes back."""

from bot.dialogs import handoff
from bot.locale import t
from domain.store.tables import hand_off
from tests.bot.talking import Talking, flat, story


def test_the_story_of_the_dialog_is_true_to_the_letter(talking: Talking) -> None:
    talking.follows()

    for said, answer in story(handoff.__doc__ or ""):
        assert flat(talking.says(said)) == answer, said


def test_asking_for_a_person_twice_is_one_request(talking: Talking) -> None:
    talking.says("担当者")
    talking.taps("はい")
    talking.taps("自動応答に戻る")
    talking.says("担当者")
    talking.taps("はい")
    talking.says("担当者")

    with talking.house.db.reading() as tx:
        rows = [row.state for row in tx.execute(hand_off.select())]
    assert sorted(rows) == ["closed", "waiting"]


def test_the_pending_question_is_repeated_after_the_hand_back(talking: Talking) -> None:
    talking.follows()
    talking.says("利用登録")
    talking.says("担当者")
    talking.taps("はい")
    talking.hears_of("staff", act="taken_over", staff="審査 花子")
    assert talking.says("よくわからないのですが") == ""
    assert talking.says("メニュー") == ""

    heard = talking.hears_of("staff", act="handed_back")

    assert t("handoff.returned.ask") in heard
    assert t("registration.checking_manager.ask") in heard
    assert talking.state == ("registration", "checking_manager")


def test_staff_may_take_over_without_being_asked(talking: Talking) -> None:
    talking.follows()
    talking.says("利用登録")

    assert t("handoff.talking.ask") in talking.hears_of("staff", act="taken_over")
    assert talking.says("利用登録") == ""
    talking.hears_of("staff", act="handed_back")
    assert talking.state == ("registration", "checking_manager")


def test_what_is_said_while_waiting_is_kept_and_the_bot_can_be_had_back(talking: Talking) -> None:
    talking.follows()
    talking.says("担当者")
    talking.says("はい")
    assert t("handoff.waiting.noted") in talking.says("残高証明書のことです")

    assert t("handoff.declined.ask") in talking.says("自動応答に戻る")


def test_outside_the_desks_hours_the_next_opening_is_named(talking: Talking) -> None:
    talking.house.clock.offset_seconds -= 4 * 3600  # 6:00 in Tokyo

    assert "11月30日(月)9時00分" in talking.says("担当者")
