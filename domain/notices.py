"""The notices: the 32 mails of the guide and the four its texts demand besides (A9; S1 2章6, 3章4, 7章1, S0 eKYC 3).

`due_on(day, records)` says which are due for an association on a day, to whom, until when they help, and under which
key each is sent only once; it looks at nothing else, so a missed day can be asked for again. The sentences stand
elsewhere under the same key. No.18 goes with No.17 (併せて送付, S1 5章2) and so to the same people.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from domain import company, links
from domain import notice_rules as rules
from domain.company import Permission
from domain.errors import NoticeUnknown
from domain.links import Purpose
from domain.notice_records import Happened, Records
from domain.notice_rules import Rule, on_event


class To(StrEnum):
    """Whom a notice addresses."""

    REPRESENTATIVE = "representative"
    WITH_COMPANY = "with_company"  # also 管理会社担当者, if 代行入力 is permitted (S1 4章, 5章)
    NEW_REPRESENTATIVE = "new_representative"


class Recipient(StrEnum):
    """One person who gets it."""

    REPRESENTATIVE = "representative"
    COMPANY = "company"
    NEW_REPRESENTATIVE = "new_representative"


class Once(StrEnum):
    """What makes a second sending a repetition."""

    EVENT = "event"
    FISCAL_YEAR = "fiscal_year"
    YEAR = "year"
    MONTH = "month"
    TERM = "term"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail. ``number`` is its place in S1's table, None for the four besides; ``link`` the URL it carries."""

    number: int | None
    key: str
    to: To
    once_per: Once
    when: Rule
    source: str
    link: Purpose | None = None
    needs_permission: bool = False

    @property
    def url_valid_for(self) -> dt.timedelta | None:
        """How long its URL opens, None without one (W-07)."""
        return links.lifetime(self.link) if self.link else None


@dataclass(frozen=True, slots=True)
class Due:
    """A notice that is due: for whom, why, and until when. ``once`` is never sent twice."""

    notice: Notice
    association: str
    recipients: tuple[Recipient, ...]
    due_on: dt.date
    not_after: dt.date
    once: str
    about: tuple[str, ...] = ()


def due_on(day: dt.date, records: Records) -> list[Due]:
    """The notices due on a day for an association, in the order of the table. Pure: asked twice, it answers the same."""
    return [
        Due(
            notice=notice,
            association=records.association,
            recipients=recipients(notice.to, records.permission),
            due_on=day,
            not_after=occasion.not_after,
            once=f"{notice.key}:{records.association}:{occasion.key}",
            about=occasion.about,
        )
        for notice in NOTICES
        if records.permission is Permission.ENTER or not notice.needs_permission
        for occasion in notice.when(day, records)
    ]


def due_between(first: dt.date, last: dt.date, records: Records) -> list[Due]:
    """All that was due from the first to the last day: for catching up. Those past ``not_after`` on the last day are
    in it too; they are to be listed, not sent."""
    days = ((last - first).days + 1) if last >= first else 0
    return [due for n in range(days) for due in due_on(first + dt.timedelta(days=n), records)]


def recipients(to: To, permission: Permission) -> tuple[Recipient, ...]:
    """Who gets it: the representative, and the company's person only where 代行入力 is permitted (A9, G-01)."""
    if to is To.NEW_REPRESENTATIVE:
        return (Recipient.NEW_REPRESENTATIVE,)
    if to is To.WITH_COMPANY and company.gets_copies(permission):
        return (Recipient.REPRESENTATIVE, Recipient.COMPANY)
    return (Recipient.REPRESENTATIVE,)


def of(key: str) -> Notice:
    """The notice of a key, as the texts and the console name it. Raises NoticeUnknown."""
    if key not in BY_KEY:
        raise NoticeUnknown(key=key)
    return BY_KEY[key]


LINK_DAYS, NEWS_DAYS = 1, 30  # how long a mail with a URL, and one with news, still helps after its day
_REP, _BOTH, _NEW = To.REPRESENTATIVE, To.WITH_COMPANY, To.NEW_REPRESENTATIVE
_H, _O, _P = Happened, Once, Purpose


def _news(*what: Happened) -> Rule:
    return on_event(*what, lasts=NEWS_DAYS)


def _link(*what: Happened) -> Rule:
    return on_event(*what, lasts=LINK_DAYS)


