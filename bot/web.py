"""What every answer of the web application carries: security headers, a request id, CSRF, plain pages for failures.

`wants(app)` is called once by `bot/app.py`. Our pages and the staff's desk share it.
"""

import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, abort, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from bot import logs
from bot.house import house
from bot.locale import t

BODY_MOST = 1_000_000  # bytes of any request that is no upload
FORM_PARTS_MOST = 200
PAGES_FOR = (400, 403, 404, 405, 410, 413, 429, 500)
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"

BODIES: dict[str, Callable[[], int | None]] = {}

csrf = CSRFProtect()
log = structlog.get_logger()


def wants(app: Flask) -> None:
    """Install headers, limits, CSRF and error pages."""
    secure = app.extensions["house"].settings.secure
    app.config.update(
        MAX_CONTENT_LENGTH=BODY_MOST,
        MAX_FORM_MEMORY_SIZE=BODY_MOST,
        MAX_FORM_PARTS=FORM_PARTS_MOST,
        SESSION_COOKIE_NAME="__Host-sumairu" if secure else "sumairu",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",  # Strict would lose the session on the way from LINE or a mail to the page.
        WTF_CSRF_TIME_LIMIT=None,  # The links themselves expire; a form typed slowly must not be lost.
        WTF_CSRF_SSL_STRICT=False,  # It would ask for the Referer that Referrer-Policy leaves out.
    )
    app.before_request(_begin)
    csrf.init_app(app)
    app.after_request(_headers)
    app.jinja_env.globals["t"] = t
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(Exception, _broken)


def exempt(view: Any) -> Any:
    """Mark a view that proves its caller by a signature (webhook, callback): no CSRF token is asked of it."""
    return csrf.exempt(view)


def allow_bodies(endpoint: str, most: Callable[[], int | None]) -> None:
    """Let an endpoint take bigger bodies than `BODY_MOST`: `most` says how many bytes for this request, or None."""
    BODIES[endpoint] = most


def page(template: str, status: int = 200, **facts: Any) -> Response:
    """A rendered page with its status."""
    return make_response(render_template(template, **facts), status)


def failure(code: int, key: str | None = None, **facts: Any) -> Response:
    """The plain page of a failure; `key` names its sentence, otherwise the code does."""
    code = code if code in PAGES_FOR else 400 if code < 500 else 500
    said = t(key, **facts) if key else t(f"pages.failure_{code}.text")
    return page("pages/failure.html", code, code=code, title=t(f"pages.failure_{code}.title"), text=said)


def _begin() -> None:
    g.request_id, g.began = secrets.token_hex(8), time.monotonic()
    logs.request_begins(g.request_id)
    most = BODIES.get(request.endpoint or "")
    if request.method == "POST" and most is not None and (size := most()) is not None:
        request.max_content_length = size  # before CSRF reads the form
    # Browsers that say where a form came from are taken at their word, besides the token.
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)


def _headers(response: Response) -> Response:
    settings = house().settings
    ekyc = urlsplit(settings.ekyc_url)
    headers = {
        "Content-Security-Policy": (
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
            f"form-action 'self' {ekyc.scheme}://{ekyc.netloc}"
        ),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Request-Id": g.get("request_id", "-"),
    }
    if settings.secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    is_asset = (
        request.endpoint is not None
        and request.endpoint.endswith("static")
        and response.status_code in (200, 304)
    )
    response.headers["Cache-Control"] = "public, max-age=3600" if is_asset else "no-store"
    if not is_asset and not (request.endpoint or "").startswith("health."):
        # The route, never the address: that may hold a one-time link.
        took = round((time.monotonic() - g.get("began", time.monotonic())) * 1000)
        log.info("request", method=request.method, endpoint=request.endpoint, status=response.status_code, ms=took)
    return response


def _failed(error: HTTPException) -> Response:
    if error.response is not None:  # somebody aborted with an answer of his own
        return error.response  # type: ignore[return-value]
    if isinstance(error, CSRFError):
        return failure(400, "pages.csrf")
    code = error.code or 500
    if code < 400:
        return error.get_response()  # type: ignore[return-value]
    answer = failure(code)
    if code == 405:
        answer.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or ["GET"])
    return answer


def _broken(error: Exception) -> Response:
    log.exception("request failed", endpoint=request.endpoint)
    return failure(500)
