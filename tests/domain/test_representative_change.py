"""A new representative, and the days of October."""

import datetime as dt

import pytest

from domain import representative_change as change
from domain.errors import NewRepresentativeIncomplete, OnlyPresentRepresentative
from domain.representative_change import Change, Detail, Standing, Step


def test_a_change_applied_for_by_20_october_is_in_time():
    """G-04: 10月20日までに (S1 9章Q3)"""
    assert change.apply_by(2025) == dt.date(2025, 10, 20)
    assert change.standing(dt.date(2025, 10, 20), 2025) is Standing.IN_TIME
    assert change.standing(dt.date(2025, 10, 21), 2025) is Standing.LATE


@pytest.mark.parametrize(
    ("applied", "completed", "signs"),
    [
        (dt.date(2025, 10, 20), dt.date(2025, 10, 31), True),
        (dt.date(2025, 10, 20), dt.date(2025, 11, 1), False),
        (dt.date(2025, 10, 21), dt.date(2025, 10, 22), False),
        (dt.date(2025, 10, 1), None, False),
    ],
)
def test_it_counts_for_the_purchase_only_if_also_completed_within_october(applied, completed, signs):
    """G-04"""
    assert change.complete_by(2025) == dt.date(2025, 10, 31)
    assert change.signs_purchase_order(Change(applied, completed), 2025) is signs


def test_the_present_representative_enters_name_birth_date_and_mail():
    """G-04: S1 2章1-3"""
    change.require_details(frozenset(Detail), by_present_representative=True)
    with pytest.raises(OnlyPresentRepresentative):
        change.require_details(frozenset(Detail), by_present_representative=False)
    for missing in Detail:
        with pytest.raises(NewRepresentativeIncomplete) as refused:
            change.require_details(frozenset(Detail) - {missing}, by_present_representative=True)
        assert refused.value.facts == {"missing": str(missing)}


def test_the_new_representative_registers_a_password_an_identity_and_the_code_app():
    """G-04: mail No.13, then the app"""
    assert change.next_step(frozenset()) is Step.PASSWORD
    assert change.next_step(frozenset({Step.PASSWORD})) is Step.IDENTITY
    assert change.next_step(frozenset({Step.PASSWORD, Step.IDENTITY})) is Step.CODE_APP
    assert change.next_step(frozenset({Step.CODE_APP})) is Step.PASSWORD
    assert change.next_step(frozenset(Step)) is None
