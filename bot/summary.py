"""Answers as a person reads them back: in words, private ones masked."""

from typing import Any

from bot.locale import has, t
from domain.desk import companies
from domain.form import Answers, Field, Section

SHOWN_SIGNS = 1  # of a private text: enough to recognise one's own, too little to tell anybody


def lines(tx: Any, section: Section, answers: Answers) -> str:
    """A section's answers, one a line."""
    told = [field for field in section.fields if field.needed(answers) and field.name in answers and field.kind != "step"]
    return "\n".join(t("prompts.summary_line", label=t(f"fields.{f.name}.label"), value=shown(tx, f, answers[f.name])) for f in told) or t("prompts.nothing_needed")


def shown(tx: Any, field: Field, value: Any) -> str:
    """One answer in words, masked where it is private."""
    if value is None:
        return t("prompts.not_answered")
    if field.kind == "file":
        return t("prompts.files_kept", n=len(value))
    if field.kind == "search":
        return t(f"fields.{field.name}.choice_later") if value == "later" else companies.name_of(tx, str(value))
    key = f"fields.{field.name}.choice_{str(value).lower()}"
    if has(key):
        return t(key)
    if isinstance(value, bool):
        return t("prompts.yes" if value else "prompts.no")
    if field.kind == "month":
        return t("prompts.month", n=value)
    return masked(field.name, str(value)) if field.private else str(value)


def masked(name: str, text: str) -> str:
    """A private text with all but its first sign hidden; account numbers show their last three digits."""
    if name.endswith("account_number"):
        return t("prompts.masked_tail", tail=text[-3:])
    if not text:
        return t("prompts.left_empty")
    if name == "birth_date":
        return t("prompts.masked_all")
    return t("prompts.masked_head", head=text[:SHOWN_SIGNS])
