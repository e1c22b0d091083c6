"""Many at once at the desk, on SQLite and on PostgreSQL: approving (T41), claiming (T42), staff and bot in one talk (T43).

`make security` runs them at the plan's sizes, `make test` at a fraction of them.
"""

import os
import random
import threading
import time
from collections import Counter
from types import SimpleNamespace

import pytest
from sqlalchemy import insert, select

from bot import conversation, inbox, outbox, turn
from bot.clock import Clock
from bot.dialogs import DIALOGS
from bot.messages import Text
from domain import passwords
from domain.desk import review
from domain.desk import talks as desk_of_talks
from domain.desk.hands import Form
from domain.errors import ApproverIsReviewer, ChangedMeanwhile, TakenByAnother
from domain.store import hand_offs, talks
from domain.store.tables import filing, hand_off, line_event, outgoing, talk
from tests.databases import BOTH, talking_on
from tests.domain.desk.test_review import Desk
from tests.racing import together

FULL = "SECURITY_FIGURES" in os.environ
RACERS = 20
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@pytest.fixture(params=BOTH)
def talking(request, tmp_path):
    passwords.hasher(passwords.CHEAP)
    with talking_on(request.param, tmp_path) as made:
        made.on = ENGINES[request.param]
        yield made
    passwords.hasher(passwords.COST)


@pytest.fixture
def raced(talking):
    """The desk, and what it stands on."""
    desk = Desk(talking.house.db)
    desk.on = talking.on
    return desk


def walks(desk, act, who, number, forms):
    """Post a form for every filing, one after the other, while the others do the same; what became of each."""
    answers = []
    for filing_id, version in forms.items():
        try:
            desk.does(act, who, filing_id, form=Form(version, f"{act.__name__}-{filing_id}-{number}"))
        except Exception as refused:
            answers.append(type(refused))
        else:
            answers.append(None)
    return answers


def all_at_once(desk, act, hands, forms):
    """For every filing how its racers fared: each walks over all of them, and all begin together."""
    walked = together([lambda who=who, n=n: walks(desk, act, who, n, forms) for n, who in enumerate(hands)])
    return [Counter(fared) for fared in zip(*walked, strict=True)]


def standing(desk, ids):
    with desk.db.reading() as tx:
        return [row for row in tx.execute(select(filing).order_by(filing.c.id)) if row.id in ids]


