"""The two rich menus as tables of areas: before somebody is known, and after.

An area sends a word that can be typed as well: tapping and typing do the same. Labels, notes and words stand in
``locales/ja/richmenu.ftl`` under the area's name.
"""

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.locale import has, t, words

WIDTH, HEIGHT = 2500, 1686
IMAGES = Path(__file__).resolve().parent / "images"


@dataclass(frozen=True, slots=True)
class Area:
    """One field of a menu. `tone` is how it is drawn: main (the usual next step), plain, or person (our staff)."""

    name: str
    tone: str = "plain"

    @property
    def label(self) -> str:
        """What is read aloud and shown: at most 20 graphemes (LINE)."""
        return t(f"richmenu.{self.name}.label")

    @property
    def lines(self) -> tuple[str, ...]:
        """The label as it is broken on the picture."""
        return words(f"richmenu.{self.name}.lines")

    @property
    def note(self) -> str:
        """A smaller line below the label, or an empty string."""
        key = f"richmenu.{self.name}.note"
        return t(key) if has(key) else ""

    @property
    def word(self) -> str:
        """What a tap sends, as if it had been typed."""
        return t(f"richmenu.{self.name}.word")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture in pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class RichMenu:
    """A menu: its name and its rows of areas; each row shares the width evenly."""

    name: str
    rows: tuple[tuple[Area, ...], ...]

    @property
    def image(self) -> Path:
        """The committed picture; `python -m bot.richmenu.draw` writes it."""
        return IMAGES / f"{self.name}.png"

    def placed_rows(self) -> list[list[tuple[Area, Box]]]:
        """Every area with its rectangle, row by row; together they cover the picture without gap or overlap."""
        return [
            [
                (area, Box(left, top, right - left, bottom - top))
                for area, (left, right) in zip(row, _edges(WIDTH, len(row)), strict=True)
            ]
            for row, (top, bottom) in zip(self.rows, _edges(HEIGHT, len(self.rows)), strict=True)
        ]

    def placed(self) -> list[tuple[Area, Box]]:
        """Every area with its rectangle."""
        return [pair for row in self.placed_rows() for pair in row]

    def request(self, name: str) -> dict[str, Any]:
        """LINE's rich menu object, under the name it is to have there."""
        return {
            "size": {"width": WIDTH, "height": HEIGHT},
            "selected": True,
            "name": name,
            "chatBarText": t("richmenu.bar"),
            "areas": [
                {
                    "bounds": {"x": box.x, "y": box.y, "width": box.width, "height": box.height},
                    "action": {"type": "message", "label": area.label, "text": area.word},
                }
                for area, box in self.placed()
            ],
        }


def _edges(length: int, parts: int) -> list[tuple[int, int]]:
    edges = [round(length * n / parts) for n in range(parts + 1)]
    return list(itertools.pairwise(edges))


GUESTS = RichMenu(
    "guests",
    (
        (Area("registration", "main"), Area("signing_in", "main")),
        (Area("about"), Area("staff", "person"), Area("help")),
    ),
)

MEMBERS = RichMenu(
    "members",
    (
        (Area("passbooks", "main"), Area("application", "main"), Area("early_redemption", "main")),
        (Area("progress"), Area("changes"), Area("about"), Area("staff", "person")),
    ),
)

MENUS = (GUESTS, MEMBERS)
