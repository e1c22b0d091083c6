"""The words of every dialog: a talk, what was said, a step, a dialog, and the two ways an answer can fail."""

import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot import links
from bot.clock import moment, tokyo_date
from bot.locale import t
from bot.messages import Card, Carousel, Mail, Menu, Message, Text
from domain.links import Purpose
from domain.machine import DialogMachine


class Misheard(Exception):
    """We did not understand: say what to type (a key of the locale), ask again."""

    def __init__(self, key: str = "prompts.misheard", **facts: Any) -> None:
        self.key = key
        self.facts = facts
        super().__init__(key)


class WordMeant(Exception):
    """What was typed stands for a button that is one of the words that work everywhere, like 担当者に聞く."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(word)


@dataclass(frozen=True, slots=True)
class Said:
    """What arrived: typed text, a tapped choice with its value, a date, a file, or news from our own house.

    kind: text | choice | stale | date | file | sticker | other | follow | unfollow | unsend | page | ekyc | staff | filing
    """

    kind: str
    text: str = ""
    value: Any = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    at: int = 0

    @property
    def from_house(self) -> bool:
        """Not said by the person: a page was finished, a vendor called back, staff acted."""
        return self.kind in {"page", "ekyc", "staff", "filing"}


@dataclass(slots=True)
class Talk:
    """One person's talk while one turn is being taken. `tx` is opaque to dialogs: they hand it to the desk."""

    line_user: str
    dialog: str
    state: str
    told: dict[str, Any]
    screen: dict[str, Any]
    owner: str
    misheard: int
    friend: bool
    version: int
    at: int
    tx: Any
    house: Any = None  # bot.house.House: settings, links
    out: list[Message] = field(default_factory=list)
    pushed: list[tuple[Message, str]] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    menu: Menu | None = None
    for_others: list[tuple[str, Message | Menu, str]] = field(default_factory=list)
    following: str | None = None
    pausing: bool = False

    @property
    def now(self) -> dt.datetime:
        """The moment of this turn, aware, UTC."""
        return moment(self.at)

    @property
    def today(self) -> dt.date:
        """The date of this turn in Tokyo."""
        return tokyo_date(self.at)

    def says(self, key: str, **facts: Any) -> None:
        """Say a sentence before the next question."""
        self.out.append(Text(t(key, **facts)))

    def pushes(self, message: Message, once: str) -> None:
        """Say what must arrive (a receipt): by push, with a retry key, once by this name."""
        self.pushed.append((message, once))

    def tells(self, line_user: str, what: Message | Menu, once: str) -> None:
        """Tell another LINE user by push, once by this name; or give him another rich menu."""
        self.for_others.append((line_user, what, once))

    def link(self, purpose: Purpose, **facts: Any) -> str:
        """A one-time link to one of our pages, for this person."""
        return links.issue(self.tx, self.house, purpose, self.line_user, self.at, facts=facts)

    def opens(self, dialog: str) -> None:
        """After this step, go on in another dialog; what this one was told is kept."""
        self.following = dialog

    def pauses_for(self, dialog: str) -> None:
        """Interrupt: another dialog speaks, and then this question is asked again."""
        self.following, self.pausing = dialog, True

    def show(self, question: Card | Carousel) -> None:
        """Put the question on the screen: from now on only its buttons count."""
        choices = question.all_choices()
        self.screen["card"] = secrets.token_hex(4)
        self.screen["choices"] = [[choice.label, choice.value] for choice in choices]
        self.out.append(replace(question, name=self.screen["card"]))


Ask = Callable[[Talk], Card | Carousel]
Hear = Callable[[Talk, Said], str]


@dataclass(frozen=True, slots=True)
class Step:
    """A question and the hearing of its answer. A step without hearing ends the dialog."""

    ask: Ask
    hear: Hear | None = None
    back: Callable[[Talk], bool] | None = None  # a step with many questions goes back over them first


@dataclass(frozen=True, slots=True)
class Dialog:
    """A conversation: its machine, its steps by state, and where somebody enters it."""

    name: str
    machine: DialogMachine
    steps: Mapping[Any, Step]  # by State, which is a string
    enter: Callable[[Talk], str] | None = None
    news: Callable[[Talk, Said], str] | None = None  # hears what our own house reports; "" when it is not for this state
    claims: Callable[[Said], bool] | None = None  # news that it must hear wherever the talk stands
    keeps_draft: bool = False
    barriers: frozenset[str] = frozenset()  # states that 戻る never leaves backwards

    def first(self, talk: Talk) -> str:
        """The state to begin in, or the nearest open question for somebody who has been here before."""
        return str(self.enter(talk)) if self.enter else self.machine.start
