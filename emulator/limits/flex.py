"""Flex messages: bubbles, carousels and their components. Faults are named by pointers (/body/contents/0/text)."""

from __future__ import annotations

import json
import re
from typing import Any

from emulator.limits import actions
from emulator.limits.common import Faults
from emulator.limits.flex_tables import (
    BLOCK_STYLE,
    BOX_KINDS,
    BUBBLE,
    COMPONENTS,
    ENUMS,
    FLAGS,
    GRADIENT,
    LARGE_BUBBLES,
    LENGTHS,
    NUMBERS,
    SIZES,
)  # fmt: skip

LARGEST_BUBBLE, LARGEST_CAROUSEL = 30 * 1024, 50 * 1024  # Bytes of JSON in UTF-8.
MOST_BUBBLES, MOST_ANIMATED = 12, 10
RATIO = re.compile(r"(\d{1,5}(?:\.\d+)?):(\d{1,5}(?:\.\d+)?)\Z")
COLOR_NAMES = ("color", "backgroundColor", "borderColor")


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
    _known(faults, "", container, ("type", "contents"))
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
    _known(faults, path, bubble, BUBBLE)
    _enum(faults, f"{path}/size", bubble.get("size"), SIZES)
    _enum(faults, f"{path}/direction", bubble.get("direction"), ("ltr", "rtl"))
    for block in ("header", "body", "footer"):
        if bubble.get(block) is not None:
            _component(faults, f"{path}/{block}", bubble[block], ("box",))
    hero = bubble.get("hero")
    if hero is not None:
        _component(faults, f"{path}/hero", hero, ("box", "image", "video"))
        if isinstance(hero, dict) and hero.get("type") == "video":
            _check_hero_video(faults, f"{path}/hero", bubble, alone)
    if not any(bubble.get(block) for block in ("header", "hero", "body", "footer")):
        faults.add(f"{path}/", "at least one block must be specified")
    _check_action(faults, path, bubble, actions.FLEX)
    _styles(faults, path, bubble.get("styles"))
    _weigh(faults, f"{path}/", bubble, LARGEST_BUBBLE)


def _check_hero_video(faults: Faults, path: str, bubble: dict[str, Any], alone: bool) -> None:
    if not alone or bubble.get("size", "mega") not in LARGE_BUBBLES:
        faults.add(path, "a video is allowed only in a bubble of size kilo, mega or giga outside a carousel")


def _component(faults: Faults, path: str, component: Any, allowed: tuple[str, ...]) -> None:
    """One component, and those inside it."""
    if not isinstance(component, dict):
        faults.add(path, "must be an object")
        return
    kind = component.get("type")
    if not isinstance(kind, str) or kind not in allowed:
        faults.add(f"{path}/type", f"must be one of: {', '.join(allowed)}")
        return
    _known(faults, path, component, COMPONENTS[kind])
    _looks(faults, path, component)
    CHECKS[kind](faults, path, component)


def _box(faults: Faults, path: str, box: dict[str, Any]) -> None:
    layout = box.get("layout")
    if layout not in BOX_KINDS:
        faults.add(f"{path}/layout", "must be one of: horizontal, vertical, baseline")
        return
    contents = box.get("contents")
    if not isinstance(contents, list):
        faults.add(f"{path}/contents", "must be specified")
        return
    for place, component in enumerate(contents):
        _component(faults, f"{path}/contents/{place}", component, BOX_KINDS[layout])
    _check_action(faults, path, box, actions.FLEX)
    if box.get("background") is not None:
        _gradient(faults, f"{path}/background", box["background"])


def _button(faults: Faults, path: str, button: dict[str, Any]) -> None:
    if button.get("action") is None:
        faults.add(f"{path}/action", "must be specified")
    _check_action(faults, path, button, actions.FLEX_BUTTON)
    _enum(faults, f"{path}/style", button.get("style"), ("primary", "secondary", "link"))
    _enum(faults, f"{path}/height", button.get("height"), ("md", "sm"))


def _image(faults: Faults, path: str, image: dict[str, Any]) -> None:
    _url(faults, f"{path}/url", image.get("url"))
    _ratio(faults, path, image)
    _enum(faults, f"{path}/aspectMode", image.get("aspectMode"), ("fit", "cover"))
    _check_action(faults, path, image, actions.FLEX)


def _video(faults: Faults, path: str, video: dict[str, Any]) -> None:
    _url(faults, f"{path}/url", video.get("url"))
    _url(faults, f"{path}/previewUrl", video.get("previewUrl"))
    _component(faults, f"{path}/altContent", video.get("altContent"), ("box", "image"))
    _ratio(faults, path, video)
    _check_action(faults, path, video, actions.FLEX)


