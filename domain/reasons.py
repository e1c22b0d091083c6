"""Coded reasons for a 不備, by kind of field. Codes first, words second: an empty box invites a whole story.

The sentence of a code stands in ``locales/ja/reasons.ftl``: the value is what the chairperson reads, ``.short`` what
the staff choose from. No sentence holds anything about a person, so it may go through LINE.
"""

from domain.errors import ReasonUnfit, WordsMissing, WordsTooLong
from domain.form import Field

WORDS_MOST = 300  # characters beside one field
OTHER = "other"  # says nothing without words

TYPED = ("not_as_in_document", "mistyped", "incomplete", "not_current")
FILE = (
    "unreadable",
    "pages_missing",
    "wrong_document",
    "signatures_missing",
    "not_this_representative",
    "too_old",
)
CHOSEN = ("not_as_in_document", "wrongly_chosen", "not_current")
STEP = ("identity_failed", "identity_differs")

BY_FIELD = {
    "association_name": ("not_as_in_bylaws", "mistyped", "incomplete"),
    "association_kana": ("kana_differs", "mistyped"),
    "association_number": ("number_not_found", "mistyped"),
    "corporate_number": ("number_not_found", "mistyped"),
    "account_number": ("account_not_found", "mistyped"),
    "account_kana": ("account_holder_differs", "mistyped"),
    "account_kanji": ("account_holder_differs", "mistyped"),
    "bank": ("account_not_found", "mistyped"),
    "branch": ("account_not_found", "mistyped"),
    "identity_method": STEP,
    "identity_done": STEP,
    "minutes_complete": ("not_as_in_document", "wrongly_chosen"),
    "certification_notice": (*FILE, "paper_not_valid"),
    "rating_certificate": (*FILE, "paper_not_valid"),
    "diagnosis_report": (*FILE, "paper_not_valid"),
    "redemption_passbook": ("wrongly_chosen",),
    "redemption_month": ("month_not_possible", "wrongly_chosen"),
    "redemption_units": ("figures_changed", "not_as_in_minutes"),
    "intent_minutes": ("not_as_in_minutes", "unreadable", "pages_missing", "wrong_document"),
    "officer_phone": ("not_reached", "mistyped"),
}
BY_KIND = {"file": FILE, "choice": CHOSEN, "yes_no": CHOSEN, "tick": CHOSEN, "month": CHOSEN, "step": STEP}

REJECTIONS = ("not_an_association", "not_entitled", "filed_twice", "no_correction", "asked_by_applicant")
REJECTIONS_OF = {
    "application": ("requirements_unmet", "paper_unfit", "not_entitled", "no_correction", "asked_by_applicant"),
    "redemption": ("intent_unconfirmed", "month_not_possible", "purpose_unfit", "no_emergency", "not_entitled", "asked_by_applicant"),
}  # fmt: skip


def for_field(field: Field) -> tuple[str, ...]:
    """The reasons on offer for a field. 「その他」 is offered only where our page can show its words."""
    known = BY_FIELD.get(field.name) or BY_KIND.get(field.kind, TYPED)
    return (*known, OTHER) if takes_words(field) else known


def takes_words(field: Field) -> bool:
    """Whether words may stand beside the reason: only where the field is asked on our page, never in LINE (3.5)."""
    return field.private


def check(field: Field, reason: str, words: str) -> None:
    """A remark as it may be kept. ReasonUnfit, WordsMissing, WordsTooLong."""
    if reason not in for_field(field):
        raise ReasonUnfit(field=field.name)
    if reason == OTHER and not words:
        raise WordsMissing(field=field.name)
    if len(words) > WORDS_MOST:
        raise WordsTooLong(typed=len(words), most=WORDS_MOST)


def rejections(kind: str) -> tuple[str, ...]:
    """The reasons for which a filing of a kind may be refused for good."""
    return REJECTIONS_OF.get(kind, REJECTIONS)


def all_codes() -> set[str]:
    """Every code that may be stored."""
    every = (TYPED, FILE, CHOSEN, STEP, REJECTIONS, (OTHER,), *BY_FIELD.values(), *REJECTIONS_OF.values())
    return {code for codes in every for code in codes}
