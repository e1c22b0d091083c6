"""Imagemaps: an image of width 1040 with up to 50 areas."""

from __future__ import annotations

from typing import Any

from emulator.limits.common import Faults, is_uri

WIDTH = 1040
TALLEST = 10_000


def check_imagemap(faults: Faults, path: str, message: dict[str, Any]) -> None:
    """Base URL, alternative text of 1 to 1,500, base width 1040, up to 50 actions."""
    faults.url(f"{path}.baseUrl", message.get("baseUrl"))
    faults.text(f"{path}.altText", message.get("altText"), 1500)
    size = faults.object(f"{path}.baseSize", message.get("baseSize"))
    if size and size.get("width") != WIDTH:
        faults.add(f"{path}.baseSize.width", f"Must be {WIDTH}")
    if size:
        faults.whole(f"{path}.baseSize.height", size.get("height"), 1, TALLEST)
    for place, action in enumerate(faults.array(f"{path}.actions", message.get("actions"), 0, 50)):
        _check_action(faults, f"{path}.actions[{place}]", action)


def _check_action(faults: Faults, path: str, action: Any) -> None:
    found = faults.object(path, action)
    kind = found.get("type")
    if not faults.one_of(f"{path}.type", kind, ("uri", "message", "clipboard"), required=True):
        return
    faults.text(f"{path}.label", found.get("label"), 100, least=0)
    if kind == "message":
        faults.text(f"{path}.text", found.get("text"), 400)
    elif kind == "clipboard":
        faults.text(f"{path}.clipboardText", found.get("clipboardText"), 1000)
    else:
        uri = found.get("linkUri")
        faults.text(f"{path}.linkUri", uri, 1000)
        if isinstance(uri, str) and uri and not is_uri(uri, ("http", "https", "line", "tel")):
            faults.add(f"{path}.linkUri", "invalid uri scheme")
    area = faults.object(f"{path}.area", found.get("area"))
    for name, least in (("x", 0), ("y", 0), ("width", 1), ("height", 1)):
        if area:
            faults.whole(f"{path}.area.{name}", area.get(name), least, TALLEST)
