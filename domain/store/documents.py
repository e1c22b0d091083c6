"""Rows of `document` and `document_chunk`: bytes in sealed chunks, each bound to its document and its place.

A chunk that is moved, swapped or left out does not open or does not add up; the name a file was sent under is only
shown, never used.
"""

import hashlib
import secrets
from collections.abc import Iterator
from typing import Any, BinaryIO

from sqlalchemy import Connection, delete, func, insert, select, text, update

from domain.store.sealed import CannotOpen, keyring
from domain.store.tables import document, document_chunk, filing

CHUNK = 256 * 1024  # bytes


def put(
    tx: Connection, line_user: str, field: str, name: str, media_type: str, file: BinaryIO, at: int,
    scanned_at: int | None = None,
) -> dict[str, Any]:
    """Store a file chunk by chunk; returns what answers keep of it: id, name and size (bytes). ``scanned_at``: when a
    scanner found nothing in it, None where none has looked.
    """
    document_id = secrets.token_hex(16)
    row = {
        "id": document_id,
        "line_user": line_user,
        "field": field,
        "name": name,
        "type": media_type,
        "size": 0,
        "sha256": "",
        "state": "kept",
        "made_at": at,
        "scanned_at": scanned_at,
    }
    tx.execute(insert(document), row)
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    for part, chunk in enumerate(iter(lambda: file.read(CHUNK), b"")):
        digest.update(chunk)
        size += len(chunk)
        sealed = keyring.seal(chunk, place(document_id, part))
        tx.execute(insert(document_chunk), {"document_id": document_id, "part": part, "bytes": sealed})
    tx.execute(
        update(document).where(document.c.id == document_id).values(size=size, sha256=digest.hexdigest())
    )
    return {"id": document_id, "name": name, "size": size}


def get(tx: Connection, document_id: str) -> Any | None:
    """The row of a document (name, type, size, field, state), or None."""
    return tx.execute(select(document).where(document.c.id == document_id)).first()


def read(tx: Connection, document_id: str) -> Iterator[bytes]:
    """The bytes of a document, chunk by chunk. Raises CannotOpen where a chunk was altered, moved or lost."""
    row = tx.execute(select(document.c.size, document.c.sha256).where(document.c.id == document_id)).one()
    parts = tx.execute(
        select(func.count()).select_from(document_chunk).where(document_chunk.c.document_id == document_id)
    ).scalar_one()
    digest, size = hashlib.sha256(), 0
    for part in range(parts):
        sealed = tx.execute(
            select(document_chunk.c.bytes).where(
                document_chunk.c.document_id == document_id, document_chunk.c.part == part
            )
        ).scalar()
        if sealed is None:
            raise CannotOpen(f"document_chunk:{document_id}:{part}")
        chunk = keyring.open(bytes(sealed), place(document_id, part))
        digest.update(chunk)
        size += len(chunk)
        yield chunk
    if size != row.size or digest.hexdigest() != row.sha256:
        raise CannotOpen(f"document:{document_id}")


def unscanned(tx: Connection, most: int) -> list[str]:
    """The ids of kept documents that no scanner has looked through, the oldest first."""
    waiting = text("scanned_at IS NULL AND state = 'kept'")  # in words, so that the small index serves
    return list(tx.execute(select(document.c.id).where(waiting).order_by(document.c.made_at).limit(most)).scalars())


def found_clean(tx: Connection, document_id: str, at: int) -> None:
    """A scanner has found nothing in it."""
    _found(tx, document_id, scanned_at=at)


def found_infected(tx: Connection, document_id: str, at: int) -> bool:
    """A scanner has found something in it: its bytes go at once, that there was such a file stays.

    Returns False, and changes nothing, where it was withdrawn meanwhile.
    """
    if not _found(tx, document_id, scanned_at=at, state="infected"):
        return False
    tx.execute(delete(document_chunk).where(document_chunk.c.document_id == document_id))
    return True


def _found(tx: Connection, document_id: str, **values: Any) -> bool:
    """What a scanner says changes only a document that is kept."""
    still = (document.c.id == document_id) & (document.c.state == "kept")
    return tx.execute(update(document).where(still).values(**values)).rowcount == 1


def withdraw(tx: Connection, document_id: str, line_user: str) -> bool:
    """Take back a document of one's own. Returns whether there was one.

    Its bytes go at once, unless something was filed since: then they may belong to what staff have in hand.
    """
    row = tx.execute(
        select(document.c.made_at).where(
            document.c.id == document_id, document.c.line_user == line_user, document.c.state == "kept"
        )
    ).first()
    if row is None:
        return False
    tx.execute(update(document).where(document.c.id == document_id).values(state="withdrawn"))
    filed = tx.execute(
        select(filing.c.id)
        .where(filing.c.line_user == line_user, filing.c.updated_at >= row.made_at)
        .limit(1)
    ).first()
    if filed is None:
        tx.execute(delete(document_chunk).where(document_chunk.c.document_id == document_id))
    return True


def kept(tx: Connection, line_user: str) -> tuple[int, int]:
    """How many documents of a LINE user are kept, and their bytes together."""
    count, size = tx.execute(
        select(func.count(), func.coalesce(func.sum(document.c.size), 0)).where(
            document.c.line_user == line_user, document.c.state == "kept"
        )
    ).one()
    return int(count), int(size)


def place(document_id: str, part: int) -> bytes:
    """What a chunk is sealed for; anywhere else it does not open."""
    return f"document_chunk.bytes:{document_id}:{part}".encode()
