"""運用: what waits, what got stuck and why; a person begins it again or discards it, with a reason. Nobody is named here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import make_response, redirect, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from bot import logs
from bot.console.access import hand, page, posted
from bot.console.view import optional_text
from bot.house import STALLED_SECONDS, house
from bot.locale import t
from domain import masking
from domain.desk import operations as desk
from domain.errors import FieldLeftEmpty, NotOneOfThese, WordsTooLong
from domain.roles import Act
from domain.store import figures, stuck

POST = ("POST",)
SLOW_S = 60  # a queue whose oldest has waited longer is shown in red
QUOTA_ALARM = 0.9  # share of the month's messages from which it is shown in red


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure at the top."""

    name: str
    text: str
    alarming: bool = False


@dataclass(frozen=True, slots=True)
class Stuck:
    """One row of a list."""

    id: int
    at: int
    who: str
    receipt: str
    what: str
    cause: str
    technical: str
    tries: int
    may_go_again: bool = True


@page("/operations", Act.OPERATE)
def operations() -> str:
    """The page."""
    return _page()


def _page(error: str = "") -> str:
    at = house().clock.ms()
    with house().db.reading() as tx:
        told = _figures(tx, at)
        events, sends = [_event(row) for row in stuck.events(tx)], [_send(row) for row in stuck.sends(tx)]
        counts = {"events": figures.quarantined(tx), "sends": sum(figures.stuck(tx).values())}
    return render_template(
        "console/operations.html", figures=told, events=events, sends=sends, counts=counts, error=error, said=_said(),
        most=stuck.PAGE, reason_most=desk.REASON_MOST,
    )  # fmt: skip


def _said() -> str:
    """What the last act did, from the address it led to."""
    done, passed_over = (request.args.get(name, "") for name in ("done", "passed"))
    if not (done.isdecimal() and passed_over.isdecimal() and len(done + passed_over) < 8):
        return ""
    if int(passed_over):
        return t("console.operations.done_some", done=done, passed_over=passed_over)
    return t("console.operations.done", done=done)


@page("/operations/events/again", Act.OPERATE, POST)
def events_again() -> Response:
    """Quarantined events are taken again."""
    return _act(desk.take_again)


@page("/operations/events/discard", Act.OPERATE, POST)
def events_discarded() -> Response:
    """Quarantined events are discarded."""
    return _act(desk.discard_events)


@page("/operations/sends/again", Act.OPERATE, POST)
def sends_again() -> Response:
    """Messages that did not arrive are sent again."""
    return _act(desk.send_again)


@page("/operations/sends/discard", Act.OPERATE, POST)
def sends_discarded() -> Response:
    """Messages that did not arrive are discarded."""
    return _act(desk.discard_sends)


def _act(act: Callable[..., desk.Outcome | None]) -> Response:
    ids = [int(one) for one in request.form.getlist("row") if one.isdecimal() and len(one) < 18]
    try:
        with house().db.writing() as tx:
            outcome = act(tx, hand(), ids, request.form.get("reason", ""), posted())
    except FieldLeftEmpty:
        return make_response(_page(t("console.operations.reason_missing")), 409)
    except NotOneOfThese:
        return make_response(_page(t("console.operations.nothing_chosen")), 409)
    except WordsTooLong as refused:
        return make_response(_page(t("errors.words_too_long", **refused.facts)), 409)
    if outcome is None:
        return redirect("/staff/operations", 303)
    for line_user in set(outcome.line_users):
        house().wake(line_user)
    return redirect(f"/staff/operations?done={outcome.done}&passed={outcome.passed_over}", 303)


def _figures(tx: Connection, at: int) -> list[Figure]:
    waiting, since = figures.inbox(tx)
    found = [_queue("inbox", waiting, since, at)]
    outbox = figures.outbox(tx)
    found.append(_queue("outbox", sum(n for n, _ in outbox.values()), min((since for _, since in outbox.values()), default=None), at))
    beats = house().engine.heartbeats()
    alive = [age for age in beats if age < STALLED_SECONDS]
    working = t("console.operations.workers_alive", alive=len(alive), oldest=round(max(alive))) if alive else t("console.operations.workers_none")
    found.append(Figure("workers", working, not alive))
    found.append(_quota(tx))
    if not figures.may_send(tx):
        found.append(Figure("armed", t("console.operations.not_armed"), True))
    return found


def _queue(name: str, waiting: int, since: int | None, at: int) -> Figure:
    late = max(0, at - since) // 1000 if since else 0
    if not waiting:
        return Figure(name, t("console.operations.nothing_waits"))
    if late < 120:
        return Figure(name, t("console.operations.waits", waiting=waiting, seconds=late), late > SLOW_S)
    return Figure(name, t("console.operations.waits_long", waiting=waiting, minutes=late // 60), True)


def _quota(tx: Connection) -> Figure:
    told = figures.quota(tx)
    if told is None:
        return Figure("quota", t("console.operations.quota_unknown"))
    if told["limit"] is None:
        return Figure("quota", t("console.operations.quota_free", used=told["used"]))
    left = told["limit"] - told["used"]
    return Figure("quota", t("console.operations.quota_left", left=left, limit=told["limit"]), told["used"] >= QUOTA_ALARM * told["limit"])


def _event(row: Any) -> Stuck:
    raw = row.raw if isinstance(row.raw, dict) else {}
    message = raw.get("message")
    kind = message.get("type") if isinstance(message, dict) else raw.get("kind") if raw.get("type") == "house" else raw.get("type")
    cause = "unreadable" if not row.line_user else "turn_failed"
    technical = (row.error or "").partition(":")[0]  # Behind the colon may stand what somebody typed.
    return Stuck(row.id, row.occurred_at, _short(row.line_user), row.receipt or "", _what(str(kind or "")[:40]), t(f"console.cause.{cause}"), technical[:60],
                 row.attempts, bool(row.line_user))  # fmt: skip


def _what(kind: str) -> str:
    return optional_text(f"console.got.{kind}", kind) if kind.isidentifier() else kind


def _send(row: Any) -> Stuck:
    cause = next(name for name, fits in CAUSES if fits(row))
    technical = masking.masked(logs.scrubbed(row.error or ""))[:120]
    return Stuck(row.id, row.created_at, _short(row.line_user), row.receipt or "", t(f"console.way.{row.kind}"), t(f"console.cause.{cause}"),
                 technical, row.attempts)  # fmt: skip


def _short(line_user: str) -> str:
    return logs.short(line_user) if line_user else ""


def _says(words: str) -> Callable[[Any], bool]:
    return lambda row: words in (row.error or "")


CAUSES: Sequence[tuple[str, Callable[[Any], bool]]] = (
    ("expired", lambda row: row.state == "expired"),
    ("reply_unknown", lambda row: row.state == "unknown"),
    ("unclear_for_a_day", _says("unclear for a day")),
    ("menus_missing", _says("rich menus are not set up")),
    ("mail_refused", lambda row: row.kind == "mail"),
    ("line_refused", lambda row: True),
)
