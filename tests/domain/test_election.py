"""Which papers prove the representative (F-09)."""

import pytest

from domain.documents import Kind
from domain.election import Pattern, minutes_are_valid, pattern, required_documents
from domain.errors import ElectionNotShown


@pytest.mark.parametrize(
    ("post_and_name", "among_officers", "found"),
    [(True, False, Pattern.A), (False, False, Pattern.B), (True, True, Pattern.C), (False, True, Pattern.C)],
)
def test_three_questions_lead_to_the_pattern(post_and_name, among_officers, found):
    """F-09, S1 2章3."""
    assert (
        pattern(
            minutes_show_election=True,
            minutes_show_post_and_name=post_and_name,
            elected_among_officers=among_officers,
        )
        is found
    )


@pytest.mark.parametrize("among_officers", [True, False])
def test_minutes_without_any_election_prove_nothing(among_officers):
    with pytest.raises(ElectionNotShown):
        pattern(
            minutes_show_election=False,
            minutes_show_post_and_name=True,
            elected_among_officers=among_officers,
        )


@pytest.mark.parametrize(
    ("found", "names_shown", "kinds"),
    [
        (Pattern.A, True, [Kind.BYLAWS, Kind.ASSEMBLY_MINUTES]),
        (Pattern.B, False, [Kind.BYLAWS, Kind.ASSEMBLY_MINUTES, Kind.ASSEMBLY_AGENDA]),
        (Pattern.C, True, [Kind.BYLAWS, Kind.ASSEMBLY_MINUTES, Kind.BOARD_MINUTES]),
        (Pattern.C, False, [Kind.BYLAWS, Kind.ASSEMBLY_MINUTES, Kind.ASSEMBLY_AGENDA, Kind.BOARD_MINUTES]),
    ],
)
def test_each_pattern_asks_for_its_papers_and_always_for_the_bylaws(found, names_shown, kinds):
    """F-09; S1 2章3 ※1: the agenda where the minutes lack items."""
    assert list(required_documents(found, minutes_show_post_and_name=names_shown)) == kinds


def test_where_nothing_is_said_the_minutes_are_taken_to_show_the_names():
    assert Kind.ASSEMBLY_AGENDA not in required_documents(Pattern.C)


@pytest.mark.parametrize(
    ("faults", "valid"),
    [
        ({}, True),
        ({"members_signed": 1}, False),
        ({"chair_signed": False}, False),
        ({"quorum_shown": False}, False),
        ({"of_present_representative": False}, False),
    ],
)
def test_minutes_need_quorum_chair_and_two_members_of_the_right_meeting(faults, valid):
    """F-09: 議長及び総会に出席した組合員2名以上の署名."""
    right = {
        "quorum_shown": True,
        "chair_signed": True,
        "members_signed": 2,
        "of_present_representative": True,
    }
    assert minutes_are_valid(**right | faults) is valid
