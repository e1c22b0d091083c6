"""The components inside a flex bubble, each with its own properties. Faults are named by pointers."""

from __future__ import annotations

import re
from typing import Any

from emulator.limits import actions
from emulator.limits.common import Faults
from emulator.limits.flex_tables import BOX_KINDS, COMPONENTS, ENUMS, FLAGS, GRADIENT, LENGTHS, NUMBERS

RATIO = re.compile(r"(\d{1,5}(?:\.\d+)?):(\d{1,5}(?:\.\d+)?)\Z")
COLOR_NAMES = ("color", "backgroundColor", "borderColor")


def check_component(faults: Faults, path: str, component: Any, allowed: tuple[str, ...]) -> None:
    """One component, and those inside it."""
    if not isinstance(component, dict):
        faults.add(path, "must be an object")
        return
    kind = component.get("type")
    if not isinstance(kind, str) or kind not in allowed:
        faults.add(f"{path}/type", f"must be one of: {', '.join(allowed)}")
        return
    only_known(faults, path, component, COMPONENTS[kind])
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
        check_component(faults, f"{path}/contents/{place}", component, BOX_KINDS[layout])
    check_action(faults, path, box, actions.FLEX)
    if box.get("background") is not None:
        _gradient(faults, f"{path}/background", box["background"])


def _button(faults: Faults, path: str, button: dict[str, Any]) -> None:
    if button.get("action") is None:
        faults.add(f"{path}/action", "must be specified")
    check_action(faults, path, button, actions.FLEX_BUTTON)
    one_of(faults, f"{path}/style", button.get("style"), ("primary", "secondary", "link"))
    one_of(faults, f"{path}/height", button.get("height"), ("md", "sm"))


def _image(faults: Faults, path: str, image: dict[str, Any]) -> None:
    _url(faults, f"{path}/url", image.get("url"))
    _ratio(faults, path, image)
    one_of(faults, f"{path}/aspectMode", image.get("aspectMode"), ("fit", "cover"))
    check_action(faults, path, image, actions.FLEX)


def _video(faults: Faults, path: str, video: dict[str, Any]) -> None:
    _url(faults, f"{path}/url", video.get("url"))
    _url(faults, f"{path}/previewUrl", video.get("previewUrl"))
    check_component(faults, f"{path}/altContent", video.get("altContent"), ("box", "image"))
    _ratio(faults, path, video)
    check_action(faults, path, video, actions.FLEX)


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
        check_component(faults, f"{path}/contents/{place}", span, ("span",))
    one_of(faults, f"{path}/style", text.get("style"), ("normal", "italic"))
    check_action(faults, path, text, actions.FLEX)


def _span(faults: Faults, path: str, span: dict[str, Any]) -> None:
    if not isinstance(span.get("text"), str):
        faults.add(f"{path}/text", "must be text")
    one_of(faults, f"{path}/style", span.get("style"), ("normal", "italic"))


def _plain(faults: Faults, path: str, component: dict[str, Any]) -> None:
    """Separators and fillers have nothing but their looks."""


def _looks(faults: Faults, path: str, component: dict[str, Any]) -> None:
    for name, value in component.items():
        if name in ENUMS:
            one_of(faults, f"{path}/{name}", value, ENUMS[name])
        elif name in LENGTHS and not (isinstance(value, str) and LENGTHS[name].match(value)):
            faults.add(f"{path}/{name}", "invalid property")
        elif name in FLAGS and not isinstance(value, bool):
            faults.add(f"{path}/{name}", "must be true or false")
        elif name in NUMBERS and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            faults.add(f"{path}/{name}", "must be a number of at least 0")
        elif name in COLOR_NAMES:
            color(faults, f"{path}/{name}", value)


def _gradient(faults: Faults, path: str, background: Any) -> None:
    found = background if isinstance(background, dict) else {}
    if found.get("type") != "linearGradient":
        faults.add(f"{path}/type", "must be: linearGradient")
        return
    only_known(faults, path, found, GRADIENT)
    for name in ("startColor", "endColor"):
        if found.get(name) is None:
            faults.add(f"{path}/{name}", "must be specified")
    for name in ("startColor", "endColor", "centerColor"):
        color(faults, f"{path}/{name}", found.get(name))


def check_action(faults: Faults, path: str, holder: dict[str, Any], place: actions.Place) -> None:
    """The action of a bubble or component, if it has one."""
    if holder.get("action") is None:
        return
    inner = Faults()
    actions.check_action(inner, "action", holder["action"], place)
    for detail in inner.details:
        faults.add(f"{path}/{detail['property'].replace('.', '/')}", detail["message"])


def only_known(faults: Faults, path: str, found: dict[str, Any], names: tuple[str, ...]) -> None:
    """Refuse properties that LINE does not know."""
    for name in found:
        if name not in names:
            faults.add(f"{path}/{name}", "unknown field")


def one_of(faults: Faults, path: str, value: Any, allowed: tuple[str, ...]) -> None:
    """One of some words, or nothing."""
    if value is not None and value not in allowed:
        faults.add(path, f"must be one of: {', '.join(allowed)}")


def color(faults: Faults, path: str, value: Any) -> None:
    """#RRGGBB or #RRGGBBAA, or nothing."""
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


CHECKS = {
    "box": _box, "button": _button, "image": _image, "video": _video, "icon": _icon, "text": _text, "span": _span,
    "separator": _plain, "filler": _plain,
}  # fmt: skip
