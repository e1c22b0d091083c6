"""The 36 notices: when each is due, for whom, and never twice."""

import datetime as dt
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import notices
from domain.company import Permission
from domain.errors import NoticeUnknown
from domain.notice_records import Event, Happened, Records
from domain.notice_rules import declaration_limit
from domain.notices import Recipient, To
from domain.passbook import Passbook, Redeemed, planned
from domain.terms import Kind

TABLE = (50, 270, 490, 710, 930, 1150, 1370, 1590, 1810, 2030)
NOBODY = Records("A")


def book(
    number: str = "P1", first_year: int = 2022, purchases: int = 3, kind: Kind = Kind.ORDINARY
) -> Passbook:
    return planned(number, first_year, 30, [TABLE] * purchases, kind)


def keys(day: dt.date, records: Records) -> list[str]:
    return [due.notice.key for due in notices.due_on(day, records)]


def days_of(key: str, records: Records, year: int = 2025) -> list[dt.date]:
    """Every day of a fiscal year on which a notice is due."""
    year_round = notices.due_between(dt.date(year, 4, 1), dt.date(year + 1, 3, 31), records)
    return [due.due_on for due in year_round if due.notice.key == key]


def test_the_32_mails_of_the_guide_and_four_more_are_all_here():
    """A9; S1 2章6"""
    assert [n.number for n in notices.NOTICES if n.number] == list(range(1, 33))
    assert [n.key for n in notices.NOTICES if n.number is None] == [
        "ekyc_started",
        "application_opens",
        "certification_a_month_left",
        "certification_a_week_left",
    ]
    assert len(notices.BY_KEY) == 36
    assert all(n.source.startswith(("S0", "S1")) for n in notices.NOTICES)


def test_the_company_gets_copies_of_five_mails_and_only_with_permission_to_enter():
    """A9, G-01: S1 4章2・3, 5章1-3"""
    copied = [n.number for n in notices.NOTICES if n.to is To.WITH_COMPANY]
    assert copied == [10, 11, 17, 18, 20]
    both = (Recipient.REPRESENTATIVE, Recipient.COMPANY)
    assert notices.recipients(To.WITH_COMPANY, Permission.ENTER) == both
    for permission in (Permission.VIEW, Permission.NONE, Permission.NOT_ENTRUSTED):
        assert notices.recipients(To.WITH_COMPANY, permission) == (Recipient.REPRESENTATIVE,)
    assert notices.recipients(To.REPRESENTATIVE, Permission.ENTER) == (Recipient.REPRESENTATIVE,)


def test_the_new_representative_alone_gets_mail_13():
    """A9, G-04"""
    assert [n.number for n in notices.NOTICES if n.to is To.NEW_REPRESENTATIVE] == [13]
    assert notices.recipients(To.NEW_REPRESENTATIVE, Permission.ENTER) == (Recipient.NEW_REPRESENTATIVE,)


@pytest.mark.parametrize(
    ("key", "minutes"),
    [
        ("register_secret_question", 30),
        ("register_password", 24 * 60),
        ("password_forgotten", 24 * 60),
        ("code_app_reset", 24 * 60),
        ("ekyc_started", 30),
        ("new_representative", 24 * 60),
    ],
)
def test_urls_in_mails_open_for_half_an_hour_or_a_day(key, minutes):
    """W-07, A9"""
    assert notices.of(key).url_valid_for == dt.timedelta(minutes=minutes)


def test_mails_without_a_url_have_no_life_to_keep():
    """W-07"""
    with_url = {n.key for n in notices.NOTICES if n.url_valid_for}
    assert len(with_url) == 6
    assert notices.of("interest_ahead").url_valid_for is None


SET_OFF = {
    Happened.REGISTRATION_OPENED_IN_TWO_MAILS: ["register_secret_question"],
    Happened.REGISTRATION_OPENED: ["register_password"],
    Happened.SECRET_QUESTION_STORED: ["secret_question_stored"],
    Happened.SECRET_QUESTION_STORED_IN_TWO_MAILS: ["register_password", "secret_question_stored"],
    Happened.PASSWORD_STORED: ["password_stored"],
    Happened.REGISTRATION_APPROVED: ["service_open"],
    Happened.PASSWORD_FORGOTTEN: ["password_forgotten"],
    Happened.USER_ID_FORGOTTEN: ["user_id_again"],
    Happened.CODE_APP_RESET_ASKED: ["code_app_reset"],
    Happened.EKYC_STARTED: ["ekyc_started"],
    Happened.APPLICATION_APPROVED: ["application_done"],
    Happened.ENTERED_BY_COMPANY: ["delegated_entry_to_approve"],
    Happened.NEW_REPRESENTATIVE_ENTERED: ["new_representative"],
    Happened.REPRESENTATIVE_CHANGED: ["user_updated"],
    Happened.FILING_RETURNED: ["filing_returned"],
    Happened.CHANGE_COMPLETED: ["change_completed"],
    Happened.REDEMPTION_ACCEPTED: ["redemption_accepted"],
    Happened.REDEMPTION_AMOUNT_POSTED: ["redemption_amount"],
    Happened.COMPANY_PERSON_CHANGED: ["company_person_changed"],
    Happened.COMPANY_PERSON_DETAILS_CHANGED: ["company_person_details_changed"],
    Happened.CERTIFICATION_CONFIRMED: ["certification_confirmed"],
    Happened.SUSPENDED: ["service_suspended"],
    Happened.ACCOUNT_LOCKED: ["account_locked"],
    Happened.UNUSUAL_SIGN_IN: ["unusual_sign_in"],
}


