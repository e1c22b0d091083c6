"""Zip archives that could harm: counted, measured and opened under a cap before anybody else touches them (F-08).

The declared sizes are not trusted: every entry is unpacked here, and unpacking stops at its declared size.
"""

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

from domain.errors import ArchiveRefused, FileIsBroken, FileIsEncrypted

MOST_ENTRIES = 200
MOST_UNPACKED = 50 * 2**20  # bytes of all entries
MOST_RATIO = 200  # unpacked to packed, of one entry of more than a megabyte
SMALL = 2**20


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive: its name as the person gave it and its size in bytes."""

    name: str
    size: int


def entries(file: BinaryIO, shown: str) -> Iterator[tuple[Entry, bytes]]:
    """Each file of the archive with its content. ArchiveRefused, FileIsEncrypted, FileIsBroken(name=``shown``)."""
    try:
        with zipfile.ZipFile(file) as archive:
            listed = _checked(archive, shown)
            for info in listed:
                yield Entry(_name(info), info.file_size), archive.read(info)
    except _BROKEN:
        raise FileIsBroken(name=shown) from None


def names(file: BinaryIO, shown: str) -> frozenset[str]:
    """The names in the archive, with the same checks but without unpacking."""
    try:
        with zipfile.ZipFile(file) as archive:
            return frozenset(_name(info) for info in _checked(archive, shown))
    except _BROKEN:
        raise FileIsBroken(name=shown) from None


def rewritten(file: BinaryIO, out: BinaryIO, change: Callable[[bytes], bytes]) -> bool:
    """Write the archive anew with `change` applied to each file's content. Returns whether anything changed by it.

    For archives that were looked through before: it checks again what keeps unpacking small. What macOS and Windows put
    in besides is left out. False as well where a file in it cannot be read.
    """
    different = False
    try:
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for info in _checked(old, ""):
                before = old.read(info)
                after = change(before)
                different = different or after != before
                new.writestr(zipfile.ZipInfo(_name(info), info.date_time), after, zipfile.ZIP_DEFLATED)
    except _BROKEN:
        return False
    return different


def refuse(shown: str, reason: str) -> NoReturn:
    """ArchiveRefused for the archive shown as ``shown``."""
    raise ArchiveRefused(name=shown, reason=reason)


def _checked(archive: zipfile.ZipFile, shown: str) -> list[zipfile.ZipInfo]:
    """The entries that are files, after every check that needs no unpacking."""
    listed = [info for info in archive.infolist() if not _is_litter(info)]
    if len(listed) > MOST_ENTRIES:
        refuse(shown, "too_many")
    if sum(info.file_size for info in listed) > MOST_UNPACKED:
        refuse(shown, "too_large")
    seen: set[str] = set()
    for info in listed:
        _check_entry(info, shown)
        if _name(info).casefold() in seen:
            refuse(shown, "duplicate")
        seen.add(_name(info).casefold())
    return [info for info in listed if not info.is_dir()]


def _check_entry(info: zipfile.ZipInfo, shown: str) -> None:
    name = _name(info)
    if info.flag_bits & 1:
        raise FileIsEncrypted(name=shown)
    if (
        name.startswith(("/", "\\"))
        or ".." in name.replace("\\", "/").split("/")
        or ":" in name
        or "\x00" in name
    ):
        refuse(shown, "outside")
    if stat.S_ISLNK(info.external_attr >> 16):
        refuse(shown, "link")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        refuse(shown, "method")
    if info.file_size > SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
        refuse(shown, "too_large")


def _is_litter(info: zipfile.ZipInfo) -> bool:
    """What macOS and Windows put in besides."""
    name = info.filename
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in (
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    )


def _name(info: zipfile.ZipInfo) -> str:
    """The entry's name; archives of Windows write cp932 without saying so, and Python reads them as cp437."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("cp932")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.orig_filename


_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, OverflowError, OSError, UnicodeError, IndexError, KeyError,
)  # fmt: skip
