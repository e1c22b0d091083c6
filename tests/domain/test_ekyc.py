"""The identity check (W-11 to W-14)."""

from itertools import permutations

import pytest

from domain.documents import IdentityDocument
from domain.ekyc import (
    PHOTO_DOCUMENTS,
    Check,
    Paper,
    Status,
    Who,
    after,
    check_may_submit,
    may_submit,
    must_redo,
    postal_papers,
)
from domain.errors import EkycNotReady


@pytest.mark.parametrize(
    ("status", "may"),
    [
        (Status.METHOD_CHOSEN, True),
        (Status.CHECKING, True),
        (Status.PASSED, True),
        (Status.REGISTERED, False),
        (Status.FAILED, False),
    ],
)
def test_three_statuses_may_submit_and_two_do_the_check_again(status, may):
    """W-11."""
    assert may_submit(status) is may
    assert must_redo(status) is not may


def test_submitting_too_early_names_the_status_and_the_post_is_a_way_out():
    """W-11, W-13."""
    with pytest.raises(EkycNotReady) as refused:
        check_may_submit(Status.FAILED)
    assert refused.value.facts == {"status": "failed"}
    check_may_submit(Status.FAILED, by_post=True)
    check_may_submit(Status.CHECKING)


def test_messages_in_any_order_lead_to_the_same_status():
    messages = [
        Check(Status.METHOD_CHOSEN, 1),
        Check(Status.CHECKING, 2),
        Check(Status.FAILED, 3),
        Check(Status.CHECKING, 4),
    ]
    for order in permutations(messages):
        check = Check()
        for message in order:
            check = after(check, message)
        assert check == Check(Status.CHECKING, 4)


def test_before_the_first_message_nothing_is_chosen_and_the_first_counts():
    assert Check() == Check(Status.REGISTERED, 0)
    assert after(Check(), Check(Status.METHOD_CHOSEN, 1)).status is Status.METHOD_CHOSEN


def test_a_repeated_message_changes_nothing():
    passed = Check(Status.PASSED, 3)
    assert after(passed, Check(Status.FAILED, 3)) == passed
    assert after(passed, Check(Status.FAILED, 4)).status is Status.FAILED


@pytest.mark.parametrize(
    ("who", "known", "papers"),
    [
        (Who.PERSON, {}, [Paper.ONE_IDENTITY_DOCUMENT]),
        (Who.COMPANY_MANAGER, {}, [Paper.COMPANY_REGISTER]),
        (Who.COMPANY_MANAGER, {"in_register": False}, [Paper.COMPANY_REGISTER, Paper.EMPLOYEE_CARD, Paper.ONE_IDENTITY_DOCUMENT]),
        (Who.COMPANY_MANAGER, {"in_register": False, "employee_card_shows_birth_date": True}, [Paper.COMPANY_REGISTER, Paper.EMPLOYEE_CARD]),
        (Who.CORPORATE_REPRESENTATIVE, {}, [Paper.COMPANY_REGISTER]),
        (Who.CORPORATE_REPRESENTATIVE, {"in_register": False}, [Paper.COMPANY_REGISTER, Paper.ONE_IDENTITY_DOCUMENT]),
        (Who.INDIVIDUAL_MANAGER, {}, [Paper.QUALIFICATION]),
    ],
)  # fmt: skip
def test_what_goes_by_post_depends_on_who_it_is(who, known, papers):
    """W-13, W-14, S0 1-3."""
    assert list(postal_papers(who, **known)) == papers


def test_the_photographed_way_takes_five_papers():
    """W-12."""
    assert len(set(PHOTO_DOCUMENTS)) == 5
    assert IdentityDocument.PASSPORT not in PHOTO_DOCUMENTS
