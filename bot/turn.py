"""One turn: one transaction from the oldest waiting event to the rows that answer it. Knows no dialog."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from bot import conversation, failpoints, inbox, line, logs, outbox
from bot.house import House
from bot.locale import t
from bot.messages import Menu, Text
from bot.talk import Dialog, Said, Talk
from domain.store import sending, talks

TRIES = 3
DOUBLE_TAP_MS = 10_000

log = structlog.get_logger()


def take_together(house: House, people: Sequence[str], dialogs: Mapping[str, Dialog]) -> list[str]:
    """Take one waiting event of each of some people in one commit. Returns of whom to look again.

    For SQLite, which has one writer anyway: a commit costs the same for one turn as for eight. Each turn reads and
    writes what it would alone. When anything fails, nothing of it has happened, and everybody is taken alone.
    """
    again = []
    try:
        with house.db.writing() as tx:
            for line_user in people:
                event, more = inbox.oldest(tx, line_user, house.clock.real_ms())
                if event is not None:
                    _take(house, tx, line_user, event, dialogs)
                if more:
                    again.append(line_user)
            failpoints.reach("turn.taken")
    except Exception:
        return [line_user for line_user in people if take_next(house, line_user, dialogs)]
    failpoints.reach("turn.committed")
    return again


def take_next(house: House, line_user: str, dialogs: Mapping[str, Dialog]) -> bool:
    """Take one waiting event of a person. Returns whether to look again: another waits, or this one failed.

    What goes wrong rolls the turn back; a second small transaction counts the try, and after the last one sets the
    event aside and tells the person.
    """
    event_id = None
    try:
        with house.db.writing() as tx:
            event, more = inbox.oldest(tx, line_user, house.clock.real_ms())
            if event is None:
                return False
            event_id = event.id
            _take(house, tx, line_user, event, dialogs)
            failpoints.reach("turn.taken")
    except Exception as error:
        if event_id is None:
            raise
        log.exception("turn failed")
        _count_failure(house, line_user, event_id, error)
        more = True
    failpoints.reach("turn.committed")
    return more


def _take(house: House, tx: Any, line_user: str, event: Any, dialogs: Mapping[str, Dialog]) -> None:
    logs.about(line_user, event.id)
    at = house.clock.ms()
    talk = load(house, tx, line_user, at)
    said = line.heard(event.raw, talk.screen)
    if _is_double_tap(talk, said, event.raw):
        inbox.done(tx, event.id, at, "ignored")
        return
    _note_tap(talk, said, event.raw)
    if said.kind == "unfollow":
        talk.friend = False
        sending.give_up(tx, line_user, at)
    elif said.kind == "unsend":
        inbox.hide(tx, line_user, str(said.value))
    elif said.kind != "other" or event.raw.get("type") == "message":
        talk.friend = True
        conversation.take(talk, said, dialogs)
    send(talk, event.raw.get("replyToken"), event.received_at, f"turn:{event.id}")
    save(talk)
    inbox.done(tx, event.id, at)


def load(house: House, tx: Any, line_user: str, at: int) -> Talk:
    """The talk of a person, begun where there is none."""
    row = talks.load(tx, line_user) or talks.start(tx, line_user, conversation.HOME, "choosing", at)
    return Talk(line_user, row.dialog, row.state, row.told, row.screen, row.owner, row.misheard, row.friend, row.version,
                at, tx, house)


def save(talk: Talk) -> None:
    """Save what the turn made of the talk."""
    talks.save(talk.tx, talk.line_user, talk.version, {
        "dialog": talk.dialog, "state": talk.state, "told": talk.told, "screen": talk.screen, "owner": talk.owner,
        "misheard": talk.misheard, "friend": talk.friend, "updated_at": talk.at,
    })


def send(talk: Talk, reply_token: str | None, token_at: int, once: str) -> None:
    """Queue everything the turn said: prompts by reply where there is a token, the rest by push."""
    tx, who, at = talk.tx, talk.line_user, talk.at
    for message, name in talk.pushed:
        outbox.push(tx, who, [message], at, once=name)
    for other, what, name in talk.for_others:
        if isinstance(what, Menu):
            outbox.menu(tx, other, what, at)
        else:
            outbox.push(tx, other, [what], at, once=name)
    for mail in talk.mails:
        outbox.mail(tx, mail, at, line_user=who)
    if talk.menu is not None:
        outbox.menu(tx, who, talk.menu, at)
    if not talk.out:
        return
    quick = () if talk.owner == "staff" else line.quick_words(talk.dialog, bool(talk.told or talk.screen.get("trail")))
    rendered = line.render(talk.out, quick)
    if reply_token:
        outbox.reply(tx, who, rendered, reply_token, token_at, at)
    else:
        outbox.push_rendered(tx, who, rendered, at, once=once)


def _is_double_tap(talk: Talk, said: Said, raw: Mapping[str, Any]) -> bool:
    """The same button of the same card again within seconds: a trembling finger, not an answer to the next question."""
    last = talk.screen.get("tapped")
    if said.kind != "stale" or not last:
        return False
    when = raw.get("timestamp", 0)
    return bool(said.facts.get("data") == last[0] and abs(when - last[1]) <= DOUBLE_TAP_MS)


def _note_tap(talk: Talk, said: Said, raw: Mapping[str, Any]) -> None:
    if said.kind == "choice" and "data" in said.facts:
        talk.screen["tapped"] = [said.facts["data"], raw.get("timestamp", 0)]


def _count_failure(house: House, line_user: str, event_id: int, error: Exception) -> None:
    with house.db.writing() as tx:
        # What an exception says may hold what somebody typed: its kind and its place are kept.
        over = inbox.failed(tx, event_id, f"{logs.kind(error)}: {logs.places(error)[-1]}", TRIES, house.clock.real_ms())
        if over:
            outbox.push(tx, line_user, [Text(t("prompts.apology"))], house.clock.ms(), once=f"apology:{event_id}")
