"""Where the post goes: 振込依頼書等送付先 (G-02, G-03, G-05; S1 2章4, S0 振込依頼書等送付先)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class Mail(StrEnum):
    """What still comes on paper (G-05)."""

    TRANSFER_REQUEST = "transfer_request"  # 振込依頼書, November, from 機構
    REDEMPTION_STATEMENT = "redemption_statement"  # 買入計算書, from みずほ銀行
    STEP_UP_DECLARATION = "step_up_declaration"  # 評価等状況に関する申出書, April (S4)
    MANSION_BOX = "mansion_box"  # マンション情報BOX, June and December
    OTHER = "other"


class Addressee(StrEnum):
    """Who finds it in the letter box."""

    REPRESENTATIVE = "representative"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Redirection:
    """What the form says: to the company or not, and the tick under the 承認事項."""

    to_company: bool
    conditions_accepted: bool = False


def addressee(mail: Mail, to_company: bool) -> Addressee:
    """Who gets it (G-02). Only the redirectable papers follow the redirection; permission ア alone moves nothing."""
    return Addressee.COMPANY if to_company and mail in REDIRECTABLE else Addressee.REPRESENTATIVE


def is_complete(redirection: Redirection) -> bool:
    """Whether the redirection may be filed: to the company only with the 承認事項 accepted (G-02)."""
    return redirection.conditions_accepted or not redirection.to_company


def effective_month(applied_at: datetime) -> tuple[int, int]:
    """The (year, month) from which a change holds that is processed without defect (G-03).

    ``applied_at`` in Asia/Tokyo. By the 20th 23:59 → next month; later → the month after. B-12: the paper way has
    other days; a 20th on a holiday is not moved here, the caller may say so as advice.
    """
    months = 1 if _by_cut_off(applied_at) else 2
    index = applied_at.year * 12 + applied_at.month - 1 + months
    return index // 12, index % 12 + 1


def reaches_transfer_request(applied_at: datetime, *, approved: bool, fiscal_year: int) -> bool:
    """Whether the 振込依頼書 of November of ``fiscal_year`` goes to the new place (G-03).

    Applied by October 20 23:59 of that year (Asia/Tokyo) and approved without defect.
    """
    cut_off = datetime.combine(date(fiscal_year, *TRANSFER_REQUEST_CUT_OFF), _LAST_MINUTE)
    return approved and _to_minute(applied_at) <= cut_off


def cut_off_of(month: date) -> datetime:
    """The last minute (naive, Asia/Tokyo) of the month of ``month`` that still counts for the next month."""
    return datetime.combine(month.replace(day=CUT_OFF_DAY), _LAST_MINUTE)


def transfer_request_sent(*, previous_purchase: int) -> bool:
    """Whether a 振込依頼書 comes at all: not when last year's purchase was the tenth (G-05)."""
    return previous_purchase < 10


def _by_cut_off(at: datetime) -> bool:
    return _to_minute(at) <= cut_off_of(at.date())


def _to_minute(at: datetime) -> datetime:
    """23:59:59 is still 23:59."""
    return at.replace(second=0, microsecond=0, tzinfo=None)


REDIRECTABLE = frozenset(
    {Mail.TRANSFER_REQUEST, Mail.REDEMPTION_STATEMENT, Mail.STEP_UP_DECLARATION}
)  # G-02, T-06
CUT_OFF_DAY = 20
TRANSFER_REQUEST_CUT_OFF = (10, 20)
_LAST_MINUTE = time(23, 59)

# 《重要》送付先指定にあたってのお願い及び留意事項 (S1 2章4): keys of the sentences that are shown above the tick.
CONDITIONS = (
    "no_liability_for_disputes",
    "company_has_agreed",
    "changes_are_told_at_once",
    "no_liability_for_untold_changes",
    "old_place_for_a_while",
)
