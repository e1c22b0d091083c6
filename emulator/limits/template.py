"""Template messages: buttons, confirm, carousel, image carousel."""

from __future__ import annotations

from typing import Any

from emulator.limits import actions
from emulator.limits.common import Faults

LONG_TEXT = {"buttons": 160, "carousel": 120}  # Without a title and an image; 60 beside either.
TEXT_BESIDE_IMAGE = 60


def check_template(faults: Faults, path: str, message: dict[str, Any]) -> None:
    """Alternative text of 1 to 1,500 and one template."""
    faults.text(f"{path}.altText", message.get("altText"), 1500)
    template = faults.object(f"{path}.template", message.get("template"))
    kind = template.get("type")
    if template and faults.one_of(f"{path}.template.type", kind, tuple(KINDS), required=True):
        KINDS[str(kind)](faults, f"{path}.template", template)


def _buttons(faults: Faults, path: str, template: dict[str, Any]) -> None:
    _column(faults, path, template, LONG_TEXT["buttons"])
    _picture(faults, path, template)
    _actions(faults, path, template, 1, 4)


def _confirm(faults: Faults, path: str, template: dict[str, Any]) -> None:
    faults.text(f"{path}.text", template.get("text"), 240, visible=True)
    _actions(faults, path, template, 2, 2)


def _carousel(faults: Faults, path: str, template: dict[str, Any]) -> None:
    _picture(faults, path, template)
    columns = faults.array(f"{path}.columns", template.get("columns"), 1, 10)
    for place, column in enumerate(columns):
        found = faults.object(f"{path}.columns[{place}]", column)
        if found:
            _column(faults, f"{path}.columns[{place}]", found, LONG_TEXT["carousel"])
            _actions(faults, f"{path}.columns[{place}]", found, 1, 3)
    _alike(faults, f"{path}.columns", [column for column in columns if isinstance(column, dict)])


def _alike(faults: Faults, path: str, columns: list[dict[str, Any]]) -> None:
    """Every column of a carousel has as many actions as the others, and all or none have an image and a title."""
    if len({len(column.get("actions") or []) for column in columns}) > 1:
        faults.add(path, "The number of actions must be the same in all columns")
    for name in ("thumbnailImageUrl", "title"):
        if len({column.get(name) is None for column in columns}) > 1:
            faults.add(path, f"{name} must be in all columns or in none")


def _image_carousel(faults: Faults, path: str, template: dict[str, Any]) -> None:
    for place, column in enumerate(faults.array(f"{path}.columns", template.get("columns"), 1, 10)):
        found = faults.object(f"{path}.columns[{place}]", column)
        if found:
            faults.url(f"{path}.columns[{place}].imageUrl", found.get("imageUrl"))
            actions.check_action(
                faults, f"{path}.columns[{place}].action", found.get("action"), actions.IMAGE_CAROUSEL
            )


def _column(faults: Faults, path: str, column: dict[str, Any], longest: int) -> None:
    beside = column.get("thumbnailImageUrl") is not None or column.get("title") is not None
    faults.text(f"{path}.text", column.get("text"), TEXT_BESIDE_IMAGE if beside else longest, visible=True)
    if column.get("title") is not None:
        faults.text(f"{path}.title", column.get("title"), 40, visible=True)
    faults.url(f"{path}.thumbnailImageUrl", column.get("thumbnailImageUrl"), required=False)
    faults.color(f"{path}.imageBackgroundColor", column.get("imageBackgroundColor"))
    if column.get("defaultAction") is not None:
        actions.check_action(faults, f"{path}.defaultAction", column["defaultAction"], actions.DEFAULT_ACTION)


def _picture(faults: Faults, path: str, template: dict[str, Any]) -> None:
    faults.one_of(f"{path}.imageAspectRatio", template.get("imageAspectRatio"), ("rectangle", "square"))
    faults.one_of(f"{path}.imageSize", template.get("imageSize"), ("cover", "contain"))


def _actions(faults: Faults, path: str, template: dict[str, Any], least: int, most: int) -> None:
    for place, action in enumerate(faults.array(f"{path}.actions", template.get("actions"), least, most)):
        actions.check_action(faults, f"{path}.actions[{place}]", action, actions.TEMPLATE)


KINDS = {"buttons": _buttons, "confirm": _confirm, "carousel": _carousel, "image_carousel": _image_carousel}
