"""The malware scanner: clamd, asked over its own socket (INSTREAM). Where `CLAMD` is unset nothing is scanned, and the desk says so.

What it has not looked through is held: nobody at the desk can open it. A scanner that is down passes nothing.
"""

import io
import socket
import time
from typing import BinaryIO, Literal

import structlog

from bot.house import House
from domain.store import audit, documents
from domain.store.sealed import CannotOpen

Verdict = Literal["clean", "infected", "unknown"]
CONNECT_S, ANSWER_S = 2.0, 30.0
CHUNK = 1 << 16
AT_ONCE = 20  # documents in one sweep
AGAIN_S = 30.0  # after a scanner that did not answer

# The file that every scanner must find (eicar.org): harmless, and in two parts here, or a scanner would find this one.
TEST_FILE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

log = structlog.get_logger()
_asleep_until: dict[str, float] = {}
_unopened: set[str] = set()  # Documents that did not open: held, told once, and tried again by the next process.


def scan(place: str, file: BinaryIO) -> Verdict:
    """What clamd says of a file: unknown where there is none, or where it does not answer. The file is left at its start."""
    if not place:
        return "unknown"
    try:
        file.seek(0)
        answer = _ask(place, file)
    except OSError as error:
        log.warning("the malware scanner does not answer", clamd=place, error=str(error))
        return "unknown"
    finally:
        file.seek(0)
    if answer.endswith(b"FOUND"):
        log.warning("malware found", answer=answer.decode("ascii", "replace")[-80:])
        return "infected"
    return "clean" if answer == b"stream: OK" else "unknown"


def finds(place: str) -> bool:
    """Whether the scanner finds the file that every scanner must find. OSError where it does not answer."""
    return _ask(place, io.BytesIO(TEST_FILE)).endswith(b"FOUND")


def run(house: House) -> int:
    """Look through what was kept while the scanner was down. Returns how many documents it has settled."""
    place = house.settings.clamd
    if not place or _asleep_until.get(place, 0) > time.monotonic():
        return 0
    with house.db.reading() as tx:
        waiting = documents.unscanned(tx, AT_ONCE + len(_unopened))
    settled = 0
    for document_id in [one for one in waiting if one not in _unopened][:AT_ONCE]:
        try:
            verdict = _look(house, place, document_id)
        except CannotOpen:
            _unopened.add(document_id)
            log.error("a document does not open and stays held", document=document_id)
            continue
        if verdict == "unknown":
            _asleep_until[place] = time.monotonic() + AGAIN_S
            break
        settled += 1
    return settled


def _look(house: House, place: str, document_id: str) -> Verdict:
    with house.db.reading() as tx:
        content = io.BytesIO(b"".join(documents.read(tx, document_id)))
    verdict, at = scan(place, content), house.clock.ms()
    if verdict == "unknown":
        return verdict
    with house.db.writing() as tx:
        if verdict == "clean":
            documents.found_clean(tx, document_id, at)
        elif documents.found_infected(tx, document_id, at):
            audit.record(tx, at, "system", "document_infected", f"document:{document_id}", {})
    return verdict


def _ask(place: str, file: BinaryIO) -> bytes:
    with _connected(place) as wire:
        wire.settimeout(ANSWER_S)
        wire.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            wire.sendall(len(chunk).to_bytes(4, "big") + chunk)
        wire.sendall(b"\0\0\0\0")
        answer = b""
        while not answer.endswith(b"\0") and (more := wire.recv(4096)):
            answer += more
    return answer.rstrip(b"\0\n").strip()


def _connected(place: str) -> socket.socket:
    if not place.startswith("/"):
        host, _, port = place.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_S)
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        wire.settimeout(CONNECT_S)
        wire.connect(place)
    except OSError:
        wire.close()
        raise
    return wire
