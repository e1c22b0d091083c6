"""Read a QR code from a clean picture: a screenshot or a saved image, upright and undamaged.

No error correction and no perspective: what the demo's own pages show is read, a photograph is refused. The tables
(formats, alignment, blocks) come from segno, which draws our codes.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from PIL import Image, UnidentifiedImageError
from segno import consts

Grid = list[list[bool]]

MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: (i * j) % 2 + (i * j) % 3 == 0,
    lambda i, j: ((i * j) % 2 + (i * j) % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + (i * j) % 3) % 2 == 0,
)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


class Unreadable(Exception):
    """There is no QR code in the picture that this simple reader can read."""


def read(picture: bytes) -> str:
    """The text of the QR code in a PNG or JPEG. Raises Unreadable."""
    grid = modules(dark_pixels(picture))
    size = len(grid)
    version = (size - 17) // 4
    level, mask = formats(grid)
    data = words(bits(grid, version, mask), version, level)
    return text(data, version)


def dark_pixels(picture: bytes) -> Grid:
    """Which pixels are dark; transparent ones are paper."""
    try:
        opened = Image.open(io.BytesIO(picture))
        if opened.width * opened.height > 4_000_000:
            raise Unreadable("the picture is too large")
        image = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError):
        raise Unreadable("not a picture") from None
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    grey = paper.convert("L")
    row = grey.width
    flat = [value < 128 for value in grey.tobytes()]
    return [flat[start : start + row] for start in range(0, len(flat), row)]


def modules(pixels: Grid) -> Grid:
    """The code's modules, found by its frame: the dark pixels' bounding box and the first finder's seven modules."""
    rows = [y for y, line in enumerate(pixels) if any(line)]
    if not rows:
        raise Unreadable("the picture is empty")
    columns = [x for x in range(len(pixels[0])) if any(line[x] for line in pixels)]
    top, left = rows[0], columns[0]
    wide, high = columns[-1] - left + 1, rows[-1] - top + 1
    run = next((x for x in range(left, len(pixels[0])) if not pixels[top][x]), left + wide) - left
    size = round(wide / (run / 7)) if run else 0
    if size < 21 or (size - 17) % 4 or abs(wide - high) > run / 7 or size > 177:
        raise Unreadable("no upright code fills the picture")
    step = wide / size
    return [
        [pixels[int(top + (i + 0.5) * step)][int(left + (j + 0.5) * step)] for j in range(size)]
        for i in range(size)
    ]


def formats(grid: Grid) -> tuple[int, int]:
    """(error level, mask) from the format beside the first finder."""
    places = [(i, 8) for i in (0, 1, 2, 3, 4, 5, 7, 8)] + [(8, j) for j in (7, 5, 4, 3, 2, 1, 0)]
    value = sum(grid[i][j] << n for n, (i, j) in enumerate(places))
    if value not in consts.FORMAT_INFO:
        raise Unreadable("the format cannot be made out")
    index = consts.FORMAT_INFO.index(value)
    # The two bits above the mask: 01 L, 00 M, 11 Q, 10 H.
    level = {
        1: consts.ERROR_LEVEL_L,
        0: consts.ERROR_LEVEL_M,
        3: consts.ERROR_LEVEL_Q,
        2: consts.ERROR_LEVEL_H,
    }
    return level[index >> 3], index & 7


def bits(grid: Grid, version: int, mask: int) -> list[int]:
    """The data bits in their order: up and down in pairs of columns from the right, unmasked."""
    size = len(grid)
    fixed = function_places(size, version)
    found = []
    upward = True
    for right in (*range(size - 1, 7, -2), 5, 3, 1):
        for i in range(size - 1, -1, -1) if upward else range(size):
            for j in (right, right - 1):
                if (i, j) not in fixed:
                    found.append(int(grid[i][j] ^ MASKS[mask](i, j)))
        upward = not upward
    return found


def function_places(size: int, version: int) -> set[tuple[int, int]]:
    """Where no data stands: finders, timing, alignment, format, version."""
    corners = ((range(9), range(9)), (range(9), range(size - 8, size)), (range(size - 8, size), range(9)))
    places = {(i, j) for rows, columns in corners for i in rows for j in columns}
    places |= {(6, n) for n in range(size)} | {(n, 6) for n in range(size)}
    if version >= 2:
        centres = consts.ALIGNMENT_POS[version - 2]
        for a in centres:
            for b in centres:
                if (a, b) not in ((6, 6), (6, size - 7), (size - 7, 6)):
                    places |= {(i, j) for i in range(a - 2, a + 3) for j in range(b - 2, b + 3)}
    if version >= 7:
        places |= {(i, j) for i in range(6) for j in range(size - 11, size - 8)}
        places |= {(j, i) for i in range(6) for j in range(size - 11, size - 8)}
    return places


def words(stream: list[int], version: int, level: int) -> list[int]:
    """The data bytes, taken apart from their interleaved blocks; the correction bytes are left."""
    stored = [int("".join(map(str, stream[n : n + 8])), 2) for n in range(0, len(stream) - 7, 8)]
    table: Any = consts.ECC
    sizes = [info.num_data for info in table[version][level] for _ in range(info.num_blocks)]
    blocks: list[list[int]] = [[] for _ in sizes]
    taken = iter(stored)
    for n in range(max(sizes)):
        for block, most in zip(blocks, sizes, strict=True):
            if n < most:
                block.append(next(taken))
    return [word for block in blocks for word in block]


def text(data: list[int], version: int) -> str:
    """The segments' text: numbers, letters and bytes."""
    stream = "".join(f"{word:08b}" for word in data)
    at = 0
    said = b""
    wider = 0 if version < 10 else 1 if version < 27 else 2

    def take(count: int) -> int:
        nonlocal at
        at += count
        return int(stream[at - count : at] or "0", 2)

    while at + 4 <= len(stream) and (mode := take(4)):
        if mode == consts.MODE_BYTE:
            said += bytes(take(8) for _ in range(take((8, 16, 16)[wider])))
        elif mode == consts.MODE_NUMERIC:
            count = take((10, 12, 14)[wider])
            groups = [3] * (count // 3) + [count % 3] * bool(count % 3)
            said += "".join(f"{take(1 + 3 * size):0{size}d}" for size in groups).encode()
        elif mode == consts.MODE_ALPHANUMERIC:
            count = take((9, 11, 13)[wider])
            pairs = "".join(
                LETTERS[value // 45] + LETTERS[value % 45] for value in (take(11) for _ in range(count // 2))
            )
            said += (pairs + (LETTERS[take(6)] if count % 2 else "")).encode()
        elif mode == consts.MODE_ECI:
            take(8)
        else:
            raise Unreadable("it holds something else than text")
    return decoded(said)


def decoded(said: bytes) -> str:
    """Bytes as text. Codes name no encoding; writers take UTF-8, or Shift JIS for Japanese alone."""
    for encoding in ("utf-8", "shift_jis"):
        try:
            return said.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("its text is damaged")