def _icon(faults: Faults, path: str, icon: dict[str, Any]) -> None:
    _url(faults, f"{path}/url", icon.get("url"))
    _ratio(faults, path, icon)


def _text(faults: Faults, path: str, text: dict[str, Any]) -> None:
    spans = text.get("contents")
    if spans is not None and not isinstance(spans, list):
        faults.add(f"{path}/contents", "must be an array")
        return
    if not spans and (not isinstance(text.get("text"), str) or not text["text"]):
        faults.add(f"{path}/text", "must be non-empty text")
    for place, span in enumerate(spans or []):
        _component(faults, f"{path}/contents/{place}", span, ("span",))
    _enum(faults, f"{path}/style", text.get("style"), ("normal", "italic"))
    _check_action(faults, path, text, actions.FLEX)


def _span(faults: Faults, path: str, span: dict[str, Any]) -> None:
    if not isinstance(span.get("text"), str):
        faults.add(f"{path}/text", "must be text")
    _enum(faults, f"{path}/style", span.get("style"), ("normal", "italic"))


def _plain(faults: Faults, path: str, component: dict[str, Any]) -> None:
    """Separators and fillers have nothing but their looks."""


def _looks(faults: Faults, path: str, component: dict[str, Any]) -> None:
    for name, value in component.items():
        if name in ENUMS:
            _enum(faults, f"{path}/{name}", value, ENUMS[name])
        elif name in LENGTHS and not (isinstance(value, str) and LENGTHS[name].match(value)):
            faults.add(f"{path}/{name}", "invalid property")
        elif name in FLAGS and not isinstance(value, bool):
            faults.add(f"{path}/{name}", "must be true or false")
        elif name in NUMBERS and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            faults.add(f"{path}/{name}", "must be a number of at least 0")
        elif name in COLOR_NAMES:
            _color(faults, f"{path}/{name}", value)


def _styles(faults: Faults, path: str, styles: Any) -> None:
    if styles is None:
        return
    if not isinstance(styles, dict):
        faults.add(f"{path}/styles", "must be an object")
        return
    _known(faults, f"{path}/styles", styles, ("header", "hero", "body", "footer"))
    for block, style in styles.items():
        if isinstance(style, dict):
            _known(faults, f"{path}/styles/{block}", style, BLOCK_STYLE)
            for name in ("backgroundColor", "separatorColor"):
                _color(faults, f"{path}/styles/{block}/{name}", style.get(name))


def _gradient(faults: Faults, path: str, background: Any) -> None:
    found = background if isinstance(background, dict) else {}
    if found.get("type") != "linearGradient":
        faults.add(f"{path}/type", "must be: linearGradient")
        return
    _known(faults, path, found, GRADIENT)
    for name in ("startColor", "endColor"):
        if found.get(name) is None:
            faults.add(f"{path}/{name}", "must be specified")
    for name in ("startColor", "endColor", "centerColor"):
        _color(faults, f"{path}/{name}", found.get(name))


def _check_action(faults: Faults, path: str, holder: dict[str, Any], place: actions.Place) -> None:
    if holder.get("action") is None:
        return
    inner = Faults()
    actions.check_action(inner, "action", holder["action"], place)
    for detail in inner.details:
        faults.add(f"{path}/{detail['property'].replace('.', '/')}", detail["message"])


def _known(faults: Faults, path: str, found: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in found:
        if name not in names:
            faults.add(f"{path}/{name}", "unknown field")


def _enum(faults: Faults, path: str, value: Any, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        faults.add(path, f"must be one of: {', '.join(allowed)}")


def _color(faults: Faults, path: str, value: Any) -> None:
    inner = Faults()
    inner.color(path, value)
    if inner.details:
        faults.add(path, "invalid property")


def _url(faults: Faults, path: str, value: Any) -> None:
    inner = Faults()
    inner.url(path, value)
    if inner.details:
        faults.add(path, "invalid uri")


def _ratio(faults: Faults, path: str, component: dict[str, Any]) -> None:
    """width:height, the height at most three times the width."""
    value = component.get("aspectRatio")
    if value is None:
        return
    found = RATIO.match(value) if isinstance(value, str) else None
    if found is None or not float(found[1]) > 0 or not 0 < float(found[2]) <= 3 * float(found[1]):
        faults.add(f"{path}/aspectRatio", "invalid property")


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


CHECKS = {
    "box": _box, "button": _button, "image": _image, "video": _video, "icon": _icon, "text": _text, "span": _span,
    "separator": _plain, "filler": _plain,
}  # fmt: skip
