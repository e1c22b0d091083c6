"""Scanners to ask: a stand-in that speaks INSTREAM and looks into archives, and the real clamd where it is installed."""

import hashlib
import io
import os
import shutil
import socketserver
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.scanner import TEST_FILE
from tests.lacking import lacks

START_SECONDS = 60.0

EICAR = TEST_FILE


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(size)
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if _holds(content) else b"stream: OK\0")


def _holds(content: bytes) -> bool:
    if EICAR in content:
        return True
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as inner:
        return any(_holds(inner.read(name)) for name in inner.namelist())


@contextmanager
def clamd() -> Iterator[str]:
    """Runs; gives its place as CLAMD wants it."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def real_clamd(home: Path) -> Iterator[str]:
    """ClamAV's own daemon on a socket in a folder, knowing one signature: the file EICAR whole, so that it must unpack to find it."""
    program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        lacks("clamd on this machine (Debian: apt-get install clamav-daemon)")
    known, place = home / "signatures", home / "clamd.sock"
    known.mkdir(exist_ok=True)
    (known / "eicar.hdb").write_text(f"{hashlib.md5(EICAR, usedforsecurity=False).hexdigest()}:{len(EICAR)}:Eicar-Test-Signature\n")
    (home / "clamd.conf").write_text(f"LocalSocket {place}\nDatabaseDirectory {known}\nForeground yes\nFixStaleSocket yes\nMaxThreads 4\n")
    daemon = subprocess.Popen([program, "--config-file", str(home / "clamd.conf")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        until = time.monotonic() + START_SECONDS
        while not place.exists():
            assert daemon.poll() is None, f"clamd did not start: {daemon.stdout.read() if daemon.stdout else ''}"
            assert time.monotonic() < until, "clamd is late"
            time.sleep(0.05)
        yield str(place)
    finally:
        daemon.terminate()
        daemon.communicate(timeout=START_SECONDS)
        place.unlink(missing_ok=True)
