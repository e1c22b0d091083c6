"""Another authenticator, by the link of a mail: password and secret answer first (S1 2-6 No.8).

A mailbox alone must not be enough to replace the second factor, so the secret answer is asked besides the password.
"""

from flask import Response, request

from bot.locale import t
from bot.pages import authenticator
from bot.pages.inputs import own, plain
from bot.pages.visit import Visit, refused, say
from domain.desk import access, recovery
from domain.errors import FieldLeftEmpty, LinkUnknown, RuleBroken
from domain.store import people


def show(visit: Visit) -> Response:
    """The proof, or the stage it led to."""
    return authenticator.show_code(visit) if authenticator.is_on(visit) else _page(visit, {})


def take(visit: Visit) -> Response:
    """Password and answer, or the first code of the new authenticator."""
    if authenticator.is_on(visit):
        return authenticator.take_code(visit, "authenticator")
    with visit.home.db.writing() as tx:
        row = people.credential_of(tx, visit.person_id)
        if row is None:
            return refused(LinkUnknown())
        box = "password"
        try:
            if not request.form.get("password"):
                raise FieldLeftEmpty(field="password")
            access.check_password_of(tx, row, request.form["password"], visit.line_user, visit.at)
            box = "answer"
            recovery.check_answer(tx, row, request.form.get("answer", ""), visit.line_user, visit.at)
        except RuleBroken as refusal:
            errors = {box: say(refusal)}
        else:
            return authenticator.begin(tx, visit, row.person_id, again=row.totp_confirmed_at is not None)
    return _page(visit, errors, 422)


def _page(visit: Visit, errors: dict[str, str], status: int = 200) -> Response:
    with visit.home.db.reading() as tx:
        row = people.credential_of(tx, visit.person_id)
    inputs = [
        own("current", "password", autocomplete="current-password", error=errors.get("password", "")),
        own("answer", error=errors.get("answer", "")),
    ]
    inputs[0].name = "password"
    if row is not None:
        inputs[1].label, inputs[1].hint = t(f"pages.question_{row.question}"), ""
    return plain(inputs, status, title=t("pages.reset.title"), lead=t("pages.reset.lead"), button=t("pages.reset.button"))
