"""The papers of an application come in on our page, and the talk that waits for them hears of it."""

import io

from sqlalchemy import select

from domain.links import Purpose
from domain.store import talks
from domain.store.tables import line_event
from tests.applying import ANSWERS
from tests.pages.conftest import U1
from tests.pages.test_uploads import PDF

CERTIFIED = {"bond_kind": "certified", "proof": "notice", "certified_on": "2024-05-20"}


def test_a_notice_of_certification_is_kept_with_the_application(link, house, browser) -> None:
    """T-01: 認定通知書"""
    with house.db.writing() as tx:
        talks.tell(tx, U1, "application", ANSWERS | CERTIFIED, house.clock.ms())
    address = link(Purpose.UPLOAD, dialog="application", fields=["certification_notice"], title="application.sending_papers.title")
    page = browser.open(address)
    assert "認定通知書" in page.text
    assert "管理規約" not in page.text

    browser.send(address, files={"certification_notice": [(io.BytesIO(PDF), "通知書.pdf")]}, act="upload")
    browser.send(address, act="send")

    with house.db.reading() as tx:
        told = talks.told(tx, U1, "application")
        (news,) = [row.raw for row in tx.execute(select(line_event)) if row.raw.get("kind") == "page"]
    assert [one["name"] for one in told["certification_notice"]] == ["通知書.pdf"]
    assert (news["facts"]["dialog"], news["facts"]["fields"]) == ("application", ["certification_notice"])
