"""Existing passbooks taken over: a CSV file or a form, a dry run with every row's fate, and a second person who accepts."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from bot.console.access import hand, page, posted
from bot.csv_file import csv_bytes
from bot.house import house
from bot.locale import t, words
from domain.desk import import_passbooks as checks
from domain.desk import passbook_entries as desk
from domain.desk.import_passbooks import REFUSED, Fate
from domain.errors import CellRefused, ImportTooLong
from domain.passbook_rows import COLUMNS
from domain.roles import Act
from domain.store import staff
from domain.terms import Kind

FILE_MOST = 500_000  # bytes
CELL_MOST = 200  # characters
HAND, CSV = "hand", "csv"


@page("/passbooks", Act.LOOK)
def passbook_entries() -> str:
    """Entries that wait or are decided, and the two ways to make one."""
    with house().db.reading() as tx:
        entries, names = desk.waiting(tx), staff.names(tx)
    return render_template("console/passbook_entries.html", entries=entries, names=names, kinds=tuple(Kind))


@page("/passbooks/example", Act.LOOK)
def passbook_example() -> Response:
    """A file to fill in, with two rows of the guide's passbook."""
    headings = [words(f"console.import_columns.{column}")[0] for column in COLUMNS]
    kind = words("console.import_kinds.ordinary")[0]
    rows = [
        ("300101", "2022-300101", kind, 2022, nth, 30, "", "2026-08-10:30" if nth == 1 else "", "")
        for nth in (1, 2)
    ]
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="passbooks.csv"',
    }
    return Response(csv_bytes(headings, rows), headers=headers)


@page("/passbooks/check", Act.REVIEW, ("POST",))
def passbooks_checked() -> AnyResponse:
    """The dry run: every row with what would become of it; nothing is changed."""
    way = HAND if request.form.get("way") == HAND else CSV
    try:
        rows = _typed(request.form) if way == HAND else _uploaded()
        with house().db.reading() as tx:
            fates = checks.dry_run(tx, rows, 2 if way == CSV else 1)
    except (CellRefused, ImportTooLong) as refusal:
        return make_response(_refused_file(t(f"errors.{refusal.key()}", **refusal.facts)), 400)
    refused = sum(fate.verdict == REFUSED for fate in fates)
    shown = render_template(
        "console/passbook_check.html", fates=[_shown(fate) for fate in fates], refused=refused, way=way, columns=COLUMNS,
        rows=json.dumps(rows, ensure_ascii=False), counts=_counts(fates),
    )  # fmt: skip
    return make_response(shown, 422 if refused else 200)


@page("/passbooks/propose", Act.REVIEW, ("POST",))
def passbooks_proposed() -> AnyResponse:
    """Keep the checked rows until a second person accepts them."""
    way = HAND if request.form.get("way") == HAND else CSV
    with house().db.writing() as tx:
        entry_id = desk.propose(tx, hand(), _kept(request.form.get("rows", "")), way, posted())
    return redirect(f"/staff/passbooks/{entry_id}" if entry_id else "/staff/passbooks", 303)


@page("/passbooks/<int:entry_id>", Act.LOOK)
def passbook_entry(entry_id: int) -> str:
    """One entry as it would be written now."""
    with house().db.reading() as tx:
        entry = desk.entry(tx, entry_id)
        fates = checks.dry_run(tx, entry.rows) if entry.state == "proposed" else []
        names = staff.names(tx)
    shown = [_shown(fate) for fate in fates] or [
        {"line": n, "cells": row} for n, row in enumerate(entry.rows, 1)
    ]
    return render_template(
        "console/passbook_entry.html",
        entry=entry,
        fates=shown,
        names=names,
        columns=COLUMNS,
        mine=entry.made_by == hand().staff_id,
    )


