"""People as the bot may see them: profile, followers; and the linking of accounts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from emulator import events, ids, people
from emulator.errors import LineError, not_found
from emulator.gate import endpoint, line_blueprint
from emulator.world import World

LINK_MINUTES = 10
PAGE = 1000


def blueprint(world: World) -> Blueprint:
    """Profile, followers, link tokens, and the account link dialog."""
    api = line_blueprint("account", world)

    @api.route("/v2/bot/profile/<user_id>", methods=["GET"])
    @endpoint("profile")
    def profile(user_id: str) -> Any:
        user = world.tables["user"].get(user_id)
        if user is None or not user["friend"]:
            raise not_found()
        return {"userId": user_id, "displayName": user["displayName"], "language": user["language"]}

    @api.route("/v2/bot/followers/ids", methods=["GET"])
    @endpoint("followers")
    def followers() -> Any:
        friends = [user_id for user_id, user in world.tables["user"].items() if user["friend"]]
        start = request.args.get("start", "0")
        first = int(start) if start.isdigit() else 0
        limit = min(int(request.args.get("limit", 300)), PAGE)
        more = {"next": str(first + limit)} if first + limit < len(friends) else {}
        return {"userIds": friends[first : first + limit], **more}

    @api.route("/v2/bot/user/<user_id>/linkToken", methods=["POST"])
    @endpoint("linkToken")
    def link_token(user_id: str) -> Any:
        user = world.tables["user"].get(user_id)
        if user is None or not user["friend"]:
            raise LineError(400, "The user hasn't added the LINE Official Account as a friend")
        token = ids.token()
        with world.change():
            world.put("link_token", token, {"userId": user_id, "at": world.clock.milliseconds()})
        return {"linkToken": token}

    # The dialog belongs to access.line.me: people open it in a browser, so it passes no gate.
    @Blueprint.route(api, "/dialog/bot/accountLink")
    def dialog() -> Any:
        said = link(
            world, request.args.get("linkToken", ""), request.args.get("nonce", ""), request.args.get("as")
        )
        return render_template("account_link.html", said=said), 200 if said == "ok" else 400

    return api


def link(world: World, token: str, nonce: str, acting: str | None = None) -> str:
    """Link a user's account: ok, failed (another user opened it; the bot is told), expired or bad_nonce (it is not).

    `acting` is the user in whose LINE the address was opened; without it, the one the token was made for.
    """
    with world.change():
        facts = world.tables["link_token"].get(token)
        if facts is None or world.clock.milliseconds() - facts["at"] > LINK_MINUTES * 60_000:
            return "expired"
        if not 10 <= len(nonce) <= 255 or nonce in world.tables["nonce"]:
            return "bad_nonce"
        world.drop("link_token", token)
        world.put("nonce", nonce, True)
        user_id = facts["userId"]
        good = acting in (None, user_id)
        result = "ok" if good else "failed"
        if good:
            people.system(world, user_id, "アカウントを連携しました", "accountLink")
        events.emit(
            world, "accountLink", user_id, reply=good, source=good, link={"result": result, "nonce": nonce}
        )
        return result
