"""A person in the talk: take over, say, hand back. The hand-off row decides, under its lock, who may speak.

`talk.owner` is set by the talk's own next turn from the news the caller sends; until that turn the row here already
refuses everybody else.
"""

from typing import Any

from sqlalchemy import Connection

from domain import masking
from domain.desk.hands import Form, Hand, fresh, moment, record
from domain.errors import (
    FieldLeftEmpty,
    TakenByAnother,
    TalkClosed,
    TalkNotYours,
    WordsHoldPrivateNumber,
    WordsTooLong,
)
from domain.roles import Act
from domain.store import hand_offs, staff, talks

SAY_MOST = 1000  # characters of one message: more is a letter, not a talk


def take_over(tx: Connection, hand: Hand, hand_off_id: int, form: Form) -> Any | None:
    """Take a waiting talk. TakenByAnother, TalkClosed. None when this form was posted before. The caller sends the news."""
    hand.must(Act.TALK)
    if not fresh(tx, hand, form, "talk_taken", _subject(hand_off_id)):
        return None
    won = hand_offs.take(tx, hand_off_id, hand.staff_id, hand.at)
    row = hand_offs.get(tx, hand_off_id)
    if row is None or row.state == "closed":
        raise TalkClosed
    if not won:
        raise TakenByAnother(by=staff.name(tx, row.staff_id), at=moment(row.taken_at or row.requested_at))
    record(tx, hand, "talk_taken", _subject(hand_off_id), {"line_user": row.line_user})
    return row


def say(tx: Connection, hand: Hand, hand_off_id: int, words: str, form: Form) -> Any | None:
    """May these words be sent by this hand now? Returns the row; the caller queues the message in this transaction.

    TalkNotYours, FieldLeftEmpty, WordsTooLong; WordsHoldPrivateNumber with the words masked, to be looked at first.
    A turn of the person that is under way comes first, so that both messages are sent in the order of their rows.
    """
    if (asked := hand_offs.get(tx, hand_off_id)) is not None:
        talks.load(tx, asked.line_user)
    row = _mine(tx, hand, hand_off_id)
    if not words:
        raise FieldLeftEmpty(field="message")
    if len(words) > SAY_MOST:
        raise WordsTooLong(typed=len(words), most=SAY_MOST)
    if masking.holds_private_number(words):
        raise WordsHoldPrivateNumber(masked=masking.masked(words))
    if not fresh(tx, hand, form, "talk_said", _subject(hand_off_id)):
        return None
    record(tx, hand, "talk_said", _subject(hand_off_id), {"line_user": row.line_user, "length": len(words)})
    return row


def hand_back(tx: Connection, hand: Hand, hand_off_id: int, form: Form) -> Any | None:
    """The bot goes on, with the question that was pending. None when this form was posted before."""
    if not fresh(tx, hand, form, "talk_handed_back", _subject(hand_off_id)):
        return None
    row = _mine(tx, hand, hand_off_id)
    hand_offs.close(tx, hand_off_id, hand.at)
    record(tx, hand, "talk_handed_back", _subject(hand_off_id), {"line_user": row.line_user})
    return row


def _mine(tx: Connection, hand: Hand, hand_off_id: int) -> Any:
    hand.must(Act.TALK)
    row = hand_offs.get(tx, hand_off_id, lock=True)
    if row is None or row.state == "closed":
        raise TalkClosed
    if row.state == "waiting":
        raise TalkNotYours(by="nobody")
    if row.staff_id != hand.staff_id:
        raise TalkNotYours(by=staff.name(tx, row.staff_id))
    return row


def _subject(hand_off_id: int) -> str:
    return f"hand_off:{hand_off_id}"
