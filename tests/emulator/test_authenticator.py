"""The authenticator: codes by the travelling clock, from links and from QR codes."""

from __future__ import annotations

import io
import random
import string
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pyotp
import pytest
import segno

from emulator.app import Handle
from emulator.apps import qr
from emulator.driver import Emulator, Refused, multipart

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
URI = f"otpauth://totp/{quote('すまいる窓口')}:ichiro01?secret={SECRET}&issuer={quote('すまいる窓口')}"


def add(emulator: Emulator, uri: str = URI) -> dict[str, Any]:
    return emulator.post("/authenticator/entries", {"uri": uri})


def entries(emulator: Emulator) -> list[dict[str, Any]]:
    return emulator.get("/authenticator/entries")


def picture(text: str, kind: str = "png", **look: Any) -> bytes:
    out = io.BytesIO()
    segno.make(text, micro=False).save(out, kind=kind, **{"scale": 4, "border": 4, **look})
    return out.getvalue()


def test_a_pasted_link_gives_the_code_of_the_emulators_time(emulator: Emulator) -> None:
    emulator.travel(now="2027-02-20T01:00:05+00:00")
    added = add(emulator)

    [entry] = entries(emulator)
    assert entry["label"] == "すまいる窓口:ichiro01"
    assert (entry["issuer"], entry["account"]) == ("すまいる窓口", "ichiro01")
    assert entry["code"] == pyotp.TOTP(SECRET).at(1803085205)
    assert 20 <= entry["remaining"] <= 25
    assert added["id"] == entry["id"]


def test_the_code_changes_when_the_clock_travels(emulator: Emulator) -> None:
    add(emulator)
    before = entries(emulator)[0]["code"]
    emulator.travel(seconds=86_400)

    assert entries(emulator)[0]["code"] != before


def test_the_same_link_twice_is_one_entry(emulator: Emulator) -> None:
    add(emulator)
    add(emulator)

    assert len(entries(emulator)) == 1


@pytest.mark.parametrize(
    "uri", ["", "https://example.jp/", "otpauth://totp/x", "otpauth://hotp/x?secret=ABCD&counter=1"]
)
def test_what_is_no_time_based_link_is_refused_with_words(emulator: Emulator, uri: str) -> None:
    with pytest.raises(Refused):
        add(emulator, uri)
    assert entries(emulator) == []


def test_settings_entries_are_there_from_the_start(started: Callable[..., Handle]) -> None:
    emulator = Emulator(started(authenticator_entries=[URI]).url)

    assert emulator.get("/authenticator/code?label=ichiro01")["code"] == entries(emulator)[0]["code"]


def test_a_deleted_entry_stays_away(started: Callable[..., Handle]) -> None:
    emulator = Emulator(started(authenticator_entries=[URI]).url)
    emulator.fetch("DELETE", f"/authenticator/entries/{entries(emulator)[0]['id']}")

    assert entries(emulator) == []


def test_an_unknown_label_has_no_code(emulator: Emulator) -> None:
    assert emulator.fetch("GET", "/authenticator/code?label=x")[0] == 404


def test_a_link_to_the_app_adds_the_entry_and_leads_to_it(emulator: Emulator) -> None:
    status, _, headers = emulator.fetch("GET", f"/authenticator/add?uri={quote(URI, safe='')}")

    assert (status, headers["location"]) == (302, "/#panel=authenticator")
    assert len(entries(emulator)) == 1


def test_a_picture_of_the_qr_code_works_like_the_link(emulator: Emulator) -> None:
    body, kind = multipart(picture(URI), "qr.png", "image/png", {})
    body = body.replace(b'name="file"', b'name="image"')
    answer = emulator.call("POST", "/authenticator/entries", body, kind)

    assert answer["label"] == "すまいる窓口:ichiro01"


@pytest.mark.parametrize("error", ["l", "m", "q", "h"])
def test_codes_of_every_size_are_read(error: str) -> None:
    dice = random.Random(7)
    for length in (10, 60, 140, 230, 420):
        text = "".join(dice.choices(string.ascii_letters + string.digits + ":/?&%=", k=length))
        out = io.BytesIO()
        segno.make(text, error=error, boost_error=False, micro=False).save(out, kind="png", scale=3)
        assert qr.read(out.getvalue()) == text


@pytest.mark.parametrize("text", ["0123456789012", "HELLO 1.5/X", "mixed 日本"])
def test_other_kinds_of_text_are_read(text: str) -> None:
    assert qr.read(picture(text)) == text


def test_a_code_of_chinese_characters_alone_is_refused_rather_than_guessed() -> None:
    with pytest.raises(qr.Unreadable):
        qr.read(picture("住宅金融支援機構"))


def test_a_code_without_paper_around_it_is_read() -> None:
    assert qr.read(picture(URI, border=0, light=None)) == URI


@pytest.mark.parametrize("data", [b"", b"no picture", picture("x")[:60]])
def test_what_is_no_picture_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(qr.Unreadable):
        qr.read(data)


def test_a_picture_without_a_code_is_unreadable() -> None:
    from PIL import Image

    for colour in ("white", "black"):
        out = io.BytesIO()
        Image.new("RGB", (200, 100), colour).save(out, "PNG")
        with pytest.raises(qr.Unreadable):
            qr.read(out.getvalue())
