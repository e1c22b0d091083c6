"""Rich menus: create, show, delete, image, default, and links to users one by one or in bulk."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from emulator import ids
from emulator.errors import LineError, body_errors, invalid_property, not_found
from emulator.gate import body, endpoint, line_blueprint, text_property
from emulator.limits import richmenu
from emulator.world import World

MOST_MENUS = 1000
MOST_USERS = 500
NO_IMAGE = "must upload richmenu image before applying it to user"
NO_MENU = "the user has no richmenu"


def blueprint(world: World) -> Blueprint:
    """The rich menu endpoints but those of aliases and batches."""
    api = line_blueprint("richmenu", world)
    menus(api, world)
    images(api, world)
    default(api, world)
    links(api, world)
    return api


def menus(api: Blueprint, world: World) -> None:
    """Create, validate, list, show, delete."""

    @api.route("/v2/bot/richmenu", methods=["POST"])
    @endpoint("richmenu.create")
    def create() -> Any:
        menu = checked(body())
        with world.change():
            if len(world.tables["richmenu"]) >= MOST_MENUS:
                raise LineError(400, "The maximum number of rich menus has been reached")
            menu_id = f"richmenu-{ids.token()}"
            world.put("richmenu", menu_id, {"richMenuId": menu_id, **menu})
        return {"richMenuId": menu_id}

    @api.route("/v2/bot/richmenu/validate", methods=["POST"])
    @endpoint("richmenu.validate")
    def validate() -> Any:
        checked(body())
        return {}

    @api.route("/v2/bot/richmenu/list", methods=["GET"])
    @endpoint("richmenu.list")
    def everything() -> Any:
        return {"richmenus": list(world.tables["richmenu"].values())}

    @api.route("/v2/bot/richmenu/<menu_id>", methods=["GET"])
    @endpoint("richmenu.get")
    def show(menu_id: str) -> Any:
        return existing(world, menu_id)

    @api.route("/v2/bot/richmenu/<menu_id>", methods=["DELETE"])
    @endpoint("richmenu.delete")
    def delete(menu_id: str) -> Any:
        with world.change():
            existing(world, menu_id)
            world.drop("richmenu", menu_id)
            world.blobs.delete("richmenu", menu_id)
            forget(world, menu_id)
        return {}


def images(api: Blueprint, world: World) -> None:
    """Upload and download; an image cannot be replaced."""

    @api.route("/v2/bot/richmenu/<menu_id>/content", methods=["POST"])
    @endpoint("richmenu.upload")
    def upload(menu_id: str) -> Any:
        existing(world, menu_id)
        if request.mimetype not in ("image/png", "image/jpeg"):
            raise LineError(415, f"The content type, {request.mimetype or 'none'}, is not supported")
        data = request.get_data(cache=True)
        wrong = richmenu.image_fault(data, request.mimetype)
        if wrong:
            raise LineError(400, wrong)
        with world.change():
            if world.blobs.get("richmenu", menu_id):
                raise LineError(400, "An image has already been uploaded to the richmenu")
            world.blobs.put("richmenu", menu_id, data, request.mimetype)
        return {}

    @api.route("/v2/bot/richmenu/<menu_id>/content", methods=["GET"])
    @endpoint("richmenu.download")
    def download(menu_id: str) -> Any:
        found = world.blobs.get("richmenu", menu_id)
        if found is None:
            raise not_found()
        return Response(found[0], content_type=found[1])


def default(api: Blueprint, world: World) -> None:
    """The menu of everyone without one of their own."""

    @api.route("/v2/bot/user/all/richmenu/<menu_id>", methods=["POST"])
    @endpoint("default.set")
    def set_default(menu_id: str) -> Any:
        applicable(world, menu_id)
        with world.change():
            world.put("setting", "default_menu", menu_id)
        world.publish({"type": "richmenu", "userId": None})
        return {}

    @api.route("/v2/bot/user/all/richmenu", methods=["GET"])
    @endpoint("default.get")
    def get_default() -> Any:
        menu_id = world.tables["setting"].get("default_menu")
        if menu_id is None:
            raise LineError(404, "no default richmenu")
        return {"richMenuId": menu_id}

    @api.route("/v2/bot/user/all/richmenu", methods=["DELETE"])
    @endpoint("default.clear")
    def clear_default() -> Any:
        with world.change():
            world.drop("setting", "default_menu")
        world.publish({"type": "richmenu", "userId": None})
        return {}


def links(api: Blueprint, world: World) -> None:
    """Menus of single users."""

    @api.route("/v2/bot/user/<user_id>/richmenu/<menu_id>", methods=["POST"])
    @endpoint("link")
    def link(user_id: str, menu_id: str) -> Any:
        applicable(world, menu_id)
        set_menu(world, user_id, menu_id)
        return {}

    @api.route("/v2/bot/user/<user_id>/richmenu", methods=["DELETE"])
    @endpoint("unlink")
    def unlink(user_id: str) -> Any:
        set_menu(world, user_id, None)
        return {}

    @api.route("/v2/bot/user/<user_id>/richmenu", methods=["GET"])
    @endpoint("link.get")
    def linked(user_id: str) -> Any:
        menu_id = world.tables["user_menu"].get(user_id)
        if menu_id is None:
            raise LineError(404, NO_MENU)
        return {"richMenuId": menu_id}

    @api.route("/v2/bot/richmenu/bulk/link", methods=["POST"])
    @endpoint("bulk.link")
    def bulk_link() -> Any:
        found = body()
        menu_id = text_property(found, "richMenuId")
        applicable(world, menu_id)
        for user_id in users(found):
            set_menu(world, user_id, menu_id)
        return {}, 202

    @api.route("/v2/bot/richmenu/bulk/unlink", methods=["POST"])
    @endpoint("bulk.unlink")
    def bulk_unlink() -> Any:
        for user_id in users(body()):
            set_menu(world, user_id, None)
        return {}, 202


def checked(menu: dict[str, Any]) -> dict[str, Any]:
    """A rich menu object within LINE's limits. Raises LineError 400 with every fault."""
    faults = richmenu.check_rich_menu(menu)
    if faults.details:
        raise body_errors(faults.details)
    return {name: menu[name] for name in ("size", "selected", "name", "chatBarText", "areas")}


