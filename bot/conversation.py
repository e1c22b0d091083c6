"""One turn of a talk: hear, move, ask. Knows dialogs only by name; knows no table and no LINE.

    said → (global word? question of our own? hand-off?) → step.hear → machine.after → step.ask

A handler ends in one of three ways: a trigger, `Misheard`, or a refusal of the domain. After either of the last two
the same question is asked again; the third time in a row a person is offered.
"""

from collections.abc import Mapping

from bot import asides, drafts, listen
from bot.locale import has, t, words
from bot.messages import Card, Choice, Text
from bot.talk import Dialog, Misheard, Said, Step, Talk, WordMeant
from domain.errors import RuleBroken
from domain.store import talks

PATIENCE = 3  # answers not understood before a person is offered
TRAIL = 20  # questions that 戻る can go back over
HOME = "menu"


def take(talk: Talk, said: Said, dialogs: Mapping[str, Dialog]) -> None:
    """Let the talk hear what was said; leaves what is to be sent in the talk."""
    _step_of(talk, dialogs)
    if talk.owner == "staff" and not said.from_house:
        return  # A person has the word: what is said stands in the transcript, and the bot keeps silent.
    if said.from_house:
        _hear_news(talk, said, dialogs)
        return
    if said.kind == "follow" and talk.dialog != HOME:  # Back after blocking: greeted anew, what was begun is kept.
        open_dialog(talk, HOME, dialogs, quietly=True)
    if said.kind == "stale":
        talk.says("prompts.old_card")
        ask(talk, dialogs)
    elif talk.screen.get("aside"):
        _answer_aside(talk, said, dialogs)
    elif (word := listen.global_word(said) or listen.word_on_screen(talk, said)) is not None and _global(talk, word, dialogs):
        return
    else:
        _hear(talk, said, dialogs)


def ask(talk: Talk, dialogs: Mapping[str, Dialog]) -> None:
    """Ask the pending question (again)."""
    if (aside := talk.screen.get("aside")) is not None:
        talk.show(asides.question(talk, aside))
        return
    question = _step_of(talk, dialogs).ask(talk)
    if talk.misheard >= PATIENCE and isinstance(question, Card):
        question = _with_a_person(question)
    talk.show(question)


def open_dialog(talk: Talk, name: str, dialogs: Mapping[str, Dialog], *, quietly: bool = False) -> None:
    """Leave this dialog, keeping what it was told, and enter another; quietly: its first question is not asked."""
    if talk.pausing and "paused" not in talk.screen:
        talk.screen["paused"] = {"dialog": talk.dialog, "state": talk.state, "told": talk.told, "trail": talk.screen.get("trail", [])}
    elif not talk.pausing:
        drafts.put_aside(talk, dialogs)
    talk.pausing, talk.following = False, None
    drafts.enter(talk, dialogs[name])
    if quietly:
        return
    if talk.screen.get("aside") is None:
        _arrive(talk, dialogs)
    else:
        ask(talk, dialogs)


def _hear(talk: Talk, said: Said, dialogs: Mapping[str, Dialog]) -> None:
    step = _step_of(talk, dialogs)
    if step.hear is None:  # The dialog had ended: whatever comes now is said to the menu.
        drafts.enter(talk, dialogs[HOME])
        step = _step_of(talk, dialogs)
    try:
        trigger = step.hear(talk, said)  # type: ignore[misc]
    except WordMeant as meant:
        if not _global(talk, meant.word, dialogs):
            _again(talk, t("prompts.misheard"), dialogs)
    except Misheard as refusal:
        _again(talk, t(refusal.key, **refusal.facts), dialogs)
    except RuleBroken as refusal:
        _again(talk, t(f"errors.{refusal.key()}", **refusal.facts), dialogs)
    else:
        if trigger:
            _move(talk, trigger, dialogs)


def _hear_news(talk: Talk, said: Said, dialogs: Mapping[str, Dialog]) -> None:
    """News moves only a talk that waits for it; staff may interrupt any, and so may what a dialog claims."""
    if said.kind == "staff" and talk.dialog != "handoff" and said.facts.get("act") == "taken_over":
        talk.pausing = True
        open_dialog(talk, "handoff", dialogs, quietly=True)
    dialog = dialogs[talk.dialog]
    claimant = next((one for one in dialogs.values() if one.claims and one.claims(said)), None)
    if claimant is not None and (claimant is not dialog or dialog.steps[talk.state].hear is None):
        _go_and_hear(talk, said, claimant, dialogs)
        return
    if dialog.steps[talk.state].hear is None and dialog.name != HOME:
        drafts.enter(talk, dialogs[HOME])
        dialog = dialogs[HOME]
    trigger = dialog.news(talk, said) if dialog.news else ""
    if trigger:
        talk.screen.pop("aside", None)
        _move(talk, trigger, dialogs)


def _go_and_hear(talk: Talk, said: Said, claimant: Dialog, dialogs: Mapping[str, Dialog]) -> None:
    """Let a dialog hear what it claims although the talk stands elsewhere: what it keeps leads its `enter`."""
    if claimant.news is None or not claimant.news(talk, said):
        return
    if talk.screen.get("paused", {}).get("dialog") == claimant.name:  # It is gone on with now, not afterwards.
        talk.screen.pop("paused")
    if talk.owner == "staff":
        talk.screen["next"] = claimant.name  # Staff have the word: asked as soon as they give it back.
    else:
        open_dialog(talk, claimant.name, dialogs)


