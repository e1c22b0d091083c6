"""Talks at the desk: take over, say, hand back, and one transcript over everything."""

import pytest
from sqlalchemy import insert, select, update

from bot import inbox, outbox
from bot.messages import Card, Choice, Link, Text
from domain.store.tables import hand_off, line_event, outgoing
from tests.racing import together


@pytest.fixture
def waiting(desk):
    with desk.house.db.writing() as tx:
        tx.execute(
            insert(hand_off),
            {
                "line_user": "U1",
                "state": "waiting",
                "topic": "registration",
                "requested_at": desk.clock.ms(),
                "version": 0,
            },
        )
    return desk


def _hand_off(desk):
    with desk.house.db.reading() as tx:
        return tx.execute(select(hand_off)).one()


def _taken(desk, who="sato"):
    browser = desk.browser(who)
    browser.get("/staff/talks/1")
    browser.press("/staff/talks/1/take")
    return browser


def test_a_talk_is_taken_answered_and_handed_back(waiting):
    browser = _taken(waiting)
    browser.press("/staff/talks/1/say", text="こんにちは。\n佐藤です。")
    browser.press("/staff/talks/1/hand-back")
    row = _hand_off(waiting)

    assert (row.state, row.staff_id) == ("closed", waiting.ids["sato"])
    assert [n["facts"]["act"] for n in waiting.news()] == ["taken_over", "handed_back"]
    assert waiting.news()[0]["facts"]["staff"] == "佐藤"
    sent = waiting.sent()
    assert [(r.source, r.payload["messages"][0]["text"]) for r in sent] == [
        (f"staff:{waiting.ids['sato']}", "こんにちは。\n佐藤です。")
    ]
    assert waiting.engine.woken == ["U1"] * 3


def test_a_message_posted_twice_is_sent_once(waiting):
    browser = _taken(waiting)
    form = browser.form("/staff/talks/1/say")
    for _ in range(3):
        browser.post("/staff/talks/1/say", **form, text="こんにちは")

    assert len(waiting.sent()) == 1


def test_of_two_who_take_a_talk_one_has_it_and_the_other_hears_who(waiting):
    sato, suzuki = waiting.browser("sato"), waiting.browser("suzuki")
    for browser in (sato, suzuki):
        browser.get("/staff/talks/1")
    answers = together([lambda b=b: b.press("/staff/talks/1/take") for b in (sato, suzuki)])
    lost = next(a for a in answers if a.status_code == 409)
    winner = next(name for name, a in zip(("佐藤", "鈴木"), answers, strict=True) if a.status_code == 303)

    assert f"{winner}さんが担当になりました" in lost.text
    assert len(waiting.news()) == 1


def test_nobody_else_speaks_in_a_talk_that_is_taken(waiting):
    suzuki = waiting.browser("suzuki")
    _taken(waiting)
    suzuki.get("/staff/talks/1")
    assert 'action="/staff/talks/1/say"' not in suzuki.html

    answer = suzuki.post("/staff/talks/1/say", text="横から失礼します", key="k", version="1")
    assert answer.status_code == 409
    assert not waiting.sent()


def test_nothing_is_said_before_taking_over_and_after_handing_back(waiting):
    browser = waiting.browser("sato")
    assert browser.post("/staff/talks/1/say", text="まだです", key="a", version="0").status_code == 409
    browser = _taken(waiting)
    browser.press("/staff/talks/1/hand-back")
    assert (
        browser.post("/staff/talks/1/say", text="もう終わりました", key="b", version="2").status_code == 409
    )
    assert not waiting.sent()


@pytest.mark.parametrize("text", ["口座は1234567です", "携帯は０９０−１２３４−５６７８です", "080 1234 5678"])
def test_a_private_number_is_masked_and_looked_at_before_it_is_sent(waiting, text):
    """operations 3.5: warn and mask before sending."""
    browser = _taken(waiting)
    answer = browser.press("/staff/talks/1/say", text=text)
    assert answer.status_code == 409
    assert "***" in answer.text
    assert not waiting.sent()

    masked = answer.text.split("</textarea>")[0].rsplit(">", 1)[1]
    browser.press("/staff/talks/1/say", text=masked)
    assert len(waiting.sent()) == 1
    assert "***" in waiting.sent()[0].payload["messages"][0]["text"]


