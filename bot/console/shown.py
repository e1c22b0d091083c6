"""An answer as the staff read it: choices and dates in words, banks by name, files by their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept
from typing import Any

from sqlalchemy import Connection

from bot.console.view import label, optional_text
from bot.locale import has, t
from domain import account_name, bank, masking
from domain.desk import companies
from domain.errors import RuleBroken
from domain.form import Answers, Field

MEASURED = {"yen", "units", "years"}
SECRET = {"account_number"}  # masked for whoever only looks


@dataclass(frozen=True, slots=True)
class Shown:
    """One field beside its mark."""

    field: Field
    label: str
    value: str
    before: str | None  # what the previous revision said, where that differs
    reason: str = ""  # the mark that is kept
    words: str = ""
    earlier: list[Any] = kept(default_factory=list)  # remarks on earlier revisions
    files: Sequence[tuple[str, str]] = ()  # (id, name) of what was filed here
    hint: str = ""  # what to look at, in words; it decides nothing


def section_title(section: str) -> str:
    """What a section is called."""
    return optional_text(
        f"fields.section_{section}",
        optional_text(
            f"fields.section_{section}.title", optional_text(f"console.sections.{section}", section)
        ),
    )


def value(tx: Connection, field_: Field, answers: Answers, *, full: bool) -> str:
    """An answer in words; `full` shows what is masked otherwise."""
    given = answers.get(field_.name)
    if given is None:
        return ""
    if isinstance(given, Mapping | list):
        return " / ".join(name for _, name in files(given))
    if isinstance(given, bool):
        return _choice(field_.name, str(given).lower(), t(f"console.yes_no.{'yes' if given else 'no'}"))
    if field_.name in SECRET and not full:
        return masking.last_digits(str(given))
    if field_.kind == "search":
        text = str(given)
        return _choice(field_.name, text, companies.name_of(tx, text))
    return _by_kind(field_, given, answers)


def files(given: Any) -> list[tuple[str, str]]:
    """(id, name) of the files that were answered; a field holds several, or one."""
    several = given if isinstance(given, list) else [given]
    return [
        (str(one["id"]), str(one.get("name", "")))
        for one in several
        if isinstance(one, Mapping) and "id" in one
    ]


def hint(field_: Field, answers: Answers) -> str:
    """What a reviewer should look at beside a field: how the account's name fits the association's (B-17, F-05)."""
    if field_.name != "account_kanji" or not answers.get("account_kanji"):
        return ""
    match = account_name.matches_association(str(answers["account_kanji"]), str(answers.get("association_name", "")))
    return t(f"console.account_name.{match}")


def _by_kind(field_: Field, given: Any, answers: Answers) -> str:
    text = str(given)
    if field_.kind == "choice":
        return _choice(field_.name, text, text)
    if field_.kind in MEASURED:
        return t(f"console.value.{field_.kind}", amount=text)
    if field_.kind == "month":
        return t("console.value.month", month=text)
    if field_.kind == "date" and text.count("-") == 2:
        return t("console.value.day", day=text, year=text[:4])
    if field_.kind == "date" and text.count("-") == 1:
        year, month = text.split("-")
        return t("console.value.year_month", year=year, month=int(month))
    try:
        if field_.name == "bank":
            return f"{bank.bank(text).name}({text})"
        if field_.name == "branch":
            return f"{bank.branch(str(answers['bank']), text).name}({text})"
    except (RuleBroken, KeyError):
        return text
    return text


def _choice(name: str, chosen: str, otherwise: str) -> str:
    key = f"fields.{name}.choice_{chosen}"
    return t(key) if has(key) else otherwise


__all__ = ["Shown", "files", "hint", "label", "section_title", "value"]
