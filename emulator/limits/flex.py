"""Flex messages: bubbles, carousels and their components. Faults are named by pointers (/body/contents/0/text)."""

from __future__ import annotations

import json
from typing import Any

from emulator.limits import actions
from emulator.limits.common import Faults
from emulator.limits.flex_components import check_action, check_component, color, one_of, only_known
from emulator.limits.flex_tables import BLOCK_STYLE, BUBBLE, LARGE_BUBBLES, SIZES

LARGEST_BUBBLE, LARGEST_CAROUSEL = 30 * 1024, 50 * 1024  # Bytes of JSON in UTF-8.
MOST_BUBBLES, MOST_ANIMATED = 12, 10


def check_flex(faults: Faults, path: str, message: dict[str, Any]) -> None:
    """Alternative text of 1 to 1,500 (named as in other messages)."""
    faults.text(f"{path}.altText", message.get("altText"), 1500)
    if not isinstance(message.get("contents"), dict):
        faults.add(f"{path}.contents", "May not be empty")


def check_container(faults: Faults, container: dict[str, Any]) -> None:
    """All limits of a bubble or carousel; the paths of faults are pointers."""
    kind = container.get("type")
    if kind == "bubble":
        _check_bubble(faults, "", container, alone=True)
    elif kind == "carousel":
        _check_carousel(faults, container)
    else:
        faults.add("/type", "must be one of: bubble, carousel")
    if _count_animated(container) > MOST_ANIMATED:
        faults.add("/", f"at most {MOST_ANIMATED} animated images are allowed")


def _check_carousel(faults: Faults, container: dict[str, Any]) -> None:
    only_known(faults, "", container, ("type", "contents"))
    bubbles = container.get("contents")
    if not isinstance(bubbles, list) or not 1 <= len(bubbles) <= MOST_BUBBLES:
        faults.add("/contents", f"size must be between 1 and {MOST_BUBBLES}")
        return
    for place, bubble in enumerate(bubbles):
        if not isinstance(bubble, dict) or bubble.get("type") != "bubble":
            faults.add(f"/contents/{place}/type", "must be: bubble")
            continue
        _check_bubble(faults, f"/contents/{place}", bubble, alone=False)
    if len({bubble.get("size", "mega") for bubble in bubbles if isinstance(bubble, dict)}) > 1:
        faults.add("/contents", "all bubbles must have the same size")
    _weigh(faults, "/", container, LARGEST_CAROUSEL)


def _check_bubble(faults: Faults, path: str, bubble: dict[str, Any], alone: bool) -> None:
    only_known(faults, path, bubble, BUBBLE)
    one_of(faults, f"{path}/size", bubble.get("size"), SIZES)
    one_of(faults, f"{path}/direction", bubble.get("direction"), ("ltr", "rtl"))
    for block in ("header", "body", "footer"):
        if bubble.get(block) is not None:
            check_component(faults, f"{path}/{block}", bubble[block], ("box",))
    hero = bubble.get("hero")
    if hero is not None:
        check_component(faults, f"{path}/hero", hero, ("box", "image", "video"))
        if isinstance(hero, dict) and hero.get("type") == "video":
            _check_hero_video(faults, f"{path}/hero", bubble, alone)
    if not any(bubble.get(block) for block in ("header", "hero", "body", "footer")):
        faults.add(f"{path}/", "at least one block must be specified")
    check_action(faults, path, bubble, actions.FLEX)
    _styles(faults, path, bubble.get("styles"))
    _weigh(faults, f"{path}/", bubble, LARGEST_BUBBLE)


def _check_hero_video(faults: Faults, path: str, bubble: dict[str, Any], alone: bool) -> None:
    if not alone or bubble.get("size", "mega") not in LARGE_BUBBLES:
        faults.add(path, "a video is allowed only in a bubble of size kilo, mega or giga outside a carousel")


def _styles(faults: Faults, path: str, styles: Any) -> None:
    if styles is None:
        return
    if not isinstance(styles, dict):
        faults.add(f"{path}/styles", "must be an object")
        return
    only_known(faults, f"{path}/styles", styles, ("header", "hero", "body", "footer"))
    for block, style in styles.items():
        if isinstance(style, dict):
            only_known(faults, f"{path}/styles/{block}", style, BLOCK_STYLE)
            for name in ("backgroundColor", "separatorColor"):
                color(faults, f"{path}/styles/{block}/{name}", style.get(name))


def _weigh(faults: Faults, path: str, found: dict[str, Any], most: int) -> None:
    size = len(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
    if size > most:
        faults.add(path, f"the size of the JSON must not exceed {most // 1024} KB")


def _count_animated(found: Any) -> int:
    if isinstance(found, list):
        return sum(_count_animated(entry) for entry in found)
    if isinstance(found, dict):
        own = int(found.get("type") == "image" and found.get("animated") is True)
        return own + sum(_count_animated(entry) for entry in found.values() if isinstance(entry, dict | list))
    return 0
