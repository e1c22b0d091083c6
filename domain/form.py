"""A form: what a filing asks, said once.

One declaration serves the chat (one field at a time), our page (private fields), the summary, the staff's view and
the resubmission. Values are JSON: strings, numbers, booleans; dates as ISO text. Sentences stand in
``locales/ja/fields.ftl`` under the field's name.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Answers = Mapping[str, Any]
Kind = Literal["text", "choice", "yes_no", "month", "date", "search", "file", "tick", "step", "yen", "units", "years"]


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `parse(text, answers, today)` returns the value or raises FieldRefused.

    private: asked on our page only. needed: whether these answers make it necessary. optional: may stay empty.
    kind "step": answered by an act of its own (the eKYC), never typed.
    """

    name: str
    parse: Callable[[str, Answers, dt.date], Any]
    kind: Kind = "text"
    private: bool = False
    optional: bool = False
    needed: Callable[[Answers], bool] = lambda answers: True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that are asked, shown and corrected together."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Sections in the order they are asked."""

    name: str
    sections: tuple[Section, ...]

    def field(self, name: str) -> Field:
        """The field of a name. Raises KeyError."""
        return self._index()[name]

    def section(self, name: str) -> Section:
        """The section of a name. Raises KeyError."""
        return {section.name: section for section in self.sections}[name]

    def section_of(self, field: str) -> Section:
        """The section that holds a field. Raises KeyError."""
        for section in self.sections:
            if any(f.name == field for f in section.fields):
                return section
        raise KeyError(field)

    def needed(self, answers: Answers) -> list[Field]:
        """Every field that these answers make necessary, or possible (optional), in order."""
        return [field for section in self.sections for field in section.fields if field.needed(answers)]

    def missing(self, answers: Answers) -> list[Field]:
        """What is still to be asked before the form can be filed."""
        return [field for section in self.sections for field in missing(section.fields, answers)]

    def settled(self, answers: Answers) -> dict[str, Any]:
        """The answers without those that another answer has made unnecessary: only these are filed."""
        return {field.name: answers[field.name] for field in self.needed(answers) if field.name in answers}

    def _index(self) -> dict[str, Field]:
        return {field.name: field for section in self.sections for field in section.fields}


def missing(fields: Sequence[Field], answers: Answers) -> list[Field]:
    """The fields of a section that are needed and not yet answered."""
    return [f for f in fields if not f.optional and f.name not in answers and f.needed(answers)]


def changed(before: Answers, after: Answers) -> list[str]:
    """The names whose values differ: what a resubmission shows the reviewer."""
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]