@pytest.mark.parametrize(
    "text",
    [
        "0120-0860-23へお電話ください",
        "受付番号はR-ABCD-2345です",
        "2026年11月21日 14:05",
        "50万円×30口で15,000,000円",
    ],
)
def test_what_is_no_private_number_is_sent(waiting, text):
    assert _taken(waiting).press("/staff/talks/1/say", text=text).status_code == 303


def test_an_empty_message_is_not_sent(waiting):
    assert _taken(waiting).press("/staff/talks/1/say", text=" \n ").status_code == 409
    assert not waiting.sent()


def test_the_transcript_shows_everybody_and_no_address(waiting):
    at = waiting.clock.ms()
    with waiting.house.db.writing() as tx:
        outbox.push(tx, "U1", [Text("見てください https://x.example/p/SECRETTOKEN")], at - 5000)
        outbox.push(
            tx,
            "U1",
            [
                Card(
                    "どれですか",
                    choices=(Choice("赤", 1),),
                    links=(Link("入力する", "https://x.example/p/OTHERTOKEN"),),
                )
            ],
            at - 4000,
        )
        inbox.keep(
            tx, "e1", "U1", at - 3000, {"type": "message", "message": {"type": "text", "text": "赤です"}}, at
        )
        outbox.push(tx, "U1", [Text("お知らせです")], at - 2000, source="notice:15")
        tx.execute(update(outgoing).where(outgoing.c.id == 1).values(state="failed", error="HTTP 400"))
        tx.execute(update(line_event).values(state="done"))
    html = waiting.browser("sato").get("/staff/talks/1").text

    assert "TOKEN" not in html
    assert (
        html.index("見てください")
        < html.index("送れませんでした(HTTP 400)")
        < html.index("どれですか")
        < html.index("赤です")
        < html.index("お知らせです")
    )


EVENTS = [
    "follow", "unfollow", "unsend", "accountLink", "join", "leave", "memberJoined", "memberLeft", "beacon", "things",
    "videoPlayComplete", "membership", "module", "activated", "deactivated", "botSuspended", "botResumed", "delivery", "postback", "brandNew",
]  # fmt: skip
MESSAGES = ["text", "image", "video", "audio", "file", "location", "sticker", "brandNew"]


def test_every_kind_of_event_shows_something(waiting):
    at = waiting.clock.ms()
    raws = [{"type": kind} for kind in EVENTS] + [
        {"type": "message", "message": {"type": kind, "text": "x"}} for kind in MESSAGES
    ]
    raws += [
        {"type": "message"},
        {"type": "message", "message": None},
        {},
        {"type": "postback", "postback": {"params": {"date": "2026-01-01"}}},
    ]
    with waiting.house.db.writing() as tx:
        for n, raw in enumerate(raws):
            inbox.keep(tx, f"e{n}", "U1", at, raw, at)
    html = waiting.browser("sato").get("/staff/talks/1").text

    assert html.count('class="turn turn-person"') == len(raws)
    assert '<div class="say"><bdi></bdi>' not in html


def test_a_message_taken_back_is_not_shown(waiting):
    """T11: unsend hides the text at the desk."""
    at = waiting.clock.ms()
    with waiting.house.db.writing() as tx:
        inbox.keep(
            tx, "e1", "U1", at, {"type": "message", "message": {"type": "text", "text": "秘密の言葉"}}, at
        )
        tx.execute(update(line_event).values(hidden=True))
    html = waiting.browser("sato").get("/staff/talks/1").text

    assert "秘密の言葉" not in html
    assert "送信が取り消された" in html


def test_a_talk_that_the_person_left_is_not_taken(waiting):
    browser = waiting.browser("sato")
    browser.get("/staff/talks/1")
    with waiting.house.db.writing() as tx:
        tx.execute(update(hand_off).values(state="closed"))
    answer = browser.press("/staff/talks/1/take")

    assert answer.status_code == 409
    assert "すでに終わっています" in answer.text
    assert not waiting.news()
