"""買入計算書 behind its link, and the page on which the officer is named."""

import io

import pypdfium2
import pytest
from sqlalchemy import update

from domain.links import Purpose
from domain.store import talks
from domain.store.tables import redemption
from tests.bot.talking import Talking
from tests.holders import an_association
from tests.pages.conftest import U1, U2, Browser
from tests.redeeming import JULY, OFFICER, Desk, files, the_guides_book


@pytest.fixture
def approved(house):
    """An approved redemption of U1's association; returns its filing's id."""
    house.clock.at = int(JULY.timestamp() * 1000)
    talking = Talking(house, U1)
    who = talking.has_account()
    with house.db.writing() as tx:
        an_association(tx, who, the_guides_book())
    filing_id = files(talking)
    Desk(house).approves(filing_id)
    return filing_id


def test_the_statement_opens_for_whoever_represents_the_association_and_is_kept_by_nobody(
    link, app, approved
):
    """R-11"""
    url = link(Purpose.STATEMENT, filing=approved)
    answer = app.test_client().get(url)

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    text = pypdfium2.PdfDocument(io.BytesIO(answer.data))[0].get_textpage().get_text_range()
    assert "25,018,130円" in text
    assert app.test_client().get(url).status_code == 200  # looking spends nothing


def test_somebody_elses_statement_does_not_open(link, app, house, approved):
    other = Talking(house, U2)
    who = other.has_account()
    with house.db.writing() as tx:
        an_association(tx, who, number="300002")

    assert app.test_client().get(link(Purpose.STATEMENT, line_user=U2, filing=approved)).status_code == 404


def test_before_the_approval_and_after_the_end_of_the_link_there_is_none(link, app, house, approved):
    with house.db.writing() as tx:
        tx.execute(update(redemption).values(state="confirmed"))
    url = link(Purpose.STATEMENT, filing=approved)
    assert app.test_client().get(url).status_code == 404
    house.clock.passes(minutes=31)

    assert app.test_client().get(url).status_code == 410


def test_the_representative_is_no_officer_to_call(link, app, house):
    """R-09"""
    with house.db.writing() as tx:
        told = {"intent_proof": "phone", "_representative": ["田中", "花子"]}
        talks.tell(tx, U1, "early_redemption", told, house.clock.ms())
    url = link(Purpose.PAGE_PRIVATE, dialog="early_redemption", fields=list(OFFICER))
    browser = Browser(app)
    browser.open(url)
    refused = browser.send(url, **OFFICER)
    assert refused.status_code == 422
    assert "理事長以外" in browser.page
    assert browser.send(url, **OFFICER | {"officer_given_name": "良子"}).status_code in (200, 303)
    with house.db.reading() as tx:
        assert talks.told(tx, U1, "early_redemption")["officer_given_name"] == "良子"
