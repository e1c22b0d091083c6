"""Photographs without what they tell beside the picture: where and when it was taken, by which telephone (T52).

Only the descriptive segments are left out; the picture itself is copied bit by bit. The way up is kept, because a
paper lying on its side is hard to read. Photographs inside zip and office files are freed the same way; inside a PDF
their Exif and XMP are blanked where they stand, so that no place in it moves. What stays: a PDF that was signed (any
change would void the signature), the name of the author that office files and PDF keep of themselves, and comments
in a GIF.
"""

import io
import re
import tempfile
from collections.abc import Callable
from typing import BinaryIO

from domain import archives

_EXIF = re.compile(rb"\xff\xe1(..)Exif\x00\x00", re.S)
_XMP = re.compile(rb"<\?xpacket begin[^>]*>(.*?)<\?xpacket end", re.S)
INSIDE = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"%PDF-", "pdf"))
SPOOL = 1 << 20  # bytes that may stay in memory
COPY = 1 << 16
JPEG_DROPPED = frozenset({0xE1, 0xED, 0xE2, 0xFE})  # Exif and XMP, IPTC, MPF and profiles, comments
PNG_DROPPED = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})


def stripped(file: BinaryIO, kind: str) -> BinaryIO:
    """The same file without metadata; a kind we know nothing of comes back as it is."""
    return BY_KIND[kind](file) if kind in BY_KIND else file


def _jpeg(file: BinaryIO) -> BinaryIO:
    turned = _orientation(file)
    out: BinaryIO = tempfile.SpooledTemporaryFile(SPOOL)  # type: ignore[assignment]  # noqa: SIM115 - closed by the caller
    file.seek(2)
    out.write(b"\xff\xd8" + _turned_segment(turned))
    while True:
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF:
            return _as_it_is(file, out)
        marker, length = head[1], int.from_bytes(head[2:], "big")
        body = file.read(length - 2)
        if marker not in JPEG_DROPPED:
            out.write(head + body)
        if marker == 0xDA:  # the picture itself, up to its end; a second picture behind it is left out
            _copy_until_end(file, out)
            out.seek(0)
            return out


def _copy_until_end(file: BinaryIO, out: BinaryIO) -> None:
    tail = b""
    while chunk := file.read(COPY):
        window = tail + chunk
        if (end := window.find(b"\xff\xd9")) >= 0:
            out.write(window[len(tail) : end + 2] if end + 2 > len(tail) else b"")
            return
        out.write(chunk)
        tail = window[-1:]


def _png(file: BinaryIO) -> BinaryIO:
    out: BinaryIO = tempfile.SpooledTemporaryFile(SPOOL)  # type: ignore[assignment]  # noqa: SIM115 - closed by the caller
    file.seek(0)
    out.write(file.read(8))
    while True:
        head = file.read(8)
        if len(head) < 8:
            out.seek(0)
            return out
        left = int.from_bytes(head[:4], "big") + 4  # the data and its checksum
        keep = head[4:] not in PNG_DROPPED
        if keep:
            out.write(head)
        while left > 0 and (chunk := file.read(min(left, COPY))):
            left -= len(chunk)
            if keep:
                out.write(chunk)


def _pdf(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    content = bytearray(file.read())
    if b"/ByteRange" in content:
        return file
    for found in _EXIF.finditer(bytes(content)):
        end = found.start() + 2 + int.from_bytes(found[1], "big")
        content[found.end() : end] = b"\x00" * len(content[found.end() : end])
    for found in _XMP.finditer(bytes(content)):
        content[found.start(1) : found.end(1)] = b" " * len(found[1])
    return io.BytesIO(content)


def _packed(file: BinaryIO) -> BinaryIO:
    out: BinaryIO = tempfile.SpooledTemporaryFile(SPOOL)  # type: ignore[assignment]  # noqa: SIM115 - closed by the caller
    if archives.rewritten(file, out, _inner):
        out.seek(0)
        return out
    return _as_it_is(file, out)


def _inner(content: bytes) -> bytes:
    """A file inside an archive."""
    for signature, kind in INSIDE:
        if content.startswith(signature):
            with stripped(io.BytesIO(content), kind) as bare:
                bare.seek(0)
                return bare.read()
    return content


def _as_it_is(file: BinaryIO, out: BinaryIO) -> BinaryIO:
    """A layout we do not know: better the whole file than half a paper."""
    out.close()
    file.seek(0)
    return file


def _orientation(file: BinaryIO) -> int:
    from PIL import Image, UnidentifiedImageError  # loaded at the first photograph; reads the head only

    file.seek(0)
    try:
        with Image.open(file) as picture:
            turned = picture.getexif().get(0x0112, 1)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return 1
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def _turned_segment(turned: int) -> bytes:
    """An Exif segment that holds the way up and nothing else."""
    if turned == 1:
        return b""
    tiff = (
        b"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01"
        + turned.to_bytes(2, "big")
        + b"\x00" * 6
    )
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


BY_KIND: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "jpeg": _jpeg, "png": _png, "pdf": _pdf, "zip": _packed, "docx": _packed, "xlsx": _packed, "pptx": _packed,
}  # fmt: skip
