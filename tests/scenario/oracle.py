"""What must be true when all is quiet again. Every finding is a sentence; none is the goal."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select, text

from domain.store import audit
from domain.store.db import Database
from domain.store.tables import filing, hand_off, line_event, outgoing
from tests.scenario.refold import Model

Messages = list[dict[str, Any]]


@dataclass
class Ledger:
    """What LINE saw: every event it sent and had accepted, every message it delivered, in its order."""

    accepted: dict[str, dict[str, Any]] = field(default_factory=dict)  # event id → event
    refused: dict[str, int | None] = field(default_factory=dict)  # event id → last status, never accepted
    delivered: dict[str, list[Messages]] = field(
        default_factory=lambda: defaultdict(list)
    )  # user → calls done


def of_emulator(log: Sequence[Mapping[str, Any]]) -> Ledger:
    """The ledger out of the emulator's log, which over hours remembers more than the emulator: old reply tokens too."""
    ledger = Ledger()
    events = [entry["event"] for entry in log if entry["kind"] == "webhook"]
    token_owner = {event["replyToken"]: event["source"]["userId"] for event in events if "replyToken" in event}
    for entry in log:
        if entry["kind"] == "webhook":
            event_id = entry["event"]["webhookEventId"]
            if entry.get("accepted"):
                ledger.accepted[event_id] = entry["event"]
                ledger.refused.pop(event_id, None)
            elif event_id not in ledger.accepted:
                ledger.refused[event_id] = entry["status"]
        elif entry["kind"] == "api" and entry["status"] == 200 and entry["endpoint"] in ("push", "reply"):
            body = entry["request"]
            who = body["to"] if entry["endpoint"] == "push" else token_owner[body["replyToken"]]
            ledger.delivered[who].append(body["messages"])
    return ledger


def judge(
    db: Database, ledger: Ledger, model: Model | None, unmodelled: frozenset[str] = frozenset()
) -> list[str]:
    """Every finding. `unmodelled`: people whose talk is moved by pages too, so that no refold can be made."""
    found = [*events_taken_once(db, ledger), *whole(db), *filed_once(db)]
    with db.reading() as tx:
        people = sorted(set(tx.execute(select(line_event.c.line_user).distinct()).scalars()) - {""})
    for who in people:
        found += [f"{who}: {word}" for word in delivered_once(db, ledger.delivered.get(who, []), who)]
        if who in unmodelled:
            found += [f"{who}: {word}" for word in answered_once(db, who)]
        elif model is not None:
            found += [f"{who}: {word}" for word in model.differences(db, who)]
    strangers = set(ledger.delivered) - set(people)
    return found + [f"{who} got messages without ever having written" for who in strangers]


def events_taken_once(db: Database, ledger: Ledger) -> list[str]:
    """Every event that LINE had accepted is one row, taken; and there is no row of any other event."""
    with db.reading() as tx:
        rows = tx.execute(select(line_event.c.webhook_event_id, line_event.c.state, line_event.c.error)).all()
    states = {
        row.webhook_event_id: row.state for row in rows if not row.webhook_event_id.startswith("house:")
    }
    found = [f"LINE gave up on event {one}: {status}" for one, status in ledger.refused.items()]
    found += [f"event {one} is lost" for one in set(ledger.accepted) - set(states)]
    found += [
        f"event {one} was never sent" for one in set(states) - set(ledger.accepted) - set(ledger.refused)
    ]
    return found + [
        f"event {row.webhook_event_id} is {row.state}: {row.error}"
        for row in rows
        if row.state not in ("done", "ignored")
    ]


def delivered_once(db: Database, delivered: list[Messages], who: str) -> list[str]:
    """Accepted rows were delivered once each, in their order; a reply nobody knows of, at most once; nothing else."""
    with db.reading() as tx:
        rows = tx.execute(
            select(outgoing.c.id, outgoing.c.kind, outgoing.c.state, outgoing.c.payload, outgoing.c.error)
            .where(outgoing.c.line_user == who, outgoing.c.channel == "line", outgoing.c.kind != "menu").order_by(outgoing.c.id)
        ).all()  # fmt: skip
    wrong = [
        f"row {row.id} ({row.kind}) ended {row.state}: {row.error}" for row in rows if not _ended_well(row)
    ]
    if wrong:
        return wrong
    open_rows = list(rows)
    for number, messages in enumerate(delivered):
        while open_rows and _key(open_rows[0].payload["messages"]) != _key(messages):
            skipped = open_rows.pop(0)
            if skipped.state == "accepted":
                return [
                    f"row {skipped.id} ({skipped.kind}) is accepted, but delivery {number} of {len(delivered)} is {_key(messages)[:200]}: lost, doubled or out of order"
                ]
        if not open_rows:
            return [f"delivery {number} is one too many: {_key(messages)[:200]}"]
        open_rows.pop(0)
    return [
        f"row {row.id} ({row.kind}) is accepted and was not delivered"
        for row in open_rows
        if row.state == "accepted"
    ]


