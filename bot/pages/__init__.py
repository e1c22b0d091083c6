"""Our own pages: private answers, secrets, uploads and the authenticator, behind short-lived links (S0).

`/p/<token>` opens the page of the link's purpose. GET looks and never spends; POST checks, and spends on success.
"""

from collections.abc import Mapping
from typing import Protocol

from flask import Blueprint, Response, abort, request

from bot.house import house
from bot.locale import has, t
from bot.pages import (
    account,
    authenticator,
    downloads,
    ekyc,
    form,
    linking,
    password,
    reset,
    sign_in,
    statement,
)
from bot.pages.uploads import BODY_MOST
from bot.pages.visit import Visit, open_link
from bot.web import allow_bodies, exempt, page
from domain.links import Purpose


class LinkPage(Protocol):
    """A module of this package: what it shows, and what it takes."""

    def show(self, visit: Visit) -> Response:
        """The page for looking at."""

    def take(self, visit: Visit) -> Response:
        """What was sent."""


blueprint = Blueprint(
    "pages", __name__, template_folder="templates", static_folder="static", static_url_path="/static"
)


@blueprint.route("/p/<token>", methods=["GET", "POST"])
def by_link(token: str) -> Response:
    """The page of a link, or the page that says why it does not open."""
    visit = open_link(token)
    if not isinstance(visit, Visit):
        return visit
    module = PAGES.get(visit.link.purpose)
    if module is None:
        abort(404)
    return module.take(visit) if request.method == "POST" else module.show(visit)


@blueprint.get("/done/<purpose>")
def done(purpose: str) -> Response:
    """Where a finished page ends: back to LINE."""
    if not has(f"pages.done_{purpose}.text"):
        abort(404)
    if purpose == "number":
        return _number()
    return page("pages/done.html", title=t("pages.done_title"), text=t(f"pages.done_{purpose}.text"))


def _number() -> Response:
    """The number to type in the chat; in another browser, or too late, what to do instead."""
    digits = linking.number(house().clock.ms())
    title, text = ("title", "text") if digits else ("title_gone", "gone")
    return page(
        "pages/done.html",
        title=t(f"pages.done_number.{title}"),
        text=t(f"pages.done_number.{text}"),
        number=digits,
    )


@blueprint.get("/by-post")
def by_post() -> Response:
    """How to send by post what cannot be uploaded, with the 送付書 to print (S0 必要書類, 送付書)."""
    return page("pages/by_post.html", title=t("pages.by_post.title"))


@blueprint.post("/ekyc/callback")
def ekyc_callback() -> Response:
    """The identity vendor's word, proved by its signature."""
    return ekyc.hear_vendor()


@blueprint.get("/ekyc/return")
def ekyc_return() -> Response:
    """Where the vendor sends the person back to: the result comes by callback, never by this address."""
    return page("pages/done.html", title=t("pages.done_ekyc.title"), text=t("pages.done_ekyc.text"))


@blueprint.app_template_filter("size")
def in_words(size: int) -> str:
    """Bytes as people count them: 1.5MB, 320KB."""
    if size >= 1_000_000:
        return t("pages.files.size_mb", n=f"{size / 2**20:.1f}")
    return t("pages.files.size_kb", n=max(1, round(size / 1024)))


def upload_limit() -> int | None:
    """Only an open link of a form may send files."""
    if request.mimetype != "multipart/form-data":
        return None
    visit = open_link((request.view_args or {})["token"])
    forms = (Purpose.UPLOAD, Purpose.PAGE_PRIVATE)
    return BODY_MOST if isinstance(visit, Visit) and visit.link.purpose in forms else None


allow_bodies("pages.by_link", upload_limit)
exempt(ekyc_callback)

PAGES: Mapping[str, LinkPage] = {
    Purpose.PAGE_PRIVATE: form,
    Purpose.UPLOAD: form,
    Purpose.ACCOUNT: account,
    Purpose.AUTHENTICATOR: authenticator,
    Purpose.SIGN_IN: sign_in,
    Purpose.PASSWORD_RESET: password,
    Purpose.PASSWORD_CHANGE: password,
    Purpose.OTP_RESET: reset,
    Purpose.EKYC: ekyc,
    Purpose.DOWNLOAD: downloads,
    Purpose.STATEMENT: statement,
}
