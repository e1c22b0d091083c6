"""Every sentence and every understood word, by key.

``t("early_redemption.choosing_units.ask", most=50)`` finds the attribute ``.ask`` of the message ``choosing_units``
in ``locales/ja/early_redemption.ftl``. A key without a sentence, or a sentence without its facts, is an error at
once: a half sentence about somebody's savings must never leave the house.
"""

import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentNone

LOCALES = Path(__file__).resolve().parent.parent / "locales"
TOKYO = ZoneInfo("Asia/Tokyo")


class NoSentence(LookupError):
    """The key has no sentence, or the sentence wants a fact that was not given."""


def t(key: str, /, **facts: Any) -> str:
    """The sentence of a key with its facts filled in. Raises NoSentence."""
    return _sentence(key)(facts)


@functools.cache
def has(key: str) -> bool:
    """Whether a key has a sentence: for texts a state may have but need not (help, examples)."""
    try:
        _sentence(key)
    except NoSentence:
        return False
    return True


@functools.cache
def words(key: str) -> tuple[str, ...]:
    """The understood words of a key, written in the locale as ``yes = はい | うん | OK``."""
    return tuple(word.strip() for word in t(key).split("|"))


@functools.cache
def _sentence(key: str) -> Callable[[Mapping[str, Any]], str]:
    stem, _, rest = key.partition(".")
    message_id, _, attribute = rest.partition(".")
    bundle = _bundle(stem)
    if not bundle.has_message(message_id):
        raise NoSentence(key)
    message = bundle.get_message(message_id)
    pattern = message.attributes.get(attribute) if attribute else message.value
    if pattern is None:
        raise NoSentence(key)
    return _formatter(key, bundle, pattern)


def _formatter(key: str, bundle: FluentBundle, pattern: Any) -> Callable[[Mapping[str, Any]], str]:
    constant, errors = bundle.format_pattern(pattern, {})
    if not errors:  # Most sentences take no facts: they are the same string for ever.
        return lambda facts: str(constant)

    def fill(facts: Mapping[str, Any]) -> str:
        text, problems = bundle.format_pattern(pattern, {k: _plain(v) for k, v in facts.items()})
        if problems:
            raise NoSentence(f"{key}: {problems[0]}")
        return str(text)

    return fill


def _plain(value: Any) -> Any:
    # Babel's number formatting costs fifty times the sentence: numbers go in as text, YEN and the like read them back.
    return str(value) if isinstance(value, int | Decimal) else value


@functools.cache
def _bundle(stem: str) -> FluentBundle:
    path = LOCALES / "ja" / f"{stem}.ftl"
    if not path.exists():
        raise NoSentence(f"no file for {stem!r}")
    bundle = FluentBundle(["ja"], use_isolating=False, functions=FUNCTIONS)
    bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def _grouped(value: Any) -> str:
    return f"{int(str(value)):,}"


def _date(value: Any) -> dt.date:
    moment = getattr(value, "value", value)
    if isinstance(moment, dt.datetime):
        return moment.astimezone(TOKYO).date()
    return moment if isinstance(moment, dt.date) else dt.date.fromisoformat(str(moment))


def _moment(value: Any) -> dt.datetime:
    moment = getattr(value, "value", value)
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.fromisoformat(str(moment))
    return moment.astimezone(TOKYO)


def yen(value: Any) -> str:
    """1234567 → 1,234,567円."""
    return _grouped(value) + t("words.yen_sign")


def day(value: Any) -> str:
    """A date → 2026年11月21日(土)."""
    return _day(_date(value))


@functools.lru_cache(maxsize=4096)
def _day(date: dt.date) -> str:
    weekday = words("words.weekdays")[date.weekday()]
    return t("words.day", y=date.year, m=date.month, d=date.day, weekday=weekday)


def era_day(value: Any) -> str:
    """A date → 令和8年11月21日, 昭和30年4月1日; before 明治, the western year alone."""
    date = _date(value)
    for name, first in zip(words("words.eras"), ERAS, strict=True):
        if date >= first:
            year = date.year - first.year + 1
            return t("words.era_day", era=name, y=t("words.first_year") if year == 1 else year, m=date.month, d=date.day)
    return day(value)


def clock(value: Any) -> str:
    """A moment → 11月21日(土)14時05分, in Tokyo."""
    moment = _moment(value)
    weekday = words("words.weekdays")[moment.weekday()]
    return t("words.clock", m=moment.month, d=moment.day, weekday=weekday, h=moment.hour, min=f"{moment.minute:02d}")


def _function(shape: Callable[[Any], str]) -> Callable[..., Any]:
    def call(value: Any) -> Any:
        return value if isinstance(value, FluentNone) else shape(value)

    return call


ERAS = (dt.date(2019, 5, 1), dt.date(1989, 1, 8), dt.date(1926, 12, 25), dt.date(1912, 7, 30), dt.date(1868, 10, 23))  # first days, as in words.eras
FUNCTIONS = {
    "YEN": _function(yen),
    "COUNT": _function(_grouped),
    "DAY": _function(day),
    "ERA": _function(era_day),
    "CLOCK": _function(clock),
}

_VARIABLE = re.compile(r"\{\s*(?:[A-Z]+\()?\s*\$(\w+)")


def variables(text: str) -> set[str]:
    """The facts a sentence's source names: for the house test."""
    return set(_VARIABLE.findall(text))