def answered_once(db: Database, who: str) -> list[str]:
    """Everything a person said was answered by one row, under its own reply token. Not for talks that staff have."""
    with db.reading() as tx:
        events = tx.execute(
            select(line_event.c.id, line_event.c.raw).where(
                line_event.c.line_user == who, line_event.c.state == "done"
            )
        ).all()
        tokens = (
            tx.execute(
                select(outgoing.c.reply_token).where(
                    outgoing.c.line_user == who, outgoing.c.reply_token.is_not(None)
                )
            )
            .scalars()
            .all()
        )
    said = {
        row.raw["replyToken"]: row
        for row in events
        if row.raw.get("type") in ("follow", "message", "postback")
    }
    found = [
        f"event {row.id} was answered {tokens.count(token)} times"
        for token, row in said.items()
        if tokens.count(token) != 1
    ]
    return found + [f"an answer to {token}, which nobody said" for token in set(tokens) - set(said)]


def whole(db: Database) -> list[str]:
    """The database is sound, nobody has rewritten the audit, and no job was left behind."""
    with db.reading() as tx:
        found = _sound_file(tx) if db.sqlite else _no_job_left(tx)
        broken = audit.broken_at(tx)
    return found + ([f"the audit's chain is broken at {broken}"] if broken is not None else [])


def _sound_file(tx: Connection) -> list[str]:
    told = tx.execute(text("PRAGMA integrity_check")).scalar()
    found = [] if told == "ok" else [f"integrity_check: {told}"]
    return found + [f"foreign key: {tuple(row)}" for row in tx.execute(text("PRAGMA foreign_key_check"))]


def _no_job_left(tx: Connection) -> list[str]:
    """PostgreSQL checks itself; what could be left behind are jobs that hold somebody's lock, or that failed. One more
    wake-up that nobody has taken yet does no harm."""
    if tx.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar() is None:
        return []
    left = tx.execute(text("SELECT id, status, args FROM procrastinate_jobs WHERE task_name = 'drain' AND status NOT IN ('succeeded', 'todo')"))
    return [f"job {row.id} is {row.status}: {row.args}" for row in left]


def filed_once(db: Database) -> list[str]:
    """One filing a person whatever was tapped how often, one receipt for it, one open hand-off a talk."""
    with db.reading() as tx:
        filings = tx.execute(
            select(
                filing.c.person_id, func.count().label("n"), func.min(filing.c.receipt).label("receipt")
            ).group_by(filing.c.person_id)
        ).all()
        receipts = (
            tx.execute(select(outgoing.c.dedupe).where(outgoing.c.dedupe.like("receipt:%"))).scalars().all()
        )
        open_ones = (
            tx.execute(select(hand_off.c.line_user).where(hand_off.c.state != "closed")).scalars().all()
        )
    found = [f"person {row.person_id} has {row.n} filings" for row in filings if row.n != 1]
    told = sorted(name.split(":")[1] for name in receipts)
    if told != sorted(row.receipt for row in filings):
        found.append(f"receipts told: {told}; filings: {sorted(row.receipt for row in filings)}")
    return found + ["two open hand-offs in one talk"] * (len(open_ones) != len(set(open_ones)))


def replies_nobody_knows_of(db: Database) -> tuple[int, int]:
    """(replies whose fate is unknown, replies in all): the price of having no retry key for replies."""
    with db.reading() as tx:
        states = tx.execute(select(outgoing.c.state).where(outgoing.c.kind == "reply")).scalars().all()
    return states.count("unknown"), len(states)


def _ended_well(row: Any) -> bool:
    return row.state in ("accepted", "blocked") or (row.state == "unknown" and row.kind == "reply")


def _key(messages: Messages) -> str:
    return json.dumps(messages, ensure_ascii=False, sort_keys=True)
