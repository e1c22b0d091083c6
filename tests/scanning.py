"""A stand-in for clamd: speaks INSTREAM on a port of its own, and looks into archives as the real one does."""

import io
import socketserver
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


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
