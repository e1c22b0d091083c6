"""Files: by content, within 10 MB, sealed, without metadata, taken back again (F-08, B-07)."""

import io
import re
import zipfile

import pytest
from PIL import Image
from sqlalchemy import select

from domain.links import Purpose
from domain.store import documents, talks
from domain.store.sealed import CannotOpen
from domain.store.tables import document, document_chunk
from tests.pages.conftest import U1, U2

MB = 2**20
FIELDS = ["bylaws", "assembly_minutes"]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def gif(size):
    """A GIF of exactly so many bytes: its comment blocks fill it up."""
    out = io.BytesIO()
    Image.new("P", (8, 8)).save(out, "GIF")
    data = out.getvalue()[:-1]
    missing = size - len(data) - 1
    filler = bytearray()
    while missing - len(filler) > 260:
        filler += b"\x21\xfe\xff" + b"x" * 255 + b"\x00"
    rest = missing - len(filler)
    if rest >= 5:
        filler += b"\x21\xfe" + bytes([rest - 4]) + b"x" * (rest - 4) + b"\x00"
    made = data + bytes(filler) + b"\x3b"
    assert len(made) == size
    return made


@pytest.fixture
def address(link, house):
    with house.db.writing() as tx:
        talks.tell(
            tx, U1, "registration", {"elected_by": "assembly", "minutes_complete": True}, house.clock.ms()
        )
    return link(Purpose.UPLOAD, dialog="registration", fields=FIELDS)


@pytest.fixture
def told(house):
    def read():
        with house.db.reading() as tx:
            return talks.told(tx, U1, "registration")

    return read


def put(browser, address, act="upload", **files):
    sent = {name: [(io.BytesIO(data), shown) for shown, data in several] for name, several in files.items()}
    return browser.send(address, files=sent, act=act)


def test_files_are_kept_in_their_boxes_and_sent_with_the_form(browser, address, told, house, news):
    browser.open(address)
    response = put(
        browser,
        address,
        bylaws=[("管理規約.pdf", PDF)],
        assembly_minutes=[("議事録1.pdf", PDF), ("議事録2.pdf", PDF)],
    )
    assert response.status_code == 200
    assert "3個のファイルをお預かりしました" in browser.page
    assert browser.send(address).location == "/done/form"
    kept = told()
    assert [one["name"] for one in kept["assembly_minutes"]] == ["議事録1.pdf", "議事録2.pdf"]
    assert set(kept["bylaws"][0]) == {"id", "name", "size"}
    with house.db.reading() as tx:
        assert b"".join(documents.read(tx, kept["bylaws"][0]["id"])) == PDF
    assert news()[-1].purpose == "form"


def test_sending_without_a_needed_file_names_the_box(browser, address, told):
    browser.open(address)
    put(browser, address, bylaws=[("管理規約.pdf", PDF)])
    response = browser.send(address)
    assert response.status_code == 422
    assert 'id="assembly_minutes-error"' in response.get_data(as_text=True)
    assert "管理規約.pdf" in browser.page


def test_nothing_readable_of_a_file_stands_in_the_database(browser, address, told, house):
    browser.open(address)
    put(browser, address, bylaws=[("極秘の規約.pdf", PDF)])
    raw = b"".join(
        path.read_bytes()
        for path in __import__("pathlib").Path(house.db.url.database).parent.glob("test.db*")
    )
    assert b"%PDF" not in raw
    assert "極秘の規約".encode() not in raw
    assert told()["bylaws"][0]["id"].encode() in raw


def test_a_swapped_chunk_does_not_open(browser, address, told, house):
    browser.open(address)
    put(browser, address, bylaws=[("a.pdf", PDF)], assembly_minutes=[("b.pdf", PDF)])
    one, other = told()["bylaws"][0]["id"], told()["assembly_minutes"][0]["id"]
    with house.db.writing() as tx:
        stolen = tx.execute(
            select(document_chunk.c.bytes).where(document_chunk.c.document_id == one)
        ).scalar()
        tx.execute(document_chunk.update().where(document_chunk.c.document_id == other).values(bytes=stolen))
    with house.db.reading() as tx, pytest.raises(CannotOpen):
        list(documents.read(tx, other))


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", b"\0" * (60 * MB))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("規約.pdf", b"MZ\x90\x00" + b"\x00" * 200),
        ("規約.pdf", b"<html><script>alert(1)</script>"),
        ("図.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        ("規約.zip", bomb()),
        ("規約.pdf", b""),
    ],
    ids=["exe-named-pdf", "html", "svg", "zip-bomb", "empty"],
)
def test_harmful_files_are_refused_beside_their_box_and_the_others_kept(
    browser, address, told, house, name, data
):
    browser.open(address)
    response = put(browser, address, bylaws=[(name, data)], assembly_minutes=[("議事録.pdf", PDF)])
    assert response.status_code == 422
    assert 'id="bylaws-error"' in response.get_data(as_text=True)
    assert "bylaws" not in told()
    assert [one["name"] for one in told()["assembly_minutes"]] == ["議事録.pdf"]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "..\\..\\x.pdf",
        "a\x00b.pdf",
        "gnp\u202efdp.pdf",
        "CON.pdf",
        "あ" * 300 + ".pdf",
    ],
)
def test_names_are_shown_and_never_used(browser, address, told, house, name):
    browser.open(address)
    assert put(browser, address, bylaws=[(name, PDF)]).status_code == 200
    kept = told()["bylaws"][0]
    assert re.fullmatch(r"[0-9a-f]{32}", kept["id"])
    assert not re.search(r"[/\\\x00\u202e]", kept["name"])
    assert len(kept["name"]) <= 80


