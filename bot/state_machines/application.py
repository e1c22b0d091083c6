"""応募, from the requirements to the receipt, and again after 不備 (S1 3章)."""

from enum import StrEnum

from domain.machine import DialogMachine


class State(StrEnum):
    """Stages, in the order of the talk."""

    READING_REQUIREMENTS = "reading_requirements"
    CHECKING_BUILDING = "checking_building"
    CHOOSING_KIND = "choosing_kind"
    ENTERING_FIGURES = "entering_figures"
    CHOOSING_UNITS = "choosing_units"
    READING_PROJECTION = "reading_projection"
    READING_LADDER = "reading_ladder"
    SENDING_PAPERS = "sending_papers"
    CHECKING_SUMMARY = "checking_summary"
    CHOOSING_CORRECTION = "choosing_correction"
    CORRECTING = "correcting"
    ENTERING_CODE = "entering_code"
    FILED = "filed"
    UNDER_REVIEW = "under_review"
    APPROVED = "approved"
    NOT_POSSIBLE = "not_possible"
    GUEST = "guest"
    DECLINED = "declined"


S = State

machine = DialogMachine(
    states=State,
    start=State.READING_REQUIREMENTS,
    transitions=[
        # trigger               from                     to
        ["application_begun",   S.READING_REQUIREMENTS,  S.CHECKING_BUILDING],
        ["application_put_off", S.READING_REQUIREMENTS,  S.DECLINED],
        ["answered",            S.CHECKING_BUILDING,     S.CHECKING_BUILDING],
        ["building_checked",    S.CHECKING_BUILDING,     S.CHOOSING_KIND],
        ["answered",            S.CHOOSING_KIND,         S.CHOOSING_KIND],
        ["kind_chosen",         S.CHOOSING_KIND,         S.ENTERING_FIGURES],
        ["answered",            S.ENTERING_FIGURES,      S.ENTERING_FIGURES],
        ["figures_entered",     S.ENTERING_FIGURES,      S.CHOOSING_UNITS],
        ["answered",            S.CHOOSING_UNITS,        S.CHOOSING_UNITS],
        ["units_chosen",        S.CHOOSING_UNITS,        S.READING_PROJECTION],
        ["ladder_wanted",       S.READING_PROJECTION,    S.READING_LADDER],
        ["other_units_wanted",  S.READING_PROJECTION,    S.CHOOSING_UNITS],
        ["projection_read",     S.READING_PROJECTION,    S.SENDING_PAPERS],
        ["papers_not_needed",   S.READING_PROJECTION,    S.CHECKING_SUMMARY],
        ["projection_wanted",   S.READING_LADDER,        S.READING_PROJECTION],
        ["other_units_wanted",  S.READING_LADDER,        S.CHOOSING_UNITS],
        ["projection_read",     S.READING_LADDER,        S.SENDING_PAPERS],
        ["papers_not_needed",   S.READING_LADDER,        S.CHECKING_SUMMARY],
        ["answered",            S.SENDING_PAPERS,        S.SENDING_PAPERS],
        ["papers_sent",         S.SENDING_PAPERS,        S.CHECKING_SUMMARY],
        ["part_chosen",         S.CHECKING_SUMMARY,      S.CHOOSING_CORRECTION],
        ["answer_missing",      S.CHECKING_SUMMARY,      S.CORRECTING],
        ["summary_accepted",    S.CHECKING_SUMMARY,      S.ENTERING_CODE],
        ["left_as_it_is",       S.CHOOSING_CORRECTION,   S.CHECKING_SUMMARY],
        ["correction_chosen",   S.CHOOSING_CORRECTION,   S.CORRECTING],
        ["answered",            S.CORRECTING,            S.CORRECTING],
        ["corrected",           S.CORRECTING,            S.CHECKING_SUMMARY],
        ["changes_wanted",      S.ENTERING_CODE,         S.CHECKING_SUMMARY],
        ["code_accepted",       S.ENTERING_CODE,         S.FILED],
    ],
)  # fmt: skip
