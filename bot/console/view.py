"""What every template of the desk may use: who is signed in, form keys, times, masks."""

import datetime as dt
import re
import secrets
from typing import Any

from bot.clock import moment, tokyo_date
from bot.console.access import blueprint, house, who_is_here
from bot.locale import clock, day, has, t
from domain import roles

_TURNERS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def new_key() -> str:
    """A key for one form, so that a doubled post of it acts once."""
    return secrets.token_hex(16)


def when(ms: int | None) -> str:
    """Epoch milliseconds as a moment in Tokyo, with its year where that is not the present one; empty for none."""
    if ms is None:
        return ""
    year = tokyo_date(ms).year
    if year == tokyo_date(house().clock.ms()).year:
        return clock(moment(ms))
    return t("console.value.moment", year=year, at=moment(ms))


def on(date: dt.date | None) -> str:
    """A date in words; empty for none."""
    return day(date) if date is not None else ""


def visible(text: object) -> str:
    """A text from outside with its invisible turners of direction shown as a mark: no name reads backwards."""
    return _TURNERS.sub("\ufffd", str(text))


def label(field: str) -> str:
    """What a field is called, or its name."""
    return t(f"fields.{field}.label") if has(f"fields.{field}.label") else field


def optional_text(key: str, otherwise: str = "") -> str:
    """A sentence that may be missing: kinds and acts that later versions add."""
    return t(key) if has(key) else otherwise


@blueprint.app_template_global("desk_may")
def may(act: str) -> bool:
    """Whether whoever is signed in may do this."""
    who = who_is_here()
    return who is not None and roles.may(who.roles, act)


blueprint.add_app_template_filter(visible, "visible")


@blueprint.context_processor
def _facts() -> dict[str, Any]:
    return {
        "t": t,
        "me": who_is_here(),
        "new_key": new_key,
        "when": when,
        "on": on,
        "label": label,
        "optional_text": optional_text,
        "may": may,
        "today": tokyo_date(house().clock.ms()),
    }
