"""Pages of a PDF or a picture as PNG images, drawn in a child process with little memory, little time and no way out.

A file comes from a stranger: a broken or hostile one may cost the child its life, never the desk. Run as a script
(`drawing.py TYPE PAGE`) this file is the child: bytes in by stdin, a PNG out by stdout
(page 0: the number of pages).
"""

import io
import os
import subprocess
import sys
from typing import Any

WIDTH = 1100  # pixels of a page image
PAGES_MOST = 60
SECONDS = 10
MEMORY = 768 * 1024 * 1024  # bytes of address space
PIXELS_MOST = 60_000_000  # of a picture, before it is opened in full
PDF = "application/pdf"
PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF"}


def drawable(media_type: str) -> bool:
    """Whether files of this type are drawn at all."""
    return media_type == PDF or media_type in PICTURES


def draw(data: bytes, media_type: str, page: int) -> bytes | None:
    """The PNG of a page, counted from 1; None when it cannot be drawn."""
    if not drawable(media_type) or not 1 <= page <= PAGES_MOST:
        return None
    drawn = _child(data, media_type, page)
    return drawn if drawn.startswith(b"\x89PNG") else None


def pages(data: bytes, media_type: str) -> int:
    """How many pages can be drawn: 1 for a picture, 0 for what cannot be opened, at most PAGES_MOST."""
    if media_type in PICTURES:
        return 1
    counted = _child(data, media_type, 0) if media_type == PDF else b""
    return min(int(counted), PAGES_MOST) if counted.isdigit() else 0


def _child(data: bytes, media_type: str, page: int) -> bytes:
    try:
        child = subprocess.run(  # noqa: S603 - our own module, arguments from a fixed table
            [sys.executable, "-P", __file__, media_type, str(page)],
            input=data, capture_output=True, timeout=SECONDS * 2, check=False,
            env={"PATH": "", "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return b""
    return child.stdout if child.returncode == 0 else b""


def _main() -> int:
    media_type, page = sys.argv[1], int(sys.argv[2])
    _limit()
    data = sys.stdin.buffer.read()
    if page == 0:
        sys.stdout.write(str(_count(data)))
        return 0
    image = _pdf(data, page) if media_type == PDF else _picture(data, PICTURES[media_type])
    if image is None:
        return 1
    out = io.BytesIO()
    image.save(out, "PNG")
    sys.stdout.buffer.write(out.getvalue())
    return 0


def _count(data: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(data))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit of the parent still holds.
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _pdf(data: bytes, page: int) -> Any | None:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    if page > len(document):
        return None
    sheet = document[page - 1]
    width, height = sheet.get_size()
    scale = min(WIDTH / max(width, 1), 3 * WIDTH / max(height, 1))
    return sheet.render(scale=scale, may_draw_forms=False).to_pil()


def _picture(data: bytes, kind: str) -> Any | None:
    from PIL import Image, ImageOps

    image = Image.open(io.BytesIO(data), formats=[kind])
    if image.width * image.height > PIXELS_MOST:
        return None
    image.draft("RGB", (WIDTH * 2, WIDTH * 6))
    turned = ImageOps.exif_transpose(image).convert("RGB")
    turned.thumbnail((WIDTH, 3 * WIDTH))
    return turned


if __name__ == "__main__":
    sys.exit(_main())
