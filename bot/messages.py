"""What the bot can say, without a word of LINE's JSON: `bot/line.py` turns these into it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. Its value stays with us: what travels is a card id and an index."""

    label: str
    value: Any = None
    quiet: bool = False  # a lesser way out (戻る, あとで): shown, but not as the main button


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens one of our pages, a telephone number or a page of the office."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what it is, what it holds, and perhaps a button beside it (直す).

    A part of a summary holds several answers: `pairs` of what was asked and what was answered, below its name.
    """

    label: str
    value: str = ""
    choice: Choice | None = None
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a picture: what it stands for, where it begins and how long it is (shares of the width, 0 to 1), and
    the figure behind it. A row of growing bars is a step-up coupon, one of moving bars a ladder of bonds."""

    label: str
    begins: float
    length: float
    value: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A plain sentence; `sender` where a person says it and not the bot (LINE shows at most 20 signs of it)."""

    text: str
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A question or a list: a title, a text, rows, bars, links and buttons, in that order."""

    text: str = ""
    title: str = ""
    rows: tuple[Row, ...] = ()
    links: tuple[Link, ...] = ()
    choices: tuple[Choice, ...] = ()
    grid: bool = False  # many short choices (months) three in a row
    bars: tuple[Bar, ...] = ()  # a picture, between the rows and the buttons
    name: str = ""  # the card id its buttons carry; given by `Talk.show`

    def all_choices(self) -> list[Choice]:
        """Every button in the order its index counts: those beside rows first."""
        return [row.choice for row in self.rows if row.choice] + list(self.choices)


@dataclass(frozen=True, slots=True)
class Carousel:
    """Several cards side by side."""

    cards: tuple[Card, ...]
    name: str = ""

    def all_choices(self) -> list[Choice]:
        """Every button of every card."""
        return [choice for card in self.cards for choice in card.all_choices()]


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: address, and subject and body already in words. `once` names it, so that it is queued once."""

    to: str
    subject: str
    body: str
    once: str | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """Which rich menu this person sees from now on: guests or members."""

    name: str


Message = Text | Card | Carousel
