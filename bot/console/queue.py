"""The queue: mine, unassigned, overdue, all, closed; every view of it has its own address."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request

from bot.clock import tokyo_date
from bot.console.access import hand, page
from bot.house import house
from domain import filing as life
from domain.roles import Act
from domain.store import queue as store
from domain.store import staff


@dataclass(frozen=True, slots=True)
class Line:
    """One filing in the list."""

    row: Any
    title: str
    owner: str
    age: int
    due: dt.date
    urgency: life.Urgency


@page("/", Act.LOOK)
def queue() -> str:
    """The list, its counts, its filters and its search."""
    filters, today = _filters(), tokyo_date(house().clock.ms())
    with house().db.reading() as tx:
        rows, more = store.page(tx, filters, hand().staff_id, today)
        lines = _lines(rows, store.titles(tx, rows), staff.names(tx), today)
        counts = store.counts(tx, hand().staff_id, today)
    groups = [(u, [line for line in lines if line.urgency is u]) for u in life.Urgency]
    if filters.scope == "closed" or filters.receipt:
        groups = [("closed", lines)]  # type: ignore[list-item]
    return render_template(
        "console/queue.html", filters=filters, groups=groups, counts=counts, more=more, link=_link, kinds=life.KINDS,
        states=tuple(life.State), scopes=store.SCOPES, count_most=store.COUNT_MOST,
    )  # fmt: skip


def _filters() -> store.Filters:
    asked = request.args
    scope, kind, state, number = (asked.get(name, "") for name in ("scope", "kind", "state", "page"))
    return store.Filters(
        scope if scope in store.SCOPES else "mine",
        kind if kind in life.KINDS else "",
        state if state in set(life.State) else "",
        asked.get("receipt", "").strip()[:40],
        min(int(number), 100_000) if number.isdecimal() and len(number) < 7 else 1,
    )


def _lines(rows: Sequence[Any], titles: dict[int, str], names: dict[int, str], today: dt.date) -> list[Line]:
    lines = []
    for row in rows:
        submitted = life.submitted_on(row.submitted_at)
        due = life.due(submitted, row.due_on)
        lines.append(
            Line(
                row,
                titles.get(row.id, ""),
                names.get(row.owner_id, ""),
                life.age(submitted, today),
                due,
                life.urgency(row.state, due, today),
            )
        )
    return lines


def _link(filters: store.Filters, **other: Any) -> str:
    asked = {
        "scope": filters.scope,
        "kind": filters.kind,
        "state": filters.state,
        "receipt": filters.receipt,
        **other,
    }
    return "/staff/?" + urlencode({name: value for name, value in asked.items() if value})
