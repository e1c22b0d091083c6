"""An application at the desk: its figures in words, marked, and the reasons for which it may be refused."""

from tests.applying import ANSWERS, FILE
from tests.console.conftest import Desk


def test_the_reviewer_reads_figures_units_and_papers_in_words(desk: Desk) -> None:
    """P-02, T-01"""
    certified = {"bond_kind": "certified", "proof": "notice", "certified_on": "2024-05-20", "certification_notice": FILE}
    filing_id = desk.file(kind="application", **(ANSWERS | certified))
    browser = desk.browser("sato")
    browser.get(f"/staff/filings/{filing_id}")
    browser.press(f"/staff/filings/{filing_id}/claim")

    for words in ("9,900,000円", "19口", "30年間", "認定すまい・る債", "認定通知書.pdf", "応募", "修繕積立金の金額"):
        assert words in browser.html, words


def test_a_figure_and_a_paper_are_marked_with_their_own_reasons(desk: Desk) -> None:
    """X-07: field by field"""
    certified = {"bond_kind": "certified", "proof": "notice", "certified_on": "2024-05-20", "certification_notice": FILE}
    filing_id = desk.file(kind="application", **(ANSWERS | certified))
    browser = desk.browser("sato")
    path = f"/staff/filings/{filing_id}"
    browser.get(path)
    browser.press(f"{path}/claim")
    marks = {"mark__yearly_reserve": "1", "reason__yearly_reserve": "not_as_in_document", "mark__certification_notice": "1"}
    browser.press(f"{path}/marks", **marks, reason__certification_notice="paper_not_valid", then="preview")
    browser.press(f"{path}/return")

    assert desk.row(filing_id).state == "returned"
    assert desk.news()[-1]["facts"] == {"filing": filing_id, "act": "returned", "kind": "application"}