def test_ten_megabytes_fit_and_one_byte_more_does_not(browser, address, told):
    """F-08: 合計10MB以内."""
    browser.open(address)
    assert put(browser, address, bylaws=[("大.gif", gif(10 * MB + 1))]).status_code == 422
    assert "上限の10MB" in browser.page
    assert put(browser, address, bylaws=[("大.gif", gif(10 * MB))]).status_code == 200
    assert "6MBを超えています" in browser.page
    assert put(browser, address, assembly_minutes=[("小.pdf", PDF)]).status_code == 422
    assert sum(one["size"] for one in told()["bylaws"]) == 10 * MB


def test_more_than_a_request_may_carry_is_refused_unread(browser, address):
    browser.open(address)
    response = put(browser, address, bylaws=[("大.bin", b"x" * (12 * MB))])
    assert response.status_code == 413
    assert "郵送" in browser.page


def test_only_an_open_form_may_send_more_than_a_megabyte(browser, link):
    address = link(Purpose.SIGN_IN)
    browser.open(address)
    assert put(browser, address, login=[("x.bin", b"x" * (2 * MB))]).status_code == 413


def test_a_file_is_taken_back_with_its_bytes(browser, address, told, house):
    browser.open(address)
    put(browser, address, bylaws=[("まちがい.pdf", PDF), ("正しい.pdf", PDF)])
    wrong = told()["bylaws"][0]["id"]
    assert browser.send(address, act=f"remove:{wrong}").status_code == 200
    assert [one["name"] for one in told()["bylaws"]] == ["正しい.pdf"]
    with house.db.reading() as tx:
        assert documents.get(tx, wrong).state == "withdrawn"
        assert tx.execute(select(document_chunk).where(document_chunk.c.document_id == wrong)).first() is None


def test_somebody_elses_file_cannot_be_taken_back(browser, another_browser, address, link, told):
    browser.open(address)
    put(browser, address, bylaws=[("規約.pdf", PDF)])
    mine = told()["bylaws"]
    foreign = link(Purpose.UPLOAD, U2, dialog="registration", fields=FIELDS)
    another_browser.open(foreign)
    another_browser.send(foreign, act=f"remove:{mine[0]['id']}")
    assert told()["bylaws"] == mine


def photo(**save):
    out = io.BytesIO()
    Image.effect_noise((64, 48), 40).convert("RGB").save(out, **save)
    return out.getvalue()


def test_a_photograph_loses_its_place_and_keeps_its_picture(browser, address, told, house):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (35.0, 42.0, 30.0)
    sent = photo(format="JPEG", exif=exif, comment=b"GPS 35.7,139.7")
    browser.open(address)
    put(browser, address, bylaws=[("写真.jpg", sent)])
    with house.db.reading() as tx:
        kept = b"".join(documents.read(tx, told()["bylaws"][0]["id"]))
    assert b"CameraMaker" not in kept
    assert b"GPS" not in kept
    before, after = Image.open(io.BytesIO(sent)), Image.open(io.BytesIO(kept))
    assert after.getexif().get(0x0112) == 6
    assert not after.getexif().get_ifd(0x8825)
    assert before.tobytes() == after.tobytes()


def test_a_png_loses_its_texts(browser, address, told, house):
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Location", "35.7,139.7")
    sent = photo(format="PNG", pnginfo=info)
    browser.open(address)
    put(browser, address, bylaws=[("写真.png", sent)])
    with house.db.reading() as tx:
        kept = b"".join(documents.read(tx, told()["bylaws"][0]["id"]))
    assert b"Location" not in kept
    assert Image.open(io.BytesIO(kept)).tobytes() == Image.open(io.BytesIO(sent)).tobytes()