# fmt: off
NOTICES: tuple[Notice, ...] = (
    Notice(1, "register_secret_question", _REP, _O.EVENT, _link(_H.REGISTRATION_OPENED_IN_TWO_MAILS), "S1 2章6-1", _P.SECRET_QUESTION),
    Notice(2, "register_password", _REP, _O.EVENT, _link(_H.REGISTRATION_OPENED, _H.SECRET_QUESTION_STORED_IN_TWO_MAILS), "S1 2章6-2; S0 step 6", _P.ACCOUNT),
    Notice(3, "secret_question_stored", _REP, _O.EVENT, _news(_H.SECRET_QUESTION_STORED, _H.SECRET_QUESTION_STORED_IN_TWO_MAILS), "S1 2章6-3"),
    Notice(4, "password_stored", _REP, _O.EVENT, _news(_H.PASSWORD_STORED), "S1 2章6-4"),
    Notice(5, "service_open", _REP, _O.EVENT, _news(_H.REGISTRATION_APPROVED), "S1 2章6-5; S0 step 24"),
    Notice(6, "password_forgotten", _REP, _O.EVENT, _link(_H.PASSWORD_FORGOTTEN), "S1 2章6-6", _P.PASSWORD_RESET),
    Notice(7, "user_id_again", _REP, _O.EVENT, _link(_H.USER_ID_FORGOTTEN), "S1 2章6-7"),
    Notice(8, "code_app_reset", _REP, _O.EVENT, _link(_H.CODE_APP_RESET_ASKED), "S1 2章6-8", _P.OTP_RESET),
    Notice(9, "application_done", _REP, _O.EVENT, _news(_H.APPLICATION_APPROVED), "S1 2章6-9; 1章4"),
    Notice(10, "purchase_orders_open", _BOTH, _O.FISCAL_YEAR, rules.purchase_orders_open, "S1 2章6-10; 4章2"),
    Notice(11, "transfer_missing", _BOTH, _O.FISCAL_YEAR, rules.transfer_missing, "S1 2章6-11; 4章3"),
    Notice(12, "delegated_entry_to_approve", _REP, _O.EVENT, _news(_H.ENTERED_BY_COMPANY), "S1 2章6-12", needs_permission=True),
    Notice(13, "new_representative", _NEW, _O.EVENT, _link(_H.NEW_REPRESENTATIVE_ENTERED), "S1 2章6-13", _P.NEW_REPRESENTATIVE),
    Notice(14, "user_updated", _REP, _O.EVENT, _news(_H.REPRESENTATIVE_CHANGED), "S1 2章6-14"),
    Notice(15, "filing_returned", _REP, _O.EVENT, _news(_H.FILING_RETURNED), "S1 2章6-15; S0 step 24"),
    Notice(16, "change_completed", _REP, _O.EVENT, _news(_H.CHANGE_COMPLETED), "S1 2章6-16; 2章4-6"),
    Notice(17, "interest_ahead", _BOTH, _O.YEAR, rules.interest_ahead, "S1 2章6-17; 5章2"),
    Notice(18, "maturity_ahead", _BOTH, _O.YEAR, rules.maturity_ahead, "S1 2章6-18; 5章2"),
    Notice(19, "bonds_issued", _REP, _O.FISCAL_YEAR, rules.bonds_issued, "S1 2章6-19"),
    Notice(20, "balance_certificate", _BOTH, _O.MONTH, rules.certificate_renewed, "S1 2章6-20; 5章3"),
    Notice(21, "redemption_accepted", _REP, _O.EVENT, _news(_H.REDEMPTION_ACCEPTED), "S1 2章6-21; 2章4"),
    Notice(22, "redemption_amount", _REP, _O.EVENT, _news(_H.REDEMPTION_AMOUNT_POSTED), "S1 2章6-22"),
    Notice(23, "company_person_changed", _REP, _O.EVENT, _news(_H.COMPANY_PERSON_CHANGED), "S1 2章6-23"),
    Notice(24, "company_person_details_changed", _REP, _O.EVENT, _news(_H.COMPANY_PERSON_DETAILS_CHANGED), "S1 2章6-24"),
    Notice(25, "certification_asked", _REP, _O.FISCAL_YEAR, rules.certification_asked, "S1 2章6-25; 7章1"),
    Notice(26, "certification_asked_again", _REP, _O.FISCAL_YEAR, rules.certification_asked_again, "S1 2章6-26"),
    Notice(27, "certification_confirmed", _REP, _O.EVENT, _news(_H.CERTIFICATION_CONFIRMED), "S1 2章6-27"),
    Notice(28, "service_suspended", _REP, _O.EVENT, _news(_H.SUSPENDED), "S1 2章6-28"),
    Notice(29, "term_ends", _REP, _O.TERM, rules.term_ends, "S1 2章6-29"),
    Notice(30, "account_locked", _REP, _O.EVENT, _news(_H.ACCOUNT_LOCKED), "S1 2章6-30; W-04"),
    Notice(31, "emergency_stop_two_months_old", _REP, _O.STOP, rules.emergency_stop_two_months_old, "S1 2章6-31"),
    Notice(32, "unusual_sign_in", _REP, _O.EVENT, _news(_H.UNUSUAL_SIGN_IN), "S1 2章6-32"),
    Notice(None, "ekyc_started", _REP, _O.EVENT, _link(_H.EKYC_STARTED), "S0 eKYC 3-4", _P.EKYC),
    Notice(None, "application_opens", _REP, _O.FISCAL_YEAR, rules.application_opens, "S1 3章4"),
    Notice(None, "certification_a_month_left", _REP, _O.FISCAL_YEAR, rules.certification_a_month_left, "S1 7章1"),
    Notice(None, "certification_a_week_left", _REP, _O.FISCAL_YEAR, rules.certification_a_week_left, "S1 7章1"),
)
# fmt: on
BY_KEY = {notice.key: notice for notice in NOTICES}