@pytest.mark.parametrize("what", list(Happened))
def test_each_event_sets_off_its_mails_on_its_day_and_no_other(what):
    """A9, B-08: two mails in S1's registration, one in S0's."""
    on = dt.date(2025, 6, 10)
    records = Records("A", Permission.ENTER, events=(Event("e1", what, on),))
    assert keys(on, records) == SET_OFF[what]
    assert keys(on - dt.timedelta(days=1), records) == []
    assert keys(on + dt.timedelta(days=1), records) == []


def test_each_event_is_told_once_under_its_own_key():
    """A9: 随時"""
    on = dt.date(2025, 6, 10)
    events = (Event("e1", Happened.FILING_RETURNED, on), Event("e2", Happened.FILING_RETURNED, on))
    found = notices.due_on(on, replace(NOBODY, events=events))
    assert [due.once for due in found] == ["filing_returned:A:e1", "filing_returned:A:e2"]
    assert {due.not_after for due in found} == {dt.date(2025, 7, 10)}


def test_a_mail_with_a_url_is_of_no_use_two_days_later():
    """W-07"""
    on = dt.date(2025, 6, 10)
    [due] = notices.due_on(on, replace(NOBODY, events=(Event("e", Happened.PASSWORD_FORGOTTEN, on),)))
    assert due.not_after == dt.date(2025, 6, 11)


def test_the_mail_about_a_delegated_entry_goes_only_where_entering_is_permitted():
    """A9 No.12, G-01"""
    on = dt.date(2025, 6, 10)
    for permission in Permission:
        records = Records("A", permission, events=(Event("e", Happened.ENTERED_BY_COMPANY, on),))
        assert bool(keys(on, records)) is (permission is Permission.ENTER)


def test_the_opening_of_applications_is_told_to_everybody_registered():
    """A9: S1 3章4; 2025 opened on 21 April"""
    assert days_of("application_opens", NOBODY) == [dt.date(2025, 4, 21)]
    assert days_of("application_opens", replace(NOBODY, registered=False)) == []
    [due] = notices.due_on(dt.date(2025, 4, 21), NOBODY)
    assert due.not_after == dt.date(2025, 10, 10)


def test_a_year_whose_opening_is_not_known_sends_no_guess():
    assert days_of("application_opens", NOBODY, 2014) == []
    assert days_of("application_opens", NOBODY, 2030) == []


def test_purchase_orders_open_in_late_november_for_whoever_may_buy():
    """A9 No.10: 11月下旬"""
    records = Records("A", Permission.ENTER, may_buy=frozenset({"P2", "P1"}))
    assert days_of("purchase_orders_open", records) == [dt.date(2025, 11, 21)]
    [due] = notices.due_on(dt.date(2025, 11, 21), records)
    assert due.about == ("P1", "P2")
    assert due.recipients == (Recipient.REPRESENTATIVE, Recipient.COMPANY)
    assert due.not_after == dt.date(2026, 1, 10)
    assert due.once == "purchase_orders_open:A:2025"
    assert days_of("purchase_orders_open", NOBODY) == []


def test_a_day_that_is_a_holiday_moves_to_the_next_business_day():
    """A9: 2026-11-21 is a Saturday before a holiday; years without a file follow the same reading."""
    records = replace(NOBODY, may_buy=frozenset({"P1"}))
    assert days_of("purchase_orders_open", records, 2026) == [dt.date(2026, 11, 24)]
    assert days_of("purchase_orders_open", records, 2030) == [dt.date(2030, 11, 21)]


def test_late_january_reminds_only_where_the_transfer_is_not_confirmed():
    """A9 No.11: お振込みが確認できない場合のみ"""
    waiting = replace(NOBODY, ordered=frozenset({"P1", "P2"}), paid=frozenset({"P1"}))
    assert days_of("transfer_missing", waiting) == [dt.date(2026, 1, 21)]
    [due] = notices.due_on(dt.date(2026, 1, 21), waiting)
    assert due.about == ("P2",)
    assert due.not_after == dt.date(2026, 2, 5)
    assert days_of("transfer_missing", replace(waiting, paid=waiting.ordered)) == []
    assert days_of("transfer_missing", replace(NOBODY, may_buy=frozenset({"P1"}))) == []


