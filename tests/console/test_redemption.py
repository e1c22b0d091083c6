"""A 中途換金 at the desk: the quote, the intent, the second person, the statement."""

import io

import pypdfium2
import pytest

from tests.bot.talking import Talking
from tests.holders import an_association
from tests.redeeming import JULY, files, the_guides_book


@pytest.fixture
def filed(desk):
    """A request of 50口 for August, filed in July."""
    desk.clock.now_ms = int(JULY.timestamp() * 1000)
    talking = Talking(desk.house)
    who = talking.has_account()
    with desk.house.db.writing() as tx:
        an_association(tx, who, the_guides_book())
    desk.add_staff("tanaka", "reviewer", "approver", name="田中")
    return files(talking, units=50)


def confirm(browser, filing_id: int, **typed: str):
    browser.get(f"/staff/filings/{filing_id}")
    told = {"proof": "phone", "other_officer": "1", "words": "7月9日、会計担当の方に電話で確認"} | typed
    return browser.press(f"/staff/filings/{filing_id}/intent", **told)


def claimed(desk, filing_id: int, login: str = "sato"):
    browser = desk.browser(login)
    browser.get(f"/staff/filings/{filing_id}")
    browser.press(f"/staff/filings/{filing_id}/claim")
    return browser


def test_the_page_shows_the_quote_line_by_line(desk, filed):
    """R-05, R-10"""
    browser = desk.browser("sato")
    browser.get(f"/staff/filings/{filed}")

    for words in (
        "2022-300001",
        "25,018,130円",
        "15,000,000円",
        "2026年8月10日(月)",
        "2026年7月31日(金)",
        "まだ確認していません",
    ):
        assert words in browser.html


def test_confirmed_passed_and_approved_by_a_second_person_with_its_notice_and_statement(desk, filed):
    """R-09, R-11"""
    browser = claimed(desk, filed)
    assert confirm(browser, filed).status_code == 303
    assert "7月9日、会計担当の方に電話で確認" in browser.html
    browser.press(f"/staff/filings/{filed}/pass")
    assert f'action="/staff/filings/{filed}/approve"' not in browser.html

    second = desk.browser("tanaka")
    second.get(f"/staff/filings/{filed}")
    second.press(f"/staff/filings/{filed}/approve")

    assert desk.row(filed).state == "approved"
    assert "受付が完了しました" in str(desk.sent("push")[-1].payload)
    assert "円" not in str(desk.sent("push")[-1].payload)  # amounts stand in no notice
    answer = second.client.get(f"/staff/filings/{filed}/statement.pdf")
    assert answer.mimetype == "application/pdf"
    text = text_of(answer.data)
    for words in ("すみれ台住宅管理組合", "25,018,130円", "下3桁 567", "1回目", "2026年8月10日(月)"):
        assert words in text
    assert "1234567" not in text


def test_nothing_is_passed_on_before_the_intent_is_recorded(desk, filed):
    """R-09"""
    browser = claimed(desk, filed)
    answer = browser.press(f"/staff/filings/{filed}/pass")

    assert answer.status_code == 409
    assert "意思の確認が記録されていません" in answer.text
    assert desk.row(filed).state == "under_review"


@pytest.mark.parametrize("typed", [{"other_officer": ""}, {"proof": "document"}])
def test_a_confirmation_that_does_not_count_is_refused(desk, filed, typed):
    """R-09"""
    browser = claimed(desk, filed)
    browser.get(f"/staff/filings/{filed}")
    told = {"proof": "phone", "words": "x"} | {k: v for k, v in typed.items() if v}

    assert browser.press(f"/staff/filings/{filed}/intent", **told).status_code in (400, 409)
    assert "まだ確認していません" in browser.client.get(f"/staff/filings/{filed}").text


def test_there_is_no_statement_before_the_approval(desk, filed):
    browser = desk.browser("sato")

    assert browser.client.get(f"/staff/filings/{filed}/statement.pdf").status_code == 404


def test_only_reasons_of_a_redemption_are_offered_for_refusing_it(desk, filed):
    browser = claimed(desk, filed)
    confirm(browser, filed)
    browser.press(f"/staff/filings/{filed}/pass")
    second = desk.browser("tanaka")
    second.get(f"/staff/filings/{filed}")

    assert 'value="month_not_possible"' in second.html
    assert 'value="not_an_association"' not in second.html


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_range() for page in document)
