"""Rich menus: the object, its image, its aliases."""

from __future__ import annotations

import struct
from typing import Any

from emulator.limits import actions
from emulator.limits.common import Faults

WIDTHS, LEAST_HEIGHT, LEAST_RATIO = (800, 2500), 250, 1.45
LARGEST_IMAGE = 1024 * 1024
TALLEST = 2500


def check_rich_menu(menu: dict[str, Any]) -> Faults:
    """Every fault of a rich menu object."""
    faults = Faults()
    size = faults.object("size", menu.get("size"))
    if size:
        _check_size(faults, size)
    if not isinstance(menu.get("selected"), bool):
        faults.add("selected", "May not be null")
    faults.text("name", menu.get("name"), 300, visible=True)
    faults.text("chatBarText", menu.get("chatBarText"), 14, visible=True)
    for place, area in enumerate(faults.array("areas", menu.get("areas"), 0, 20)):
        _check_area(faults, f"areas[{place}]", area)
    return faults


def _check_size(faults: Faults, size: dict[str, Any]) -> None:
    faults.whole("size.width", size.get("width"), *WIDTHS)
    faults.whole("size.height", size.get("height"), LEAST_HEIGHT, TALLEST)
    if not faults.details and size["width"] / size["height"] < LEAST_RATIO:
        faults.add("size", f"The aspect ratio (width / height) must be at least {LEAST_RATIO}")


def _check_area(faults: Faults, path: str, area: Any) -> None:
    found = faults.object(path, area)
    if not found:
        return
    bounds = faults.object(f"{path}.bounds", found.get("bounds"))
    # Areas that reach a little beyond the image are tolerated, as LINE tolerates them.
    for name, least in (("x", 0), ("y", 0), ("width", 1), ("height", 1)):
        if bounds:
            faults.whole(f"{path}.bounds.{name}", bounds.get(name), least, TALLEST)
    actions.check_action(faults, f"{path}.action", found.get("action"), actions.RICH_MENU)


def image_fault(data: bytes, content_type: str) -> str | None:
    """What is wrong with the bytes of a rich menu's image, or None. At most 1 MB; PNG or JPEG as declared."""
    if len(data) > LARGEST_IMAGE:
        return "The image must not exceed 1 MB"
    size = png_size(data) if content_type == "image/png" else jpeg_size(data)
    if size is None:
        return "The image is invalid"
    width, height = size
    if not WIDTHS[0] <= width <= WIDTHS[1] or height < LEAST_HEIGHT or width / height < LEAST_RATIO:
        return "The image size is invalid"
    return None


def png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or None when this is no PNG."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return struct.unpack(">II", data[16:24])


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or None when this is no JPEG."""
    place = 2
    while data[:2] == b"\xff\xd8" and place + 9 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None
