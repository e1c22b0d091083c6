"""Signing in (ID, password, one-time code) and out."""

from flask import make_response, redirect, render_template, request, session
from werkzeug.wrappers import Response

from bot.console import view  # noqa: F401 - fills every template
from bot.console.access import HOME, cookie_name, page, within
from bot.house import house
from bot.locale import t
from domain.desk import staff
from domain.errors import AccessRefused


@page("/sign-in", None)
def sign_in() -> str:
    """The form. Never says who exists."""
    return _form()


@page("/sign-in", None, ("POST",))
def sign_in_posted() -> Response:
    """A new session, never one that was there before."""
    typed = {name: request.form.get(name, "") for name in ("login", "password", "code")}
    try:
        token = staff.sign_in(
            house().db, typed["login"].strip().lower(), typed["password"], typed["code"], house().clock.ms()
        )
    except AccessRefused as refused:
        return make_response(_form(t(f"errors.{refused.key()}", **refused.facts), typed["login"]), 401)
    _end_old()
    session.clear()
    answer = redirect(within(request.form.get("next", HOME)), 303)
    answer.set_cookie(
        cookie_name(), token, path="/", httponly=True, samesite="Lax", secure=house().settings.secure
    )
    return answer


@page("/sign-out", None, ("POST",))
def sign_out() -> Response:
    """The session is over on the server, not only in the browser."""
    _end_old()
    session.clear()
    answer = redirect("/staff/sign-in", 303)
    answer.delete_cookie(
        cookie_name(), path="/", httponly=True, samesite="Lax", secure=house().settings.secure
    )
    return answer


def _end_old() -> None:
    if token := request.cookies.get(cookie_name()):
        with house().db.writing() as tx:
            staff.sign_out(tx, token, house().clock.ms())


def _form(error: str = "", login: str = "") -> str:
    return render_template(
        "console/sign_in.html", error=error, login=login, next=within(request.values.get("next", HOME))
    )
