"""LINE refuses: too fast, the month is used up, messages are reserved, the token is revoked, the person is gone (T61-T65)."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot import outbox, sender
from bot.line_client import Answer
from bot.messages import Mail, Text
from domain.store.tables import outgoing
from tests.faults.row import Told, row
from tests.faults.world import someone, world
from tests.scenario.small import Small

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


@row("T61", "429: more calls than LINE allows")
def too_fast(home: Path, engine: str, scale: int) -> Told:
    """LINE takes 50 calls a second; whatever it refuses is tried again."""
    with world(home, engine) as small:
        people, second, taken, refused = 300 * scale, [0, 0], [0], [0]

        def rate(who: str) -> str:
            now = small.clock.at // 1000
            second[:] = [now, second[1] + 1] if second[0] == now else [now, 1]
            taken[0] += second[1] <= 50
            refused[0] += second[1] > 50
            return "" if second[1] <= 50 else "rate"

        began = small.clock.at
        _push_all(small, people)
        _answers(small, rate)
        small.sends()
        seconds = (small.clock.at - began) / 1000
        found = _once(small, people)
        return f"{people} pushes, {refused[0]} refused: all there once, after {seconds:.0f} s of the clock", found


@row("T62", "429: the month is used up, and comes back five days later")
def month_used_up(home: Path, engine: str, scale: int) -> Told:
    """Pushes stop and wait; replies, which cost nothing, go on; on the first of the month each push goes out once."""
    with world(home, engine) as small:
        people, room, calls = 100 * scale, [40 * scale], Counter[str]()

        def quota(who: str) -> str:
            calls["push"] += 1
            room[0] -= 1
            return "" if room[0] >= 0 else "monthly"

        _push_all(small, people)
        _answers(small, quota)
        for _ in range(12):
            _rounds(small)
        stopped = calls["push"]
        small.webhook([small.event(someone(9000), "follow")])
        small.drains()
        _rounds(small)
        replied = len(small.line.ledger.delivered[someone(9000)])
        for _ in range(5 * 24):
            small.clock.at += HOUR + MINUTE
            _rounds(small)
        waiting = _states(small)
        room[0] = 10_000
        small.clock.at += HOUR + MINUTE
        small.sends()
        found = _once(small, people) + ["replies stopped too"] * (replied != 1)
        found += [f"while the month was over: {dict(waiting)}"] * (set(waiting) - {"accepted", "queued"} != set())
        found += [f"{stopped - 40 * scale} calls too many before the stop"] * (stopped > 40 * scale + 2 * small.sender._threads)
        return f"{people} pushes, room for {40 * scale}: stopped {stopped - 40 * scale} calls after the last, {waiting['queued']} waited 5 days, each sent once", found


@row("T62", "429: LINE holds messages reserved for another delivery")
def reserved(home: Path, engine: str, scale: int) -> Told:
    """Waited out; nothing is lost, nothing is doubled."""
    with world(home, engine) as small:
        people, until = 100 * scale, small.clock.at + 3 * MINUTE
        _push_all(small, people)
        _answers(small, lambda who: "reserved" if small.clock.at < until else "")
        began = small.clock.at
        small.sends()
        return f"{people} pushes waited {(small.clock.at - began) / 1000:.0f} s while 180 s were reserved", _once(small, people)


@row("T63", "unclear for more than a day: LINE has forgotten the retry key")
def older_than_a_day(home: Path, engine: str, scale: int) -> Told:
    """Never sent again by itself; it is listed for a person."""
    with world(home, engine) as small:
        people, calls = 40 * scale, Counter[str]()

        def unclear(who: str) -> str:
            calls[who] += 1
            return "lost" if small.clock.at < late else ""

        late = small.clock.at + 20 * HOUR
        _push_all(small, people)
        _answers(small, unclear)
        _rounds(small)
        before = calls.total()
        small.clock.at += 25 * HOUR
        small.sends()
        states = _states(small)
        found = [f"{calls.total() - before} were sent again"] * (calls.total() != before) + [f"rows ended {dict(states)}"] * (states["failed"] != people)
        return f"{people} unclear pushes, 25 hours later: {calls.total() - before} sent again, {states['failed']} listed for a person", found


@row("T64", "people who have blocked us, are gone, or never were")
def nobody_there(home: Path, engine: str, scale: int) -> Told:
    """Whoever's blocking we heard is not called; an id LINE refuses fails with its reason; the others get theirs, and all mails go."""
    with world(home, engine) as small:
        people, calls = 100 * scale, Counter[str]()
        blocked, invalid = {someone(n) for n in range(0, people, 20)}, {someone(n) for n in range(3, people, 50)}
        for who in sorted(blocked):
            small.webhook([small.event(who, "follow")])
            small.drains()
            small.webhook([small.event(who, "unfollow")])
            small.drains()
        small.sends()
        small.line.ledger.delivered.clear()
        _push_all(small, people)
        with small.house.db.writing() as tx:
            for who in sorted(blocked):
                outbox.mail(tx, Mail("one@example.jp", "お知らせ", "本文", once=f"mail:{who}"), small.clock.at, line_user=who)

        def refused(who: str) -> str:
            calls[who] += 1
            return "refused" if who in invalid else ""

        _answers(small, refused)
        small.sends()
        states = _states(small, "push")
        found = [f"{who} was called" for who in blocked if calls[who]] + [f"{who} was tried {calls[who]} times" for who in invalid if calls[who] != 1]
        found += [f"{len(small.line.mails)} of {len(blocked)} mails"] * (len(small.line.mails) != len(blocked))
        told = f"{people} pushes: {states['blocked']} blocked and not called, {states['failed']} refused once with the reason, {states['accepted']} accepted; {len(small.line.mails)} mails went all the same"
        return told, found + [f"states {dict(states)}"] * (states["accepted"] != people - len(blocked) - len(invalid))


