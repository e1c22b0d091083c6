"""What strangers type is shown as it was typed, wherever the staff see it."""

import re

import pytest
from sqlalchemy import insert

from bot import inbox
from domain.store import associations
from domain.store.tables import hand_off

NASTY = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{7*7}}", "{ $x }", "%s{0.__class__}", "=cmd|' /C calc'!A0",
    "</textarea><script>alert(1)</script>", "javascript:alert(1)", "' OR 1=1 --", "\u202eGNP.exe", "あ" * 5000, "👨‍👩‍👧" * 50,
]  # fmt: skip


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_a_name_is_text_on_every_page(desk, nasty):
    filing_id = desk.file(association_name=nasty, city=nasty, bylaws=[{"id": "0" * 32, "name": nasty}])
    at = desk.clock.ms()
    with desk.house.db.writing() as tx:
        associations.add(tx, "312345", {"association_name": nasty, "prefecture": nasty}, at)
        tx.execute(
            insert(hand_off),
            {"line_user": "U1", "state": "waiting", "topic": nasty[:60], "requested_at": at, "version": 0},
        )
        inbox.keep(tx, "e", "U1", at, {"type": "message", "message": {"type": "text", "text": nasty}}, at)
        inbox.keep(tx, "f", "U1", at, {"type": "message", "message": {"type": "file", "fileName": nasty}}, at)
    browser = desk.browser("sato")
    paths = [
        "/staff/?scope=all",
        f"/staff/filings/{filing_id}",
        "/staff/talks",
        "/staff/talks/1",
        "/staff/associations",
        "/staff/associations/1",
    ]
    for path in paths:
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert "<script>alert" not in answer.text
        assert not re.search(r"<img[^>]*onerror", answer.text)
        assert "49" not in re.findall(r"<bdi>(.*?)</bdi>", answer.text)
        assert "\u202e" not in answer.text


def test_notes_marks_and_reasons_of_the_staff_are_text_as_well(desk):
    filing_id = desk.file()
    browser = desk.browser("sato")
    path = f"/staff/filings/{filing_id}"
    browser.get(path)
    browser.press(f"{path}/claim")
    browser.press(f"{path}/notes", words="<b>太字</b>")
    browser.press(f"{path}/marks", mark__bylaws="1", reason__bylaws="other", words__bylaws="<i>斜め</i>")

    assert "&lt;b&gt;太字" in browser.html
    assert "&lt;i&gt;斜め" in browser.html
    assert "<i>" not in browser.html


def test_every_page_of_the_desk_forbids_scripts_of_others(desk):
    """ASVS 3.4.3: no unsafe-inline, and nothing inline that would need it."""
    filing_id = desk.file()
    browser = desk.browser("sato")
    for path in (
        "/staff/",
        f"/staff/filings/{filing_id}",
        "/staff/talks",
        "/staff/associations",
        "/staff/audit",
    ):
        answer = browser.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'self'" in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|<style", answer.text), path
