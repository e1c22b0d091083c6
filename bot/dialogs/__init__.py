"""The dialogs by name: what `menu.DIALOGS` lists."""

from bot.dialogs import about, handoff, menu, passbooks, registration, signing_in

DIALOGS = {dialog.name: dialog for dialog in (menu.dialog, about.dialog, registration.dialog, signing_in.dialog, handoff.dialog, passbooks.dialog)}