def existing(world: World, menu_id: str) -> dict[str, Any]:
    """The menu of this ID. Raises LineError 404."""
    menu = world.tables["richmenu"].get(menu_id)
    if menu is None:
        raise LineError(404, "richmenu not found")
    return menu


def applicable(world: World, menu_id: str) -> None:
    """Refuse a menu that does not exist (404) or has no image yet (400)."""
    existing(world, menu_id)
    if world.blobs.get("richmenu", menu_id) is None:
        raise LineError(400, NO_IMAGE)


def set_menu(world: World, user_id: str, menu_id: str | None) -> None:
    """Link or unlink a user's menu; LINE takes users it does not know without a word."""
    with world.change():
        if menu_id is None:
            world.drop("user_menu", user_id)
        else:
            world.put("user_menu", user_id, menu_id)
    world.publish({"type": "richmenu", "userId": user_id})


def forget(world: World, menu_id: str) -> None:
    """Take a deleted menu from everyone who had it; its aliases stay and lead nowhere."""
    for user_id in [user_id for user_id, linked in world.tables["user_menu"].items() if linked == menu_id]:
        set_menu(world, user_id, None)
    if world.tables["setting"].get("default_menu") == menu_id:
        world.drop("setting", "default_menu")
        world.publish({"type": "richmenu", "userId": None})


def users(found: dict[str, Any]) -> list[str]:
    """The users of a bulk call. Raises LineError 400 for malformed IDs and for more than 500."""
    given = found.get("userIds")
    if not isinstance(given, list):
        raise invalid_property("userIds")
    if not 1 <= len(given) <= MOST_USERS:
        raise body_errors([{"message": f"Size must be between 1 and {MOST_USERS}", "property": "userIds"}])
    for place, user_id in enumerate(given):
        if not ids.is_user_id(user_id):
            raise invalid_property(f"userIds[{place}]")
    return given
