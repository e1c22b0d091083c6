"""Documents of a filing: sizes, ages, ID papers (F-08, W-13)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.documents import (
    BY_POST,
    MAX_TOTAL,
    MB,
    WARN_TOTAL,
    DatedPaper,
    IdentityDocument,
    IdentityPaper,
    Kind,
    check_age,
    check_identity_paper,
    check_size,
    check_total,
    last_good_day,
)
from domain.errors import (
    DocumentFromTheFuture,
    DocumentTooOld,
    FileEmpty,
    FilesTooLarge,
    IdentityDocumentNotValid,
)

DAY = date(2026, 6, 1)


def test_there_are_nine_boxes():
    """S0 必要書類のアップロード."""
    assert len(Kind) == 9


def test_ten_megabytes_are_taken_and_one_byte_more_is_not():
    """F-08, B-07, U-9."""
    assert MB == 2**20
    assert check_total([4 * MB, 6 * MB]).size == MAX_TOTAL
    with pytest.raises(FilesTooLarge) as refused:
        check_total([4 * MB, 6 * MB + 1])
    assert refused.value.facts == {"megabytes": 11, "most": 10}


def test_above_six_megabytes_a_word_of_warning_is_due():
    """B-07."""
    assert WARN_TOTAL == 6 * MB
    assert not check_total([WARN_TOTAL]).warn
    assert check_total([WARN_TOTAL, 1]).warn


def test_one_more_file_counts_with_those_before():
    assert check_size("a.pdf", 3 * MB, already=4 * MB).size == 7 * MB
    assert check_size("a.pdf", 1).size == 1
    with pytest.raises(FilesTooLarge):
        check_size("a.pdf", 3 * MB, already=8 * MB)
    with pytest.raises(FileEmpty) as refused:
        check_size("x/a.pdf", 0)
    assert refused.value.facts == {"name": "a.pdf"}


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 11, 29), 3, date(2026, 2, 28)),
        (date(2026, 2, 28), 3, date(2026, 5, 31)),
        (date(2025, 10, 31), 6, date(2026, 4, 30)),
        (date(2025, 12, 1), 3, date(2026, 3, 1)),
        (date(2025, 11, 27), 3, date(2026, 2, 27)),
    ],
)
def test_months_begin_on_the_day_after_issue(issued, months, last):
    """民法140, 143条."""
    assert last_good_day(issued, months) == last


def test_a_paper_is_good_on_its_last_day_and_too_old_on_the_next():
    """W-13 発行後3か月以内; P-13."""
    check_age(DatedPaper.SEAL_CERTIFICATE, date(2026, 1, 15), date(2026, 4, 15))
    check_age(DatedPaper.CORPORATE_NUMBER_SEARCH, date(2026, 1, 15), date(2026, 7, 15))
    with pytest.raises(DocumentTooOld) as refused:
        check_age(DatedPaper.SEAL_CERTIFICATE, date(2026, 1, 15), date(2026, 4, 16))
    assert refused.value.facts == {"kind": "seal_certificate", "issued_on": date(2026, 1, 15), "months": 3}


@pytest.mark.parametrize(
    ("paper", "last"),
    [
        (DatedPaper.CORPORATE_REGISTER, date(2026, 4, 15)),
        (DatedPaper.SEAL_CERTIFICATE, date(2026, 4, 15)),
        (DatedPaper.RESIDENT_RECORD, date(2026, 4, 15)),
        (DatedPaper.CORPORATE_NUMBER_SEARCH, date(2026, 7, 15)),
    ],
)
def test_each_paper_has_its_months(paper, last):
    """W-13, W-14, P-13: three months, and six for the search result."""
    check_age(paper, date(2026, 1, 15), last)
    with pytest.raises(DocumentTooOld):
        check_age(paper, date(2026, 1, 15), last + timedelta(days=1))


def test_what_staff_did_not_tick_does_not_count():
    for kind, reason in [
        (IdentityDocument.DRIVING_LICENCE, "back_missing"),
        (IdentityDocument.SEAL_CERTIFICATE, "not_original"),
        (IdentityDocument.PASSPORT, "holder_page_missing"),
    ]:
        with pytest.raises(IdentityDocumentNotValid) as refused:
            check_identity_paper(IdentityPaper(kind, DAY, issued_on=DAY, applied_on=date(2019, 1, 1)))
        assert refused.value.facts["reason"] == reason


def test_a_paper_of_tomorrow_is_refused():
    check_age(DatedPaper.RESIDENT_RECORD, DAY, DAY)
    with pytest.raises(DocumentFromTheFuture):
        check_age(DatedPaper.RESIDENT_RECORD, date(2026, 6, 2), DAY)


GOOD = [
    IdentityPaper(IdentityDocument.DRIVING_LICENCE, DAY, expires_on=DAY, both_sides=True),
    IdentityPaper(IdentityDocument.DRIVING_HISTORY, DAY, issued_on=date(2012, 4, 1), both_sides=True),
    IdentityPaper(IdentityDocument.QUALIFICATION_CONFIRMATION, DAY, expires_on=date(2027, 3, 31)),
    IdentityPaper(IdentityDocument.SEAL_CERTIFICATE, DAY, issued_on=date(2026, 3, 1), original=True),
    IdentityPaper(IdentityDocument.RESIDENT_RECORD, DAY, issued_on=date(2026, 5, 1), original=True),
    IdentityPaper(IdentityDocument.PASSPORT, DAY, applied_on=date(2020, 2, 3), holder_page=True),
    IdentityPaper(IdentityDocument.MY_NUMBER_CARD, DAY),
]


def test_the_seven_papers_of_the_list_are_taken():
    """W-13, S0 ①-⑦."""
    assert [paper.kind for paper in GOOD] == list(BY_POST)
    for paper in GOOD:
        check_identity_paper(paper)


@pytest.mark.parametrize(
    ("place", "changed", "reason"),
    [
        (0, {"expires_on": date(2026, 5, 31)}, "expired"),
        (0, {"both_sides": False}, "back_missing"),
        (0, {"address_shown": False}, "no_address"),
        (1, {"issued_on": date(2012, 3, 31)}, "issued_too_early"),
        (1, {"issued_on": None}, "issued_too_early"),
        (1, {"both_sides": False}, "back_missing"),
        (2, {"address_shown": False}, "no_address"),
        (2, {"numbers_hidden": False}, "number_shown"),
        (3, {"original": False}, "not_original"),
        (3, {"issued_on": None}, "no_date"),
        (4, {"numbers_hidden": False}, "number_shown"),
        (5, {"applied_on": date(2020, 2, 4)}, "applied_too_late"),
        (5, {"applied_on": None}, "applied_too_late"),
        (5, {"holder_page": False}, "holder_page_missing"),
        (6, {"numbers_hidden": False}, "number_shown"),
        (6, {"kind": IdentityDocument.RESIDENCE_CARD}, "not_by_post"),
    ],
)
def test_a_paper_that_lacks_something_is_refused_with_the_reason(place, changed, reason):
    """W-13."""
    with pytest.raises(IdentityDocumentNotValid) as refused:
        check_identity_paper(replace(GOOD[place], **changed))
    assert refused.value.facts["reason"] == reason


def test_an_old_certificate_is_refused_by_its_age():
    with pytest.raises(DocumentTooOld):
        check_identity_paper(replace(GOOD[3], issued_on=date(2026, 2, 1)))
