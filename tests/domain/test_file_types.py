"""What a file is, by its bytes (F-08), and archives that could harm."""

import io
import stat
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import archives
from domain.errors import (
    ArchiveRefused,
    FieldRefused,
    FileEmpty,
    FileHoldsMacros,
    FileIsBroken,
    FileIsEncrypted,
    FileIsTwoThings,
    FileKindRefused,
)
from domain.file_types import CSV, GIF, JPEG, PDF, PNG, ZIP, inspect, inspect_zip, shown_name, sniff

PDF_BYTES = (
    b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
)
PNG_BYTES = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
JPEG_BYTES = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 40 + b"\xff\xd9"
GIF_BYTES = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def packed(*files, compression=zipfile.ZIP_DEFLATED):
    """A zip of (name, content) pairs."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in files:
            archive.writestr(name, content)
    file.seek(0)
    return file


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF_BYTES, "規約.pdf", PDF),
        (PNG_BYTES, "photo.png", PNG),
        (JPEG_BYTES, "photo.jpg", JPEG),
        (GIF_BYTES, "photo.gif", GIF),
        ("氏名,部屋\n山田,101\n".encode("cp932"), "名簿.csv", CSV),
        ("\ufeff氏名,部屋\n".encode(), "名簿.CSV", CSV),
        (packed(("a.pdf", PDF_BYTES)).getvalue(), "書類.zip", ZIP),
    ],
)
def test_a_file_is_known_by_its_bytes(content, name, kind):
    """F-08."""
    file = io.BytesIO(content)
    assert inspect(file, name) is kind
    assert file.tell() == 0


@pytest.mark.parametrize("name", ["規約.exe", "規約", "規約.png"])
def test_the_name_decides_nothing_about_a_document(name):
    assert sniff(PDF_BYTES, name) is PDF


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "heic"),
        (b"\x00\x00\x00\x18ftypmif1" + b"\x00" * 20, "heic"),
        (b"\x00\x00\x00\x1cftypavif" + b"\x00" * 20, "heic"),
        (b"II*\x00\x08\x00\x00\x00", "tiff"),
        (b"MM\x00*\x00\x00\x00\x08", "tiff"),
        (b"MZ\x90\x00", "program"),
        (b"\x7fELF", "program"),
        (b"#!/bin/sh\n", "program"),
        (b"<!DOCTYPE html><html>", "page"),
        (b"  <svg xmlns='http://www.w3.org/2000/svg'>", "page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "page"),
        (b"<script>alert(1)</script>", "page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
        (b"Rar!\x1a\x07", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\x00\x00\x00\x20ftypisom", "media"),
        (b"just words", "unknown"),
        (b"\x00\x01\x02", "unknown"),
    ],
)
def test_a_program_or_a_page_called_a_document_is_refused(content, found):
    """F-08: .exe renamed .pdf."""
    with pytest.raises(FileKindRefused) as refused:
        sniff(content, "規約.pdf")
    assert refused.value.facts == {"name": "規約.pdf", "found": found}


@pytest.mark.parametrize("content", [b"a,b\x00c", b"<html>,b", b"\xff\xfe\x81\x00\x81"])
def test_not_every_csv_is_text(content):
    with pytest.raises(FileKindRefused):
        inspect(io.BytesIO(content), "名簿.csv")


def test_a_table_that_turns_binary_later_is_found():
    with pytest.raises(FileKindRefused):
        inspect(io.BytesIO(b"a,b\n" * 2000 + b"\x00"), "名簿.csv")


def test_a_table_whose_head_ends_inside_a_character_is_a_table():
    for shift in range(3):
        content = b"a" * shift + "あ".encode() * 4000
        assert inspect(io.BytesIO(content), "名簿.csv") is CSV


def test_nothing_is_no_document():
    with pytest.raises(FileEmpty):
        sniff(b"", "規約.pdf")
    with pytest.raises(FileEmpty):
        inspect_zip(packed())


@pytest.mark.parametrize("mark", [b"/Encrypt 12 0 R", b"/Encrypt<</Filter/Standard>>"])
def test_a_pdf_with_a_password_is_refused(mark):
    content = PDF_BYTES.replace(b"/Root 1 0 R", b"/Root 1 0 R " + mark)
    with pytest.raises(FileIsEncrypted):
        inspect(io.BytesIO(content), "規約.pdf")


def test_a_pdf_that_was_cut_off_is_broken():
    with pytest.raises(FileIsBroken):
        inspect(io.BytesIO(PDF_BYTES[:40]), "規約.pdf")


@pytest.mark.parametrize(
    "content",
    [
        PDF_BYTES + packed(("a.pdf", PDF_BYTES)).getvalue(),
        JPEG_BYTES + packed(("a.pdf", PDF_BYTES)).getvalue(),
        GIF_BYTES + b"<script>alert(1)</script>",
        JPEG_BYTES[:20] + PDF_BYTES,
    ],
)
def test_a_file_that_is_two_things_is_refused(content):
    with pytest.raises(FileIsTwoThings):
        inspect(io.BytesIO(content), "規約.pdf")


def _office(*more):
    return packed(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"), *more)


def test_an_office_file_is_taken_and_one_with_macros_is_not():
    assert inspect(_office(), "議事録.docx").name == "docx"
    assert inspect(_office(), "名簿.xlsx").name == "xlsx"
    with pytest.raises(FileHoldsMacros):
        inspect(_office(("word/vbaProject.bin", b"x")), "議事録.docx")
    with pytest.raises(FileHoldsMacros):
        inspect(_office(), "議事録.docm")
    with pytest.raises(FileHoldsMacros):
        inspect(packed(("a.docx", _office(("word/vbaProject.bin", b"x")).getvalue())), "書類.zip")


def test_an_archive_of_documents_is_listed_with_japanese_names():
    file = packed(
        ("規約/管理規約.pdf", PDF_BYTES), ("photo.png", PNG_BYTES), ("__MACOSX/x", b"MZ"), ("規約/", b"")
    )
    assert [(entry.name, entry.size) for entry in inspect_zip(file)] == [
        ("規約/管理規約.pdf", len(PDF_BYTES)),
        ("photo.png", len(PNG_BYTES)),
    ]


def test_names_of_windows_archives_are_read():
    info = zipfile.ZipInfo("x.pdf")
    info.filename = info.orig_filename = "管理規約.pdf".encode("cp932").decode("cp437")
    info.flag_bits = 0
    assert archives._name(info) == "管理規約.pdf"


def test_a_program_in_an_archive_is_refused_by_its_own_name():
    with pytest.raises(FileKindRefused) as refused:
        inspect_zip(packed(("規約.pdf", b"MZ\x90\x00")), "書類.zip")
    assert refused.value.facts == {"name": "規約.pdf", "found": "program"}


def _with_mode(mode):
    info = zipfile.ZipInfo("link.pdf")
    info.external_attr = mode << 16
    return packed((info, "/etc/passwd"))


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (lambda: packed(("../outside.pdf", PDF_BYTES)), "outside"),
        (lambda: packed(("/etc/passwd", PDF_BYTES)), "outside"),
        (lambda: packed(("a\\..\\..\\b.pdf", PDF_BYTES)), "outside"),
        (lambda: packed(("C:b.pdf", PDF_BYTES)), "outside"),
        (lambda: _with_mode(stat.S_IFLNK | 0o777), "link"),
        (lambda: packed(*((f"{n}.pdf", PDF_BYTES) for n in range(archives.MOST_ENTRIES + 1))), "too_many"),
        (lambda: packed(("bomb.pdf", b"%PDF-" + b"\x00" * 8_000_000)), "too_large"),
        (lambda: packed(("inner.zip", packed(("a.pdf", PDF_BYTES)).getvalue())), "nested"),
        (lambda: packed(("a.pdf", PDF_BYTES), ("A.PDF", PDF_BYTES)), "duplicate"),
        (lambda: packed(("a.pdf", PDF_BYTES), compression=zipfile.ZIP_BZIP2), "method"),
    ],
)
def test_an_archive_that_could_harm_is_refused_with_the_reason(file, reason):
    with pytest.raises(ArchiveRefused) as refused:
        inspect_zip(file(), "書類.zip")
    assert refused.value.facts == {"name": "書類.zip", "reason": reason}


def test_an_archive_may_hold_as_many_files_as_its_limit():
    file = packed(*((f"{n}.pdf", PDF_BYTES) for n in range(archives.MOST_ENTRIES)))
    assert len(inspect_zip(file)) == archives.MOST_ENTRIES


def test_the_sizes_of_all_files_together_are_limited(monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 2 * len(PDF_BYTES))
    assert len(inspect_zip(packed(("a.pdf", PDF_BYTES), ("b.pdf", PDF_BYTES)))) == 2
    with pytest.raises(ArchiveRefused):
        inspect_zip(packed(("a.pdf", PDF_BYTES), ("b.pdf", PDF_BYTES), ("c.pdf", PDF_BYTES)))


def test_an_archive_with_a_password_is_refused():
    content = bytearray(packed(("a.pdf", PDF_BYTES)).getvalue())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FileIsEncrypted):
        inspect_zip(io.BytesIO(bytes(content)), "書類.zip")


def test_a_size_that_lies_is_found_when_it_is_unpacked():
    content = bytearray(packed(("a.pdf", PDF_BYTES)).getvalue())
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(FileIsBroken):
        inspect_zip(io.BytesIO(bytes(content)), "書類.zip")


@given(st.binary(max_size=200), st.integers(0, 400))
def test_no_damage_to_an_archive_raises_anything_but_a_refusal(noise, place):
    content = bytearray(packed(("a.pdf", PDF_BYTES), ("b.png", PNG_BYTES)).getvalue())
    content[place : place + len(noise)] = noise
    try:
        inspect(io.BytesIO(bytes(content)), "書類.zip")
    except FieldRefused:
        return


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_bytes_and_no_name_raise_anything_but_a_refusal(content, name):
    try:
        inspect(io.BytesIO(content), name)
    except FieldRefused:
        return


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("管理規約.pdf", "管理規約.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\taro\\規約.pdf", "規約.pdf"),
        ("規約\u202efdp.exe", "規約fdp.exe"),
        ("a\x00b\r\nc.pdf", "ab c.pdf"),
        ("<b>.pdf", "_b_.pdf"),
        ("", "file"),
        ("...", "file"),
        ("\xa0", "file"),
        ("\u3000. a.pdf", "a.pdf"),
        ("ガ.pdf", "ガ.pdf"),
        ("{ $x }.pdf", "_ _x _.pdf"),
    ],
)
def test_a_shown_name_has_no_path_and_nothing_invisible(name, shown):
    assert shown_name(name) == shown


def test_a_long_name_keeps_its_ending():
    assert shown_name("あ" * 200 + ".pdf") == "あ" * 76 + ".pdf"


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=120))
def test_a_shown_name_shown_again_is_the_same(name):
    once = shown_name(name)
    assert shown_name(once) == once
    assert 0 < len(once) <= 80
    assert not set(once) & set('/\\<>:"|?*\x00')
