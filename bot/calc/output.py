"""How an answer of `sumairu calc` is shown: a title, facts, tables and notes for people, or JSON for programs."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with their headings; numbers stand to the right."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Report:
    """One answer. ``data`` holds the same facts for programs: yen and units as numbers, dates as ISO text."""

    title: str
    data: dict[str, Any]
    facts: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_text(self) -> str:
        """The answer for a terminal: full-width characters take two columns."""
        parts = [self.title]
        if self.facts:
            width = max(_width(label) for label, _ in self.facts) + 2
            parts.append("\n".join(f"{_left(label, width)}{value}" for label, value in self.facts))
        parts += [_drawn(table) for table in self.tables]
        if self.notes:
            parts.append("\n".join(self.notes))
        return "\n\n".join(parts)

    def as_json(self) -> str:
        """The answer for a program."""
        return json.dumps(self.data, ensure_ascii=False, indent=2, default=_plain)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table of already worded cells."""
    return Table(tuple(headings), tuple(tuple(row) for row in rows))


def _drawn(drawn: Table) -> str:
    lines = [drawn.headings, *drawn.rows]
    widths = [max(_width(line[place]) for line in lines) for place in range(len(drawn.headings))]
    numeric = [all(_is_number(row[place]) for row in drawn.rows) for place in range(len(widths))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_line(line, widths, numeric) for line in (drawn.headings, rule, *drawn.rows))


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = (
        _right(cell, width) if right else _left(cell, width)
        for cell, width, right in zip(cells, widths, numeric, strict=True)
    )
    return "  ".join(padded).rstrip()


def _is_number(cell: str) -> bool:
    return cell[:1].isdigit() and "(" not in cell  # Dates carry their weekday in brackets.


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _left(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _right(text: str, width: int) -> str:
    return " " * (width - _width(text)) + text


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not told as JSON")