def located():
    """A photograph that tells where it was taken, in Exif and in XMP."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "CameraMaker"
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (35.0, 42.0, 30.0)
    xmp = b'<?xpacket begin="" id="W5M0"?><x:xmpmeta><exif:GPSLatitude>35,42.5N</exif:GPSLatitude></x:xmpmeta><?xpacket end="w"?>'
    return photo(format="JPEG", exif=exif, xmp=xmp)


def on_paper(*pictures, signed=b""):
    """A PDF with photographs on it, as a telephone's scanner writes it: each JPEG stands in it as it was."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>" + signed]
    objects += [b"<</Subtype/Image/Filter/DCTDecode/Length %d>>stream\n%s\nendstream" % (len(one), one) for one in pictures]
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def archive(*files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


def kept_of(house, told, field="bylaws"):
    with house.db.reading() as tx:
        return b"".join(documents.read(tx, told()[field][0]["id"]))


def places_in(data):
    """What still tells a place or a telephone."""
    return [word for word in (b"CameraMaker", b"GPSLatitude") if word in data]


def test_photographs_on_a_pdf_lose_their_place_and_nothing_in_it_moves(browser, address, told, house):
    """T52"""
    picture = located()
    sent = on_paper(picture, picture)
    assert places_in(sent) == [b"CameraMaker", b"GPSLatitude"]
    browser.open(address)
    put(browser, address, bylaws=[("議事録.pdf", sent)])

    kept = kept_of(house, told)
    assert (places_in(kept), len(kept)) == ([], len(sent))
    begin = kept.index(b"\xff\xd8\xff")
    assert Image.open(io.BytesIO(kept[begin : begin + len(picture)])).tobytes() == Image.open(io.BytesIO(picture)).tobytes()


def test_a_signed_pdf_is_left_as_it_was_signed(browser, address, told, house):
    sent = on_paper(located(), signed=b"/ByteRange [0 1 2 3]")
    browser.open(address)
    put(browser, address, bylaws=[("議事録.pdf", sent)])

    assert kept_of(house, told) == sent


@pytest.mark.parametrize("name", ["写真.zip", "議事録.docx"])
def test_photographs_in_an_archive_or_an_office_file_lose_their_place(browser, address, told, house, name):
    """T52"""
    first = [("[Content_Types].xml", b"<Types/>")] if name.endswith("docx") else []
    sent = archive(*first, ("word/media/写真1.jpg", located()), ("議事録.pdf", on_paper(located())), ("__MACOSX/._写真1.jpg", b"where from"))
    browser.open(address)
    put(browser, address, bylaws=[(name, sent)])

    with zipfile.ZipFile(io.BytesIO(kept_of(house, told))) as kept:
        assert kept.namelist() == [*(one for one, _ in first), "word/media/写真1.jpg", "議事録.pdf"]
        assert [places_in(kept.read(one)) for one in kept.namelist()] == [[]] * len(kept.namelist())


def test_an_archive_without_photographs_is_kept_to_the_byte(browser, address, told, house):
    sent = archive(("名簿.csv", "氏名\n山田".encode()), ("規約.pdf", PDF))
    browser.open(address)
    put(browser, address, bylaws=[("書類.zip", sent)])

    assert kept_of(house, told) == sent


@pytest.mark.parametrize(
    ("name", "content", "instead"),
    [
        ("IMG_0001.HEIC", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "スクリーンショット"),
        ("写真.jpg", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "互換性優先"),
        ("議事録.tif", b"II*\x00\x08\x00\x00\x00", "PDFかJPEGで保存し直して"),
    ],
)
def test_a_picture_we_cannot_free_is_refused_with_what_to_do_instead(browser, address, told, name, content, instead):
    """T52"""
    browser.open(address)
    put(browser, address, bylaws=[(name, content)])

    assert instead in browser.page
    assert not told().get("bylaws")


def test_the_box_asks_a_telephone_for_jpeg(browser, address):
    """An iPhone sends HEIC only where HEIC is asked for."""
    html = browser.open(address).text

    assert 'accept=".pdf,.jpg' in html
    assert "heic" not in html.lower()


def test_fifty_files_are_enough(browser, address, told, house, monkeypatch):
    browser.open(address)
    for _ in range(5):
        put(browser, address, bylaws=[(f"{n}.pdf", PDF) for n in range(11)])
    assert len(told()["bylaws"]) == 50
    assert "50個まで" in browser.page
    with house.db.reading() as tx:
        assert documents.kept(tx, U1)[0] == 50
        assert len(tx.execute(select(document)).all()) == 50
