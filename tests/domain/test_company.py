"""Permissions of a management company (G-01, A9)."""

import pytest

from domain.company import Act, Permission, check, gets_copies, may, needs_company
from domain.errors import NotPermitted


@pytest.mark.parametrize(
    ("permission", "acts"),
    [
        (Permission.ENTER, {Act.VIEW, Act.ENTER}),
        (Permission.VIEW, {Act.VIEW}),
        (Permission.NONE, set()),
        (Permission.NOT_ENTRUSTED, set()),
    ],
)
def test_a_company_may_do_what_its_permission_says(permission, acts):
    """G-01, B-16: three values, and none at all."""
    assert {act for act in Act if may(permission, act)} == acts


def test_no_company_ever_approves():
    """G-01: 代行入力 is complete only after the representative approves."""
    for permission in Permission:
        with pytest.raises(NotPermitted) as refused:
            check(permission, Act.APPROVE)
        assert refused.value.facts == {"act": "approve"}
    check(Permission.ENTER, Act.ENTER)


def test_copies_of_notices_go_to_a_company_that_enters_and_to_no_other():
    """A9: + 会社 if 代行入力."""
    assert [p for p in Permission if gets_copies(p)] == [Permission.ENTER]


def test_an_association_that_manages_itself_names_no_company():
    assert [p for p in Permission if not needs_company(p)] == [Permission.NOT_ENTRUSTED]
