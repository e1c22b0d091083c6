"""Webhooks that come twice, at once, late, in another order, or all together after an outage (T57-T59)."""

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from domain.store.tables import line_event, outgoing
from tests.faults.row import Told, row
from tests.faults.world import judged, someone, world
from tests.scenario.people import RIGHT
from tests.scenario.small import Small

THREE_DAYS_MS = 3 * 86_400_000


@row("T57", "every event 1-5 times, also at the same time, and again three days later")
def doubled(home: Path, engine: str, scale: int) -> Told:
    """Each copy is a webhook of its own, sent by eight threads."""
    with world(home, engine) as small, ThreadPoolExecutor(8) as threads:
        will, events, posts = random.Random(57), [], 0
        people = [someone(n) for n in range(4)]
        for who in people:
            events.append([small.event(who, "follow")])
        for _ in range(15 * scale):
            events += [[small.says(who, will.choice(RIGHT))] for who in people]
        for batch in events:
            times = will.randint(1, 5)
            posts += times
            statuses = list(threads.map(lambda _, batch=batch: _post(small, batch), range(times)))
            if set(statuses) != {200}:
                return f"answered {statuses}", [f"a copy was answered {statuses}"]
            small.drains()
            small.sends()
        before = _rows(small)
        small.clock.at += THREE_DAYS_MS
        list(threads.map(lambda batch: _post(small, batch), events))
        small.drains()
        small.sends()
        found = judged(small) + [f"three days later {before} became {_rows(small)}"] * (_rows(small) != before)
        extra = before[0] - len(events)
        return f"{len(events)} events in {posts} + {len(events)} webhooks: {extra} taken twice, {len(found)} findings", found


@row("T58", "events of a minute in any order")
def shuffled(home: Path, engine: str, scale: int) -> Told:
    """Every person is a seed: ten words of one minute arrive in a random order, in random helpings."""
    with world(home, engine) as small:
        equal, stuck = 0, []
        seeds = 50 if engine == "threads" or scale > 1 else 15
        for seed in range(seeds):
            will, who, twin = random.Random(seed), someone(seed), someone(1000 + seed)
            words = [will.choice(RIGHT) for _ in range(9)]
            small.webhook([small.event(who, "follow"), small.event(twin, "follow")])
            small.drains()
            events = [small.says(who, word) for word in words]
            for number, event in enumerate(events):
                event["timestamp"] = small.clock.at + number * 6_000
            small.clock.at += 60_000
            arriving = will.sample(events, len(events))
            while arriving:
                cut = will.randint(1, 3)
                small.webhook(arriving[:cut])
                arriving = arriving[cut:]
                if will.random() < 0.6:
                    small.drains()
            for word in words:
                small.webhook([small.says(twin, word)])
                small.drains()
            small.sends()
            talks = [(small.talk(one).dialog, small.talk(one).state, small.talk(one).owner) for one in (who, twin)]
            equal += talks[0] == talks[1]
            stuck += [f"seed {seed}: nothing answers after {talks[0]}"] * (not _answers(small, who))
        small.sends()
        found = judged(small) + stuck
        return f"{seeds} seeds: {equal} end where the right order ends, {seeds - equal} ask anew, {len(stuck)} stuck", found


def _answers(small: Small, who: str) -> bool:
    """Whether the next word of a person is answered."""
    before = _said(small, who)
    small.webhook([small.says(who, "ヘルプ")])
    small.drains()
    return small.talk(who).owner == "staff" or _said(small, who) > before


@row("T59", "our own outage of half an hour, then LINE delivers everything again")
def after_an_outage(home: Path, engine: str, scale: int) -> Told:
    """The reply tokens are used up by time: what was a reply becomes a push."""
    with world(home, engine) as small:
        will, people = random.Random(59), [someone(n) for n in range(20 * scale)]
        events = [[small.event(who, "follow")] for who in people]
        events += [[small.says(who, will.choice(RIGHT))] for _ in range(9) for who in people]
        small.clock.at += 30 * 60_000
        small.line.tokens.clear()
        for batch in events:
            small.webhook([{**batch[0], "deliveryContext": {"isRedelivery": True}}])
        small.drains()
        small.sends()
        found = judged(small)
        with small.house.db.reading() as tx:
            pushed = tx.execute(select(func.count()).where(outgoing.c.reply_token.is_not(None), outgoing.c.kind == "push", outgoing.c.state == "accepted")).scalar_one()
            done = tx.execute(select(func.count()).where(line_event.c.state.in_(("done", "ignored")))).scalar_one()
        found += [f"{done} of {len(events)} events were taken"] * (done != len(events))
        return f"{len(events)} events: {done} taken once each, {pushed} answers pushed instead of replied", found


def _post(small: Small, events: list[dict[str, Any]]) -> int:
    return small.webhook(events, client=small.app.test_client())


def _rows(small: Small) -> tuple[int, int]:
    with small.house.db.reading() as tx:
        return (tx.execute(select(func.count()).select_from(line_event)).scalar_one(),
                tx.execute(select(func.count()).select_from(outgoing)).scalar_one())  # fmt: skip


def _said(small: Small, who: str) -> int:
    with small.house.db.reading() as tx:
        return int(tx.execute(select(func.count()).where(outgoing.c.line_user == who)).scalar_one())
