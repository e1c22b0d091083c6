"""What a 中途換金 asks (S1 6章; R-01, R-04, R-09, P-17): which passbook, month and units, why, whose word confirms it.

Passbook, month and units are answered together, by accepting a quote. `_representative` among the answers, family and
given name, is whom no telephone call goes to.
"""

import datetime as dt
from typing import Any

from domain import person, phone
from domain.characters import clean, required
from domain.choices import parse_choice, parse_yes_no
from domain.errors import OfficerIsRepresentative
from domain.form import Answers, Field, Form, Section
from domain.redemption_dates import Proof

REASONS = ("large_repair", "repair", "improvement", "disaster", "other")
PROOFS = tuple(str(proof) for proof in Proof)
WORDS_MOST = 300  # characters of a reason in one's own words


def by_document(a: Answers) -> bool:
    """Minutes that show intent, amount and reason (S1 6章2-1)."""
    return a.get("intent_proof") == Proof.DOCUMENT


def by_phone(a: Answers) -> bool:
    """A call to an officer who keeps the accounts, not the representative (S1 6章2-2)."""
    return a.get("intent_proof") == Proof.PHONE


def _told(text: str, answers: Answers, today: dt.date) -> str:
    return clean(text)


def _yes_no(text: str, answers: Answers, today: dt.date) -> bool:
    return parse_yes_no(text)


def _choice(field: str, *values: str) -> Any:
    return lambda text, answers, today: parse_choice(text, field, values)


def _words(field: str) -> Any:
    return lambda text, answers, today: required(text, field, WORDS_MOST)


def _plain(parser: Any) -> Any:
    return lambda text, answers, today: parser(text)


def _other_officer(text: str, answers: Answers, today: dt.date) -> str:
    given = person.parse_given_name(text)
    if is_representative(answers.get("officer_family_name"), given, answers.get("_representative")):
        raise OfficerIsRepresentative
    return given


def is_representative(family: Any, given: Any, names: Any) -> bool:
    """Whether an officer's name is that of the representative, however its letters are spaced."""
    return bool(names) and _joined(family, given) == _joined(*names)


def _joined(*names: Any) -> str:
    return "".join(clean(str(name or "")).replace(" ", "") for name in names)


REQUEST = Section(
    "redemption_request",
    (
        Field("redemption_passbook", _told, "step"),
        Field("redemption_month", _told, "date"),  # of the buy-back, 2026-08
        Field("redemption_units", _told, "step"),
        Field("emergency", _yes_no, "step", optional=True, needed=lambda a: a.get("emergency") is True),
        Field("ends_balance", _yes_no, "step", optional=True, needed=lambda a: a.get("ends_balance") is True),
    ),
)

REASON = Section(
    "redemption_reason",
    (
        Field("redemption_reason", _choice("redemption_reason", *REASONS), "choice", choices=REASONS),
        Field(
            "redemption_words",
            _words("redemption_words"),
            private=True,
            needed=lambda a: a.get("redemption_reason") == "other",
        ),
        Field(
            "emergency_words",
            _words("emergency_words"),
            private=True,
            needed=lambda a: a.get("emergency") is True,
        ),
    ),
)

PROOF = Section(
    "intent",
    (
        Field("intent_proof", _choice("intent_proof", *PROOFS), "choice", choices=PROOFS),
        Field("intent_minutes", _told, "file", private=True, needed=by_document),
        Field("officer_post", _plain(person.parse_post_title), private=True, needed=by_phone),
        Field("officer_family_name", _plain(person.parse_family_name), private=True, needed=by_phone),
        Field("officer_given_name", _other_officer, private=True, needed=by_phone),
        Field("officer_phone", _plain(phone.parse_phone), private=True, needed=by_phone),
    ),
)

AFTER = Section(
    "redemption_after",
    (Field("stop", _yes_no, "yes_no", needed=lambda a: a.get("ends_balance") is True),),
)

REDEMPTION = Form("redemption", (REQUEST, REASON, PROOF, AFTER))
QUOTED = frozenset(field.name for field in REQUEST.fields)  # what is answered by accepting a quote
