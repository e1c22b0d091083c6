"""Who waits for a person, who is being talked to, and what has ended."""

from flask import render_template

from bot.console.access import page
from bot.house import house
from domain.roles import Act
from domain.store import hand_offs


@page("/talks", Act.LOOK)
def talks() -> str:
    """The three lists."""
    with house().db.reading() as tx:
        lists = {state: hand_offs.lists(tx, state) for state in ("waiting", "taken", "closed")}
    return render_template("console/talks.html", lists=lists, now=house().clock.ms())
