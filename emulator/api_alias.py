"""Rich menu aliases, and batches of links."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, request

from emulator.api_richmenu import applicable, set_menu
from emulator.errors import LineError, body_errors, invalid_property
from emulator.gate import body, endpoint, line_blueprint, text_property
from emulator.limits.actions import ALIAS
from emulator.world import World

MOST_ALIASES = 1000
MOST_OPERATIONS = 1000
NO_ALIAS = "richmenu alias not found"


def blueprint(world: World) -> Blueprint:
    """The alias and batch endpoints."""
    api = line_blueprint("alias", world)
    aliases(api, world)
    batches(api, world)
    return api


def aliases(api: Blueprint, world: World) -> None:
    """Create, list, show, update, delete."""

    @api.route("/v2/bot/richmenu/alias", methods=["POST"])
    @endpoint("alias.create")
    def create() -> Any:
        found = body()
        alias, menu_id = text_property(found, "richMenuAliasId"), text_property(found, "richMenuId")
        if not ALIAS.match(alias):
            raise body_errors(
                [{"message": "Must be 1 to 32 of a-z, 0-9, _ and -", "property": "richMenuAliasId"}]
            )
        _usable(world, menu_id)
        with world.change():
            if alias in world.tables["alias"]:
                raise LineError(400, "conflict richmenu alias id")
            if len(world.tables["alias"]) >= MOST_ALIASES:
                raise LineError(400, "The maximum number of rich menu aliases has been reached")
            world.put("alias", alias, {"richMenuAliasId": alias, "richMenuId": menu_id})
        return {}

    @api.route("/v2/bot/richmenu/alias/list", methods=["GET"])
    @endpoint("alias.list")
    def everything() -> Any:
        return {"aliases": list(world.tables["alias"].values())}

    @api.route("/v2/bot/richmenu/alias/<alias>", methods=["GET"])
    @endpoint("alias.get")
    def show(alias: str) -> Any:
        return _existing(world, alias)

    @api.route("/v2/bot/richmenu/alias/<alias>", methods=["POST"])
    @endpoint("alias.update")
    def update(alias: str) -> Any:
        menu_id = text_property(body(), "richMenuId")
        _existing(world, alias)
        _usable(world, menu_id)
        with world.change():
            world.put("alias", alias, {"richMenuAliasId": alias, "richMenuId": menu_id})
        return {}

    @api.route("/v2/bot/richmenu/alias/<alias>", methods=["DELETE"])
    @endpoint("alias.delete")
    def delete(alias: str) -> Any:
        _existing(world, alias)
        with world.change():
            world.drop("alias", alias)
        return {}


def batches(api: Blueprint, world: World) -> None:
    """Replace or unlink many users' menus; done at once here, asynchronous at LINE."""

    @api.route("/v2/bot/richmenu/batch", methods=["POST"])
    @endpoint("batch")
    def batch() -> Any:
        operations = _operations(world, body())
        for operation in operations:
            _operate(world, operation)
        with world.change():
            # LINE asks for the progress by the id that stands in the answer's x-line-request-id.
            world.put("setting", f"batch/{g.request_id}", {"at": world.now().isoformat()})
        return {}, 202

    @api.route("/v2/bot/richmenu/validate/batch", methods=["POST"])
    @endpoint("batch.validate")
    def validate() -> Any:
        _operations(world, body())
        return {}

    @api.route("/v2/bot/richmenu/progress/batch", methods=["GET"])
    @endpoint("batch.progress")
    def progress() -> Any:
        known = world.tables["setting"].get(f"batch/{request.args.get('requestId', '')}")
        if known is None:
            raise LineError(404, "Not found")
        return {"phase": "succeeded", "acceptedTime": known["at"], "completedTime": known["at"]}


def _usable(world: World, menu_id: str) -> None:
    try:
        applicable(world, menu_id)
    except LineError as refused:
        # An alias for a menu that is not there is the caller's mistake in the body, not a missing page.
        raise LineError(400, refused.body["message"]) from None


def _existing(world: World, alias: str) -> dict[str, Any]:
    known = world.tables["alias"].get(alias)
    if known is None:
        raise LineError(404, NO_ALIAS)
    return known


def _operations(world: World, found: dict[str, Any]) -> list[dict[str, Any]]:
    operations = found.get("operations")
    if not isinstance(operations, list):
        raise invalid_property("operations")
    if not 1 <= len(operations) <= MOST_OPERATIONS:
        raise body_errors(
            [{"message": f"Size must be between 1 and {MOST_OPERATIONS}", "property": "operations"}]
        )
    for place, operation in enumerate(operations):
        names = FIELDS.get(operation.get("type")) if isinstance(operation, dict) else None
        if names is None:
            raise invalid_property(f"operations[{place}].type")
        for name in names:
            _usable(world, text_property(operation, name))
    return operations


def _operate(world: World, operation: dict[str, Any]) -> None:
    wanted = operation.get("to")
    for user_id, linked in list(world.tables["user_menu"].items()):
        if operation["type"] == "unlinkAll" or linked == operation.get("from"):
            set_menu(world, user_id, wanted)


FIELDS: dict[Any, tuple[str, ...]] = {"link": ("from", "to"), "unlink": ("from",), "unlinkAll": ()}
