"""What the notices look at: the records of one association on a day, and what has happened to it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from domain.company import Permission
from domain.passbook import Passbook


class Happened(StrEnum):
    """What sets off a notice at once (S1 2章6: 新規利用登録時, 随時, 代表者変更時, 中途換金時; S0)."""

    REGISTRATION_OPENED_IN_TWO_MAILS = "registration_opened_in_two_mails"  # S1's flow, B-08
    REGISTRATION_OPENED = "registration_opened"  # S0's flow: one mail
    SECRET_QUESTION_STORED = "secret_question_stored"  # noqa: S105 - an event
    SECRET_QUESTION_STORED_IN_TWO_MAILS = "secret_question_stored_in_two_mails"  # noqa: S105
    PASSWORD_STORED = "password_stored"  # noqa: S105 - an event
    REGISTRATION_APPROVED = "registration_approved"
    PASSWORD_FORGOTTEN = "password_forgotten"  # noqa: S105 - an event
    USER_ID_FORGOTTEN = "user_id_forgotten"
    CODE_APP_RESET_ASKED = "code_app_reset_asked"
    EKYC_STARTED = "ekyc_started"
    APPLICATION_APPROVED = "application_approved"
    ENTERED_BY_COMPANY = "entered_by_company"
    NEW_REPRESENTATIVE_ENTERED = "new_representative_entered"
    REPRESENTATIVE_CHANGED = "representative_changed"
    FILING_RETURNED = "filing_returned"
    CHANGE_COMPLETED = "change_completed"
    REDEMPTION_ACCEPTED = "redemption_accepted"
    REDEMPTION_AMOUNT_POSTED = "redemption_amount_posted"
    COMPANY_PERSON_CHANGED = "company_person_changed"
    COMPANY_PERSON_DETAILS_CHANGED = "company_person_details_changed"
    CERTIFICATION_CONFIRMED = "certification_confirmed"
    SUSPENDED = "suspended"
    ACCOUNT_LOCKED = "account_locked"
    UNUSUAL_SIGN_IN = "unusual_sign_in"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day (Asia/Tokyo), with an id that no other event of the association has."""

    id: str
    what: Happened
    on: dt.date


@dataclass(frozen=True, slots=True)
class Records:
    """One association as the notices of a day need it. What is said of a year is said of the fiscal year of that day.

    ``may_buy``: passbook numbers with the right to a purchase this year, that of a new application included.
    ``ordered`` and ``paid``: those whose purchase order is filed, and whose transfer is confirmed.
    ``status_declared_on``: the day of this year's 認定状況に関する申し出.
    """

    association: str
    permission: Permission = Permission.NOT_ENTRUSTED
    registered: bool = True
    passbooks: tuple[Passbook, ...] = ()
    may_buy: frozenset[str] = frozenset()
    ordered: frozenset[str] = frozenset()
    paid: frozenset[str] = frozenset()
    status_declared_on: dt.date | None = None
    certificate_month: int | None = None
    term_ends_on: dt.date | None = None
    emergency_stop_on: dt.date | None = None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reason for a notice: what makes it this one and no other, the last day on which it still helps, and which
    passbooks it is about."""

    key: str
    not_after: dt.date
    about: tuple[str, ...] = ()
