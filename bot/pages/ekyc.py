"""The identity check: 受付 here, the vendor's page elsewhere, its signed callback back (S0 eKYCで本人確認する)."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

from flask import Response, request, url_for

from bot import inbox, mails, outbox
from bot.house import house
from bot.locale import t
from bot.pages.inputs import own, plain
from bot.pages.visit import Visit, go, refused
from bot.settings import Settings
from domain.desk import ekyc
from domain.desk.registration import standing
from domain.errors import RuleBroken

CLIENT = "sumairu"
SIGNED = ("client", "reference", "method", "return_url", "callback_url", "expires")
SEQUENCE_MOST = 2**31 - 1


def show(visit: Visit) -> Response:
    """What is needed for the method, and 「受付」."""
    return _page(visit)


def take(visit: Visit) -> Response:
    """受付: begin a check, mail the vendor's address and go there (S0 eKYC 手順2-4: the mail follows the 受付)."""
    method = request.form.get("method", "")
    if method not in ekyc.METHODS:
        return _page(visit, t("pages.form.choose_one"), 422)
    try:
        with visit.home.db.writing() as tx:
            address = vendor_address(visit.home.settings, ekyc.begin(tx, visit.line_user, method, visit.at), method, visit.at)
            visit.finish(tx, "ekyc", method=method)
            if (person := standing(tx, visit.line_user).person_id) is not None:
                outbox.mail(tx, mails.ekyc(tx, person, address), visit.at, line_user=visit.line_user)
    except RuleBroken as refusal:
        return refused(refusal)
    visit.home.wake(visit.line_user)
    return go(address)


def vendor_address(settings: Settings, reference: str, method: str, at: int) -> str:
    """The vendor's page for a check, signed over its six values in their fixed order."""
    values = {
        "client": CLIENT,
        "reference": reference,
        "method": method,
        "return_url": settings.public_url + url_for("pages.ekyc_return"),
        "callback_url": settings.public_url + url_for("pages.ekyc_callback"),
        "expires": str((at + ekyc.LIFETIME_MS) // 1000),
    }
    signature = _signature(settings, "\n".join(values[name] for name in SIGNED).encode())
    return f"{settings.ekyc_url}?{urlencode({**values, 'signature': signature})}"


def hear_vendor() -> Response:
    """A callback: 400 for a wrong signature or an unreadable body, 404 for an unknown reference, else 200."""
    home = house()
    body = request.get_data(cache=False)
    given = request.headers.get("X-Ekyc-Signature", "")
    if not hmac.compare_digest(_signature(home.settings, body).encode(), given.encode("utf-8", "replace")):
        return Response(status=400)
    told = _read(body)
    if told is None:
        return Response(status=400)
    at = home.clock.ms()
    with home.db.writing() as tx:
        row = ekyc.find(tx, told["reference"])
        if row is None:
            return Response(status=404)
        status = ekyc.hear(
            tx, told["reference"], ekyc.STATUS_OF[told["status"]], told["sequence"], told["event_id"], at
        )
        if status is not None:
            inbox.news(
                tx, row.line_user, "ekyc", {"status": status.value}, at, once=f"ekyc:{told['event_id'][:48]}"
            )
    if status is not None:
        home.wake(row.line_user)
    return Response(status=200)


def _read(body: bytes) -> dict[str, Any] | None:
    """The message, or None where a part is missing or is not what it should be."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if (
        not isinstance(told, dict)
        or not isinstance(told.get("status"), str)
        or told["status"] not in ekyc.STATUS_OF
    ):
        return None
    names_fit = all(
        isinstance(told.get(name), str) and 0 < len(told[name]) <= 64 for name in ("reference", "event_id")
    )
    sequence = told.get("sequence")
    counts = isinstance(sequence, int) and not isinstance(sequence, bool) and 0 <= sequence <= SEQUENCE_MOST
    return told if names_fit and counts else None


def _signature(settings: Settings, data: bytes) -> str:
    return hmac.new(settings.ekyc_secret.encode(), data, hashlib.sha256).hexdigest()


def _page(visit: Visit, error: str = "", status: int = 200) -> Response:
    choices = [(method, t(f"pages.ekyc.method_{method}")) for method in ekyc.METHODS]
    told = visit.link.facts.get("method", "")
    inputs = [own("method", "radio", value=told, choices=choices, error=error)]
    return plain(inputs, status, title=t("pages.ekyc.title"), lead=t("pages.ekyc.lead"), button=t("pages.ekyc.button"))
