"""A LINE that keeps rich menus as LINE does, and that can be cut off between any two calls."""

from typing import Any

import pytest

from bot.line_menus import MenuCallRefused
from domain.store.db import Database
from domain.store.tables import metadata


class Killed(Exception):
    """The process died here."""


class FakeLine:
    """Menus, pictures, aliases, the default and who has which menu; `calls` names every change that was asked."""

    def __init__(self) -> None:
        self.menus: dict[str, dict[str, Any]] = {}
        self.images: dict[str, bytes] = {}
        self.aliases: dict[str, str] = {}
        self.default: str | None = None
        self.people: dict[str, str] = {}
        self.calls: list[str] = []
        self.dies_before: int | None = None
        self.dies_after: int | None = None
        self.slow_moves = 0
        self.refuses_moves = False
        self._made = 0

    def _change(self, name: str, act: Any) -> None:
        number = len(self.calls)
        self.calls.append(name)
        if self.dies_before == number:
            raise Killed
        act()
        if self.dies_after == number:
            raise Killed

    def list_rich_menus(self) -> list[dict[str, Any]]:
        return [{"richMenuId": menu_id, **menu} for menu_id, menu in self.menus.items()]

    def create_rich_menu(self, menu: dict[str, Any]) -> str:
        self._made += 1
        made = f"richmenu-{self._made:03d}"
        self._change("create", lambda: self.menus.update({made: menu}))
        return made

    def has_image(self, menu_id: str) -> bool:
        return menu_id in self.images

    def upload_image(self, menu_id: str, png: bytes) -> None:
        if menu_id in self.images:
            raise MenuCallRefused("upload", 400, "An image has already been uploaded to the richmenu")
        self._change("upload", lambda: self.images.update({menu_id: png}))

    def list_aliases(self) -> dict[str, str]:
        return dict(self.aliases)

    def create_alias(self, alias: str, menu_id: str) -> None:
        self._must_have_image(menu_id)
        if alias in self.aliases:
            raise MenuCallRefused("alias", 400, "conflict richmenu alias id")
        self._change("alias", lambda: self.aliases.update({alias: menu_id}))

    def update_alias(self, alias: str, menu_id: str) -> None:
        self._must_have_image(menu_id)
        self._change("alias", lambda: self.aliases.update({alias: menu_id}))

    def get_default(self) -> str | None:
        return self.default

    def set_default(self, menu_id: str) -> None:
        self._must_have_image(menu_id)
        self._change("default", lambda: setattr(self, "default", menu_id))

    def move_people(self, successors: dict[str, str]) -> str:
        if self.refuses_moves:
            raise MenuCallRefused("move", 429, "The API rate limit has been exceeded. Try again later.")
        moved = {person: successors.get(menu, menu) for person, menu in self.people.items()}
        self._change("move", lambda: self.people.update(moved))
        return "request"

    def moved(self, request_id: str) -> bool:
        self.slow_moves -= 1
        return self.slow_moves < 0

    def delete(self, menu_id: str) -> None:
        def act() -> None:
            self.menus.pop(menu_id, None)
            self.images.pop(menu_id, None)
            self.people = {person: menu for person, menu in self.people.items() if menu != menu_id}
            if self.default == menu_id:
                self.default = None

        self._change("delete", act)

    def _must_have_image(self, menu_id: str) -> None:
        if menu_id not in self.images:
            raise MenuCallRefused("use", 400, "must upload richmenu image before applying it to user")


@pytest.fixture
def line():
    return FakeLine()


@pytest.fixture
def store(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/menus.db")
    metadata.create_all(database.engine)
    yield database
    database.close()
