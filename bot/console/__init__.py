"""The staff's desk at /staff: one file a page, a template of the same name. `blueprint` is what bot/app.py registers."""

from bot.console import (  # noqa: F401 - importing a page declares its routes
    associations,
    audit,
    document,
    filing,
    filing_acts,
    queue,
    sign_in,
    staff,
    talk,
    talks,
)
from bot.console.access import blueprint

__all__ = ["blueprint"]
