"""One talk: the whole transcript, and a person's own words while the talk is theirs."""

from typing import Any

from flask import make_response, redirect, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from bot import inbox, outbox
from bot.console import transcript
from bot.console.access import hand, page, posted
from bot.house import house
from bot.locale import t, words
from bot.messages import Text
from domain.desk import talks as desk
from domain.errors import FieldLeftEmpty, TalkClosed, WordsHoldPrivateNumber, WordsTooLong
from domain.roles import Act
from domain.store import hand_offs, staff

POST = ("POST",)


@page("/talks/<int:hand_off_id>", Act.LOOK)
def talk(hand_off_id: int) -> str:
    """The page; `?part=transcript` is the transcript alone, for the page that refreshes itself."""
    return _talk(hand_off_id)


def _talk(hand_off_id: int, error: str = "", typed: str = "") -> str:
    with house().db.reading() as tx:
        row = hand_offs.get(tx, hand_off_id)
        if row is None:
            raise TalkClosed
        facts = {
            "row": row, "owner": staff.name(tx, row.staff_id), "talk": hand_offs.talk_of(tx, row.line_user),
            "lines": transcript.lines(hand_offs.said(tx, row.line_user), hand_offs.sent(tx, row.line_user), staff.names(tx)),
            "filings": hand_offs.filings_of(tx, row.line_user),
        }  # fmt: skip
    if request.args.get("part") == "transcript":
        return render_template("console/transcript.html", **facts)
    mine = row.state == "taken" and row.staff_id == hand().staff_id
    canned = (
        []
        if not mine
        else [t(f"console.canned.{name}", name=hand().name) for name in words("console.canned")]
    )
    return render_template(
        "console/talk.html", error=error, typed=typed, mine=mine, canned=canned, most=desk.SAY_MOST, **facts
    )


@page("/talks/<int:hand_off_id>/take", Act.TALK, POST)
def take_over(hand_off_id: int) -> Response:
    """対応する: from here on the bot is silent."""
    who = hand()
    with house().db.writing() as tx:
        row = desk.take_over(tx, who, hand_off_id, posted())
        if row is not None:
            _news(tx, row, {"act": "taken_over", "staff": who.name}, who.at)
    return _woken(row, hand_off_id)


@page("/talks/<int:hand_off_id>/say", Act.TALK, POST)
def say(hand_off_id: int) -> Response:
    """A message to the person: by push, once, under the staff's own name."""
    who, text = hand(), request.form.get("text", "").replace("\r\n", "\n").strip()
    try:
        with house().db.writing() as tx:
            row = desk.say(tx, who, hand_off_id, text, posted())
            if row is not None:
                words_of_staff = Text(text, t("console.talk.sender", name=who.name))
                outbox.push(
                    tx, row.line_user, [words_of_staff], who.at, once=f"say:{posted().key}", source=who.actor
                )
    except WordsHoldPrivateNumber as refused:
        masked = refused.facts["masked"]
        return make_response(
            _talk(hand_off_id, t("errors.words_hold_private_number", masked=masked), masked), 409
        )
    except (FieldLeftEmpty, WordsTooLong) as refused:
        said = (
            t("console.talk.empty")
            if isinstance(refused, FieldLeftEmpty)
            else t("errors.words_too_long", **refused.facts)
        )
        return make_response(_talk(hand_off_id, said, text), 409)
    return _woken(row, hand_off_id)


@page("/talks/<int:hand_off_id>/hand-back", Act.TALK, POST)
def hand_back(hand_off_id: int) -> Response:
    """Back to the bot, which repeats its pending question."""
    who = hand()
    with house().db.writing() as tx:
        row = desk.hand_back(tx, who, hand_off_id, posted())
        if row is not None:
            _news(tx, row, {"act": "handed_back", "staff": who.name}, who.at)
    return _woken(row, hand_off_id)


def _news(tx: Connection, row: Any, facts: dict[str, str], at: int) -> None:
    inbox.news(
        tx,
        row.line_user,
        "staff",
        {**facts, "hand_off": row.id},
        at,
        once=f"hand_off:{row.id}:{facts['act']}",
    )


def _woken(row: Any, hand_off_id: int) -> Response:
    if row is not None:
        house().wake(row.line_user)
    return redirect(f"/staff/talks/{hand_off_id}#end", 303)
