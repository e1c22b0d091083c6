"""One-time codes (W-06, RFC 6238): the one door to ``pyotp``.

A code lives for one step of 30 seconds. The step before is accepted as well (RFC 6238 5.2: one step for the delay
of typing and of the network) and the step after as one step of a fast clock on the phone (6.2); nothing further.
The last step that was accepted is stored by the caller and is never accepted again.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from domain.characters import digits
from domain.errors import CodeMalformed, CodeUsedTwice, FieldLeftEmpty, WrongCode

STEP_SECONDS = 30
DIGITS = 6
BACKWARDS = 1  # steps before the present one that are still accepted
FORWARDS = 1  # steps after it, for a phone whose clock is fast
DAYS_WITHOUT_CODE = 90  # W-06: asked again when so many days have passed since the last sign-in with a code


class Occasion(StrEnum):
    """What a person is about to do when the question of a code comes up (W-06)."""

    SIGN_IN = "sign_in"
    FILING = "filing"
    APPROVING_DELEGATED_ENTRY = "approving_delegated_entry"


def new_secret() -> str:
    """A fresh shared secret of 160 bits in base32."""
    import pyotp

    return pyotp.random_base32(32)


def provisioning_uri(secret: str, label: str, issuer: str) -> str:
    """The ``otpauth://`` address that authenticator apps read from a QR code or a link."""
    import pyotp

    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS).provisioning_uri(
        name=label, issuer_name=issuer
    )


def parse_code(text: str) -> str:
    """Six digits; full width, spaces and hyphens are understood. FieldLeftEmpty, CodeMalformed."""
    code = digits(text)
    if not code:
        raise FieldLeftEmpty(field="one_time_code")
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        raise CodeMalformed(digits=sum(c.isascii() and c.isdigit() for c in code))
    return code


def step_at(at: datetime) -> int:
    """The number of the 30-second step of an aware moment."""
    return int(at.timestamp()) // STEP_SECONDS


def accept(secret: str, code: str, *, at: datetime, last_step: int | None, window: int = BACKWARDS) -> int:
    """The step whose code this is; store it as ``last_step``.

    ``at`` is aware. ``window`` steps backwards and ``FORWARDS`` forwards are tried, all of them always, so that
    the time taken tells nothing. WrongCode; CodeUsedTwice when the step is not after ``last_step``.
    """
    import pyotp
    from pyotp.utils import strings_equal

    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    now = step_at(at)
    steps = range(max(0, now - window), now + FORWARDS + 1)
    fitting = [step for step in steps if strings_equal(totp.generate_otp(step), code)]
    if not fitting:
        raise WrongCode
    fresh = [step for step in fitting if last_step is None or step > last_step]
    if not fresh:
        raise CodeUsedTwice
    return fresh[0]


def needs_code(occasion: Occasion, last_otp_at: datetime | None, now: datetime) -> bool:
    """Whether a code is asked (W-06): at the first sign-in, 90 days after the last with one, and for every act.

    ``last_otp_at``: the last sign-in with a code, None if there was none. Both aware.
    """
    if occasion is not Occasion.SIGN_IN or last_otp_at is None:
        return True
    return now - last_otp_at >= timedelta(days=DAYS_WITHOUT_CODE)
