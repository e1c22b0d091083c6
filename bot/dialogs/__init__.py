"""The dialogs by name: what `menu.DIALOGS` lists."""

from bot.dialogs import (
    about,
    application,
    early_redemption,
    filings,
    handoff,
    menu,
    passbooks,
    registration,
    signing_in,
)

EVERY = (
    menu.dialog, about.dialog, registration.dialog, signing_in.dialog, handoff.dialog, passbooks.dialog, application.dialog,
    early_redemption.dialog, filings.dialog,
)  # fmt: skip
DIALOGS = {dialog.name: dialog for dialog in EVERY}
