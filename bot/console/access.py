"""Who may open what at the desk: every route is declared by `page` with the act it needs, and stands in ROUTES.

A route without a declaration does not exist; the test of the access matrix goes through ROUTES × roles.
"""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from bot.house import house
from bot.locale import t
from domain import roles
from domain.desk import staff
from domain.desk.hands import Form, Hand
from domain.errors import (
    ChangedMeanwhile,
    DeskRefused,
    FieldRefused,
    FilingUnknown,
    MoneyRefused,
    RoleLacking,
    RuleBroken,
    TakenByAnother,
)

blueprint = Blueprint(
    "console",
    __name__,
    url_prefix="/staff",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static",
)
ROUTES: dict[str, roles.Act | None] = {}  # endpoint → the act it needs; None: open to everybody
HOME = "/staff/"
STATUS: dict[type[RuleBroken], int] = {RoleLacking: 403, FilingUnknown: 404}

View = Callable[..., Any]


def page(rule: str, may: roles.Act | None, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare a view under the blueprint with the act it needs."""

    def declare(view: View) -> View:
        @functools.wraps(view)
        def guarded(**arguments: Any) -> Any:
            return view(**arguments) if may is None else _guarded(view, may, arguments)

        ROUTES[f"{blueprint.name}.{view.__name__}"] = may
        blueprint.add_url_rule(rule, view.__name__, guarded, methods=list(methods))
        return view

    return declare


def _guarded(view: View, may: roles.Act, arguments: dict[str, Any]) -> Any:
    who = who_is_here()
    if who is None:
        return _to_sign_in()
    if not roles.may(who.roles, may):
        return refusal(RoleLacking(act=str(may)))
    return view(**arguments)


def cookie_name() -> str:
    """The session's cookie; the prefix binds it to this host wherever https is spoken."""
    return "__Host-staff" if house().settings.secure else "staff"


def who_is_here() -> staff.Present | None:
    """Whoever is signed in at this request. Using the desk keeps the session awake."""
    if "staff" not in g:
        g.staff = _present(request.cookies.get(cookie_name(), ""))
    found: staff.Present | None = g.staff
    return found


def _present(token: str) -> staff.Present | None:
    if not token:
        return None
    at = house().clock.ms()
    with house().db.reading() as tx:
        found = staff.present(tx, token, at)
    if found is None:
        return None
    if found[1] and not request.headers.get("HX-Polling"):  # A page that refreshes itself is nobody at work.
        with house().db.writing() as tx:
            staff.seen(tx, token, at)
    return found[0]


def hand() -> Hand:
    """Whoever acts in this request, now."""
    who = who_is_here()
    assert who is not None  # guarded routes only
    return Hand(who.staff_id, who.name, who.roles, house().clock.ms())


def posted() -> Form:
    """The version and the key that a form carries; a form without them is older than everything."""
    version = request.form.get("version", "")
    return Form(
        int(version) if version.isdecimal() and len(version) < 10 else -1,
        request.form.get("key", "")[:64] or "-",
    )


def within(path: str) -> str:
    """A path of the desk to go on to, or its home: never another site's."""
    parts = urlsplit(path)
    safe = not parts.scheme and not parts.netloc and path.startswith(HOME) and "\\" not in path
    return path if safe else HOME


def _to_sign_in() -> AnyResponse:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else HOME
    return redirect(f"/staff/sign-in?next={quote(wanted)}", 303)


def refusal(refused: RuleBroken) -> Response:
    """The page that says why something was not done, and what to do instead."""
    status = STATUS.get(type(refused), 409 if isinstance(refused, DeskRefused) else 400)
    conflict = isinstance(refused, ChangedMeanwhile | TakenByAnother)
    text = t(f"errors.{refused.key()}", **refused.facts)
    page_ = render_template(
        "console/refused.html", text=text, conflict=conflict, back=_shown_at() or HOME, yours=_yours()
    )
    return make_response(page_, status)


def _yours() -> list[tuple[str, str, str]]:
    """What was in the form that was not taken, so that nobody types it twice: field, reason, words."""
    form, yours = request.form, list[tuple[str, str, str]]()
    for name, value in form.items():
        kind, _, field = name.partition(".")
        if kind == "mark":
            yours.append((field, form.get(f"reason.{field}", ""), form.get(f"words.{field}", "")))
        elif name in ("words", "text") and value:
            yours.append(("", "", value))
    return yours


def _shown_at() -> str:
    """The page an act was posted from: the address without its last word."""
    if request.method != "POST" or not request.view_args:
        return ""
    return request.path.rsplit("/", 1)[0]


@blueprint.errorhandler(DeskRefused)
@blueprint.errorhandler(FieldRefused)
@blueprint.errorhandler(MoneyRefused)
def _refused(refused: RuleBroken) -> Response:
    return refusal(refused)


@blueprint.before_request
def _declared_only() -> Response | None:
    endpoint = request.endpoint or ""
    if endpoint not in ROUTES and endpoint != f"{blueprint.name}.static":
        return refusal(RoleLacking(act=endpoint))
    return None