def test_nobody_approves_alone_and_one_of_twenty_approves(raced, figure):
    """T41: where money moves the reviewer is not the approver; twenty at once make one approval of each filing."""
    count = 500 if FULL else 8
    alone, others = ({raced.file(f"{name}{n}", kind=kind) for n in range(count)} for name, kind in (("M", "anything_else"), ("U", "registration")))
    for filing_id in alone | others:
        raced.does(review.claim, raced.sato, filing_id)
        raced.does(review.pass_on, raced.sato, filing_id)
    forms = {row.id: row.version for row in standing(raced, alone | others)}

    fared = all_at_once(raced, review.approve, [raced.sato] * RACERS, {one: forms[one] for one in alone})
    assert fared == [Counter({ApproverIsReviewer: RACERS})] * count
    assert {row.state for row in standing(raced, alone)} == {"awaiting_approval"}

    fared = all_at_once(raced, review.approve, [raced.sato, raced.suzuki] * (RACERS // 2), {one: forms[one] for one in others})
    assert fared == [Counter({None: 1, ChangedMeanwhile: RACERS - 1})] * count
    assert {row.state for row in standing(raced, others)} == {"approved"}
    assert {raced.acts(one).count("approved") for one in others} == {1}
    figure("T41", on=raced.on, filings=count, racers=RACERS, approvals=sum(one[None] for one in fared), tried_alone=count * RACERS, self_approvals=0)


def test_of_twenty_who_claim_one_has_it_and_the_others_hear_who(raced, figure):
    """T42: twenty of the staff claim everything at once."""
    count = 500 if FULL else 15
    clerks = [raced.hand(f"clerk{n:02d}", "reviewer") for n in range(RACERS)]
    ids = {raced.file(f"U{n}") for n in range(count)}

    fared = all_at_once(raced, review.claim, clerks, dict.fromkeys(sorted(ids), 0))

    assert fared == [Counter({None: 1, TakenByAnother: RACERS - 1})] * count
    rows = standing(raced, ids)
    assert {(row.state, row.version) for row in rows} == {("under_review", 1)}
    assert {row.owner_id for row in rows} <= {who.staff_id for who in clerks}
    figure("T42", on=raced.on, filings=count, claimers=RACERS, owners=len(rows), told_who_has_it=sum(one[TakenByAnother] for one in fared), edits_lost=0)


class _Counting(Clock):
    """Every look at it is later than the one before: the order of the turns can be read from their rows."""

    def __init__(self):
        super().__init__()
        self._at, self._one = 1_796_000_400_000, threading.Lock()

    def ms(self):
        with self._one:
            self._at += 1
            return self._at


def _people_who_wait(house, count):
    """People who have asked for a person, and their hand-offs: the rows as the dialog leaves them."""
    people = [f"U{n:032x}" for n in range(count)]
    at = house.clock.ms()
    with house.db.writing() as tx:
        tx.execute(insert(talk), [{"line_user": who, "dialog": "handoff", "state": "waiting", "told": {}, "owner": "bot", "updated_at": at,
                                   "screen": {"paused": {"dialog": "menu", "state": "choosing", "told": {}, "trail": []}}} for who in people])  # fmt: skip
        tx.execute(insert(hand_off), [{"line_user": who, "state": "waiting", "topic": "menu", "requested_at": at} for who in people])
        return {row.line_user: row.id for row in tx.execute(select(hand_off))}


def _says(house, who, name):
    at, token = house.clock.ms(), f"token-{who}-{name}"
    raw = {"type": "message", "message": {"type": "text", "id": name, "text": "残高証明書のことです"}, "replyToken": token, "timestamp": at, "source": {"userId": who}}
    with house.db.writing() as tx:
        inbox.keep(tx, f"E{who}-{name}", who, at, raw, house.clock.real_ms())


def _now(house, hand):
    return SimpleNamespace(**{key: getattr(hand, key) for key in ("staff_id", "name", "roles", "actor", "must")}, at=house.clock.ms())


def _staff(house, hand, act, name, who, hand_off_id):
    with house.db.writing() as tx:
        now = _now(house, hand)
        act(tx, now, hand_off_id, Form(0, f"{name}-{hand_off_id}"))
        inbox.news(tx, who, "staff", {"act": name, "staff": hand.name, "hand_off": hand_off_id}, now.at, once=f"hand_off:{hand_off_id}:{name}")


def _takes_turns(house, who):
    for _ in range(6):
        turn.take_next(house, who, DIALOGS)


def _bot_and_staff(house, who, hand_off_id, hand, will):
    """Two races: a message against the taking over, a message against the handing back; two workers take turns meanwhile."""
    for act, name in ((desk_of_talks.take_over, "taken_over"), (desk_of_talks.hand_back, "handed_back")):
        _race(house, who, [will.random() * 0.006 for _ in range(3)], name, (hand, act, hand_off_id))
    while turn.take_next(house, who, DIALOGS):
        pass


def _race(house, who, waits, name, by_staff):
    hand, act, hand_off_id = by_staff
    done = together([
        lambda: (time.sleep(waits[0]), _says(house, who, name)),
        lambda: (time.sleep(waits[1]), _staff(house, hand, act, name, who, hand_off_id)),
        lambda: _takes_turns(house, who),
        lambda: (time.sleep(waits[2]), _takes_turns(house, who)),
    ])  # fmt: skip
    assert [one for one in done if isinstance(one, Exception)] == []


def _judged(house, people):
    """Of everybody's messages: those the bot answered while a person had the word, and those nobody will ever see."""
    told = Counter()
    with house.db.reading() as tx:
        answered = set(tx.execute(select(outgoing.c.reply_token).where(outgoing.c.source == "bot")).scalars())
        for who in people:
            owner, listed = "bot", {row.id for row in hand_offs.said(tx, who)}
            for event in tx.execute(select(line_event).where(line_event.c.line_user == who).order_by(line_event.c.done_at, line_event.c.id)):
                assert event.state == "done"
                if event.raw["type"] == "house":
                    owner = "staff" if event.raw["facts"]["act"] == "taken_over" else "bot"
                    continue
                spoke = event.raw["replyToken"] in answered
                told[f"{owner} had the word"] += 1
                told["answered by the bot while a person had the word"] += owner == "staff" and spoke
                told["unanswered"] += owner == "bot" and not spoke
                told["unlisted"] += event.id not in listed
    return told


def _plays(talking, count):
    house = talking.house
    house.clock = _Counting()
    hand, will = Desk(house.db).hand("tanaka", "reviewer"), random.Random(43)
    waiting = _people_who_wait(house, count)
    for who, hand_off_id in waiting.items():
        _bot_and_staff(house, who, hand_off_id, hand, will)
    return _judged(house, waiting)


def test_the_bot_is_silent_while_a_person_has_the_word_and_no_message_is_lost(talking, figure):
    """T43: a message comes while staff take the talk over, and another while they give it back."""
    count = 1_000 if FULL else 15
    told = _plays(talking, count)

    assert told["bot had the word"] + told["staff had the word"] == 2 * count
    assert min(told["bot had the word"], told["staff had the word"]) > 0, "one order only: nothing has raced"
    assert (told["answered by the bot while a person had the word"], told["unanswered"], told["unlisted"]) == (0, 0, 0)
    figure("T43", on=talking.on, interleavings=2 * count, answered_while_a_person_had_the_word=0, messages_unanswered_or_unlisted=0,
           said_to_the_bot=told["bot had the word"], said_to_the_person=told["staff had the word"])  # fmt: skip


def test_a_bot_that_speaks_over_a_person_is_found(talking, monkeypatch):
    """T43, the checker itself: the safeguard of the conversation is taken out."""
    silent = conversation.take

    def talkative(talk_, said, dialogs):
        owner, talk_.owner = talk_.owner, "bot"
        silent(talk_, said, dialogs)
        talk_.owner = owner if not said.from_house else talk_.owner
        talk_.says("prompts.old_card")

    monkeypatch.setattr(conversation, "take", talkative)
    assert _plays(talking, 6)["answered by the bot while a person had the word"] > 0


def test_what_staff_say_waits_for_the_turn_that_is_under_way(talking):
    """Their rows are in the order in which they leave: first the bot's announcement, then the words."""
    house, hand = talking.house, Desk(talking.house.db).hand("tanaka", "reviewer")
    ((who, hand_off_id),) = _people_who_wait(house, 1).items()
    with house.db.writing() as tx:
        desk_of_talks.take_over(tx, _now(house, hand), hand_off_id, Form(0, "take"))

    def says():
        with house.db.writing() as tx:
            desk_of_talks.say(tx, _now(house, hand), hand_off_id, "承りました", Form(0, "say"))
            outbox.push(tx, who, [Text("承りました")], 1, source=hand.actor)

    with house.db.writing() as tx:
        talks.load(tx, who)
        saying = threading.Thread(target=says)
        saying.start()
        saying.join(0.5)
        outbox.push(tx, who, [Text("担当におつなぎします")], 1)
    saying.join(30)
    with house.db.reading() as tx:
        rows = tx.execute(select(outgoing.c.source).where(outgoing.c.line_user == who).order_by(outgoing.c.id)).scalars().all()
    assert rows == ["bot", hand.actor]
