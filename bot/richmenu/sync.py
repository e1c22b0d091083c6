"""Brings LINE's rich menus to what `menus.py` says, from wherever they are.

A menu on LINE is named after the hash of its definition and picture, so what has not changed is found again, and
what has changed gets a new menu: LINE never replaces a picture. The steps stand in such an order that a run which is
killed between any two calls leaves everybody with a working menu, and the next run goes on from there:

    list → create → upload → alias → default → write down the ids → move people off the old ones → delete those

Nothing is created for a person or for a start of the process (LINE allows 100 an hour), and menus of others are left
alone. A second run without a change only looks.
"""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.line_menus import MenuCallRefused, RichMenuApi
from bot.richmenu.menus import GUESTS, MENUS, RichMenu
from domain.store import state
from domain.store.db import Database

MARK = "sumairu"  # how our menus and aliases begin on LINE
MOST_DELETED = 20  # of old menus in one run: far below the hourly limit
PATIENCE_S = 30  # seconds for LINE to move people; what is not done by then is left to the next run


@dataclass(slots=True)
class Report:
    """What a run did, menu by menu, and what it left to the next one, with the reason."""

    created: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report for the command: one line for each kind of thing that happened."""
        kinds = {
            "created": self.created,
            "unchanged": self.kept,
            "deleted": self.deleted,
            "left for the next run": self.left,
        }
        return [f"{kind}: {', '.join(items)}" for kind, items in kinds.items() if items]


def sync(api: RichMenuApi, store: Database, *, sleep: Callable[[float], None] = time.sleep) -> Report:
    """Make LINE's menus what they should be. Raises MenuCallRefused; running it again is always safe."""
    report = Report()
    found = {
        menu["richMenuId"]: menu["name"]
        for menu in api.list_rich_menus()
        if menu["name"].startswith(f"{MARK} ")
    }
    aliases = api.list_aliases()
    current = {menu.name: _ensure(api, menu, found, aliases, report) for menu in MENUS}
    if api.get_default() != current[GUESTS.name]:
        api.set_default(current[GUESTS.name])
    _write_down(store, current)
    old = [menu for menu in found if menu not in current.values()][:MOST_DELETED]
    _retire(api, {menu: current[_menu_named(found[menu])] for menu in old}, report, sleep)
    return report


def menu_id(tx: Connection, name: str) -> str | None:
    """LINE's id of the menu ``guests`` or ``members``, or None before the first `sync`."""
    found: str | None = state.get(tx, f"richmenu:{name}")
    return found


def full_name(menu: RichMenu) -> str:
    """The menu's name on LINE: it changes whenever its definition or its picture does."""
    content = hashlib.sha256(json.dumps(menu.request(""), sort_keys=True, ensure_ascii=False).encode())
    content.update(menu.image.read_bytes())
    return f"{MARK} {menu.name} {content.hexdigest()[:16]}"


def alias(menu: RichMenu) -> str:
    """The name under which LINE knows the current menu."""
    return f"{MARK}-{menu.name}"


def _ensure(
    api: RichMenuApi, menu: RichMenu, found: dict[str, str], aliases: dict[str, str], report: Report
) -> str:
    wanted, named = full_name(menu), aliases.get(alias(menu))
    if named is not None and found.get(named) == wanted:
        report.kept.append(menu.name)
        return named  # LINE gives an alias only to a menu with a picture: this one is complete
    made = next((known for known, name in sorted(found.items()) if name == wanted), None)
    if made is None:
        made = api.create_rich_menu(menu.request(wanted))
        report.created.append(menu.name)
    if not api.has_image(made):  # a run before this one may have been killed in between
        api.upload_image(made, menu.image.read_bytes())
    if named is None:
        api.create_alias(alias(menu), made)
    else:
        api.update_alias(alias(menu), made)
    return made


def _write_down(store: Database, current: dict[str, str]) -> None:
    with store.reading() as tx:
        if all(menu_id(tx, name) == made for name, made in current.items()):
            return
    with store.writing() as tx:
        for name, made in current.items():
            state.put(tx, f"richmenu:{name}", made)


def _retire(api: RichMenuApi, old: dict[str, str], report: Report, sleep: Callable[[float], None]) -> None:
    # A menu that is deleted while people have it drops them to the guests' one: they are moved to its successor first.
    try:
        # Without a picture nobody can ever have had a menu. One request for all: LINE takes three an hour.
        worn = {menu: successor for menu, successor in old.items() if api.has_image(menu)}
        if worn and not _moved(api, worn, sleep):
            report.left += [f"{menu}: people are still being moved" for menu in old]
            return
        for menu in old:
            api.delete(menu)
            report.deleted.append(menu)
    except MenuCallRefused as refusal:  # the new menus work: cleaning up can wait for the next run
        report.left += [f"{menu}: {refusal}" for menu in old if menu not in report.deleted]


def _moved(api: RichMenuApi, worn: dict[str, str], sleep: Callable[[float], None]) -> bool:
    request = api.move_people(worn)
    for _ in range(PATIENCE_S):
        if api.moved(request):
            return True
        sleep(1.0)
    return False


def _menu_named(name: str) -> str:
    word: str = [*name.split(" "), ""][1]
    return word if word in {menu.name for menu in MENUS} else GUESTS.name
