"""登録済みの方: user ID and password, then a one-time code (S0 ログインする, W-04, W-06).

Wrong answers look the same whether somebody has the ID or not. The code is asked in the browser that gave the
password. Somebody without an authenticator sets one up instead. A LINE user that is new to the account is not linked
here: the chat asks for the number that the last page shows.
"""

from flask import Response, request, url_for
from sqlalchemy import Connection

from bot import links, mails, outbox
from bot.locale import t
from bot.pages import authenticator, forgotten, linking
from bot.pages.inputs import own, plain
from bot.pages.visit import Visit, browser, go, refused, say
from domain import passwords
from domain.desk import access, codes, recovery, tries
from domain.errors import AccessRefused, FieldLeftEmpty, LinkUsed, RuleBroken
from domain.store import audit, people

MINUTES = 10  # between the password and the code


def show(visit: Visit) -> Response:
    """The box for the ID, or the stage this browser has come to."""
    if (way := request.args.get("way")) in forgotten.WAYS:
        return forgotten.show(visit, way)
    if authenticator.is_on(visit):
        return authenticator.show_code(visit)
    return _code_page() if _password_given(visit) else _page(visit)


def take(visit: Visit) -> Response:
    """The password, or the code."""
    if (way := request.args.get("way")) in forgotten.WAYS:
        return forgotten.take(visit, way)
    if authenticator.is_on(visit):
        return authenticator.take_code(visit, "sign_in")
    return _take_code(visit) if _password_given(visit) else _take_password(visit)


def _take_password(visit: Visit) -> Response:
    typed, password = request.form.get("login", ""), request.form.get("login_password", "")
    errors = {
        name: say(FieldLeftEmpty(field=name))
        for name, text in (("login", typed), ("login_password", password))
        if not text.strip()
    }
    if errors:
        return _page(visit, typed, errors, 422)
    user_id = recovery.meant_user_id(typed)
    with visit.home.db.writing() as tx:
        try:
            links.look(tx, visit.token, visit.at)
            known = access.check_password(
                tx, user_id, password[: passwords.MOST + 1], visit.line_user, visit.at
            )
            answer = _after_password(tx, visit, known)
        except LinkUsed as refusal:
            return refused(refusal)
        except AccessRefused as refusal:
            _tell_locked(tx, visit, user_id)
            errors = {"login_password": say(refusal)}
    if errors:
        return _page(visit, typed, errors, 422)
    visit.home.wake(visit.line_user)
    return answer


def _after_password(tx: Connection, visit: Visit, known: access.Known) -> Response:
    if not known.authenticator_ready:
        return authenticator.begin(tx, visit, known.person_id)
    if known.code_needed:
        visit.remember(tx, {"known": known.person_id, "browser": browser(), "since": visit.at})
        return go(request.path)
    return _sign_in(tx, visit, known.person_id, with_code=False)


def _tell_locked(tx: Connection, visit: Visit, user_id: str) -> None:
    """Mail No.30, once for each lock."""
    row = people.credential_by_user_id(tx, user_id)
    if row is not None and row.password_locked_until > visit.at:
        outbox.mail(tx, mails.account_locked(tx, row.person_id, row.password_locked_until), visit.at)


def _password_given(visit: Visit) -> bool:
    facts = visit.link.facts
    return "known" in facts and facts["browser"] == browser() and visit.at - facts["since"] < MINUTES * 60_000


def _take_code(visit: Visit) -> Response:
    person_id = int(visit.link.facts["known"])
    with visit.home.db.writing() as tx:
        try:
            links.look(tx, visit.token, visit.at)
            codes.check(tx, person_id, visit.line_user, request.form.get("code", ""), tries.moment(visit.at))
            answer = _sign_in(tx, visit, person_id, with_code=True)
        except LinkUsed as refusal:
            return refused(refusal)
        except RuleBroken as refusal:
            error = say(refusal)
        else:
            error = ""
    if error:
        return _code_page(error, 422)
    visit.home.wake(visit.line_user)
    return answer


def _sign_in(tx: Connection, visit: Visit, person_id: int, *, with_code: bool) -> Response:
    last = linking.finish(tx, visit, person_id, "sign_in", "sign_in")
    access.signed_in(tx, person_id, visit.at, with_code=with_code)
    audit.record(
        tx, visit.at, f"person:{person_id}", "signed_in", f"person:{person_id}", {"with_code": with_code}
    )
    return go(url_for("pages.done", purpose=last))


def _page(visit: Visit, typed: str = "", errors: dict[str, str] | None = None, status: int = 200) -> Response:
    errors = errors or {}
    inputs = [
        own("login", value=typed, autocomplete="username", error=errors.get("login", "")),
        own(
            "login_password",
            "password",
            autocomplete="current-password",
            error=errors.get("login_password", ""),
        ),
    ]
    ways = [
        (url_for("pages.by_link", token=visit.token, way=way), t(f"pages.way_{way}"))
        for way in forgotten.WAYS
    ]
    return plain(inputs, status, title=t("pages.sign_in.title"), lead=t("pages.sign_in.lead"), button=t("pages.sign_in.button"), ways=ways)


def _code_page(error: str = "", status: int = 200) -> Response:
    inputs = [own("code", "code", error=error, autocomplete="one-time-code", inputmode="numeric")]
    return plain(inputs, status, title=t("pages.sign_in_code.title"), lead=t("pages.sign_in_code.lead"), button=t("pages.sign_in_code.button"))
