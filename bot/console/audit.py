"""Who did what, newest first; and whether the chain of hashes still holds."""

from flask import render_template, request

from bot.console.access import page
from bot.house import house
from domain.roles import Act
from domain.store import audit as chain
from domain.store import trail


@page("/audit", Act.AUDIT)
def audit() -> str:
    """A page of the trail; `?check=1` goes through the whole chain."""
    asked = request.args
    before = asked.get("before", "")
    with house().db.reading() as tx:
        rows = trail.page(
            tx,
            subject=asked.get("subject", "")[:80],
            actor=asked.get("actor", "")[:80],
            before=int(before) if before.isdecimal() and len(before) < 16 else None,
        )
        shown = [(row, trail.by(tx, row.actor)) for row in rows]
        checked = asked.get("check") == "1"
        broken = chain.broken_at(tx) if checked else None
    more = rows[-1].id if len(rows) == trail.PAGE else None
    return render_template(
        "console/audit.html",
        rows=shown,
        more=more,
        checked=checked,
        broken=broken,
        subject=asked.get("subject", ""),
        actor=asked.get("actor", ""),
    )
