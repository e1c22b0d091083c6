"""Which papers prove the representative: the patterns A, B and C (F-09; S1 2章3).

Three questions that a chairperson can answer with the papers on the table:
1. did the owners choose officers at the meeting, who then chose the chairperson among themselves (役員互選)?
2. do the minutes of the general meeting (総会議事録) show the election?
3. do they show post (役職名) and full name (氏名)?
"""

from enum import StrEnum

from domain.documents import Kind
from domain.errors import ElectionNotShown

SIGNATURES = 2  # of members besides the person in the chair (F-09: 議長 + 2名以上の組合員)


class Pattern(StrEnum):
    """The three ways of S1 2章3."""

    A = "a"  # minutes show election, post and name
    B = "b"  # minutes lack post or name: the agenda besides
    C = "c"  # chosen among the officers: the minutes of the board besides


def pattern(
    *, minutes_show_election: bool, minutes_show_post_and_name: bool, elected_among_officers: bool
) -> Pattern:
    """The pattern from the three answers. ElectionNotShown when the minutes show no election at all.

    With 役員互選 the minutes of the general meeting show the election of the officers.
    """
    if not minutes_show_election:
        raise ElectionNotShown
    if elected_among_officers:
        return Pattern.C
    return Pattern.A if minutes_show_post_and_name else Pattern.B


def required_documents(found: Pattern, *, minutes_show_post_and_name: bool = True) -> tuple[Kind, ...]:
    """What is uploaded: the bylaws always (F-09), then the proofs of the pattern.

    In C the agenda is added where the minutes lack names of the officers (S1 2章3 C).
    """
    kinds = [Kind.BYLAWS, Kind.ASSEMBLY_MINUTES]
    if found is Pattern.B or (found is Pattern.C and not minutes_show_post_and_name):
        kinds.append(Kind.ASSEMBLY_AGENDA)
    if found is Pattern.C:
        kinds.append(Kind.BOARD_MINUTES)
    return tuple(kinds)


def minutes_are_valid(
    *, quorum_shown: bool, chair_signed: bool, members_signed: int, of_present_representative: bool
) -> bool:
    """What staff check on the minutes (F-09): 定足数 or a valid resolution, signatures, the right meeting."""
    return quorum_shown and chair_signed and members_signed >= SIGNATURES and of_present_representative
