"""How long a one-time link lives, by its purpose (W-07)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import LinkExpired, LinkUsed


class Purpose(StrEnum):
    """What a link is for; a link made for one purpose opens nothing else."""

    ACCOUNT = "account"  # 新規登録のメール: ID, 秘密の質問, パスワード
    PAGE_PRIVATE = "page_private"  # private answers of a form
    UPLOAD = "upload"  # documents
    PASSWORD_RESET = "password_reset"  # noqa: S105 - a purpose, not a secret
    OTP_RESET = "otp_reset"
    SECRET_QUESTION = "secret_question"  # noqa: S105 - a purpose, not a secret
    EKYC = "ekyc"
    NEW_REPRESENTATIVE = "new_representative"  # mail No.13
    AUTHENTICATOR = "authenticator"  # the QR code and the first one-time code
    SIGN_IN = "sign_in"
    PASSWORD_CHANGE = "password_change"  # noqa: S105 - a purpose, not a secret
    STATEMENT = "statement"  # 買入計算書 of a redemption as PDF
    DOWNLOAD = "download"  # lists of a passbook as CSV and calendar files


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long, and where that is written."""

    lasts: timedelta
    source: str


def lifetime(purpose: Purpose) -> timedelta:
    """How long a link of this purpose opens (W-07)."""
    return LIFETIMES[purpose].lasts


def expires_at(purpose: Purpose, issued_at: datetime) -> datetime:
    """The aware moment from which the link no longer opens."""
    return issued_at + lifetime(purpose)


def check(purpose: Purpose, *, issued_at: datetime, now: datetime, used: bool = False) -> None:
    """Before a link opens anything. LinkUsed, LinkExpired with the time it had lived."""
    if used:
        raise LinkUsed(purpose=purpose.value)
    if now >= expires_at(purpose, issued_at):
        hours, minutes = divmod(int(lifetime(purpose).total_seconds()) // 60, 60)
        raise LinkExpired(purpose=purpose.value, hours=hours, minutes=minutes)


LIFETIMES = {
    Purpose.ACCOUNT: Lifetime(timedelta(hours=24), "S0 step 6"),
    Purpose.PAGE_PRIVATE: Lifetime(timedelta(minutes=30), "the house: as long as a session, W-05"),
    Purpose.UPLOAD: Lifetime(timedelta(hours=2), "the house: scanning papers takes its time"),
    Purpose.PASSWORD_RESET: Lifetime(timedelta(hours=24), "S1 2-6 No.6"),
    Purpose.OTP_RESET: Lifetime(timedelta(hours=24), "S1 2-6 No.8"),
    Purpose.SECRET_QUESTION: Lifetime(timedelta(minutes=30), "S1 2-6 No.1"),
    Purpose.EKYC: Lifetime(timedelta(minutes=30), "S0 eKYC step 4"),
    Purpose.NEW_REPRESENTATIVE: Lifetime(timedelta(hours=24), "S1 2-6 No.13, as No.2"),
    Purpose.AUTHENTICATOR: Lifetime(timedelta(minutes=30), "the house: as long as a session, W-05"),
    Purpose.SIGN_IN: Lifetime(timedelta(minutes=30), "the house: as long as a session, W-05"),
    Purpose.PASSWORD_CHANGE: Lifetime(timedelta(minutes=30), "the house: as long as a session, W-05"),
    Purpose.STATEMENT: Lifetime(timedelta(minutes=30), "the house: as long as a session, W-05"),
    Purpose.DOWNLOAD: Lifetime(timedelta(minutes=15), "the house: long enough to save two files"),
}