@row("T65", "the token is revoked in mid-run, and replaced two days later")
def token_revoked(home: Path, engine: str, scale: int) -> Told:
    """Everything but mail pauses; nothing counts as failed; each is sent once when the token is good again."""
    with world(home, engine) as small:
        people, calls, good = 120 * scale, [0], [True]

        def token(who: str) -> str:
            calls[0] += 1
            if calls[0] == 50 * scale:
                good[0] = False
            return "" if good[0] else "unauthorized"

        _push_all(small, people)
        _answers(small, token)
        for _ in range(10):
            _rounds(small)
        at_stop = calls[0] - 50 * scale
        for _ in range(48):
            small.clock.at += HOUR
            _rounds(small)
        states = _states(small)
        good[0] = True
        small.clock.at += HOUR
        small.sends()
        found = _once(small, people) + [f"while it was revoked: {dict(states)}"] * (set(states) - {"accepted", "queued"} != set())
        return f"{people} pushes, revoked at the {50 * scale}th: {at_stop} more calls before the pause, {states['queued']} waited 2 days, 0 failed, each sent once", found


@row("T73", "down across a schedule")
def down_across_a_schedule(home: Path, engine: str, scale: int) -> Told:
    """A notice due at nine while we were down until eleven goes out once; one whose last moment has passed never does."""
    with world(home, engine) as small:
        nine = small.clock.at
        with small.house.db.writing() as tx:
            for number in range(20):
                outbox.push(tx, someone(number), [Text("お知らせ")], nine, once=f"notice:{number}", not_after=nine + 30 * MINUTE if number % 2 else None)
        small.clock.at += 2 * HOUR
        for _ in range(2):
            with small.house.db.writing() as tx:
                for number in range(20):
                    outbox.push(tx, someone(number), [Text("お知らせ")], nine, once=f"notice:{number}")
            small.sends()
        got = [len(small.line.ledger.delivered[someone(number)]) for number in range(20)]
        states = _states(small)
        found = [f"delivered {got}"] * (got != [1, 0] * 10) + [f"{dict(states)}"] * (states["expired"] != 10)
        return f"20 notices, down for 2 hours: {sum(got)} sent once, {states['expired']} expired and listed", found


def _push_all(small: Small, people: int) -> None:
    with small.house.db.writing() as tx:
        for number in range(people):
            outbox.push(tx, someone(number), [Text("受付番号")], small.clock.at)


def _answers(small: Small, fault_for: Callable[[str], str]) -> None:
    """LINE asks `fault_for` at every push."""
    push = small.line._push

    def answered(who: str, messages: Any, key: str) -> Answer:
        fault = fault_for(who)
        if fault == "lost":
            push(who, messages, key)
            return Answer("unclear", detail="no answer came")
        return Answer(fault, detail="refused by a test") if fault else push(who, messages, key)  # type: ignore[arg-type]

    small.line.push = answered  # type: ignore[method-assign]


def _rounds(small: Small) -> None:
    """What can be sent without waiting."""
    kept, sender.post = sender.post, small.line.post
    try:
        for _ in range(40):
            small.sender.wake()
            small.sender._round()
            if small.sender._finished.empty():
                break
    finally:
        sender.post = kept


def _once(small: Small, people: int) -> list[str]:
    got = {someone(number): len(small.line.ledger.delivered[someone(number)]) for number in range(people)}
    return [f"{who} got {times}" for who, times in got.items() if times != 1][:10]


def _states(small: Small, kind: str = "") -> Counter[str]:
    with small.house.db.reading() as tx:
        rows = tx.execute(select(outgoing.c.state, outgoing.c.kind)).all()
    return Counter(row.state for row in rows if not kind or row.kind == kind)
