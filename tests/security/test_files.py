"""Files that are not what they say, and those that burst (T46, T48)."""

import io
import time
import zipfile

import pytest

from domain import documents
from domain.errors import RuleBroken

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Size 4/Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
GIF = b"GIF89a" + b"\0" * 50
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


ACTIVE = {
    "exe": b"MZ" + b"\0" * 500, "elf": b"\x7fELF" + b"\0" * 500, "html": HTML, "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "js": b"alert(1)//" * 20,
    "php": b"<?php system($_GET[0]); ?>", "sh": b"#!/bin/sh\nrm -rf /\n", "bat": b"@echo off\r\nformat c:\r\n", "java": b"\xca\xfe\xba\xbe" + b"\0" * 100, "macho": b"\xcf\xfa\xed\xfe" + b"\0" * 100,
    "xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "pdf and zip": PDF + zipped(x__exe=b"MZ"), "pdf and html": HTML + PDF, "png and html": PNG + HTML, "gif": GIF + b"/*" + HTML,
    "encrypted pdf": PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 9 0 R"), "cut pdf": b"%PDF-1.4\n1 0 obj<<", "empty": b"", "nul": b"\0" * 1000, "text": b"hello",
}  # fmt: skip
NAMES = ("規約.pdf", "規約.docx", "写真.jpg")


def fate(name: str, data: bytes) -> str:
    """What becomes of a file: the refusal's class, or the type it is taken for."""
    try:
        return str(documents.inspect(io.BytesIO(data), name))
    except RuleBroken as refusal:
        return f"refused: {type(refusal).__name__}"


def test_sixty_files_that_are_not_what_they_say(figure):
    """T46: twenty harmful contents under three harmless names."""
    told = {(name, what): fate(name, data) for name in NAMES for what, data in ACTIVE.items()}
    taken = {key: one for key, one in told.items() if not one.startswith("refused")}
    assert taken == {}
    figure("T46", files=len(told), refused=len(told) - len(taken))


def nested(depth: int) -> bytes:
    inner = zipped(a__pdf=PDF)
    for _ in range(depth):
        inner = zipped(b__zip=inner)
    return inner


def many() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(20_000):
            archive.writestr(f"{n}.pdf", b"")
    return out.getvalue()


BOMBS = {
    "300 MB of zeros": lambda: zipped(a__pdf=b"\0" * 300_000_000), "a document of zeros": lambda: zipped(**{"[Content_Types]__xml": b"<Types/>", "word/document__xml": b" " * 200_000_000}),
    "five deep": lambda: nested(5), "20,000 entries": many, "upwards": lambda: zipped(**{"../../etc/passwd": b"x"}),
}  # fmt: skip


def resident() -> float:
    with open("/proc/self/status") as told:
        return next(int(line.split()[1]) for line in told if line.startswith("VmHWM")) / 1000


@pytest.mark.parametrize("what", BOMBS)
@pytest.mark.parametrize("name", ["書類.zip", "書類.docx"])
def test_an_archive_that_bursts_is_refused_at_once(what, name, figure):
    """T48: within a second on the core, without unpacking it."""
    data = BOMBS[what]()
    before, began = resident(), time.process_time()
    told = fate(name, data)
    spent, grown = time.process_time() - began, resident() - before
    assert told.startswith("refused"), told
    assert spent < 1
    assert grown < 50
    figure("T48", bomb=what, bytes=len(data), name=name, told=told.removeprefix("refused: "))
