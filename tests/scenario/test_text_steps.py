"""Anything at all in every step of the chat: a plain sentence, nothing moved, nothing lost (T08-T10)."""

import json

import pytest
from sqlalchemy import select

from domain.store import talks
from domain.store.tables import line_event
from tests.bot.dialogs.test_registration import FILE, PRIVATE_REPRESENTATIVE
from tests.bot.talking import Talking, a_house
from tests.journey import APPLICANT, ASSOCIATION

CORPUS = {
    "a lone surrogate": "\ud83d", "half an emoji within": "山\udc00田", "NUL": "\0", "NUL within": "a\0b", "control signs": "\x01\x07\x1b[31m", "zero width": "\u200b\u200c\u200d\ufeff",
    "right to left": "\u202egpj.exe", "isolates": "\u2068x\u2069", "an emoji of seven people": "👨‍👩‍👧‍👦", "flags": "🇯🇵" * 12, "combining": "か" + "\u3099" * 400, "ten thousand": "長" * 10_000,
    "ten thousand emoji": "😀" * 5_000, "spaces": "　 \t\n", "a template": "{ $x } {{7*7}} %s {0.__class__}", "html": "<img src=x onerror=alert(1)>", "csv": "=cmd|' /C calc'!A0",
    "a trigger": "summary_accepted", "postback data": "00000000:0", "a header": "x\r\nBcc: y@example.jp", "circled and roman": "①Ⅲ㈱髙", "digits of other scripts": "٣৩", "sql": "'; DROP TABLE talk;--",
    "a private use sign": "\ue000", "an unassigned sign": "\U000e0fff", "noncharacter": "\uffff",
}  # fmt: skip
KINDS = ("sticker", "image", "audio", "video", "file", "location", "imagemap", "invention")


def steps(talking: Talking):
    """The whole registration, one answer at a time: (what is asked, the right answer as an act)."""
    taps, says, fills = talking.taps, talking.says, talking.fills_page
    yield lambda: taps("はじめての方(利用登録)")
    yield lambda: taps("はい、代表者本人です")
    yield lambda: taps("同意する")
    yield lambda: fills(**APPLICANT)

    def joins():
        talking.has_account()
        talking.hears_of("page", purpose="account")
        talking.hears_of("page", purpose="authenticator")

    yield joins
    for label in ("いいえ、はじめてです", "登記していない", "受けていない", "4月"):
        yield lambda label=label: taps(label)
    yield lambda: fills(**ASSOCIATION)
    yield lambda: taps("区分所有者(理事長など)")
    yield lambda: says("令和9年5月")
    yield lambda: taps("5月")
    yield lambda: fills(**PRIVATE_REPRESENTATIVE)
    yield lambda: taps("書類を郵送する")
    yield lambda: taps("総会で選ばれた")
    yield lambda: taps("書いてある")
    yield lambda: fills(bylaws=FILE, assembly_minutes=FILE)
    yield lambda: taps("委託していない(自主管理)")
    yield lambda: taps("この内容で申請する")


def plain(talking: Talking, what: str) -> None:
    """What was answered can be sent to LINE and is a sentence."""
    assert 1 <= len(talking.answers) <= 5, what
    for message in talking.answers:
        text = json.dumps(message, ensure_ascii=False)
        text.encode("utf-8")
        assert "\\u0000" not in text, what
        assert not set("\u2068\u2069\u202e") & set(text), what
        assert len(message.get("text", "").encode("utf-16-le")) // 2 <= 5000, what
        assert 0 < len(message.get("altText", "x")) <= 400, what


@pytest.fixture
def talking(tmp_path):
    made = Talking(a_house(tmp_path))
    made.follows()
    yield made
    with made.house.db.reading() as tx:
        states = tx.execute(select(line_event.c.state, line_event.c.error)).all()
    assert {row.state for row in states} <= {"done", "ignored"}, [row.error for row in states if row.error]
    made.house.db.close()


def on_screen(talking):
    with talking.house.db.reading() as tx:
        return [label for label, _ in talks.load(tx, talking.who).screen["choices"]]


def stand(talking):
    told = {name: value for name, value in talking.told.items() if not name.startswith("_")}
    return talking.state, told


def test_any_text_in_any_step_moves_nothing_and_is_answered_with_a_sentence(talking):
    seen = set()
    for right in steps(talking):
        before = stand(talking)
        seen.add(before[0])
        for what, text in CORPUS.items():
            talking.says(text)
            assert stand(talking) == before, (what, before)
            plain(talking, f"{what} at {before[0]}")
        right()
        assert stand(talking) != before, f"the right answer no longer moves {before[0]}"
    assert len(seen) >= 11


@pytest.mark.parametrize("typed", ["its number", "its label"])
def test_the_person_offered_after_three_misheard_answers_is_there_by_number_and_by_label(talking, typed):
    """Where the step has buttons of its own; where a number is asked for, a number is an answer."""
    offered = 0
    for right in steps(talking):
        before = stand(talking)
        for _ in range(3):
            talking.sends("sticker")
        labels = on_screen(talking)
        assert "担当者に聞く" in labels, before
        if typed == "its label" or len(labels) > 1:
            talking.says("担当者に聞く" if typed == "its label" else str(len(labels)))
            offered += talking.state == ("handoff", "confirming")
            assert stand(talking) != before or typed == "its number", before
            if talking.state[0] == "handoff":
                talking.taps("いいえ")
        assert stand(talking)[0] == before[0]
        right()
    assert offered >= 8


def test_anything_that_is_no_text_in_any_step_is_answered_with_a_sentence(talking):
    for right in steps(talking):
        before = stand(talking)
        for kind in KINDS:
            talking.sends(kind)
            assert stand(talking) == before, (kind, before)
            plain(talking, f"{kind} at {before[0]}")
        right()


def test_a_forged_tap_in_any_step_moves_nothing(talking):
    """T12, T15: other indexes, other cards, names of triggers, other scripts' digits."""
    for right in steps(talking):
        before = stand(talking)
        card = next(iter(talking.cards.values())).partition(":")[0]
        for data in (
            "",
            ":",
            "x",
            "approve",
            "to_filed",
            f"{card}:",
            f"{card}:99",
            f"{card}:-1",
            f"{card}:٠",
            f"{card}:0x0",
            f"{card}:0:0",
            "\ud83d",
            "0" * 300,
            "__class__",
        ):
            talking.posts(data)
            assert stand(talking) == before, (data, before)
            plain(talking, f"{data!r} at {before[0]}")
        right()


def test_full_width_spaced_and_half_width_answers_are_understood(talking):
    """全角数字、半角カナ、前後の空白."""
    talking.says("　ﾒﾆｭｰ ")
    assert talking.state == ("menu", "choosing")
    talking.says(" １ ")
    assert talking.state == ("registration", "checking_manager")
    talking.says("「はい、代表者本人です」。")
    assert talking.state == ("registration", "reading_terms")
