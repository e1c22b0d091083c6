"""Action objects: what a tap does, and which labels and actions each place allows."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, NamedTuple

from emulator.limits.common import Faults, is_uri

ALIAS = re.compile(r"[a-z0-9_-]{1,32}\Z")
URI_SCHEMES = ("http", "https", "line", "tel")
EARLIEST, LATEST = datetime(1900, 1, 1), datetime(2100, 12, 31, 23, 59)  # noqa: DTZ001 - LINE's dates have no zone.
INPUT_OPTIONS = ("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")


class Place(NamedTuple):
    """Where an action stands: how long its label may be, whether it must be there, what else is allowed."""

    label: int
    required: bool
    extra: tuple[str, ...] = ()


def check_action(faults: Faults, path: str, action: Any, place: Place) -> None:
    """All limits of one action object (reference: action objects, label specifications)."""
    found = faults.object(path, action)
    if not found:
        return
    kind = found.get("type")
    allowed = (*EVERYWHERE, *place.extra)
    if not faults.one_of(f"{path}.type", kind, allowed, required=True):
        return
    faults.text(f"{path}.label", found.get("label"), place.label, least=int(place.required), visible=True)
    CHECKS[str(kind)](faults, path, found)


def _postback(faults: Faults, path: str, action: dict[str, Any]) -> None:
    faults.text(f"{path}.data", action.get("data"), 300)
    faults.text(f"{path}.displayText", action.get("displayText"), 300, least=0, visible=True)
    faults.text(f"{path}.text", action.get("text"), 300, least=0, visible=True)
    faults.text(f"{path}.fillInText", action.get("fillInText"), 300, least=0, visible=True)
    faults.one_of(f"{path}.inputOption", action.get("inputOption"), INPUT_OPTIONS)
    if action.get("text") is not None and action.get("displayText") is not None:
        faults.add(f"{path}.displayText", "displayText and text cannot be used together")
    if action.get("fillInText") is not None and action.get("inputOption") != "openKeyboard":
        faults.add(f"{path}.fillInText", "fillInText is valid only when inputOption is openKeyboard")


def _message(faults: Faults, path: str, action: dict[str, Any]) -> None:
    faults.text(f"{path}.text", action.get("text"), 300, visible=True)


def _uri(faults: Faults, path: str, action: dict[str, Any]) -> None:
    _check_uri(faults, f"{path}.uri", action.get("uri"))
    desktop = action.get("altUri")
    if desktop is not None:
        _check_uri(faults, f"{path}.altUri.desktop", faults.object(f"{path}.altUri", desktop).get("desktop"))


def _check_uri(faults: Faults, path: str, value: Any) -> None:
    faults.text(path, value, 1000)
    if isinstance(value, str) and value and not is_uri(value, URI_SCHEMES):
        faults.add(path, "invalid uri scheme" if "://" in value else "invalid uri")


def _datetime(faults: Faults, path: str, action: dict[str, Any]) -> None:
    faults.text(f"{path}.data", action.get("data"), 300)
    mode = action.get("mode")
    if not faults.one_of(f"{path}.mode", mode, tuple(FORMS), required=True):
        return
    moments = {name: _moment(faults, path, action, name, str(mode)) for name in ("initial", "max", "min")}
    earliest, latest, initial = moments["min"], moments["max"], moments["initial"]
    if earliest and latest and latest <= earliest:
        faults.add(f"{path}.max", "max must be later than min")
    elif initial and ((earliest and initial < earliest) or (latest and initial > latest)):
        faults.add(f"{path}.initial", "initial must be between min and max")


def _moment(faults: Faults, path: str, action: dict[str, Any], name: str, mode: str) -> datetime | None:
    value = action.get(name)
    if value is None:
        return None
    form, example = FORMS[mode]
    if not isinstance(value, str) or not form.match(value):
        faults.add(f"{path}.{name}", f"Must be in the form {example}")
        return None
    try:
        moment = datetime.fromisoformat(value.replace("t", "T") if mode != "time" else f"2000-01-01T{value}")
    except ValueError:
        faults.add(f"{path}.{name}", f"Must be in the form {example}")
        return None
    if not EARLIEST <= moment <= LATEST:
        faults.add(f"{path}.{name}", "Must be between 1900-01-01 and 2100-12-31")
    return moment


def _switch(faults: Faults, path: str, action: dict[str, Any]) -> None:
    alias = action.get("richMenuAliasId")
    if not isinstance(alias, str) or not ALIAS.match(alias):
        faults.add(f"{path}.richMenuAliasId", "Must be 1 to 32 of a-z, 0-9, _ and -")
    faults.text(f"{path}.data", action.get("data"), 300)


def _clipboard(faults: Faults, path: str, action: dict[str, Any]) -> None:
    faults.text(f"{path}.clipboardText", action.get("clipboardText"), 1000)


def _nothing_more(faults: Faults, path: str, action: dict[str, Any]) -> None:
    """Camera, camera roll and location have only a label."""


TEMPLATE = Place(20, True)
IMAGE_CAROUSEL = Place(12, False)
QUICK_REPLY = Place(20, True, ("camera", "cameraRoll", "location"))
RICH_MENU = Place(20, False, ("richmenuswitch",))
FLEX = Place(40, False)
FLEX_BUTTON = Place(40, True)
DEFAULT_ACTION = Place(20, False)
EVERYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
FORMS = {
    "date": (re.compile(r"\d{4}-\d{2}-\d{2}\Z"), "2026-01-31"),
    "time": (re.compile(r"\d{2}:\d{2}\Z"), "09:30"),
    "datetime": (re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}\Z"), "2026-01-31T09:30"),
}
CHECKS = {
    "postback": _postback,
    "message": _message,
    "uri": _uri,
    "datetimepicker": _datetime,
    "richmenuswitch": _switch,
    "clipboard": _clipboard,
    "camera": _nothing_more,
    "cameraRoll": _nothing_more,
    "location": _nothing_more,
}