@page("/passbooks/<int:entry_id>/accept", Act.APPROVE, ("POST",))
def passbook_entry_accepted(entry_id: int) -> AnyResponse:
    """Write the rows into the records: somebody else than who proposed them."""
    with house().db.writing() as tx:
        desk.accept(tx, hand(), entry_id, posted())
    return redirect(f"/staff/passbooks/{entry_id}", 303)


@page("/passbooks/<int:entry_id>/decline", Act.NOTE, ("POST",))
def passbook_entry_declined(entry_id: int) -> AnyResponse:
    """Drop the rows."""
    with house().db.writing() as tx:
        desk.decline(tx, hand(), entry_id, posted())
    return redirect(f"/staff/passbooks/{entry_id}", 303)


def _uploaded() -> list[dict[str, str]]:
    """The rows of the file by column. Raises CellRefused where a needed column is missing."""
    sent = request.files.get("file")
    content = sent.stream.read(FILE_MOST + 1) if sent else b""
    if len(content) > FILE_MOST:
        raise ImportTooLong(most=checks.MOST_ROWS)
    table = list(csv.reader(io.StringIO(_decoded(content), newline="")))
    places = _places(table[0] if table else [])
    rows = [{name: _cell(line, place) for name, place in places.items()} for line in table[1:] if any(line)]
    return [_meant(row) for row in rows]


def _decoded(content: bytes) -> str:
    # Spreadsheets in Japan save UTF-8 with BOM, or Shift_JIS.
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932", "replace")


def _places(headings: Sequence[str]) -> dict[str, int]:
    found = [heading.strip() for heading in headings]
    places = {}
    for column in COLUMNS:
        known = [found.index(word) for word in words(f"console.import_columns.{column}") if word in found]
        if known:
            places[column] = known[0]
    return places


def _cell(line: Sequence[str], place: int) -> str:
    text = line[place].strip()[:CELL_MOST] if place < len(line) else ""
    return text.removeprefix("'")  # The apostrophe that keeps a spreadsheet from reading a formula.


def _meant(row: dict[str, str]) -> dict[str, str]:
    for kind in Kind:
        if row.get("kind", "") in words(f"console.import_kinds.{kind}"):
            return {**row, "kind": str(kind)}
    return row


def _typed(form: Mapping[str, str]) -> list[dict[str, str]]:
    """Rows for the purchases from one to another, all alike."""
    shared = {column: form.get(column, "").strip()[:CELL_MOST] for column in COLUMNS if column != "nth"}
    first, last = form.get("nth_first", "1").strip(), form.get("nth_last", "").strip()
    if not all(text.isdecimal() and text.isascii() and 1 <= int(text) <= 10 for text in (first, last)):
        raise CellRefused(column="nth")
    rows = [{**shared, "nth": str(nth)} for nth in range(int(first), int(last) + 1)]
    # A day of issue or something bought back belongs to one purchase: they are taken for the first of them only.
    return [
        row if n == 0 else {**row, "issued_on": "", "redeemed": "", "coupons": ""}
        for n, row in enumerate(rows)
    ]


def _kept(text: str) -> list[dict[str, str]]:
    try:
        told = json.loads(text)
    except ValueError:
        told = []
    rows = told if isinstance(told, list) else []
    return [{c: str(row.get(c, ""))[:CELL_MOST] for c in COLUMNS} for row in rows if isinstance(row, dict)]


def _shown(fate: Fate) -> dict[str, Any]:
    why = t(f"errors.{fate.why.key()}", **fate.why.facts) if fate.why else ""
    return {"line": fate.line, "cells": fate.cells, "verdict": fate.verdict, "why": why}


def _counts(fates: Sequence[Fate]) -> list[tuple[str, int]]:
    verdicts = [fate.verdict for fate in fates]
    return [(verdict, verdicts.count(verdict)) for verdict in checks.VERDICTS if verdict in verdicts]


def _refused_file(text: str) -> str:
    return render_template(
        "console/refused.html", text=text, conflict=False, back="/staff/passbooks", yours=[]
    )
