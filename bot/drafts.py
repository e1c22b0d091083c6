"""What a dialog was told is kept while the talk is elsewhere, and taken up again.

A dialog that begins at CHOOSING_REQUEST offers what was kept itself, beside what came back from the desk: there it waits
(`park`, `unpark`, `take_up`) until the person chooses it, however many corrections are finished before.
"""

from collections.abc import Mapping
from typing import Any

from bot.talk import Dialog, Talk
from domain.store import talks

CHOOSING_REQUEST = "choosing_request"


def enter(talk: Talk, dialog: Dialog) -> None:
    """Enter a dialog, with what it was told before where that was kept: whether to go on from there is asked first."""
    talk.dialog, talk.told, talk.misheard = dialog.name, {}, 0
    talk.screen["trail"] = []
    talk.screen.pop("aside", None)
    first = dialog.first(talk) if CHOOSING_REQUEST in dialog.steps else None
    if first == CHOOSING_REQUEST:
        talk.state, talk.told = first, {}
        return
    kept = talks.find_draft(talk.tx, talk.line_user, dialog.name) if dialog.keeps_draft else None
    if kept is not None and kept.told:
        talk.told = dict(kept.told)
        talk.state = kept.state if _still_open(dialog, kept.state) else dialog.first(talk)
        talks.drop_draft(talk.tx, talk.line_user, dialog.name)
        if dialog.steps[talk.state].hear is not None:
            talk.screen["aside"] = "resume"
        return
    talk.state = dialog.first(talk) if first is None else first


def put_aside(talk: Talk, dialogs: Mapping[str, Dialog]) -> None:
    """Keep what the dialog was told that is being left."""
    dialog = dialogs.get(talk.dialog)
    if dialog is not None and dialog.keeps_draft and talk.told and talk.state not in dialog.machine.ends:
        talks.put_aside(talk.tx, talk.line_user, talk.dialog, talk.state, talk.told, talk.at)


def kept(talk: Talk, dialog: str) -> dict[str, Any]:
    """What a dialog was told last and was left with, or nothing."""
    found = talks.find_draft(talk.tx, talk.line_user, dialog)
    return dict(found.told) if found is not None else {}


def forget(talk: Talk, dialog: str) -> None:
    """What was kept has been taken over elsewhere."""
    talks.drop_draft(talk.tx, talk.line_user, dialog)


def park(talk: Talk, dialog: str) -> None:
    """Let what was kept wait under another name: the dialog is about to be used for something else."""
    found = talks.find_draft(talk.tx, talk.line_user, dialog)
    if found is not None and found.told:
        talks.put_aside(talk.tx, talk.line_user, _parked(dialog), found.state, found.told, talk.at)
        talks.drop_draft(talk.tx, talk.line_user, dialog)


def set_down(talk: Talk, dialog: str) -> None:
    """Somebody went back to the choice: what the talk is about waits again, a correction as itself, all else to be chosen."""
    if talk.told:
        name = dialog if "_filing" in talk.told else _parked(dialog)
        talks.put_aside(talk.tx, talk.line_user, name, "", talk.told, talk.at)  # No stage: it is found from the answers.
        talk.told = {}


def unpark(talk: Talk, dialog: str) -> None:
    """What waited is kept under the dialog's own name again: there is nothing else to choose any more."""
    found = talks.find_draft(talk.tx, talk.line_user, _parked(dialog))
    if found is not None:
        talks.put_aside(talk.tx, talk.line_user, dialog, found.state, found.told, talk.at)
        talks.drop_draft(talk.tx, talk.line_user, _parked(dialog))


def parked(talk: Talk, dialog: str) -> dict[str, Any]:
    """What waits under the other name, or nothing."""
    return kept(talk, _parked(dialog))


def take_up(talk: Talk, dialog: str) -> dict[str, Any]:
    """What waited, which is forgotten by this."""
    told = parked(talk, dialog)
    talks.drop_draft(talk.tx, talk.line_user, _parked(dialog))
    return told


def _parked(dialog: str) -> str:
    return f"{dialog}:parked"


def _still_open(dialog: Dialog, state: str) -> bool:
    """Whether one can go on in a kept state. At a barrier something else may have happened since: look again."""
    return dialog.machine.knows(state) and state not in dialog.machine.ends and state not in dialog.barriers
