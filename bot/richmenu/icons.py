"""Simple icons out of circles, lines and boxes, on a field of 100 by 100.

Each is drawn four times too large as a mask and then made smaller, so that its edges are smooth everywhere alike.
"""

import math
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw

FINER = 4


class Pen:
    """Draws on a mask in units of a hundredth of its size; `cut` takes away what was drawn before."""

    def __init__(self, size: int) -> None:
        self._scale = size * FINER / 100
        self._size = size
        self.mask = Image.new("L", (size * FINER, size * FINER), 0)
        self._draw = ImageDraw.Draw(self.mask)

    def done(self) -> Image.Image:
        """The mask in its final size."""
        return self.mask.resize((self._size, self._size), Image.Resampling.LANCZOS)

    def line(self, *points: tuple[float, float], width: float = 7, cut: bool = False) -> None:
        """A line through points, with round joints and ends."""
        ink, placed = 0 if cut else 255, [self._at(p) for p in points]
        self._draw.line(placed, fill=ink, width=round(width * self._scale))
        for x, y in points:
            self.dot(x, y, width / 2, cut=cut)

    def dot(self, x: float, y: float, radius: float, *, cut: bool = False) -> None:
        """A filled circle."""
        self._draw.ellipse(
            [self._at((x - radius, y - radius)), self._at((x + radius, y + radius))], fill=0 if cut else 255
        )

    def ring(self, x: float, y: float, radius: float, width: float = 7) -> None:
        """A circle's rim."""
        self.dot(x, y, radius)
        self.dot(x, y, radius - width, cut=True)

    def box(
        self, left: float, top: float, right: float, bottom: float, round_by: float = 6, *, cut: bool = False
    ) -> None:
        """A filled box with round corners."""
        self._draw.rounded_rectangle(
            [self._at((left, top)), self._at((right, bottom))], round_by * self._scale, fill=0 if cut else 255
        )

    def frame(
        self, left: float, top: float, right: float, bottom: float, round_by: float = 6, width: float = 7
    ) -> None:
        """A box's rim."""
        self.box(left, top, right, bottom, round_by)
        self.box(
            left + width, top + width, right - width, bottom - width, max(round_by - width / 2, 1), cut=True
        )

    def shape(self, *points: tuple[float, float], cut: bool = False) -> None:
        """A filled polygon."""
        self._draw.polygon([self._at(p) for p in points], fill=0 if cut else 255)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, width: float = 7) -> None:
        """Part of a circle's rim; degrees run clockwise from three o'clock."""
        corners = [self._at((x - radius, y - radius)), self._at((x + radius, y + radius))]
        self._draw.arc(corners, start, end, fill=255, width=round(width * self._scale))
        for angle in (start, end):
            middle = radius - width / 2
            self.dot(
                x + middle * math.cos(math.radians(angle)),
                y + middle * math.sin(math.radians(angle)),
                width / 2,
            )

    def pie(self, x: float, y: float, radius: float, start: float, end: float) -> None:
        """A filled part of a circle."""
        self._draw.pieslice(
            [self._at((x - radius, y - radius)), self._at((x + radius, y + radius))], start, end, fill=255
        )

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * self._scale, point[1] * self._scale


def _person(pen: Pen, x: float, size: float = 1.0, foot: float = 90) -> None:
    pen.dot(x, foot - 58 * size, 17 * size)
    pen.pie(x, foot, 31 * size, 180, 360)


def registration(pen: Pen) -> None:
    """A person, and a plus sign."""
    _person(pen, 40, 1.12, 92)
    pen.line((80, 24), (80, 52), width=10)
    pen.line((66, 38), (94, 38), width=10)


def signing_in(pen: Pen) -> None:
    """A key."""
    pen.ring(29, 50, 27, 12)
    pen.line((54, 50), (93, 50), width=12)
    pen.line((72, 50), (72, 70), width=11)
    pen.line((91, 50), (91, 76), width=11)


def about(pen: Pen) -> None:
    """An open book."""
    pen.shape((2, 16), (46, 25), (46, 88), (2, 79))
    pen.shape((98, 16), (54, 25), (54, 88), (98, 79))
    for y in (36, 50, 64):
        pen.line((13, y - 2), (35, y + 2), width=5, cut=True)
        pen.line((87, y - 2), (65, y + 2), width=5, cut=True)


def staff(pen: Pen) -> None:
    """A person with a headset."""
    _person(pen, 50, 1.05, 94)
    pen.arc(50, 34, 30, 180, 360, 7)
    pen.box(16, 30, 29, 50, 5)
    pen.box(71, 30, 84, 50, 5)


def help_(pen: Pen) -> None:
    """A question mark in a circle."""
    pen.dot(50, 50, 44)
    pen.dot(50, 38, 20, cut=True)
    pen.dot(50, 38, 10)
    pen.shape((25, 38), (50, 38), (50, 62), (25, 62))
    pen.line((50, 56), (50, 62), width=10, cut=True)
    pen.dot(35, 38, 5, cut=True)
    pen.dot(50, 78, 6.5, cut=True)


def passbooks(pen: Pen) -> None:
    """A closed passbook with its back, a label and lines."""
    pen.box(16, 8, 86, 92, 8)
    pen.line((30, 10), (30, 90), width=4, cut=True)
    pen.box(40, 22, 76, 44, 3, cut=True)
    pen.line((42, 62), (74, 62), width=5, cut=True)
    pen.line((42, 76), (74, 76), width=5, cut=True)


def application(pen: Pen) -> None:
    """A sheet that is being written on."""
    pen.frame(12, 8, 72, 92, 7, 8)
    for y in (28, 44, 60):
        pen.line((28, y), (56, y), width=6)
    pen.line((54, 80), (90, 40), width=24, cut=True)
    pen.line((62, 71), (88, 42), width=13)
    pen.shape((50, 86), (56, 67), (67, 77))


def early_redemption(pen: Pen) -> None:
    """A coin that comes back."""
    pen.dot(50, 50, 30)
    pen.line((40, 34), (50, 48), (60, 34), width=6, cut=True)
    pen.line((50, 48), (50, 67), width=6, cut=True)
    pen.line((40, 51), (60, 51), width=5, cut=True)
    pen.line((40, 60), (60, 60), width=5, cut=True)
    pen.arc(50, 50, 46, 120, 330, 8)
    pen.shape((78, 32), (99, 34), (92, 14))


def progress(pen: Pen) -> None:
    """A list with ticks."""
    for y in (20, 50, 80):
        pen.line((46, y), (92, y), width=9)
    for y in (20, 50):
        pen.line((10, y), (19, y + 9), (32, y - 9), width=8)
    pen.ring(20, 80, 12, 7)


def changes(pen: Pen) -> None:
    """A pencil over a line."""
    pen.line((38, 56), (76, 18), width=22)
    pen.shape((14, 80), (22, 52), (36, 42), (52, 58), (42, 72))
    pen.line((60, 18), (76, 34), width=4, cut=True)
    pen.line((14, 92), (86, 92), width=8)


ICONS: Mapping[str, Callable[[Pen], None]] = {
    "registration": registration,
    "signing_in": signing_in,
    "about": about,
    "staff": staff,
    "help": help_,
    "passbooks": passbooks,
    "application": application,
    "early_redemption": early_redemption,
    "progress": progress,
    "changes": changes,
}


def mask(name: str, size: int) -> Image.Image:
    """The icon of an area as a mask of so many pixels, to be filled with any colour."""
    pen = Pen(size)
    ICONS[name](pen)
    return pen.done()
