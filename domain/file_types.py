"""What a file is, by its bytes and never by its name (F-08).

Taken are the kinds of S0 (.pdf .csv .gif .jpg .jpeg .png .zip) and, because S0 lets other kinds through
「すべてのファイル」, the office files that people really send. Programs, web pages, SVG, office files with macros,
encrypted files and files that are two things at once are refused; so are HEIC and TIFF, whose place and time of
taking we cannot take out and which nobody at the desk could see drawn (T52).
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from domain import archives
from domain.characters import visible
from domain.errors import (
    FileEmpty,
    FileHoldsMacros,
    FileIsBroken,
    FileIsEncrypted,
    FileIsTwoThings,
    FileKindRefused,
)

HEAD = 4096  # bytes that ``sniff`` wants to see
NAME_MOST = 80  # characters of a shown file name


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind that is taken. ``media_type`` is what we serve it as, ``image`` whether staff may see it drawn."""

    name: str
    extension: str
    media_type: str
    image: bool = False


def sniff(head: bytes, name: str) -> FileType:
    """The kind told by the first bytes (``HEAD`` of them are enough). ``name`` only tells csv and office files apart.

    FileEmpty, FileKindRefused, FileHoldsMacros. ``inspect`` looks through the whole file.
    """
    if not head:
        raise FileEmpty(name=shown_name(name))
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _zip_or_office(head, name)
    for pattern, found in _REFUSED:
        if pattern.match(head):
            raise FileKindRefused(name=shown_name(name), found=found)
    if _extension(name) == "csv" and _is_text(head):
        return CSV
    raise FileKindRefused(name=shown_name(name), found="unknown")


def inspect(file: BinaryIO, name: str) -> FileType:
    """The kind of a whole file, looked through. The file is left at its start.

    FileIsTwoThings, FileIsEncrypted, FileIsBroken, FileHoldsMacros, ArchiveRefused and those of ``sniff``.
    """
    file.seek(0)
    kind = sniff(file.read(HEAD), name)
    if kind is PDF:
        _inspect_pdf(file, name)
    elif kind is ZIP or kind in OFFICE.values():
        kind = _inspect_packed(file, name, kind)
    elif kind is CSV:
        _inspect_csv(file, name)
    if kind.image or kind is PDF:
        _refuse_two_things(file, name)
    file.seek(0)
    return kind


def inspect_zip(file: BinaryIO, name: str = "") -> tuple[archives.Entry, ...]:
    """The files in an archive, each of a kind that is taken. ArchiveRefused, FileIsEncrypted, FileKindRefused, …"""
    entries = []
    for entry, content in archives.entries(file, shown_name(name)):
        inner = sniff(content[:HEAD], entry.name) if content else None
        if inner is ZIP:
            archives.refuse(shown_name(name), "nested")
        if inner is not None and inner is not CSV:
            inspect(io.BytesIO(content), entry.name)
        entries.append(entry)
    if not entries:
        raise FileEmpty(name=shown_name(name))
    return tuple(entries)


def shown_name(name: str) -> str:
    """A file's name that is safe to show and to save: no path, no invisible or reordering signs, at most 80 long.

    The ending is kept. A name of nothing becomes ``file``. Applied to its own result it changes nothing.
    """
    name = visible(unicodedata.normalize("NFC", visible(name)))
    name = re.sub(r"\s+", " ", _UNSAFE.sub("_", _PATH.split(name)[-1])).strip(" .")
    if len(name) > NAME_MOST:
        stem, dot, ending = name.rpartition(".")
        keep = f"{dot}{ending}" if dot and len(ending) <= 8 else ""
        name = (stem if keep else name)[: NAME_MOST - len(keep)].rstrip(" .") + keep
    return name or "file"


def _zip_or_office(head: bytes, name: str) -> FileType:
    """Office files begin with their list of contents; macro files say so in their name."""
    extension = _extension(name)
    if extension in _MACRO_EXTENSIONS:
        raise FileHoldsMacros(name=shown_name(name))
    if b"[Content_Types].xml" in head[30:80] or b"_rels/.rels" in head[30:80]:
        return OFFICE.get(extension, OFFICE["docx"])
    return ZIP