def test_interest_is_told_in_mid_january_to_whoever_holds_bonds():
    """A9 No.17: 1月中旬"""
    records = replace(NOBODY, passbooks=(book(),))
    assert days_of("interest_ahead", records) == [dt.date(2026, 1, 15)]
    [due] = notices.due_on(dt.date(2026, 1, 15), records)
    assert (due.about, due.not_after, due.once) == (("P1",), dt.date(2026, 2, 20), "interest_ahead:A:2026")
    assert days_of("interest_ahead", records, 2021) == []  # The first bonds are issued in February 2023.


def test_a_passbook_whose_bonds_are_all_gone_hears_of_no_interest():
    """A9 No.17"""
    held = book(purchases=1)
    gone = replace(held, tranches=(replace(held.tranches[0], redeemed=(Redeemed(dt.date(2025, 8, 8), 30),)),))
    assert days_of("interest_ahead", replace(NOBODY, passbooks=(gone,))) == []


def test_maturity_is_told_with_the_interest_in_the_tenth_year_only():
    """A9 No.18: 満期年(10年目)のみ"""
    records = replace(NOBODY, passbooks=(book(first_year=2015, purchases=1), book("P2")))
    assert days_of("maturity_ahead", records) == [dt.date(2026, 1, 15)]
    assert days_of("maturity_ahead", records, 2024) == []
    assert days_of("maturity_ahead", records, 2026) == []
    found = {d.notice.number: d for d in notices.due_on(dt.date(2026, 1, 15), records)}
    assert set(found) == {17, 18}
    assert found[18].about == ("P1",)
    assert found[17].about == ("P1", "P2")


def test_issued_bonds_are_told_in_early_march():
    """A9 No.19: 3月上旬; 2026-03-01 is a Sunday."""
    records = replace(NOBODY, passbooks=(book(first_year=2023),))
    assert days_of("bonds_issued", records) == [dt.date(2026, 3, 2)]
    assert days_of("bonds_issued", records, 2026) == []


def test_the_certificate_is_told_on_the_seventh_business_day_of_the_chosen_month():
    """A9 No.20: 残高証明書発行希望月"""
    records = replace(NOBODY, passbooks=(book(),), certificate_month=4)
    assert days_of("balance_certificate", records, 2026) == [dt.date(2026, 4, 9)]
    assert days_of("balance_certificate", replace(records, passbooks=())) == []
    assert days_of("balance_certificate", replace(records, certificate_month=None)) == []


CERTIFIED = replace(
    NOBODY, passbooks=(book(first_year=2023, purchases=2, kind=Kind.CERTIFIED),), may_buy=frozenset({"P1"})
)


def test_undeclared_certified_passbooks_are_asked_in_april_september_and_twice_before_the_limit():
    """A9 No.25, No.26, B-15, T-02: 4月中旬, 9月, 期限の1か月前, 1週間前"""
    asked = {
        key: days_of(key, CERTIFIED)
        for key in (
            "certification_asked",
            "certification_asked_again",
            "certification_a_month_left",
            "certification_a_week_left",
        )
    }
    assert asked == {
        "certification_asked": [dt.date(2025, 4, 15)],
        "certification_asked_again": [dt.date(2025, 9, 1)],
        "certification_a_month_left": [dt.date(2025, 9, 10)],
        "certification_a_week_left": [dt.date(2025, 10, 3)],
    }
    [due] = notices.due_on(dt.date(2025, 9, 1), CERTIFIED)
    assert due.not_after == dt.date(2025, 10, 10)


@pytest.mark.parametrize(
    ("declared", "keys_left"),
    [
        (dt.date(2025, 4, 10), []),
        (dt.date(2025, 5, 1), ["certification_asked"]),
        (dt.date(2025, 8, 31), ["certification_asked"]),
        (
            dt.date(2025, 9, 20),
            ["certification_asked", "certification_asked_again", "certification_a_month_left"],
        ),
    ],
)
def test_who_has_declared_is_not_asked_again(declared, keys_left):
    """A9 No.26: 8月末時点で確認できない場合のみ"""
    records = replace(CERTIFIED, status_declared_on=declared)
    year_round = notices.due_between(dt.date(2025, 4, 1), dt.date(2025, 10, 31), records)
    assert [d.notice.key for d in year_round if d.notice.key.startswith("certification")] == keys_left


