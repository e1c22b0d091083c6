"""A filed document: page images drawn in a limited child process, and the file itself as an inert download only."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from flask import Response, abort, stream_with_context

from bot.console import drawing
from bot.console.access import hand, page
from bot.house import house
from domain.desk.hands import record
from domain.roles import Act
from domain.store import documents

PAGES_KNOWN = 2000
HIDDEN = ("held", "infected")  # nobody opens these (T47)
_PAGES: dict[str, int] = {}  # a document never changes: its pages are counted once a process


def scan_of(row: Any) -> str:
    """What a scanner has made of a document: clean, infected, held (not looked at yet) or never (there is no scanner)."""
    if row.state == "infected":
        return "infected"
    if row.scanned_at is not None:
        return "clean"
    return "held" if house().settings.clamd else "never"


@page("/documents/<document_id>/pages/<int:number>.png", Act.LOOK)
def document_page(document_id: str, number: int) -> Response:
    """One page as an image; 404 where it cannot be drawn, and the page says to download it."""
    with house().db.reading() as tx:
        row = _row(tx, document_id)
        data = b"".join(documents.read(tx, document_id)) if drawing.drawable(row.type) else b""
    image = drawing.draw(data, row.type, number) if data else None
    if image is None:
        abort(404)
    return Response(image, mimetype="image/png")


def pages_of(document_id: str) -> int:
    """How many page images a document has; 0 where there is none to show."""
    if document_id not in _PAGES:
        with house().db.reading() as tx:
            row = documents.get(tx, document_id[:32])
            if row is None or scan_of(row) in HIDDEN or not drawing.drawable(row.type):
                return 0
            data = b"".join(documents.read(tx, document_id))
        if len(_PAGES) > PAGES_KNOWN:
            _PAGES.clear()
        _PAGES[document_id] = drawing.pages(data, row.type)
    return _PAGES[document_id]


@page("/documents/<document_id>/download", Act.LOOK)
def document_download(document_id: str) -> Response:
    """The file as it was sent. A browser saves it and runs nothing of it (ASVS 5.3.1, 5.4.2; RFC 6266)."""
    with house().db.writing() as tx:
        row = _row(tx, document_id)
        record(tx, hand(), "document_downloaded", f"document:{document_id}")
    answer = Response(stream_with_context(_stream(document_id)), mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{document_id[:8]}\"; filename*=UTF-8''{quote(row.name, safe='')}"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _stream(document_id: str) -> Iterator[bytes]:
    with house().db.reading() as tx:
        yield from documents.read(tx, document_id)


def _row(tx: Any, document_id: str) -> Any:
    row = documents.get(tx, document_id[:32])
    if row is None or scan_of(row) in HIDDEN:
        abort(404)
    return row
