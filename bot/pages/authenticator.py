"""Setting up an authenticator: QR code, `otpauth://` link, the secret to type, and the first code (S0 手順1, 7, 23).

It is a stage of other pages (account, signing in, reset), under the address that is open already: `begin` keeps a
fresh secret sealed with the link, for this browser and half an hour. Until the first code is right, an authenticator
that is in use goes on counting.

As a page of its own it asks for the password first: somebody stopped between the account and the authenticator.
"""

import segno
from flask import Response, request
from markupsafe import Markup
from sqlalchemy import Connection

from bot import links, mails, outbox
from bot.locale import t
from bot.pages import linking
from bot.pages.inputs import focus_first, own, plain
from bot.pages.visit import Visit, browser, go, refused, say
from bot.web import page
from domain import one_time_code
from domain.desk import access, accounts
from domain.errors import FieldLeftEmpty, LinkExpired, LinkUnknown, LinkUsed, RuleBroken
from domain.store import people

MINUTES = 30  # as a session, W-05


def begin(tx: Connection, visit: Visit, person_id: int, *, again: bool = False) -> Response:
    """Make a secret and lead to its page. `again`: an authenticator in use is to be replaced."""
    visit.remember(
        tx,
        {
            "person": person_id,
            "secret": one_time_code.new_secret(),
            "browser": browser(),
            "since": visit.at,
            "again": again,
        },
    )
    return go(request.path)


def is_on(visit: Visit) -> bool:
    """Whether this browser is at this stage."""
    facts = visit.link.facts
    return (
        "secret" in facts and facts["browser"] == browser() and visit.at - facts["since"] < MINUTES * 60_000
    )


def show(visit: Visit) -> Response:
    """The stage, or the password that leads to it."""
    return show_code(visit) if is_on(visit) else _by_password(visit)


def take(visit: Visit) -> Response:
    """The first code, or the password."""
    return take_code(visit, "authenticator") if is_on(visit) else take_password(visit)


def show_code(visit: Visit, error: str = "", status: int = 200) -> Response:
    """The secret in three shapes, and a box for the first code."""
    secret = visit.link.facts["secret"]
    with visit.home.db.reading() as tx:
        row = people.credential_of(tx, visit.link.facts["person"])
    label = row.user_id if row is not None else t("pages.issuer")
    address = one_time_code.provisioning_uri(secret, label, t("pages.issuer"))
    inputs = [own("code", "code", error=error, autocomplete="one-time-code", inputmode="numeric")]
    return page(
        "pages/authenticator.html", status, title=t("pages.authenticator.title"), inputs=inputs, wrong=focus_first(inputs),
        again=visit.link.facts["again"], address=address, picture=_picture(address),
        groups=[secret[i : i + 4] for i in range(0, len(secret), 4)], label=label,
    )  # fmt: skip


def take_code(visit: Visit, purpose: str) -> Response:
    """The first code. A wrong one is counted, whatever is answered."""
    with visit.home.db.writing() as tx:
        try:
            links.look(tx, visit.token, visit.at)
            last, error = _confirm(tx, visit, purpose, request.form.get("code", ""))
        except (LinkUsed, LinkExpired, LinkUnknown) as refusal:
            return refused(refusal)
    return show_code(visit, error, 422) if error else visit.done(last)


def take_password(visit: Visit) -> Response:
    """The password of an account without an authenticator opens the stage."""
    with visit.home.db.writing() as tx:
        row = people.credential_of(tx, _person(tx, visit) or 0)
        try:
            if row is None or row.totp_confirmed_at is not None:
                raise LinkUsed(purpose=visit.link.purpose)
            if not request.form.get("password"):
                raise FieldLeftEmpty(field="password")
            access.check_password_of(tx, row, request.form["password"], visit.line_user, visit.at)
        except LinkUsed as refusal:
            return refused(refusal)
        except RuleBroken as refusal:
            error = say(refusal)
        else:
            return begin(tx, visit, row.person_id)
    return password_page(error, 422)


def password_page(error: str = "", status: int = 200) -> Response:
    """Where the password is asked before the stage."""
    inputs = [own("current", "password", autocomplete="current-password", error=error)]
    inputs[0].name = "password"
    return plain(inputs, status, title=t("pages.account_onwards.title"), lead=t("pages.account_onwards.lead"), button=t("pages.account_onwards.button"))


def _by_password(visit: Visit) -> Response:
    with visit.home.db.reading() as tx:
        row = people.credential_of(tx, _person(tx, visit) or 0)
    if row is None or row.totp_confirmed_at is not None:
        return refused(LinkUsed(purpose=visit.link.purpose))
    return password_page()


def _person(tx: Connection, visit: Visit) -> int | None:
    """Whom the link was made for; a link made in the talk is for whoever applied there."""
    return visit.link.person_id or people.newest_applicant(tx, visit.line_user)


def _confirm(tx: Connection, visit: Visit, purpose: str, typed: str) -> tuple[str, str]:
    """Accept the code and finish; returns the name of the last page and the sentence of a refusal, one of them empty."""
    facts = visit.link.facts
    person_id = int(facts["person"])
    try:
        accounts.confirm_authenticator(tx, person_id, visit.line_user, facts["secret"], typed, visit.at)
    except RuleBroken as refusal:
        return "", say(refusal)
    last = linking.finish(tx, visit, person_id, purpose, "authenticator", again=bool(facts["again"]))
    if facts["again"]:
        outbox.mail(tx, mails.authenticator_set(tx, person_id), visit.at, line_user=visit.line_user)
    return last, ""


def _picture(address: str) -> Markup:
    """The QR code as inline SVG: no second request, and nothing that a content security policy minds."""
    drawing = segno.make(address, error="m").svg_inline(
        border=4, light="#fff", dark="#000", omitsize=True, svgclass="qr"
    )
    return Markup(drawing)  # noqa: S704 - drawn by us from an address, holds paths only
