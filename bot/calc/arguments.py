"""What is typed behind `sumairu calc …`: read by the domain's own parsers; a bad argument is named with an example."""

import argparse
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import partial
from typing import Any, NoReturn, TypeVar

from bot.locale import t
from domain import dates
from domain.errors import LoanRateNotPositive, NotWholeNumber, RuleBroken, ShareOutOfRange
from domain.months import Month, month
from domain.readings import Readings, alternatives

V = TypeVar("V")
E = TypeVar("E", bound=StrEnum)
REQUIRED: Any = object()


class BadArgument(Exception):
    """An argument that cannot be used: which, what was typed (None if nothing), and why, in a sentence."""

    def __init__(self, name: str, typed: str | None, why: str) -> None:
        super().__init__(why)
        self.name, self.typed, self.why = name, typed, why

    def sentence(self) -> str:
        """Which argument, what is wrong with it, and an example."""
        if self.typed is None:
            head = t("calc.argument.missing", name=self.name)
        else:
            head = t("calc.argument.wrong", name=self.name, typed=self.typed)
        example = t("calc.argument.example", example=t(f"calc.example.{self.name.strip('-').lower()}"))
        return "\n".join(line for line in (head, self.why, example) if line)


class Parser(argparse.ArgumentParser):
    """Speaks Japanese where argparse would speak English, and never guesses a shortened option."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "allow_abbrev": False})
        # argparse takes -1円 for an option unless it is told what a negative number looks like.
        self._negative_number_matcher = re.compile(r"-\d")

    def error(self, message: str) -> NoReturn:
        """An unknown or half-typed option: exit code 2."""
        self.exit(2, t("calc.argument.unknown", detail=message, program=self.prog) + "\n")


class Asked:
    """The arguments of one command, read on demand. Every method raises BadArgument."""

    def __init__(self, typed: argparse.Namespace) -> None:
        self._typed = typed

    def typed(self, name: str) -> Any:
        """What stands behind an argument, as typed; None if it was not given."""
        return getattr(self._typed, name.strip("-").replace("-", "_").lower())

    def read(self, name: str, parse: Callable[[str], V], default: Any = REQUIRED) -> V:
        """The argument `name` through a parser of the domain."""
        typed = self.typed(name)
        if typed is not None:
            return _parsed(name, typed, parse)
        if default is REQUIRED:
            raise BadArgument(name, None, "")
        return default

    def several(self, name: str, parse: Callable[[str], V]) -> list[V]:
        """Every value of an argument that may be given more than once."""
        return [_parsed(name, typed, parse) for typed in self.typed(name) or []]

    def choice(self, name: str, choices: type[E], default: E) -> E:
        """One of a few words."""
        typed = self.typed(name)
        words = [str(choice) for choice in choices]
        if typed is not None and typed not in words:
            raise BadArgument(name, typed, t("calc.argument.choices", choices=", ".join(words)))
        return choices(typed) if typed is not None else default

    def readings(self) -> Readings:
        """The readings given as ``--reading question=answer``."""
        given: dict[str, Any] = {}
        for pair in self.typed("--reading") or []:
            question, _, answer = pair.partition("=")
            if question not in alternatives():
                raise BadArgument(
                    "--reading", pair, t("calc.argument.choices", choices=", ".join(alternatives()))
                )
            _parsed("--reading", pair, partial(_reading, question, answer))
            given[question] = answer
        return Readings(**given)


def _reading(question: str, answer: str, _: str) -> Readings:
    return Readings(**{question: answer})  # type: ignore[arg-type]


def _parsed(name: str, typed: str, parse: Callable[[str], V]) -> V:
    try:
        return parse(typed)
    except RuleBroken as refused:
        raise BadArgument(name, typed, refusal(refused)) from refused


def refusal(refused: RuleBroken) -> str:
    """The sentence of a refusal."""
    return t(f"errors.{refused.key()}", **refused.facts)


def whole_number(typed: str) -> int:
    """Digits, also full width. Raises NotWholeNumber."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text.removeprefix("-").isascii() or not text.removeprefix("-").isdigit():
        raise NotWholeNumber(given=typed)
    return int(text)


def rate(typed: str) -> Decimal:
    """A rate in percent a year: 0.70, 0.70%. Raises LoanRateNotPositive."""
    return _decimal(typed, LoanRateNotPositive(rate=typed))


def share(typed: str) -> Decimal:
    """A share in percent: 5, 5%. Raises ShareOutOfRange."""
    return _decimal(typed, ShareOutOfRange(given=typed))


def _decimal(typed: str, refused: RuleBroken) -> Decimal:
    try:
        number = Decimal(unicodedata.normalize("NFKC", typed).strip().removesuffix("%"))
    except InvalidOperation:
        raise refused from None
    if not number.is_finite():
        raise refused
    return number


def year_month(typed: str) -> Month:
    """A month: 2026-08, 2026年8月, 令和8年8月. Raises YearMonthNotUnderstood, NoSuchMonth."""
    return month(*dates.parse_year_month(typed))
