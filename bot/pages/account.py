"""The page behind the mail 「ユーザーID及びパスワード等の登録について」: ID, secret question, password (S0 手順9-13).

The same address leads on to the authenticator, and is spent by the first right code. Whoever stops between the two
comes back with the password.
"""

from flask import Response, request
from sqlalchemy import Connection

from bot import inbox, mails, outbox
from bot.locale import t
from bot.pages import authenticator
from bot.pages.inputs import Input, own, plain
from bot.pages.visit import Visit, say
from domain import passwords
from domain.desk import accounts
from domain.errors import RuleBroken
from domain.store import people


def show(visit: Visit) -> Response:
    """An empty form; or the way on for somebody who has an ID and no authenticator yet."""
    return _page({}, {}) if _is_new(visit) else authenticator.show(visit)


def take(visit: Visit) -> Response:
    """Check everything, then store everything."""
    if not _is_new(visit):
        return authenticator.take(visit)
    typed = {name: request.form.get(name, "") for name in ("user_id", "question", "answer")}
    values, errors = _checked()
    if errors:
        return _page(typed, errors, 422)
    with visit.home.db.writing() as tx:
        try:
            _store(tx, visit, values)
        except RuleBroken as refusal:
            errors = {"user_id": say(refusal)}
        else:
            onwards = authenticator.begin(tx, visit, visit.person_id)
    if errors:
        return _page(typed, errors, 422)
    visit.home.wake(visit.line_user)
    return onwards


def new_password() -> list[Input]:
    """The two boxes of a new password."""
    return [
        own("password", "password", autocomplete="new-password"),
        own("again", "password", autocomplete="new-password"),
    ]


def password_refusal(refusal: RuleBroken) -> dict[str, str]:
    """The refusal beside the box it is about."""
    return {"again" if refusal.key() == "passwords_differ" else "password": say(refusal)}


def _is_new(visit: Visit) -> bool:
    with visit.home.db.reading() as tx:
        return people.credential_of(tx, visit.person_id) is None


def _checked() -> tuple[dict[str, str], dict[str, str]]:
    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    for name, parse in PARSERS.items():
        try:
            values[name] = parse(request.form.get(name, ""))
        except RuleBroken as refusal:
            errors[name] = say(refusal)
    try:
        values["password"] = accounts.check_new_password(
            request.form.get("password", ""), request.form.get("again", "")
        )
    except RuleBroken as refusal:
        errors |= password_refusal(refusal)
    return values, errors


def _store(tx: Connection, visit: Visit, values: dict[str, str]) -> None:
    """The credential, two mails, the news."""
    accounts.create_credential(
        tx,
        visit.person_id,
        values["user_id"],
        values["question"],
        values["answer"],
        values["password"],
        visit.at,
    )
    for mail in (mails.question_set(tx, visit.person_id), mails.password_set(tx, visit.person_id)):
        outbox.mail(tx, mail, visit.at, line_user=visit.line_user)
    inbox.news(tx, visit.line_user, "page", {"purpose": "account", "person_id": visit.person_id}, visit.at)


def _page(typed: dict[str, str], errors: dict[str, str], status: int = 200) -> Response:
    questions = [
        ("", t("pages.parts.choose")),
        *((key, t(f"pages.question_{key}")) for key in passwords.SECRET_QUESTIONS),
    ]
    inputs = [
        own("user_id", value=typed.get("user_id", ""), autocomplete="username"),
        own("question", "select", value=typed.get("question", ""), choices=questions),
        own("answer", value=typed.get("answer", "")),
        *new_password(),
    ]
    for one in inputs:
        one.error = errors.get(one.name, "")
    return plain(inputs, status, title=t("pages.account.title"), lead=t("pages.account.lead"), button=t("pages.account.button"))


PARSERS = {
    "user_id": passwords.parse_user_id,
    "question": passwords.parse_secret_question,
    "answer": passwords.parse_secret_answer,
}
