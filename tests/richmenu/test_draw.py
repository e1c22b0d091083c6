"""The pictures: committed ones are what the script draws, and people of eighty can read them."""

import io

import pytest
from PIL import Image, ImageChops

from bot.richmenu import draw, icons
from bot.richmenu.menus import HEIGHT, MENUS, WIDTH

BOTH = pytest.mark.parametrize("menu", MENUS, ids=lambda menu: menu.name)
TONES = pytest.mark.parametrize("tone", draw.TONES.values(), ids=draw.TONES.keys())


@BOTH
def test_the_committed_picture_is_what_the_script_draws(menu):
    """Pixels are compared, not bytes: another zlib packs the same picture differently."""
    drawn = Image.open(io.BytesIO(draw.picture(menu))).convert("RGB")
    committed = Image.open(menu.image).convert("RGB")

    assert drawn.size == committed.size
    assert ImageChops.difference(drawn, committed).getbbox() is None, "run: python -m bot.richmenu.draw"


def test_drawing_twice_gives_the_same_bytes():
    assert draw.picture(MENUS[0]) == draw.picture(MENUS[0])


@BOTH
def test_the_picture_is_one_that_line_takes(menu):
    """LINE: PNG or JPEG, at most 1 MB, the size that the menu states."""
    picture = Image.open(menu.image)

    assert picture.format == "PNG"
    assert picture.size == (WIDTH, HEIGHT)
    assert menu.image.stat().st_size < draw.MOST_BYTES


@BOTH
def test_labels_are_at_least_17_points_on_a_phone(menu):
    for row in menu.placed_rows():
        size = min(draw._fitting(area, box) for area, box in row)

        assert size * 360 / WIDTH >= 17


@BOTH
def test_no_label_leaves_its_card(menu):
    for row in menu.placed_rows():
        size = min(draw._fitting(area, box) for area, box in row)
        for area, box in row:
            for line in area.lines:
                assert draw._width(line, size) <= box.width - 2 * draw.MARGIN


@TONES
def test_words_stand_out_at_least_seven_to_one(tone):
    """WCAG 2.2, 1.4.6 (AAA)."""
    assert _contrast(tone.text, tone.card) >= 7
    assert _contrast(tone.note, tone.card) >= 7


@TONES
def test_icons_and_edges_stand_out_at_least_three_to_one(tone):
    """WCAG 2.2, 1.4.11 (AA)."""
    assert _contrast(tone.icon, tone.card) >= 3
    assert _contrast(tone.edge, draw.GROUND) >= 3


def test_every_area_has_an_icon_of_its_own():
    names = {area.name for menu in MENUS for area, _ in menu.placed()}

    assert names == set(icons.ICONS)
    assert len({icons.mask(name, 60).tobytes() for name in names}) == len(names)


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    parts = [value / 255 for value in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
