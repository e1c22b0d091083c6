"""Draws the menus' pictures: ``python -m bot.richmenu.draw`` writes `bot/richmenu/images/*.png`, the same each time.

Made for people of fifty to eighty: labels of about 20 points on a phone, an icon beside every word, contrast of at
least 7:1 for words and 3:1 for icons and edges (WCAG 2.2 AAA and AA), no meaning in the colour alone.
"""

import functools
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.richmenu import icons
from bot.richmenu.menus import HEIGHT, MENUS, WIDTH, Area, Box, RichMenu

FONT = Path(__file__).resolve().parents[2] / "assets" / "fonts" / "BIZUDGothic-Bold.ttf"
MOST_BYTES = 1_000_000  # LINE takes 1 MB

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours of a card."""

    card: Colour
    edge: Colour
    icon: Colour
    text: Colour
    note: Colour


GROUND: Colour = (221, 231, 227)
TONES = {
    "main": Tone(
        card=(11, 84, 72), edge=(11, 84, 72), icon=(255, 255, 255), text=(255, 255, 255), note=(226, 243, 237)
    ),
    "plain": Tone(
        card=(255, 255, 255), edge=(92, 128, 119), icon=(11, 100, 84), text=(17, 38, 34), note=(17, 38, 34)
    ),
    "person": Tone(
        card=(255, 247, 226), edge=(150, 112, 40), icon=(122, 78, 6), text=(48, 32, 4), note=(48, 32, 4)
    ),
}
MARGIN, ROUND, EDGE = 20, 56, 6
ICON, GAP = 270, 40
NOTE, NOTE_GAP = 100, 16
LARGEST, SIDE = 180, 46  # the label's size in pixels, and the least room left and right of it


def picture(menu: RichMenu) -> bytes:
    """The menu's picture as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    for row in menu.placed_rows():
        size = min(_fitting(area, box) for area, box in row)  # labels of one row share one size
        tallest = max(_text_height(area, size) for area, _ in row)
        for area, box in row:
            _card(image, area, box, size, tallest)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def write() -> list[Path]:
    """Write every picture that is not what it should be; returns those."""
    written = []
    for menu in MENUS:
        drawn = picture(menu)
        if not menu.image.exists() or menu.image.read_bytes() != drawn:
            menu.image.write_bytes(drawn)
            written.append(menu.image)
    return written


def _fitting(area: Area, box: Box) -> int:
    longest = max(_width(line, LARGEST) for line in area.lines)
    return min(LARGEST, int(LARGEST * (box.width - 2 * (MARGIN + SIDE)) / longest))


def _text_height(area: Area, size: int) -> int:
    return _leading(size) * len(area.lines) + (NOTE_GAP + NOTE if area.note else 0)


def _card(image: Image.Image, area: Area, box: Box, size: int, tallest: int) -> None:
    tone, pen = TONES[area.tone], ImageDraw.Draw(image)
    corners = (box.x + MARGIN, box.y + MARGIN, box.x + box.width - MARGIN, box.y + box.height - MARGIN)
    pen.rounded_rectangle(corners, ROUND, fill=tone.card, outline=tone.edge, width=EDGE)
    # Icons of one row stand at one height; the words are centred in the room below them.
    top, middle = box.y + (box.height - ICON - GAP - tallest) // 2, box.x + box.width // 2
    image.paste(tone.icon, (middle - ICON // 2, top), icons.mask(area.name, ICON))
    top += ICON + GAP + (tallest - _text_height(area, size)) // 2
    for line in area.lines:
        pen.text((middle, top + _leading(size) // 2), line, fill=tone.text, font=_font(size), anchor="mm")
        top += _leading(size)
    if area.note:
        pen.text(
            (middle, top + NOTE_GAP + NOTE // 2), area.note, fill=tone.note, font=_font(NOTE), anchor="mm"
        )


def _leading(size: int) -> int:
    return round(size * 1.14)


def _width(text: str, size: int) -> float:
    return _font(size).getlength(text)


@functools.cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The basic layout needs no library of the system, so every machine sets the same type.
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


if __name__ == "__main__":
    for path in write():
        print(path)
