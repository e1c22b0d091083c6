"""Buttons that are forged, old, somebody else's or pressed five times at once (T12-T16)."""

import json
import random
from concurrent.futures import ThreadPoolExecutor

from bot import turn
from bot.dialogs import DIALOGS
from tests.bot.talking import Talking, a_house
from tests.scenario.small import A
from tests.scenario.test_text_steps import stand, steps

STRANGER = "U" + "2" * 32


def registering(tmp_path, who=None):
    made = Talking(a_house(tmp_path)) if who is None else Talking(a_house(tmp_path), who)
    made.follows()
    return made


def mutations(data, will):
    """Postback data that no button of ours carries."""
    card, _, index = data.partition(":")
    place = will.randrange(len(card))
    yield card[:place] + will.choice([one for one in "0123456789abcdef" if one != card[place]]) + card[place + 1 :] + f":{index}"
    yield f"{card}:{int(index) + will.randrange(20, 10_000)}"
    yield f"{card}:-{index}"
    yield card
    yield f"{card}:{index}:{index}"
    yield f"{card}:{index}" + "0" * will.randrange(1, 300)
    yield will.choice(["to_filed", "approve", "summary_accepted", "__class__", "__init__", "file", "", ":", "null"]) + f":{index}"
    yield json.dumps({"action": "approve", "card": card})
    yield f"{card};{index}"
    yield data.replace(":", "：")


def test_five_thousand_forged_buttons_move_nothing(tmp_path, figure):
    """T12, T15: in every step of the registration; nothing that somebody sends becomes the name of a trigger."""
    talking, will, forged = registering(tmp_path), random.Random(12), 0
    for right in steps(talking):
        before, cards = stand(talking), list(talking.cards.values())
        for _ in range(30):
            for data in mutations(will.choice(cards), will):
                talking.posts(data)
                forged += 1
                assert stand(talking) == before, data
                assert talking.answers, data
        right()
    assert forged >= 5_000
    figure("T12", forged=forged, moved=0, answered=forged)


def test_old_cards_are_answered_with_the_present_one(tmp_path, figure):
    """T13: every card that was ever shown is pressed again after every later step."""
    talking, old, pressed = registering(tmp_path), [], 0
    for right in steps(talking):
        before = stand(talking)
        talking.house.clock.offset_seconds += 60  # Within seconds it is a trembling finger, which is not answered.
        for data in old[-60:]:
            talking.posts(data)
            pressed += 1
            assert stand(talking) == before, data
            assert talking.answers
        old += [data for data in dict.fromkeys(talking.cards.values()) if data not in old]
        shown = set(old)
        right()
        current = {data for data in talking.cards.values() if data not in shown}
        old = [data for data in old if data not in current]
    assert pressed >= 500
    figure("T13", presses=pressed, effects=0)


def test_the_buttons_of_one_are_nothing_to_another(tmp_path, figure):
    """T14: whatever stands on A's screen is pressed by B: neither moves, and B reads nothing of A."""
    rightful = registering(tmp_path)
    stranger = Talking(rightful.house, STRANGER)
    stranger.follows()
    sent, private = 0, ("鈴木", "一郎", "グリーンハイツ", "1234567", "ichiro@example.jp")
    for right in steps(rightful):
        for data in dict.fromkeys(rightful.cards.values()):
            before = stand(rightful), stand(stranger)
            heard = stranger.posts(data)
            sent += 1
            assert (stand(rightful), stand(stranger)) == before, data
            assert not any(word in heard for word in private), heard
        right()
    figure("T14", pressed=sent, moved=0, words_of_the_other=0)


def test_five_taps_at_once_act_once(small, figure):
    """T16: the same button five times, taken by eight threads: one of them moves and is answered."""
    bursts = 40
    for n in range(bursts):
        who = "U" + f"{n:032x}"
        small.webhook([small.event(who, "follow")])
        small.drains()
        taps = [small.taps(who, "はじめての方(利用登録)") for _ in range(5)]
        assert small.webhook(taps) == 200
        with ThreadPoolExecutor(8) as pool:
            for _ in range(2):
                list(pool.map(lambda _, who=who: turn.take_next(small.house, who, DIALOGS), range(8)))
        small.drains()
        assert (small.talk(who).dialog, small.talk(who).state) == ("registration", "checking_manager")
        small.sends()
        assert len(small.line.ledger.delivered[who]) == 2  # the greeting, and one answer
    figure("T16", bursts=bursts, taps_in_each=5, effects_in_each=1, answers_in_each=1)


def test_a_button_pressed_long_after_is_not_taken_for_another(small):
    """T13: the same place on a newer card is another answer."""
    small.webhook([small.event(A, "follow")])
    small.drains()
    old = small.data(A, "はじめての方(利用登録)")
    small.webhook([small.taps(A, "はじめての方(利用登録)")])
    small.drains()
    before = small.talk(A).state
    small.webhook([small.event(A, "postback", postback={"data": old})])
    small.drains()
    assert small.talk(A).state == before
