"""How a page ends that somebody has signed in on: the LINE user is theirs already, or the chat asks for a number.

The link may have been sent on by a stranger (`domain/desk/line_proof.py`). So the number stands on the last page, in
the browser of whoever signed in, and nowhere else: not in an address, not in a mail, not in the chat.
"""

from flask import session
from sqlalchemy import Connection

from bot.pages.visit import Visit
from domain.desk import accounts, line_proof
from domain.links import Purpose

APPLYING = (Purpose.ACCOUNT, Purpose.AUTHENTICATOR)


def finish(tx: Connection, visit: Visit, person_id: int, news: str, last: str, *, again: bool = False) -> str:
    """Spend the link and tell the talk; returns the name of the last page: `last`, or the one with the number.

    Raises LinkUsed when another tab was faster.
    """
    session.pop("number", None)
    if line_proof.needed(tx, visit.line_user, person_id, applying=visit.link.purpose in APPLYING):
        proof = line_proof.fresh(person_id, visit.at)
        visit.finish(tx, "sign_in", **proof)
        session["number"] = {"digits": proof["number"], "until": proof["until"]}
        return "number"
    visit.finish(tx, news, person_id=person_id, again=again)
    accounts.link_line(tx, visit.line_user, person_id, visit.at)
    return last


def number(at: int) -> str:
    """The number this browser was shown, also after a reload; "" where there is none or it counts no longer."""
    kept = session.get("number")
    return str(kept["digits"]) if kept and at < kept["until"] else ""
