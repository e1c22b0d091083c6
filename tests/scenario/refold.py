"""The model: the same events, in the order they were taken, told to a fresh house in which nothing ever fails.

Card ids and link tokens are random, so each house has its own: a tap on a card is told to the fresh house as a tap on
the card that stands there in its place. Everything else must come out equal, to the letter.
"""

import json
import re
from typing import Any

from sqlalchemy import insert, select

from bot import turn
from bot.clock import Clock
from bot.dialogs import DIALOGS
from bot.house import House
from bot.settings import Settings
from domain.store.db import Database
from domain.store.tables import line_event, metadata, outgoing, talk

CARD = re.compile(r'"([0-9a-f]{8}):(?=\d+")')
LINK = re.compile(r"/p/[\w-]{43}")
COMPARED = ("dialog", "state", "told", "owner", "misheard", "friend", "version")


class TurnsOnly:
    """An engine that wakes nobody: the model takes the turns itself."""

    def wake(self, line_user: str) -> None: ...


class Then(Clock):
    """A clock that shows the moment at which the turn was taken the first time."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0

    def ms(self) -> int:
        return self.at


class Model:
    """A fresh house that takes every event once, without faults."""

    def __init__(self, public_url: str, as_told: bool = False) -> None:
        # Where the host's clock jumps, the moments of the turns tell no order; then events must come in theirs.
        self.order = (() if as_told else (line_event.c.done_at,)) + (line_event.c.occurred_at, line_event.c.id)
        settings = Settings("s" * 20, "t" * 20, ("k" * 40,), {}, public_url=public_url, ekyc_secret="e" * 20)
        self.db = Database("sqlite://")
        metadata.create_all(self.db.engine)
        self.clock = Then()
        self.house = House(settings, self.db, self.clock, engine=TurnsOnly())

    def differences(self, seen: Database, line_user: str) -> list[str]:
        """What is other in `seen` than here after the person's events: messages, their order, the talk itself."""
        with seen.reading() as tx:
            events = tx.execute(
                select(line_event).where(line_event.c.line_user == line_user, line_event.c.done_at.is_not(None)).order_by(*self.order)
            ).mappings().all()  # fmt: skip
            said = [row.payload for row in tx.execute(_said(line_user))]
            their_talk = tx.execute(select(talk).where(talk.c.line_user == line_user)).mappings().first()
        cards: dict[str, str] = {}
        told = 0
        for event in events:
            for payload in self._take(line_user, event, cards):
                theirs = said[told] if told < len(said) else None
                told += 1
                if theirs is None:
                    return [
                        f"event {event['id']} {_short(event['raw'])} was never answered: {_plain(payload)[:300]}"
                    ]
                cards |= dict(zip(_cards(theirs), _cards(payload), strict=False))
                if _plain(theirs) != _plain(payload):
                    return [
                        f"event {event['id']} {_short(event['raw'])}: said {_plain(theirs)[:400]} instead of {_plain(payload)[:400]}"
                    ]
        if told < len(said):
            return [f"said {len(said) - told} times too often, first: {_plain(said[told])[:300]}"]
        return self._other_talk(line_user, their_talk)

    def _take(self, line_user: str, event: Any, cards: dict[str, str]) -> list[Any]:
        row = {
            **event,
            "state": "waiting",
            "attempts": 0,
            "next_at": 0,
            "done_at": None,
            "error": None,
            "raw": _translated(event["raw"], cards),
        }
        with self.db.writing() as tx:
            before = tx.execute(select(outgoing.c.id).order_by(outgoing.c.id.desc()).limit(1)).scalar() or 0
            tx.execute(insert(line_event), row)
        self.clock.at = event["done_at"]
        turn.take_next(self.house, line_user, DIALOGS)
        with self.db.reading() as tx:
            return [row.payload for row in tx.execute(_said(line_user).where(outgoing.c.id > before))]

    def _other_talk(self, line_user: str, theirs: Any) -> list[str]:
        with self.db.reading() as tx:
            ours = tx.execute(select(talk).where(talk.c.line_user == line_user)).mappings().first()
        if ours is None or theirs is None:
            return [] if ours is theirs else ["one of the two has no talk"]
        found = [
            f"talk.{name} is {theirs[name]!r}, not {ours[name]!r}"
            for name in COMPARED
            if _plain(theirs[name]) != _plain(ours[name])
        ]
        screens = [
            {key: value for key, value in one["screen"].items() if key not in ("card", "tapped")}
            for one in (theirs, ours)
        ]
        return found + (
            [f"the screen is {screens[0]}, not {screens[1]}"]
            if _plain(screens[0]) != _plain(screens[1])
            else []
        )


def _said(line_user: str) -> Any:
    """What the bot itself said to a person in LINE, by any way, in order."""
    return (
        select(outgoing.c.payload)
        .where(outgoing.c.line_user == line_user, outgoing.c.channel == "line", outgoing.c.source == "bot")
        .order_by(outgoing.c.id)
    )


def _translated(raw: dict[str, Any], cards: dict[str, str]) -> dict[str, Any]:
    """The event as it would have come to this house: a card of theirs is the one of ours in the same place."""
    data = (raw.get("postback") or {}).get("data")
    if not isinstance(data, str):
        return raw
    card, colon, index = data.partition(":")
    return {**raw, "postback": {**raw["postback"], "data": cards.get(card, card) + colon + index}}


def _cards(payload: Any) -> list[str]:
    return CARD.findall(json.dumps(payload))


def _plain(value: Any) -> str:
    """As text, without what is random in each house."""
    return LINK.sub("/p/LINK", CARD.sub('"CARD:', json.dumps(value, ensure_ascii=False, sort_keys=True)))


def _short(raw: dict[str, Any]) -> str:
    return json.dumps(
        {key: raw[key] for key in ("type", "message", "postback", "kind", "facts") if key in raw},
        ensure_ascii=False,
    )[:200]