def test_only_certified_passbooks_that_may_go_on_are_asked():
    """A9 No.25: 管理計画認定マンションのみ"""
    for records in (
        replace(CERTIFIED, passbooks=(book(),)),
        replace(CERTIFIED, may_buy=frozenset()),
        replace(CERTIFIED, passbooks=(book(first_year=2013, purchases=10, kind=Kind.CERTIFIED),)),
        replace(CERTIFIED, passbooks=(book(first_year=2025, purchases=0, kind=Kind.CERTIFIED),)),
    ):
        assert days_of("certification_asked", records) == []


def test_the_limit_of_the_declaration_is_early_october():
    """T-02: 10月上旬"""
    assert declaration_limit(2025) == dt.date(2025, 10, 10)
    assert declaration_limit(2026) == dt.date(2026, 10, 9)
    assert declaration_limit(2030) == dt.date(2030, 10, 10)


def test_the_end_of_the_term_is_told_once_thirty_days_before():
    """A9 No.29: 代表者任期満了時"""
    records = replace(NOBODY, term_ends_on=dt.date(2025, 6, 30))
    assert days_of("term_ends", records) == [dt.date(2025, 5, 31)]
    assert days_of("term_ends", NOBODY) == []


def test_an_emergency_stop_is_told_of_after_two_months():
    """A9 No.31: 2か月以上経過"""
    records = replace(NOBODY, emergency_stop_on=dt.date(2025, 12, 31))
    assert days_of("emergency_stop_two_months_old", records) == [dt.date(2026, 2, 28)]


def test_a_key_that_no_notice_has_is_refused():
    with pytest.raises(NoticeUnknown) as refused:
        notices.of("birthday")
    assert refused.value.facts == {"key": "birthday"}


def test_catching_up_finds_what_each_missed_day_would_have_found():
    """A9"""
    records = replace(CERTIFIED, term_ends_on=dt.date(2025, 10, 3))
    first, last = dt.date(2025, 8, 30), dt.date(2025, 9, 12)
    assert [due.due_on for due in notices.due_between(first, last, records)] == [
        dt.date(2025, 9, 1),
        dt.date(2025, 9, 3),
        dt.date(2025, 9, 10),
    ]
    assert notices.due_between(last, first, records) == []


def test_what_a_year_without_a_file_is_told_ends_by_the_same_readings():
    """A9: the words of the guide are read alike in every year."""
    records = replace(
        NOBODY, passbooks=(book(first_year=2029),), may_buy=frozenset({"P1"}), ordered=frozenset({"P1"})
    )
    year_round = notices.due_between(dt.date(2030, 4, 1), dt.date(2031, 3, 31), records)
    assert {due.notice.number: due.not_after for due in year_round} == {
        10: dt.date(2031, 1, 10),
        11: dt.date(2031, 2, 5),
        17: dt.date(2031, 2, 20),
        19: dt.date(2031, 3, 31),
    }


def test_each_notice_says_until_when_it_helps():
    """A9"""
    on = dt.date(2026, 4, 9)
    [certificate] = notices.due_on(on, replace(NOBODY, passbooks=(book(),), certificate_month=4))
    assert certificate.not_after == dt.date(2026, 5, 9)
    [term] = notices.due_on(on, replace(NOBODY, term_ends_on=dt.date(2026, 5, 9)))
    assert term.not_after == dt.date(2026, 6, 8)
    [stop] = notices.due_on(on, replace(NOBODY, emergency_stop_on=dt.date(2026, 2, 9)))
    assert stop.not_after == dt.date(2026, 5, 9)
    [opening] = notices.due_on(dt.date(2017, 4, 24), NOBODY)  # Its last day was never found.
    assert opening.not_after == dt.date(2017, 9, 30)


@settings(deadline=None, max_examples=60)
@given(st.dates(dt.date(2014, 1, 1), dt.date(2037, 12, 31)), st.integers(1, 12), st.sampled_from(Permission))
def test_no_notice_is_due_twice_in_two_years_and_none_after_it_has_lost_its_use(start, chosen, permission):
    """A9: once_per"""
    records = Records(
        "A",
        permission,
        passbooks=(book(first_year=start.year - 4, purchases=5, kind=Kind.CERTIFIED),),
        may_buy=frozenset({"P1"}),
        ordered=frozenset({"P1"}),
        certificate_month=chosen,
        term_ends_on=start + dt.timedelta(days=200),
        emergency_stop_on=start,
    )
    found = notices.due_between(start, start + dt.timedelta(days=731), records)
    assert len({due.once for due in found}) == len(found)
    assert all(due.due_on <= due.not_after for due in found)


def test_a_morning_over_22400_associations_takes_seconds():
    records = replace(CERTIFIED, certificate_month=4)
    began = time.perf_counter()
    for _ in range(2_240):
        notices.due_on(dt.date(2026, 1, 15), records)
    assert time.perf_counter() - began < 1
