"""Forgotten password, forgotten user ID, lost authenticator: asked for beside signing in, answered by mail (W-07, W-10).

The page says the same whether somebody is known or not, and the sign-in link is not spent. Mails go to the stored
address only, and no oftener than every few minutes.
"""

from collections.abc import Callable

from flask import Response, request, url_for
from sqlalchemy import Connection

from bot import mails, outbox
from bot.locale import t
from bot.messages import Mail
from bot.pages.inputs import Input, own, plain
from bot.pages.visit import Visit, go, say
from domain import mail_address
from domain.desk import recovery, tries
from domain.errors import FieldLeftEmpty, RuleBroken
from domain.store import people

NAMES = ("family_name", "given_name", "mail")


def show(visit: Visit, way: str) -> Response:
    """The box for the ID, or those for name and mail address."""
    return _page(way, _inputs(way))


def take(visit: Visit, way: str) -> Response:
    """Mail what there is to mail."""
    return _take_names(visit) if way == "user_id" else _take_user_id(visit, way)


def _take_user_id(visit: Visit, way: str) -> Response:
    typed = request.form.get("login", "").strip()
    if not typed:
        return _page(way, _inputs(way), {"login": say(FieldLeftEmpty(field="login"))}, 422)
    with visit.home.db.writing() as tx:
        try:
            tries.check_caps(tx, visit.line_user, visit.at)
        except RuleBroken as refusal:
            return _page(way, _inputs(way), {"login": say(refusal)}, 422)
        row = people.credential_by_user_id(tx, recovery.meant_user_id(typed))
        if row is None:
            tries.count_caps(tx, visit.line_user, visit.at)
        elif (mail := MAILS[way](tx, visit.home, visit.line_user, row.person_id, visit.at)) is not None:
            outbox.mail(tx, mail, visit.at)
    return go(url_for("pages.done", purpose="mailed"))


def _take_names(visit: Visit) -> Response:
    """First name and mail address, then the secret question; the answer decides in silence whether a mail goes out."""
    typed = {name: request.form.get(name, "") for name in NAMES}
    errors = {name: say(FieldLeftEmpty(field=name)) for name in NAMES if not typed[name].strip()}
    try:
        mail = mail_address.parse_mail_address(typed["mail"]) if not errors else ""
    except RuleBroken as refusal:
        errors["mail"] = say(refusal)
    if errors:
        return _page("user_id", _inputs("user_id"), errors, 422)
    answer = request.form.get("answer")
    if answer is None or not answer.strip():
        return _question(
            visit, typed, mail, {} if answer is None else {"answer": say(FieldLeftEmpty(field="answer"))}
        )
    with visit.home.db.writing() as tx:
        try:
            found = recovery.ids_to_remind(
                tx, typed["family_name"], typed["given_name"], mail, answer, visit.line_user, visit.at
            )
        except RuleBroken as refusal:
            errors["answer"] = say(refusal)
        else:
            for row in found:
                outbox.mail(tx, mails.user_id(tx, row.person_id, row.user_id, visit.at), visit.at)
    if errors:
        return _question(visit, typed, mail, errors)
    return go(url_for("pages.done", purpose="mailed"))


def _question(visit: Visit, typed: dict[str, str], mail: str, errors: dict[str, str]) -> Response:
    with visit.home.db.reading() as tx:
        question = recovery.question_for(tx, typed["family_name"], typed["given_name"], mail)
    box = own("answer")
    box.label, box.hint = t(f"pages.question_{question}"), ""
    return _page("user_id", [box], errors, 422 if errors else 200, hidden=typed)


def _inputs(way: str) -> list[Input]:
    if way == "user_id":
        fill = {"family_name": "family-name", "given_name": "given-name", "mail": "email"}
        return [own(name, value=request.form.get(name, ""), autocomplete=fill[name]) for name in NAMES]
    return [own("login", value=request.form.get("login", ""), autocomplete="username")]


def _page(
    way: str,
    inputs: list[Input],
    errors: dict[str, str] | None = None,
    status: int = 200,
    hidden: dict[str, str] | None = None,
) -> Response:
    for one in inputs:
        one.error = (errors or {}).get(one.name, "")
    return plain(
        inputs, status, title=t(f"pages.forgotten_{way}.title"), lead=t(f"pages.forgotten_{way}.lead"), button=t(f"pages.forgotten_{way}.button"), hidden=hidden
    )


MAILS: dict[str, Callable[[Connection, object, str, int, int], Mail | None]] = {
    "password": mails.password_reset,
    "authenticator": mails.authenticator_reset,
}
WAYS = ("password", "user_id", "authenticator")
