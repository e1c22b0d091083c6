"""Faults planted on purpose: a suite that does not find them proves nothing (T94).

Each is one careless change somebody might make. `python -m tests.scenario.nest NAME` serves with one of them.
"""

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from bot import conversation, inbox, line, links, outbox, sender, turn
from domain.desk import codes, review
from domain.desk import talks as desk_talks
from domain.store import db, sending, talks
from domain.store.prepared import Prepared
from domain.store.tables import one_time_link, outgoing, talk


class Patches:
    """Names replaced, and put back."""

    def __init__(self) -> None:
        self._kept: list[tuple[Any, str, Any]] = []

    def put(self, owner: Any, name: str, value: Any) -> None:
        """Replace a name; it must be there."""
        self._kept.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)

    def undo(self) -> None:
        """Everything as it was."""
        for owner, name, value in reversed(self._kept):
            setattr(owner, name, value)


@dataclass(frozen=True)
class Plant:
    """One fault: what somebody changed."""

    change: str
    plant: Callable[[Patches], None]

    def apply(self) -> Patches:
        """Plant it; the patches undo it."""
        patches = Patches()
        self.plant(patches)
        return patches


def _no_dedupe(patches: Patches) -> None:
    keep = inbox.keep

    def kept(tx: Any, event_id: str, *rest: Any) -> bool:
        return keep(tx, f"{event_id[:32]}:{uuid.uuid4().hex[:16]}", *rest)

    patches.put(inbox, "keep", kept)


def _sent_before_commit(patches: Patches) -> None:
    queue = turn.send

    def send(talk_: Any, *rest: Any) -> None:
        queue(talk_, *rest)
        if (
            talk_.house.line is None
        ):  # The model sends nothing; the fault must be found by what was delivered.
            return
        rows = (
            talk_.tx.execute(
                select(outgoing).where(
                    outgoing.c.line_user == talk_.line_user,
                    outgoing.c.state == "queued",
                    outgoing.c.kind == "push",
                )
            )
            .mappings()
            .all()
        )
        for row in rows:
            talk_.house.line.push(row["line_user"], row["payload"]["messages"], row["retry_key"])
            talk_.tx.execute(update(outgoing).where(outgoing.c.id == row["id"]).values(state="accepted"))

    patches.put(turn, "send", send)


def _deferred_begin(patches: Patches) -> None:
    patches.put(db, "_begin", lambda tx: tx.connection.cursor().execute("BEGIN"))


def no_version_check(patches: Patches) -> None:
    columns = ("dialog", "state", "told", "screen", "owner", "misheard", "friend", "version", "updated_at")
    patches.put(
        talks,
        "_save",
        Prepared(
            update(talk)
            .where(talk.c.line_user == bindparam("who"))
            .values({name: bindparam(f"new_{name}") for name in columns})
        ),
    )


def _stale_forms_taken(patches: Patches) -> None:
    patches.put(review, "same_version", lambda *_: None)


def _new_key_each_try(patches: Patches) -> None:
    send = sender.Sender._send
    patches.put(sender.Sender, "_send", lambda self, row: send(self, {**row, "retry_key": str(uuid.uuid4())}))


def _reply_tried_again(patches: Patches) -> None:
    settled = sender.Sender._settled

    def tried_again(self: Any, row: Any, answer: Any) -> Any:
        return self._later(row, answer.detail) if answer.outcome == "unclear" else settled(self, row, answer)

    patches.put(sender.Sender, "_settled", tried_again)


def _wrong_codes_rolled_back(patches: Patches) -> None:
    patches.put(codes.tries, "missed", lambda *_: None)


def _done_before_taken(patches: Patches) -> None:
    take = turn._take

    def early(house: Any, _tx: Any, who: str, event: Any, dialogs: Any) -> None:
        inbox.done(_tx, event.id, house.clock.ms())
        _tx.connection.cursor().execute("COMMIT")
        _tx.connection.cursor().execute("BEGIN IMMEDIATE" if house.db.sqlite else "BEGIN")
        take(house, _tx, who, event, dialogs)

    patches.put(turn, "_take", early)


def _card_ids_ignored(patches: Patches) -> None:
    heard = line._postback

    def by_index(postback: Any, screen: Any) -> Any:
        index = str(postback.get("data", "")).partition(":")[2]
        return heard({**postback, "data": f"{screen.get('card')}:{index}"}, screen)

    patches.put(line, "_postback", by_index)


def _unordered_outbox(patches: Patches) -> None:
    find = select(outgoing, talk.c.friend).outerjoin(talk, talk.c.line_user == outgoing.c.line_user)
    find = find.where(sending.OPEN, sending._due).order_by(outgoing.c.next_at, outgoing.c.id).limit(bindparam("most"))
    patches.put(sending, "_finding", functools.cache(lambda dialect, kinds: Prepared(find)))


def _link_spent_unseen(patches: Patches) -> None:
    def spend(tx: Any, token: str, at: int) -> None:
        tx.execute(
            update(one_time_link).where(one_time_link.c.token_hash == links.hashed(token)).values(used_at=at)
        )

    patches.put(links, "spend", spend)


def _form_keys_ignored(patches: Patches) -> None:
    push = outbox.push
    patches.put(outbox, "push", lambda *arguments, once=None, **more: push(*arguments, **more))
    patches.put(desk_talks, "fresh", lambda *_: True)


def _bot_talks_into_staff(patches: Patches) -> None:
    take = conversation.take

    def taken(talk_: Any, said: Any, dialogs: Any) -> None:
        owner, talk_.owner = talk_.owner, "bot"
        take(talk_, said, dialogs)
        talk_.owner = owner if talk_.owner == "bot" and not said.from_house else talk_.owner
        if owner == "staff" and not said.from_house and not talk_.out:
            conversation.ask(talk_, dialogs)

    patches.put(conversation, "take", taken)


def _commits_unflushed(patches: Patches) -> None:
    patches.put(db, "PRAGMAS", tuple(pragma.replace("FULL", "NORMAL") for pragma in db.PRAGMAS))


PLANTS: dict[str, Plant] = {
    "no_dedupe": Plant("a webhook event is stored however often it comes", _no_dedupe),
    "sent_before_commit": Plant(
        "pushes are sent inside the transaction that decides them", _sent_before_commit
    ),
    "deferred_begin": Plant("BEGIN instead of BEGIN IMMEDIATE", _deferred_begin),
    "no_version_check": Plant("a talk is saved over whatever was saved meanwhile", no_version_check),
    "stale_forms_taken": Plant("the console takes a form of an older version", _stale_forms_taken),
    "new_key_each_try": Plant("each try of a push has a retry key of its own", _new_key_each_try),
    "reply_tried_again": Plant("a reply nobody knows of is tried again", _reply_tried_again),
    "wrong_codes_rolled_back": Plant("a wrong code is refused and not counted", _wrong_codes_rolled_back),
    "done_before_taken": Plant(
        "an event is marked done in a transaction before its turn", _done_before_taken
    ),
    "card_ids_ignored": Plant("of a tapped button only the index counts", _card_ids_ignored),
    "unordered_outbox": Plant("a person's rows do not wait for one another", _unordered_outbox),
    "link_spent_unseen": Plant(
        "a one-time link is marked as used without looking whether it was", _link_spent_unseen
    ),
    "form_keys_ignored": Plant("a form of the console that is posted twice acts twice", _form_keys_ignored),
    "commits_unflushed": Plant("a commit of SQLite does not wait for the disk", _commits_unflushed),
    "bot_talks_into_staff": Plant("the bot answers while a person has the word", _bot_talks_into_staff),
}
