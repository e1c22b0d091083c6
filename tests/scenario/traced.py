"""A service whose every write to its SQLite file is written down, and what a power cut would have left of them.

`kill -9` takes a process and leaves what it wrote in the kernel's hands, which brings it to the disk. A power cut takes
that too: of what no fsync has covered each write is there, or is not, or is there in part, in any order.
"""

import os
import random
import re
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512  # what a disk writes wholly or not at all
CALLS = "pwrite64,write,ftruncate,fsync,fdatasync"
SLOW = "inject=fsync,fdatasync:delay_enter=40000"  # microseconds: on a slow disk something is always on its way
SUFFIXES = ("", "-wal")  # "-shm" is memory: after a power cut SQLite makes it anew
BEGUN_SECONDS = ENDED_SECONDS = 20.0

_LINE = re.compile(r"(?P<task>\d+) +(?:(?P<call>\w+)\(\d+<(?P<path>[^>]*)>(?:, )?(?P<words>.*)|<\.\.\. \w+ resumed>(?P<rest>.*))")

_LENGTH, _WRITE = re.compile(r"(\d+)"), re.compile(r'"([^"]*)", \d+, (\d+)')
_DONE = re.compile(r"= 0( \(DELAYED\))?$")


def begin(trace: str, database: str) -> None:
    """Let strace write down what this process and its threads do to a database, from here to its end."""
    paths = [word for suffix in SUFFIXES for word in ("-P", database + suffix)]
    words = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-e", SLOW, *paths, "-o", trace, "-p", str(os.getpid())]
    # In a session of its own: killed together with us it would lose what it has not written yet.
    subprocess.Popen(words, start_new_session=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + BEGUN_SECONDS
    while "TracerPid:\t0\n" in Path("/proc/self/status").read_text():
        if time.monotonic() > until:
            raise RuntimeError("strace does not take hold")
        time.sleep(0.005)


def ended(trace: Path, pid: int) -> str:
    """The whole trace, once strace has seen the process die."""
    last = re.compile(rf"^{pid} +\+\+\+ ", re.MULTILINE)
    until = time.monotonic() + ENDED_SECONDS
    while not last.search(text := trace.read_text("ascii", "replace")):
        if time.monotonic() > until:
            raise RuntimeError("strace has not seen the end")
        time.sleep(0.02)
    return text


@dataclass
class File:
    """One file on the way to the disk: what was there, what was done since, and how much of that is there for certain."""

    content: bytearray
    done: list[tuple[int, bytes | None]] = field(default_factory=list)  # offset and bytes; None: cut off there
    certain: int = 0

    def left(self, will: random.Random) -> bytes:
        """What a power cut leaves."""
        for number, (offset, data) in enumerate(self.done):
            if number < self.certain:
                self._does(offset, data)
            elif will.random() < 0.5:
                self._in_part(offset, data, will)
        return bytes(self.content)

    def _does(self, offset: int, data: bytes | None) -> None:
        if data is None:
            del self.content[offset:]
        self.content.extend(bytes(max(0, offset + len(data or b"") - len(self.content))))
        self.content[offset : offset + len(data or b"")] = data or b""

    def _in_part(self, offset: int, data: bytes | None, will: random.Random) -> None:
        if data is None or will.random() < 0.5:
            return self._does(offset, data)
        for start in range(0, len(data), SECTOR):
            if will.random() < 0.5:
                self._does(offset + start, data[start : start + SECTOR])
        return None


def read(trace: str, files: dict[str, File]) -> None:
    """Add what a trace tells to its files, by path. A write counts from its beginning, a flush from its end."""
    flushing: dict[str, tuple[File, int]] = {}  # by task: which file, and how much of it had been written by then
    for task, call, path, words in _calls(trace):
        if call == "resumed":
            if task in flushing and _DONE.search(words):
                _flushed(*flushing[task])
            flushing.pop(task, None)
        elif call in ("fsync", "fdatasync"):
            flush = files[path], len(files[path].done)
            if _DONE.search(words):
                _flushed(*flush)
            elif words.endswith("<unfinished ...>"):
                flushing[task] = flush
        elif call == "ftruncate":
            files[path].done.append((int(_told(_LENGTH, words)[1]), None))
        elif call == "pwrite64":
            told = _told(_WRITE, words)
            files[path].done.append((int(told[2]), _bytes(told[1])))
        else:
            raise ValueError(f"SQLite writes at a place it names, this names none: {call}")


def cut(trace: Path, pid: int, before: dict[str, bytes], will: random.Random) -> tuple[dict[str, bytes], int]:
    """What the disk holds of a database after its process died by a power cut, and how many writes were not certain."""
    files: dict[str, File] = defaultdict(lambda: File(bytearray()))
    files |= {path: File(bytearray(content)) for path, content in before.items()}
    read(ended(trace, pid), files)
    uncertain = sum(len(file.done) - file.certain for file in files.values())
    return {path: file.left(will) for path, file in files.items()}, uncertain


def on_disk(database: str) -> dict[str, bytes]:
    """The files of a database that nobody has open."""
    return {database + suffix: Path(database + suffix).read_bytes() for suffix in SUFFIXES if Path(database + suffix).exists()}


def put_back(database: str, files: dict[str, bytes]) -> None:
    """A database as the disk holds it. Its file stays the same one: another would be a copy, which sends nothing."""
    for suffix in ("-shm", "-wal"):
        Path(database + suffix).unlink(missing_ok=True)
    for path, content in files.items():
        Path(path).write_bytes(content)


def _calls(trace: str) -> Iterator[tuple[str, str, str, str]]:
    for line in trace.splitlines():
        if found := _LINE.match(line):
            task, rest = found["task"], found["rest"]
            yield (task, "resumed", "", rest) if rest is not None else (task, found["call"], _bytes(found["path"]).decode(), found["words"])


def _told(what: re.Pattern[str], words: str) -> re.Match[str]:
    if (found := what.match(words)) is None:
        raise ValueError(f"strace says it otherwise than we read it: {words[:80]}")
    return found


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()


def _flushed(file: File, so_many: int) -> None:
    file.certain = max(file.certain, so_many)
