"""利用登録, from the first question to the approval: the 24 steps of S0 as stages in progress."""

from enum import StrEnum

from domain.machine import DialogMachine


class State(StrEnum):
    """Stages, in the order of the talk."""

    CHECKING_MANAGER = "checking_manager"
    CALLING_OFFICE = "calling_office"
    READING_TERMS = "reading_terms"
    ENTERING_APPLICANT = "entering_applicant"
    AWAITING_MAIL = "awaiting_mail"
    SETTING_UP_AUTHENTICATOR = "setting_up_authenticator"
    ENTERING_ASSOCIATION = "entering_association"
    ENTERING_REPRESENTATIVE = "entering_representative"
    CHOOSING_IDENTITY = "choosing_identity"
    VERIFYING_IDENTITY = "verifying_identity"
    ENTERING_DOCUMENTS = "entering_documents"
    ENTERING_COMPANY = "entering_company"
    ENTERING_DELIVERY = "entering_delivery"
    CHECKING_SUMMARY = "checking_summary"
    CHOOSING_CORRECTION = "choosing_correction"
    CORRECTING = "correcting"
    ENTERING_CODE = "entering_code"
    FILED = "filed"
    UNDER_REVIEW = "under_review"
    REGISTERED = "registered"
    DECLINED = "declined"


S = State

machine = DialogMachine(
    states=State,
    start=State.CHECKING_MANAGER,
    transitions=[
        # trigger                     from                         to
        ["manages_oneself",           S.CHECKING_MANAGER,          S.READING_TERMS],
        ["company_manages",           S.CHECKING_MANAGER,          S.CALLING_OFFICE],
        ["guided_by_office",          S.CALLING_OFFICE,            S.READING_TERMS],
        ["calls_first",               S.CALLING_OFFICE,            S.DECLINED],
        ["terms_accepted",            S.READING_TERMS,             S.ENTERING_APPLICANT],
        ["terms_declined",            S.READING_TERMS,             S.DECLINED],
        ["link_wanted",               S.ENTERING_APPLICANT,        S.ENTERING_APPLICANT],
        ["applicant_entered",         S.ENTERING_APPLICANT,        S.AWAITING_MAIL],
        ["mail_wanted",               S.AWAITING_MAIL,             S.AWAITING_MAIL],
        ["address_wrong",             S.AWAITING_MAIL,             S.ENTERING_APPLICANT],
        ["account_made",              S.ENTERING_APPLICANT,        S.SETTING_UP_AUTHENTICATOR],
        ["account_made",              S.AWAITING_MAIL,             S.SETTING_UP_AUTHENTICATOR],
        ["link_wanted",               S.SETTING_UP_AUTHENTICATOR,  S.SETTING_UP_AUTHENTICATOR],
        ["authenticator_set",         S.ENTERING_APPLICANT,        S.ENTERING_ASSOCIATION],
        ["authenticator_set",         S.AWAITING_MAIL,             S.ENTERING_ASSOCIATION],
        ["authenticator_set",         S.SETTING_UP_AUTHENTICATOR,  S.ENTERING_ASSOCIATION],
        ["answered",                  S.ENTERING_ASSOCIATION,      S.ENTERING_ASSOCIATION],
        ["association_entered",       S.ENTERING_ASSOCIATION,      S.ENTERING_REPRESENTATIVE],
        ["answered",                  S.ENTERING_REPRESENTATIVE,   S.ENTERING_REPRESENTATIVE],
        ["representative_entered",    S.ENTERING_REPRESENTATIVE,   S.CHOOSING_IDENTITY],
        ["vendor_chosen",             S.CHOOSING_IDENTITY,         S.VERIFYING_IDENTITY],
        ["post_chosen",               S.CHOOSING_IDENTITY,         S.ENTERING_DOCUMENTS],
        ["post_chosen_again",         S.CHOOSING_IDENTITY,         S.CHECKING_SUMMARY],
        ["status_wanted",             S.VERIFYING_IDENTITY,        S.VERIFYING_IDENTITY],
        ["other_way_wanted",          S.VERIFYING_IDENTITY,        S.CHOOSING_IDENTITY],
        ["identity_verified",         S.VERIFYING_IDENTITY,        S.ENTERING_DOCUMENTS],
        ["identity_verified_again",   S.VERIFYING_IDENTITY,        S.CHECKING_SUMMARY],
        ["answered",                  S.ENTERING_DOCUMENTS,        S.ENTERING_DOCUMENTS],
        ["documents_entered",         S.ENTERING_DOCUMENTS,        S.ENTERING_COMPANY],
        ["answered",                  S.ENTERING_COMPANY,          S.ENTERING_COMPANY],
        ["company_entered",           S.ENTERING_COMPANY,          S.ENTERING_DELIVERY],
        ["delivery_not_needed",       S.ENTERING_COMPANY,          S.CHECKING_SUMMARY],
        ["answered",                  S.ENTERING_DELIVERY,         S.ENTERING_DELIVERY],
        ["delivery_entered",          S.ENTERING_DELIVERY,         S.CHECKING_SUMMARY],
        ["part_chosen",               S.CHECKING_SUMMARY,          S.CHOOSING_CORRECTION],
        ["summary_accepted",          S.CHECKING_SUMMARY,          S.ENTERING_CODE],
        ["answer_missing",            S.CHECKING_SUMMARY,          S.CORRECTING],
        ["left_as_it_is",             S.CHOOSING_CORRECTION,       S.CHECKING_SUMMARY],
        ["correction_chosen",         S.CHOOSING_CORRECTION,       S.CORRECTING],
        ["identity_chosen",           S.CHOOSING_CORRECTION,       S.CHOOSING_IDENTITY],
        ["answered",                  S.CORRECTING,                S.CORRECTING],
        ["corrected",                 S.CORRECTING,                S.CHECKING_SUMMARY],
        ["identity_open",             S.CORRECTING,                S.CHOOSING_IDENTITY],
        ["changes_wanted",            S.ENTERING_CODE,             S.CHECKING_SUMMARY],
        ["identity_not_ready",        S.ENTERING_CODE,             S.VERIFYING_IDENTITY],
        ["code_accepted",             S.ENTERING_CODE,             S.FILED],
    ],
)  # fmt: skip
