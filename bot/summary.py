"""Answers as a person reads them back: in words, private ones masked."""

from collections.abc import Callable
from typing import Any

from bot.locale import day, has, t, yen
from domain import bank
from domain.desk import companies
from domain.errors import RuleBroken
from domain.form import Answers, Field, Section

SHOWN_SIGNS = 1  # of a private text: enough to recognise one's own, too little to tell anybody


def pairs(tx: Any, section: Section, answers: Answers) -> tuple[tuple[str, str], ...]:
    """A section's answers: what was asked, and what was answered. Optional ones that stayed empty are left out."""
    told = [f for f in section.fields if f.needed(answers) and f.name in answers and f.kind != "step" and not (f.optional and not answers[f.name])]
    return tuple((t(f"fields.{f.name}.label"), shown(tx, f, answers)) for f in told)


def shown(tx: Any, field: Field, answers: Answers) -> str:
    """One answer in words, masked where it is private."""
    value = answers.get(field.name)
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
    if field.kind in MEASURED:
        return MEASURED[field.kind](value)
    if field.kind == "date" and str(value).count("-") == 2 and not field.private:
        return day(value)
    if field.kind == "date" and str(value).count("-") == 1:
        year, month = str(value).split("-")[:2]
        return t("prompts.year_month", year=year, month=int(month))
    if field.name.endswith("prefecture"):
        return str(value)
    if field.name in ("bank", "branch"):
        return _institution(field.name, answers)
    return masked(field.name, str(value)) if field.private else str(value)


MEASURED: dict[str, Callable[[Any], str]] = {
    "yen": yen,
    "units": lambda value: t("prompts.units", n=value),
    "years": lambda value: t("prompts.years", n=value),
}


def _institution(name: str, answers: Answers) -> str:
    """A bank or branch by its name; one that has closed since by its code."""
    code = str(answers[name])
    try:
        return (bank.bank(code) if name == "bank" else bank.branch(str(answers.get("bank", "")), code)).name
    except RuleBroken:
        return code


def masked(name: str, text: str) -> str:
    """A private text with all but its first sign hidden; of account and telephone numbers the last three digits are shown."""
    if name.endswith(("account_number", "phone")):
        return t("prompts.masked_tail", tail=text[-3:])
    if not text:
        return t("prompts.left_empty")
    if name == "birth_date":
        return t("prompts.masked_all")
    return t("prompts.masked_head", head=text[:SHOWN_SIGNS])
