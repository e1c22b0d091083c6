"""Files of a form: looked through, freed of metadata, scanned, sealed and kept, or taken back (F-08, B-07, T47).

A file is judged by its bytes; its name is only shown. Each file is kept on its own, so that one refused file costs
none of the others.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request
from sqlalchemy import Connection
from werkzeug.datastructures import FileStorage

from bot import scanner
from bot.locale import t
from bot.pages.metadata import stripped
from bot.pages.visit import Visit, say
from domain import documents as rules
from domain.errors import FileInfected, RuleBroken, TooManyFiles
from domain.form import Field
from domain.store import documents, talks

BODY_MOST = rules.MAX_TOTAL + 1_000_000  # bytes of a request that carries files
MOST_FILES = 50  # of one person; the sources name no number


@dataclass(slots=True)
class Attached:
    """What came of the files of one request: the new lists by field, refusals by field, a word for the top."""

    told: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    notice: str = ""


def attach(visit: Visit, dialog: str, fields: Sequence[Field], told: Mapping[str, Any]) -> Attached:
    """Keep every file of the request that is good; the answers hold them from now on."""
    attached, count = Attached(), 0
    for one in fields:
        if one.kind != "file":
            continue
        for sent in request.files.getlist(one.name):
            if not sent.filename:
                continue
            try:
                attached.told |= _keep(visit, dialog, one.name, sent)
                count += 1
            except RuleBroken as refusal:
                attached.errors[one.name] = say(refusal)
    if count:
        total = total_of(dict(told) | attached.told)
        attached.notice = t("pages.files.large" if total.warn else "pages.files.kept", count=count)
    return attached


def total_of(told: Mapping[str, Any]) -> rules.Total:
    """The bytes of all files told, and whether a word of warning is due."""
    size = sum(one["size"] for one in _all_files(told))
    return rules.Total(size, size > rules.WARN_TOTAL)


def withdraw(visit: Visit, dialog: str, document_id: str) -> dict[str, Any]:
    """Take back one file; returns the new list of its field. A file of somebody else is not found."""
    with visit.home.db.writing() as tx:
        told = talks.told(tx, visit.line_user, dialog)
        for name, value in told.items():
            if not _is_files(value) or document_id not in {one["id"] for one in value}:
                continue
            left = [one for one in value if one["id"] != document_id]
            documents.withdraw(tx, document_id, visit.line_user)
            talks.tell(tx, visit.line_user, dialog, {name: left}, visit.at)
            return {name: left}
    return {}


def _keep(visit: Visit, dialog: str, name: str, sent: FileStorage) -> dict[str, Any]:
    """Look through before the transaction, store within it; the total counts what other tabs have added since."""
    file, shown = sent.stream, rules.shown_name(sent.filename or "")
    kind = rules.inspect(file, sent.filename or "")  # type: ignore[arg-type]
    with _bare(file, kind.name) as bare:
        verdict = scanner.scan(visit.home.settings.clamd, bare)
        if verdict == "infected":
            raise FileInfected(name=shown)
        scanned_at = visit.at if verdict == "clean" else None  # otherwise it is held until a scanner has looked
        with visit.home.db.writing() as tx:
            told = talks.told(tx, visit.line_user, dialog)
            rules.check_size(shown, _size(bare), total_of(told).size)
            _refuse_too_many(tx, visit.line_user, told)
            kept = documents.put(tx, visit.line_user, name, shown, kind.media_type, bare, visit.at, scanned_at)
            files = {name: [*(told.get(name) or []), kept]}
            talks.tell(tx, visit.line_user, dialog, files, visit.at)
    return files


@contextlib.contextmanager
def _bare(file: Any, kind: str) -> Iterator[Any]:
    bare = stripped(file, kind)
    try:
        yield bare
    finally:
        if bare is not file:
            bare.close()


def _size(file: Any) -> int:
    file.seek(0, 2)
    size = int(file.tell())
    file.seek(0)
    return size


def _refuse_too_many(tx: Connection, line_user: str, told: Mapping[str, Any]) -> None:
    if len(_all_files(told)) >= MOST_FILES or documents.kept(tx, line_user)[0] >= MOST_FILES * 4:
        raise TooManyFiles(most=MOST_FILES)


def _all_files(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for value in told.values() if _is_files(value) for one in value]


def _is_files(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and "size" in one for one in value)
