"""Malware: found on arrival and refused, held while the scanner is down, and never opened before it was looked at (T47)."""

import dataclasses
import io
import zipfile
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot import scanner
from domain.links import Purpose
from domain.store import audit, documents, talks
from domain.store.tables import audit as audit_table
from domain.store.tables import document, document_chunk
from tests.pages.conftest import U1
from tests.scanning import EICAR, clamd

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NOBODY = "127.0.0.1:1"


def packed(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


INFECTED = {
    "名簿.csv": EICAR,
    "書類.zip": packed(("名簿.csv", EICAR)),
    "議事録.docx": packed(("[Content_Types].xml", b"<Types/>"), ("word/embeddings/a.txt", EICAR)),
    "議事録.pdf": PDF.replace(b"trailer", b"3 0 obj<</Type/EmbeddedFile>>stream\n" + EICAR + b"\nendstream endobj\ntrailer"),
}


@pytest.fixture
def address(link, house):
    with house.db.writing() as tx:
        talks.tell(tx, U1, "registration", {"elected_by": "assembly", "minutes_complete": True}, house.clock.ms())
    return link(Purpose.UPLOAD, dialog="registration", fields=["bylaws"])


@pytest.fixture(autouse=True)
def _awake():
    scanner._asleep_until.clear()
    scanner._unopened.clear()


def scans_with(house: Any, place: str) -> None:
    object.__setattr__(house, "settings", dataclasses.replace(house.settings, clamd=place))


def sends(browser: Any, address: str, name: str, content: bytes) -> None:
    browser.open(address)
    browser.send(address, files={"bylaws": [(io.BytesIO(content), name)]}, act="upload")


def rows(house: Any) -> list[Any]:
    with house.db.reading() as tx:
        return list(tx.execute(select(document)))


@pytest.mark.parametrize("name", INFECTED)
def test_what_the_scanner_finds_is_refused_with_what_to_do_and_nothing_of_it_is_kept(browser, address, house, name):
    """T47"""
    with clamd() as place:
        scans_with(house, place)
        sends(browser, address, name, INFECTED[name])

    assert "ウイルスが見つかったため" in browser.page
    assert rows(house) == []


def test_a_clean_file_is_kept_as_scanned(browser, address, house):
    with clamd() as place:
        scans_with(house, place)
        sends(browser, address, "規約.pdf", PDF)

    assert [(row.state, row.scanned_at is not None) for row in rows(house)] == [("kept", True)]


def test_while_the_scanner_is_down_files_are_kept_and_held_and_looked_through_when_it_is_back(browser, address, house):
    """T47: scanner down → held, not passed."""
    scans_with(house, NOBODY)
    sends(browser, address, "規約.pdf", PDF)
    sends(browser, address, "名簿.csv", EICAR)
    assert [(row.state, row.scanned_at) for row in rows(house)] == [("kept", None)] * 2
    assert scanner.run(house) == 0

    with clamd() as place:
        scans_with(house, place)
        assert (scanner.run(house), scanner.run(house)) == (2, 0)

    assert [row.state for row in rows(house)] == ["kept", "infected"]
    with house.db.reading() as tx:
        infected = rows(house)[1].id
        assert tx.execute(select(document_chunk).where(document_chunk.c.document_id == infected)).first() is None
        assert documents.unscanned(tx, 9) == []
        assert audit.broken_at(tx) is None


def test_a_scanner_that_does_not_answer_is_left_alone_for_a_while(browser, address, house, monkeypatch):
    scans_with(house, NOBODY)
    sends(browser, address, "規約.pdf", PDF)
    asked = []
    monkeypatch.setattr(scanner, "_ask", lambda place, file: asked.append(place) or b"")

    assert [scanner.run(house) for _ in range(3)] == [0, 0, 0]
    assert asked == [NOBODY]


def test_documents_that_do_not_open_are_passed_by_and_told_once(browser, address, house, monkeypatch, capsys):
    """T47: the oldest come first, so even more of them than a sweep takes must hold up nothing behind them."""
    monkeypatch.setattr(scanner, "AT_ONCE", 1)
    for n in range(3):
        sends(browser, address, f"規約{n}.pdf", PDF)
    broken = [row.id for row in rows(house)][:2]
    with house.db.writing() as tx:
        tx.execute(delete(document_chunk).where(document_chunk.c.document_id.in_(broken)))

    with clamd() as place:
        scans_with(house, place)
        assert [scanner.run(house) for _ in range(5)] == [0, 0, 1, 0, 0]

    assert [(row.state, row.scanned_at is not None) for row in rows(house)] == [("kept", False)] * 2 + [("kept", True)]
    told = capsys.readouterr().out
    assert [told.count(one) for one in broken] == [1, 1]


@pytest.mark.parametrize("content", [PDF, EICAR])
def test_a_document_withdrawn_while_the_scanner_looks_stays_withdrawn(content, browser, address, house, monkeypatch):
    sends(browser, address, "名簿.csv", content)
    [row] = rows(house)
    verdict = scanner.scan

    def meanwhile(place: str, file: Any) -> str:
        with house.db.writing() as tx:
            assert documents.withdraw(tx, row.id, U1)
        return verdict(place, file)

    monkeypatch.setattr(scanner, "scan", meanwhile)
    with clamd() as place:
        scans_with(house, place)
        scanner.run(house)

    assert [(one.state, one.scanned_at) for one in rows(house)] == [("withdrawn", None)]
    with house.db.reading() as tx:
        assert "document_infected" not in tx.execute(select(audit_table.c.act)).scalars().all()


def test_without_a_scanner_nothing_is_asked_and_nothing_pretends_to_be_scanned(browser, address, house):
    sends(browser, address, "規約.pdf", PDF)

    assert scanner.run(house) == 0
    assert [(row.state, row.scanned_at) for row in rows(house)] == [("kept", None)]


@pytest.mark.parametrize("answer", [b"stream: OK", b"stream: Eicar FOUND", b"INSTREAM size limit exceeded. ERROR", b""])
def test_only_a_plain_ok_is_clean(answer, monkeypatch):
    monkeypatch.setattr(scanner, "_ask", lambda place, file: answer)
    told = {b"stream: OK": "clean", b"stream: Eicar FOUND": "infected"}

    assert scanner.scan(NOBODY, io.BytesIO(b"x")) == told.get(answer, "unknown")
