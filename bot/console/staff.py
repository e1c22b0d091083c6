"""The staff's own accounts: add, roles, a new password and authenticator, disable. What is secret is shown once."""

import io

import segno
from flask import make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from bot.console.access import hand, page, posted
from bot.house import house
from bot.locale import t
from domain import one_time_code, roles
from domain.desk import staff as desk
from domain.errors import LastAdmin, NotOneOfThese, StaffLoginMalformed, StaffLoginTaken
from domain.roles import Act
from domain.store import staff as store

POST = ("POST",)
REFUSED = (LastAdmin, NotOneOfThese, StaffLoginMalformed, StaffLoginTaken)


@page("/staff", Act.MANAGE_STAFF)
def staff() -> str:
    """The list."""
    return _list()


def _list(error: str = "", typed: dict[str, str] | None = None) -> str:
    with house().db.reading() as tx:
        rows = store.every(tx)
    return render_template(
        "console/staff.html",
        rows=rows,
        roles=tuple(roles.ROLES),
        error=error,
        typed=typed or {},
        now=house().clock.ms(),
    )


@page("/staff", Act.MANAGE_STAFF, POST)
def staff_added(**_: object) -> Response:
    """A new colleague, with the first password and the authenticator's QR code, shown now and never again."""
    login, name = request.form.get("login", "").strip(), request.form.get("name", "").strip()
    try:
        with house().db.writing() as tx:
            made = desk.invite(tx, hand(), login, name, _roles(), posted())
    except REFUSED as refused:
        return make_response(_list(_sentence(refused), {"login": login, "name": name}), 409)
    return redirect("/staff/staff", 303) if made is None else _secrets(name or login, login, made[1], made[2])


@page("/staff/<int:staff_id>/roles", Act.MANAGE_STAFF, POST)
def staff_roles(staff_id: int) -> Response:
    """Other roles."""
    try:
        with house().db.writing() as tx:
            desk.give_roles(tx, hand(), staff_id, _roles(), posted())
    except REFUSED as refused:
        return make_response(_list(_sentence(refused)), 409)
    return redirect("/staff/staff", 303)


@page("/staff/<int:staff_id>/disable", Act.MANAGE_STAFF, POST)
def staff_disabled(staff_id: int) -> Response:
    """Close an account, or open it again."""
    try:
        with house().db.writing() as tx:
            desk.disable(tx, hand(), staff_id, request.form.get("disabled") == "1", posted())
    except REFUSED as refused:
        return make_response(_list(_sentence(refused)), 409)
    return redirect("/staff/staff", 303)


@page("/staff/<int:staff_id>/renew", Act.MANAGE_STAFF, POST)
def staff_renewed(staff_id: int) -> Response:
    """A new password and authenticator."""
    with house().db.writing() as tx:
        made = desk.renew(tx, hand(), staff_id, posted())
        row = store.get(tx, staff_id)
    return (
        redirect("/staff/staff", 303) if made is None or row is None else _secrets(row.name, row.login, *made)
    )


def _roles() -> tuple[str, ...]:
    return tuple(role for role in roles.ROLES if role in request.form.getlist("roles"))


def _sentence(refused: Exception) -> str:
    if isinstance(refused, NotOneOfThese):
        return t("console.staff.roles_missing")
    return t(f"errors.{refused.key()}", **refused.facts)  # type: ignore[attr-defined]


def _secrets(name: str, login: str, password: str, secret: str) -> Response:
    uri = one_time_code.provisioning_uri(secret, login, t("console.issuer"))
    drawn = io.BytesIO()
    segno.make(uri, error="m").save(drawn, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True)
    return make_response(render_template(
        "console/staff_secrets.html", name=name, login=login, password=password, secret=secret, uri=uri,
        qr=Markup(drawn.getvalue().decode()),  # noqa: S704 - drawn by segno from a URI of our own
    ))  # fmt: skip
