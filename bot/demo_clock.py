"""POST /demo/clock: lets a demo travel in time. Registered only where DEMO_CLOCK=1; a production house has no such door."""

import datetime as dt

from flask import Blueprint, Response, jsonify, request

from bot.house import house
from domain.store import state

blueprint = Blueprint("demo_clock", __name__)


@blueprint.post("/demo/clock")
def travel() -> tuple[Response, int] | Response:
    """Body ``{"now": ISO time}`` or ``{"now": null}`` for real time. The shift survives a restart."""
    home = house()
    told = request.get_json(silent=True) or {}
    try:
        then = dt.datetime.fromisoformat(told["now"]) if told.get("now") else None
    except (TypeError, ValueError):
        return jsonify(message="now must be an ISO time with a zone, e.g. 2027-02-20T09:00:00+09:00"), 400
    if then is not None and then.tzinfo is None:
        return jsonify(message="now needs a time zone, e.g. 2027-02-20T09:00:00+09:00"), 400
    if then is None:
        home.clock.offset_seconds = 0.0
    else:
        home.clock.travel_to(then)
    with home.db.writing() as tx:
        state.put(tx, "clock_offset", home.clock.offset_seconds)
    return jsonify(now=home.clock.now().isoformat())
