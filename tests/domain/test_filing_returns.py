"""What a defect does to a filing: it comes back, is corrected, and goes in again."""

import datetime as dt

import pytest

from domain import filing, notices
from domain.errors import ActNotPossible
from domain.filing import State
from domain.notice_records import Event, Happened, Records


def test_a_returned_filing_is_corrected_and_filed_again_and_never_ended_by_the_return():
    """X-07: 否認 → 修正 → 再申請 (S0 手順24)"""
    returned = filing.after("under_review", "returned")
    assert returned == State.RETURNED
    assert filing.after(returned, "resubmitted") == State.SUBMITTED
    assert returned in filing.OPEN
    assert filing.arrow("under_review", "returned").told


def test_a_filing_that_nobody_has_looked_at_yet_cannot_be_returned():
    """X-07"""
    with pytest.raises(ActNotPossible):
        filing.after("submitted", "returned")


def test_a_return_is_told_by_mail_on_its_day():
    """X-07, A9 No.15"""
    on = dt.date(2025, 6, 10)
    records = Records("A", events=(Event("f1", Happened.FILING_RETURNED, on),))
    [due] = notices.due_on(on, records)
    assert (due.notice.number, due.once) == (15, "filing_returned:A:f1")
