"""The staff's desk at /staff: one file a page, a template of the same name. `blueprint` is what bot/app.py registers."""

import importlib

from bot.console.access import blueprint

__all__ = ["blueprint"]

PAGES = (
    "associations",
    "audit",
    "document",
    "filing",
    "filing_acts",
    "operations",
    "passbook_entries",
    "queue",
    "redemption",
    "sign_in",
    "staff",
    "talk",
    "talks",
)

for _page in PAGES:  # Importing a page declares its routes.
    importlib.import_module(f"bot.console.{_page}")
