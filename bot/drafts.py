"""What a dialog was told is kept while the talk is elsewhere, and taken up again."""

from collections.abc import Mapping

from bot.talk import Dialog, Talk
from domain.store import talks


def enter(talk: Talk, dialog: Dialog) -> None:
    """Enter a dialog, with what it was told before where that was kept: whether to go on from there is asked first."""
    talk.dialog, talk.told, talk.misheard = dialog.name, {}, 0
    talk.screen["trail"] = []
    talk.screen.pop("aside", None)
    kept = talks.find_draft(talk.tx, talk.line_user, dialog.name) if dialog.keeps_draft else None
    if kept is not None and kept.told:
        talk.told = dict(kept.told)
        talk.state = kept.state if _still_open(dialog, kept.state) else dialog.first(talk)
        talks.drop_draft(talk.tx, talk.line_user, dialog.name)
        if dialog.steps[talk.state].hear is not None:
            talk.screen["aside"] = "resume"
        return
    talk.state = dialog.first(talk)


def put_aside(talk: Talk, dialogs: Mapping[str, Dialog]) -> None:
    """Keep what the dialog was told that is being left."""
    dialog = dialogs.get(talk.dialog)
    if dialog is not None and dialog.keeps_draft and talk.told and talk.state not in dialog.machine.ends:
        talks.put_aside(talk.tx, talk.line_user, talk.dialog, talk.state, talk.told, talk.at)


def _still_open(dialog: Dialog, state: str) -> bool:
    """Whether one can go on in a kept state. At a barrier something else may have happened since: look again."""
    return dialog.machine.knows(state) and state not in dialog.machine.ends and state not in dialog.barriers
