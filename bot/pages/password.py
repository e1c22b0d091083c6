"""A new password, by the link of a mail or with the one in use (W-08; S0 パスワードを変更する, 再設定する).

A forgotten password does not touch the authenticator: signing in still asks for a code.
"""

from flask import Response, request
from sqlalchemy import Connection

from bot import mails, outbox
from bot.locale import t
from bot.pages.account import new_password, password_refusal
from bot.pages.inputs import own, plain
from bot.pages.visit import Visit, refused, say
from domain.desk import access, accounts
from domain.errors import FieldLeftEmpty, LinkUnknown, LinkUsed, RuleBroken
from domain.links import Purpose
from domain.store import people


def show(visit: Visit) -> Response:
    """The boxes."""
    return _page(visit, {})


def take(visit: Visit) -> Response:
    """Check the old one where it is asked, then the new one; store it and say so by mail."""
    with visit.home.db.writing() as tx:
        try:
            errors = _change(tx, visit)
        except (LinkUsed, LinkUnknown) as refusal:
            return refused(refusal)
    return _page(visit, errors, 422) if errors else visit.done("password")


def _change(tx: Connection, visit: Visit) -> dict[str, str]:
    """Refusals by box, or nothing once it is done."""
    person_id = visit.link.person_id or accounts.person_of(tx, visit.line_user)
    row = people.credential_of(tx, person_id) if person_id is not None else None
    if row is None:  # A link made in the talk of somebody who has not signed in.
        raise LinkUnknown
    errors: dict[str, str] = {}
    if _asks_current(visit):
        try:
            if not request.form.get("current"):
                raise FieldLeftEmpty(field="password")
            access.check_password_of(tx, row, request.form["current"], visit.line_user, visit.at)
        except RuleBroken as refusal:
            return {"current": say(refusal)}
    try:
        password = accounts.check_new_password(
            request.form.get("password", ""), request.form.get("again", ""), row
        )
    except RuleBroken as refusal:
        return password_refusal(refusal)
    visit.finish(tx, "password", person_id=row.person_id)
    accounts.set_password(tx, row.person_id, password, visit.at)
    outbox.mail(tx, mails.password_set(tx, row.person_id), visit.at, line_user=visit.line_user)
    return errors


def _asks_current(visit: Visit) -> bool:
    return visit.link.purpose == Purpose.PASSWORD_CHANGE


def _page(visit: Visit, errors: dict[str, str], status: int = 200) -> Response:
    inputs = [own("current", "password", autocomplete="current-password")] if _asks_current(visit) else []
    inputs += new_password()
    for one in inputs:
        one.error = errors.get(one.name, "")
    return plain(inputs, status, title=t("pages.password.title"), lead=t("pages.password.lead"), button=t("pages.password.button"))
