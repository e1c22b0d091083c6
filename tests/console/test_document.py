"""Filed documents at the desk: drawn in a child, downloaded inert."""

import io

import pytest
from PIL import Image

from bot.console import drawing
from domain.store import documents

PDF = "application/pdf"


def _pdf(pages=2):
    out = io.BytesIO()
    sheets = [Image.new("RGB", (300, 420), "white") for _ in range(pages)]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def _picture(kind="JPEG", size=(1600, 1200)):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind)
    return out.getvalue()


def _put(desk, data, name="総会議事録.pdf", media_type=PDF):
    with desk.house.db.writing() as tx:
        return documents.put(tx, "U1", "bylaws", name, media_type, io.BytesIO(data), desk.clock.ms())


def test_a_page_of_a_filed_pdf_is_shown_as_an_image_beside_the_fields(desk):
    kept = _put(desk, _pdf(3))
    filing_id = desk.file(bylaws=[kept])
    browser = desk.browser("sato")
    html = browser.get(f"/staff/filings/{filing_id}?doc=bylaws.0").text
    image = browser.get(f"/staff/documents/{kept['id']}/pages/2.png")

    assert [f"/staff/documents/{kept['id']}/pages/{n}.png" in html for n in (1, 3, 4)] == [True, True, False]
    assert (image.status_code, image.mimetype, image.data[:4]) == (200, "image/png", b"\x89PNG")
    assert browser.get(f"/staff/documents/{kept['id']}/pages/4.png").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "請求書.pdf",
        'a"; filename=evil.html',
        "x\r\nSet-Cookie: a=b",
        "../../etc/passwd",
        "",
        "＜b＞.pdf",
        "é" * 200,
    ],
)
def test_a_download_is_inert_whatever_its_name(desk, name):
    """ASVS 5.4.1, 5.4.2; RFC 6266."""
    from urllib.parse import unquote

    kept = _put(desk, b"<script>alert(1)</script>", name, "text/html")
    answer = desk.browser("sato").get(f"/staff/documents/{kept['id']}/download")
    disposition = answer.headers["Content-Disposition"]

    assert answer.data == b"<script>alert(1)</script>"
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert disposition.startswith(f'attachment; filename="{kept["id"][:8]}"')
    assert unquote(disposition.split("''")[1]) == name


@pytest.mark.parametrize("document_id", ["0" * 32, "x", "../../etc/passwd", "%00"])
def test_a_document_that_is_not_there_is_not_found(desk, document_id):
    browser = desk.browser("sato")
    assert browser.get(f"/staff/documents/{document_id}/download").status_code == 404
    assert browser.get(f"/staff/documents/{document_id}/pages/1.png").status_code == 404


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(b"%PDF-1.7 nonsense", PDF), (b"", PDF), (b"MZ" * 100, "image/png"), (_picture()[:200], "image/jpeg"), (_pdf(), "image/jpeg"),
     (b"<svg/>", "image/svg+xml"), (b"x", "application/zip")],
)  # fmt: skip
def test_what_cannot_be_drawn_is_left_to_the_download(data, media_type):
    assert drawing.draw(data, media_type, 1) is None


def test_a_pixel_flood_costs_the_child_and_nobody_else():
    """T49: 30,000 x 30,000 pixels in a few kilobytes."""
    flood = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(flood, "PNG", optimize=False)

    assert drawing.draw(flood.getvalue(), "image/png", 1) is None


def test_a_photograph_is_shown_smaller_and_without_what_it_says_of_its_place():
    """T52."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N"}
    out = io.BytesIO()
    Image.new("RGB", (3000, 2000), "red").save(out, "JPEG", exif=exif)
    drawn = Image.open(io.BytesIO(drawing.draw(out.getvalue(), "image/jpeg", 1)))

    assert drawn.width == drawing.WIDTH
    assert not drawn.getexif()


def test_what_no_scanner_has_looked_through_is_held_and_says_so(desk):
    """T47"""
    import dataclasses

    kept = _put(desk, _pdf(1))
    path = f"/staff/filings/{desk.file(bylaws=[kept])}?doc=bylaws.0"
    browser = desk.browser("sato")
    places = [f"/staff/documents/{kept['id']}/{what}" for what in ("pages/1.png", "download")]
    assert "未検査" in browser.get(path).text
    assert [browser.get(place).status_code for place in places] == [200, 200]

    object.__setattr__(desk.house, "settings", dataclasses.replace(desk.house.settings, clamd="127.0.0.1:1"))
    assert "検査の順番を待っています" in browser.get(path).text
    assert [browser.get(place).status_code for place in places] == [404, 404]
    with desk.house.db.writing() as tx:
        documents.found_clean(tx, kept["id"], 1)
    assert "ウイルス検査済み" in browser.get(path).text
    assert [browser.get(place).status_code for place in places] == [200, 200]
    with desk.house.db.writing() as tx:
        documents.found_infected(tx, kept["id"], 1)
    assert "消しました" in browser.get(path).text
    assert [browser.get(place).status_code for place in places] == [404, 404]
