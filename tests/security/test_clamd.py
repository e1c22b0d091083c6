"""The real clamd behind our uploads: what it finds, and what becomes of files while it is stopped (T47)."""

import io
import zlib

import pytest
from sqlalchemy import func, select

from bot import scanner
from domain.store import documents
from domain.store.tables import document_chunk
from tests.pages.conftest import app, browser, house, link  # noqa: F401 - fixtures
from tests.pages.test_scanning import INFECTED, PDF, address, rows, scans_with, sends  # noqa: F401 - a fixture among them
from tests.scanning import EICAR, real_clamd


def with_attachment(content: bytes) -> bytes:
    """A PDF with a file attached to it, packed as programs pack it: the bytes of the file stand nowhere in it."""
    packed = zlib.compress(content)
    attached = (
        b"3 0 obj<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n" % (len(packed), packed)
        + b"4 0 obj<</Type/Filespec/F(meibo.csv)/UF(meibo.csv)/EF<</F 3 0 R>>>>endobj\n"
    )
    catalog = b"/Type/Catalog/Names<</EmbeddedFiles<</Names[(meibo.csv)4 0 R]>>>>"
    return PDF.replace(b"/Type/Catalog", catalog, 1).replace(b"trailer", attached + b"trailer")


FILES = INFECTED | {"議事録.pdf": with_attachment(EICAR)}


@pytest.fixture(autouse=True)
def _awake():
    scanner._asleep_until.clear()


def test_the_real_scanner_finds_it_plain_in_a_zip_in_a_document_and_attached_to_a_pdf(browser, address, house, tmp_path, figure):  # noqa: F811
    """T47: refused on arrival, and nothing of it kept; the same files without it pass."""
    refused = 0
    with real_clamd(tmp_path) as place:
        scans_with(house, place)
        for name, content in FILES.items():
            sends(browser, address, name, content)
            refused += "ウイルスが見つかったため" in browser.page
        assert rows(house) == []
        sends(browser, address, "規約.pdf", with_attachment(b"name,kana\n"))
        sends(browser, address, "名簿.csv", b"name,kana\n")
    assert refused == len(FILES) == 4
    assert [(row.state, row.scanned_at is not None) for row in rows(house)] == [("kept", True)] * 2
    figure("T47", scanner="clamd", infected=len(FILES), found=refused, clean_files_refused=0)


def test_while_the_real_scanner_is_stopped_files_are_held_and_found_when_it_is_back(browser, address, house, tmp_path, figure):  # noqa: F811
    """T47: scanner down → held, not passed."""
    with real_clamd(tmp_path) as place:
        scans_with(house, place)
    for name, content in FILES.items():
        sends(browser, address, name, content)
    assert [(row.state, row.scanned_at) for row in rows(house)] == [("kept", None)] * 4
    with house.db.reading() as tx:
        held = documents.unscanned(tx, 9)
    assert len(held) == 4
    assert scanner.run(house) == 0

    scanner._asleep_until.clear()
    with real_clamd(tmp_path):
        assert scanner.run(house) == 4
    assert [row.state for row in rows(house)] == ["infected"] * 4
    with house.db.reading() as tx:
        assert tx.execute(select(func.count()).select_from(document_chunk)).scalar_one() == 0
    assert scanner.scan(place, io.BytesIO(EICAR)) == "unknown"
    figure("T47", scanner="clamd, stopped", held=len(held), passed=0, found_when_it_is_back=4)