def _move(talk: Talk, trigger: str, dialogs: Mapping[str, Dialog]) -> None:
    before = talk.state
    talk.state = dialogs[talk.dialog].machine.after(before, trigger)
    talk.misheard = 0
    if talk.state != before and talk.following is None:
        talk.screen["trail"] = [*talk.screen.get("trail", []), before][-TRAIL:]
    if talk.following is not None:
        open_dialog(talk, talk.following, dialogs)
    else:
        _arrive(talk, dialogs)


def _arrive(talk: Talk, dialogs: Mapping[str, Dialog]) -> None:
    dialog = dialogs[talk.dialog]
    if talk.state in dialog.barriers:  # Something was done outside the talk: nobody goes back behind it.
        talk.screen["trail"] = []
    ask(talk, dialogs)
    if dialog.steps[talk.state].hear is not None:
        return
    # The dialog has ended. A talk that was interrupted goes on where it stood, and its question is asked again.
    talk.told, talk.screen["trail"] = {}, []
    if dialog.keeps_draft:
        talks.drop_draft(talk.tx, talk.line_user, dialog.name)
    if (waiting := talk.screen.pop("next", None)) in dialogs:
        open_dialog(talk, waiting, dialogs)
    elif (paused := talk.screen.pop("paused", None)) is not None:
        resume(talk, paused, dialogs)


def resume(talk: Talk, paused: dict, dialogs: Mapping[str, Dialog]) -> None:
    """Go back into an interrupted dialog and ask its pending question again."""
    talk.dialog, talk.state, talk.told = paused["dialog"], paused["state"], paused["told"]
    talk.screen["trail"] = paused.get("trail", [])
    if _step_of(talk, dialogs).hear is not None:
        ask(talk, dialogs)


def _again(talk: Talk, why: str, dialogs: Mapping[str, Dialog]) -> None:
    talk.misheard += 1
    talk.out.append(Text(why))
    ask(talk, dialogs)


def _with_a_person(question: Card) -> Card:
    offer = Choice(t("prompts.ask_a_person"), {"word": "staff"}, quiet=True)
    text = f"{question.text}\n\n{t('prompts.third_time')}".strip()
    return Card(text, question.title, question.rows, question.links, (*question.choices, offer))


def _global(talk: Talk, word: str, dialogs: Mapping[str, Dialog]) -> bool:
    """Words that beat the state's own hearing. Returns whether the turn is done."""
    if word == "menu":
        open_dialog(talk, HOME, dialogs)
    elif word == "back":
        _back(talk, dialogs)
    elif word == "quit":
        if dialogs[talk.dialog].keeps_draft and talk.told:
            talk.says("prompts.kept", word=words(f"words.{talk.dialog}")[0])
        open_dialog(talk, HOME, dialogs)
    elif word == "restart":
        _begin_aside(talk, "restart", dialogs)
    elif word == "help":
        key = f"{talk.dialog}.{talk.state}.help"
        talk.says(key if has(key) else "prompts.help")
        ask(talk, dialogs)
    elif word == "staff":
        talk.pauses_for("handoff")
        open_dialog(talk, "handoff", dialogs)
    elif word in dialogs:
        open_dialog(talk, word, dialogs)
    else:
        return False
    return True


def _back(talk: Talk, dialogs: Mapping[str, Dialog]) -> None:
    step, trail = _step_of(talk, dialogs), talk.screen.get("trail", [])
    talk.misheard = 0
    if step.back is None or not step.back(talk):  # A form first goes back over its own fields.
        while trail and (earlier := trail.pop()):
            if earlier in dialogs[talk.dialog].steps and earlier != talk.state:
                talk.state = earlier
                break
        else:
            talk.says("prompts.no_further_back")
    ask(talk, dialogs)


def _begin_aside(talk: Talk, name: str, dialogs: Mapping[str, Dialog]) -> None:
    talk.screen["aside"] = name
    ask(talk, dialogs)


def _answer_aside(talk: Talk, said: Said, dialogs: Mapping[str, Dialog]) -> None:
    aside = talk.screen["aside"]
    word = listen.global_word(said)
    if word is not None:  # A global word settles the question by leaving it.
        talk.screen.pop("aside")
        talk.misheard = 0
        _global(talk, word, dialogs)
        return
    try:
        yes = listen.chosen(talk, said)
    except Misheard as refusal:
        _again(talk, t(refusal.key, **refusal.facts), dialogs)
        return
    talk.screen.pop("aside")
    talk.misheard = 0
    dialog = dialogs[talk.dialog]
    if (aside == "restart") == bool(yes):
        talk.told, talk.screen["trail"] = {}, []
        talk.state = dialog.first(talk)
        _arrive(talk, dialogs)
    else:
        ask(talk, dialogs)


def _step_of(talk: Talk, dialogs: Mapping[str, Dialog]) -> Step:
    """The step of the talk's state; a talk that stands where the flow no longer has a question is led to the nearest."""
    dialog = dialogs.get(talk.dialog)
    if dialog is None:
        dialog = dialogs[HOME]
        talk.dialog, talk.state = dialog.name, dialog.machine.start
    if talk.state not in dialog.steps:
        talk.state = dialog.first(talk)
    return dialog.steps[talk.state]