def _inspect_packed(file: BinaryIO, name: str, kind: FileType) -> FileType:
    """An archive is opened; an office file is only looked at for macros and for its size unpacked."""
    file.seek(0)
    names = archives.names(file, shown_name(name))
    if kind is ZIP and "[Content_Types].xml" in names:
        kind = OFFICE.get(_extension(name), OFFICE["docx"])
    if kind is ZIP:
        inspect_zip(file, name)
        return kind
    if any(inner.lower().endswith(("vbaproject.bin", ".bin.vba")) for inner in names):
        raise FileHoldsMacros(name=shown_name(name))
    if "EncryptedPackage" in names:
        raise FileIsEncrypted(name=shown_name(name))
    return kind


def _inspect_pdf(file: BinaryIO, name: str) -> None:
    file.seek(0)
    content = file.read()
    if b"startxref" not in content and b"%%EOF" not in content:
        raise FileIsBroken(name=shown_name(name))
    if _PDF_ENCRYPTED.search(content):
        raise FileIsEncrypted(name=shown_name(name))


def _inspect_csv(file: BinaryIO, name: str) -> None:
    file.seek(0)
    if not _is_text(file.read()):
        raise FileKindRefused(name=shown_name(name), found="unknown")


def _refuse_two_things(file: BinaryIO, name: str) -> None:
    """A document that is also an archive, or an image that is also a page or a PDF."""
    file.seek(0)
    head = file.read(HEAD)
    document = head.startswith(b"%PDF-")
    if zipfile.is_zipfile(file) or (not document and (_PAGE.search(head) or b"%PDF-" in head[:1024])):
        raise FileIsTwoThings(name=shown_name(name))


def _is_text(content: bytes) -> bool:
    """Text of one of the encodings that spreadsheets write; a character cut in two at the end is forgiven."""
    if b"\x00" in content or _PAGE.match(content.lstrip()[:200]):
        return False
    for encoding in ("utf-8-sig", "cp932"):
        for end in range(3 if len(content) == HEAD else 1):
            try:
                content[: len(content) - end].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


def _extension(name: str) -> str:
    return shown_name(name).rpartition(".")[2].lower()


PDF = FileType("pdf", ".pdf", "application/pdf")
PNG = FileType("png", ".png", "image/png", image=True)
JPEG = FileType("jpeg", ".jpg", "image/jpeg", image=True)
GIF = FileType("gif", ".gif", "image/gif", image=True)
CSV = FileType("csv", ".csv", "text/csv")
ZIP = FileType("zip", ".zip", "application/zip")
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "docx": FileType("docx", ".docx", _OPEN_XML + "wordprocessingml.document"),
    "xlsx": FileType("xlsx", ".xlsx", _OPEN_XML + "spreadsheetml.sheet"),
    "pptx": FileType("pptx", ".pptx", _OPEN_XML + "presentationml.presentation"),
}

_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
)
_REFUSED = (
    (re.compile(rb"....ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1|avif|avis)", re.S), "heic"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "tiff"),
    (
        re.compile(rb"MZ|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]|#!|dex\n"),
        "program",
    ),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "old_office"),
    (re.compile(rb"\{\\rtf"), "rtf"),
    (re.compile(rb"7z\xbc\xaf|Rar!|\x1f\x8b|BZh|\xfd7zXZ|PK\x05\x06|PK\x07\x08|MSCF"), "archive"),
    (re.compile(rb"[\xef\xbb\xbf\s]*<(!doctype|html|\?xml|svg|script|body|head|!--)", re.I), "page"),
    (re.compile(rb"RIFF|OggS|ID3|\x1aE\xdf\xa3|....ftyp", re.S), "media"),
)
_MACRO_EXTENSIONS = frozenset(
    {"docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppam", "ppsm", "sldm", "xlsb"}
)
_PAGE = re.compile(rb"<\s*(script|html|svg|iframe|!doctype)", re.I)
_PDF_ENCRYPTED = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)")
_PATH = re.compile(r"[/\\\u2044\u2215\u29f8\uff0f\uff3c]")
_UNSAFE = re.compile(r'[<>:"|?*\x00-\x1f\x7f$`{};]')
