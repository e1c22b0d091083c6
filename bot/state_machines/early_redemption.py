"""中途換金: which passbook, month and units; the quote; why and on whose word; filed with a code (S1 6章)."""

from enum import StrEnum

from domain.machine import DialogMachine


class State(StrEnum):
    """Stages, in the order of the talk."""

    CHOOSING_REQUEST = "choosing_request"
    REPLACING_BEGUN = "replacing_begun"
    CHOOSING_PASSBOOK = "choosing_passbook"
    NOTHING_REDEEMABLE = "nothing_redeemable"
    CHOOSING_MONTH = "choosing_month"
    CHOOSING_UNITS = "choosing_units"
    ACCEPTING_QUOTE = "accepting_quote"
    CHOOSING_REASON = "choosing_reason"
    CHOOSING_PROOF = "choosing_proof"
    CHOOSING_AFTER = "choosing_after"
    CHECKING_SUMMARY = "checking_summary"
    CORRECTING = "correcting"
    ENTERING_CODE = "entering_code"
    LOCKED = "locked"
    FILED = "filed"
    LEFT = "left"
    GUEST = "guest"
    NOTHING_HELD = "nothing_held"


S = State

machine = DialogMachine(
    states=State,
    start=State.CHOOSING_PASSBOOK,
    transitions=[
        # trigger                   from                   to
        ["correction_chosen",       S.CHOOSING_REQUEST,    S.CORRECTING],
        ["request_open",            S.CHOOSING_REQUEST,    S.CHOOSING_PASSBOOK],
        ["passbook_chosen",         S.CHOOSING_REQUEST,    S.CHOOSING_MONTH],
        ["nothing_redeemable",      S.CHOOSING_REQUEST,    S.NOTHING_REDEEMABLE],
        ["month_chosen",            S.CHOOSING_REQUEST,    S.CHOOSING_UNITS],
        ["reason_open",             S.CHOOSING_REQUEST,    S.CHOOSING_REASON],
        ["proof_open",              S.CHOOSING_REQUEST,    S.CHOOSING_PROOF],
        ["after_open",              S.CHOOSING_REQUEST,    S.CHOOSING_AFTER],
        ["nothing_open",            S.CHOOSING_REQUEST,    S.CHECKING_SUMMARY],
        ["new_beside_begun",        S.CHOOSING_REQUEST,    S.REPLACING_BEGUN],
        ["request_open",            S.REPLACING_BEGUN,     S.CHOOSING_PASSBOOK],
        ["passbook_chosen",         S.REPLACING_BEGUN,     S.CHOOSING_MONTH],
        ["nothing_redeemable",      S.REPLACING_BEGUN,     S.NOTHING_REDEEMABLE],
        ["month_chosen",            S.REPLACING_BEGUN,     S.CHOOSING_UNITS],
        ["reason_open",             S.REPLACING_BEGUN,     S.CHOOSING_REASON],
        ["proof_open",              S.REPLACING_BEGUN,     S.CHOOSING_PROOF],
        ["after_open",              S.REPLACING_BEGUN,     S.CHOOSING_AFTER],
        ["nothing_open",            S.REPLACING_BEGUN,     S.CHECKING_SUMMARY],
        ["passbook_chosen",         S.CHOOSING_PASSBOOK,   S.CHOOSING_MONTH],
        ["nothing_redeemable",      S.CHOOSING_PASSBOOK,   S.NOTHING_REDEEMABLE],
        ["emergency_declared",      S.NOTHING_REDEEMABLE,  S.CHOOSING_MONTH],
        ["other_passbook_wanted",   S.NOTHING_REDEEMABLE,  S.CHOOSING_PASSBOOK],
        ["left_as_it_is",           S.NOTHING_REDEEMABLE,  S.LEFT],
        ["month_chosen",            S.CHOOSING_MONTH,      S.CHOOSING_UNITS],
        ["other_passbook_wanted",   S.CHOOSING_MONTH,      S.CHOOSING_PASSBOOK],
        ["units_chosen",            S.CHOOSING_UNITS,      S.ACCEPTING_QUOTE],
        ["other_month_wanted",      S.CHOOSING_UNITS,      S.CHOOSING_MONTH],
        ["quote_declined",          S.ACCEPTING_QUOTE,     S.CHOOSING_UNITS],
        ["other_month_wanted",      S.ACCEPTING_QUOTE,     S.CHOOSING_MONTH],
        ["quote_accepted",          S.ACCEPTING_QUOTE,     S.CHOOSING_REASON],
        ["quote_accepted_again",    S.ACCEPTING_QUOTE,     S.CHECKING_SUMMARY],
        ["answered",                S.CHOOSING_REASON,     S.CHOOSING_REASON],
        ["reason_chosen",           S.CHOOSING_REASON,     S.CHOOSING_PROOF],
        ["answered",                S.CHOOSING_PROOF,      S.CHOOSING_PROOF],
        ["proof_chosen",            S.CHOOSING_PROOF,      S.CHECKING_SUMMARY],
        ["everything_redeemed",     S.CHOOSING_PROOF,      S.CHOOSING_AFTER],
        ["answered",                S.CHOOSING_AFTER,      S.CHOOSING_AFTER],
        ["after_chosen",            S.CHOOSING_AFTER,      S.CHECKING_SUMMARY],
        ["request_chosen",          S.CHECKING_SUMMARY,    S.CHOOSING_PASSBOOK],
        ["part_chosen",             S.CHECKING_SUMMARY,    S.CORRECTING],
        ["answer_missing",          S.CHECKING_SUMMARY,    S.CORRECTING],
        ["summary_accepted",        S.CHECKING_SUMMARY,    S.ENTERING_CODE],
        ["answered",                S.CORRECTING,          S.CORRECTING],
        ["corrected",               S.CORRECTING,          S.CHECKING_SUMMARY],
        ["request_open",            S.CORRECTING,          S.CHOOSING_PASSBOOK],
        ["changes_wanted",          S.ENTERING_CODE,       S.CHECKING_SUMMARY],
        ["quote_changed",           S.ENTERING_CODE,       S.ACCEPTING_QUOTE],
        ["units_lost",              S.ENTERING_CODE,       S.CHOOSING_UNITS],
        ["month_lost",              S.ENTERING_CODE,       S.CHOOSING_MONTH],
        ["locked_out",              S.ENTERING_CODE,       S.LOCKED],
        ["code_accepted",           S.ENTERING_CODE,       S.FILED],
        ["tried_again",             S.LOCKED,              S.ENTERING_CODE],
    ],
)  # fmt: skip
