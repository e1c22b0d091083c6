"""Dates as people write them: 2026年4月1日, 2026/4/1, 20260401, 令和8年4月1日, R8.4.1, 昭和元年12月26日 (A7).

The words of the eras stand in words.toml. A year past the end of its era (平成35年) is refused with the western
year it was meant for, never silently moved.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from domain.characters import clean
from domain.errors import (
    DateDoesNotExist,
    DateNotUnderstood,
    EraYearDoesNotExist,
    MonthNotUnderstood,
    RuleBroken,
    YearMonthNotUnderstood,
)
from domain.words import words

FIRST_YEAR, LAST_YEAR = 1868, 2199  # Outside it a year is mistyped.


@dataclass(frozen=True, slots=True)
class Era:
    """One era with the letters it is shortened to; ``ends`` is None for the present one."""

    name: str
    letters: tuple[str, ...]
    starts: date
    ends: date | None


def parse_date(text: str) -> date:
    """A day, western or by era, with any usual separator, in full or half width.

    DateNotUnderstood, DateDoesNotExist (2月30日), EraYearDoesNotExist (平成35年).
    """
    found = _DATE.fullmatch(_plain(text))
    if not found:
        raise DateNotUnderstood
    head, month, day = _parts(found)
    year, era = _year(head, DateNotUnderstood)
    try:
        found_day = date(year, int(month), int(day))
    except ValueError:
        raise DateDoesNotExist(year=year, month=int(month), day=int(day)) from None
    if era and not (era.starts <= found_day and (era.ends is None or found_day <= era.ends)):
        raise EraYearDoesNotExist(era=era.name, year=year - era.starts.year + 1, western=year)
    return found_day


def parse_month(text: str) -> int:
    """A month 1-12: 4, ４月, 04. MonthNotUnderstood."""
    found = _MONTH.fullmatch(_plain(text))
    if not found or not 1 <= int(found[1]) <= 12:
        raise MonthNotUnderstood
    return int(found[1])


def parse_year_month(text: str) -> tuple[int, int]:
    """A year and a month: 2026年4月, 2026/4, 202604, 令和8年4月, R8.4. YearMonthNotUnderstood."""
    found = _YEAR_MONTH.fullmatch(_plain(text))
    if not found:
        raise YearMonthNotUnderstood
    head, month = (found[1], found[2]) if found[1] else (found[3], found[4])
    year, era = _year(head, YearMonthNotUnderstood)
    if not 1 <= int(month) <= 12:
        raise YearMonthNotUnderstood
    if era and not _month_in(era, year, int(month)):
        raise EraYearDoesNotExist(era=era.name, year=year - era.starts.year + 1, western=year)
    return year, int(month)


def parse_term(text: str) -> tuple[int, int]:
    """任期: the year and month in which the representative's term ends.

    S0 only says 「任期をドロップダウンリストから選択」; the end is kept because mail No.29 (代表者任期満了の手続)
    needs it. A full date is understood as its month.
    """
    try:
        return parse_year_month(text)
    except YearMonthNotUnderstood:
        try:
            day = parse_date(text)
        except DateNotUnderstood:
            raise YearMonthNotUnderstood from None
        return day.year, day.month


def era_of(day: date) -> tuple[str, int] | None:
    """The era and its year on ``day``; None before the first one listed. 2026-04-01 → (令和, 8)."""
    for era in _eras():
        if era.starts <= day and (era.ends is None or day <= era.ends):
            return era.name, day.year - era.starts.year + 1
    return None


def _plain(text: str) -> str:
    """Without spaces, weekdays in brackets and trailing words; 年月日 become one separator."""
    text = clean(text)
    if len(text) > 40:
        return ""
    text = _BRACKETS.sub("", text).replace(" ", "")
    names = words("dates")
    for ending in names["today_ignored"]:
        text = text.removesuffix(ending)
    for start in names["western"]:
        text = text.removeprefix(start)
    if text.endswith(names["day"]):
        text = text.removesuffix(names["day"])
    text = text.replace(names["first_year"] + names["year"], "1/")
    text = text.replace(names["year"], "/").replace(names["month"], "/")
    return _SIGNS.sub("/", text).rstrip("/").upper()


def _parts(found: re.Match[str]) -> tuple[str, str, str]:
    if found[1]:
        return found[1], found[2], found[3]
    return found[4], found[5], found[6]


def _year(head: str, refusal: type[RuleBroken]) -> tuple[int, Era | None]:
    """The western year of ``2026`` or ``R8``, and the era if one was named."""
    if head.isascii() and head.isdigit():
        if len(head) != 4 or not FIRST_YEAR <= int(head) <= LAST_YEAR:
            raise refusal
        return int(head), None
    name = head.rstrip("0123456789")
    era = _era_names().get(name)
    number = int(head[len(name) :] or 0)
    if era is None or number == 0:
        raise refusal
    year = era.starts.year + number - 1
    if era.ends is not None and year > era.ends.year:
        raise EraYearDoesNotExist(era=era.name, year=number, western=year)
    return year, era


def _month_in(era: Era, year: int, month: int) -> bool:
    here = (year, month)
    return (era.starts.year, era.starts.month) <= here and (
        era.ends is None or here <= (era.ends.year, era.ends.month)
    )


@cache
def _eras() -> tuple[Era, ...]:
    return tuple(
        Era(name=row["name"], letters=tuple(row["letters"]), starts=row["starts"], ends=row.get("ends"))
        for row in words("eras")
    )


@cache
def _era_names() -> dict[str, Era]:
    return {name: era for era in _eras() for name in (era.name, *era.letters)}


_BRACKETS = re.compile(r"\([^()]{0,5}\)")
_SIGNS = re.compile(r"[-./,\u2010-\u2015\u2212\u30fc\u3001]+")
# A western date, 8 digits, or an era; the era name is whatever stands before the first digit.
_DATE = re.compile(
    r"([^\d/]{0,2}[0-9]{1,4})/([0-9]{1,2})/([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII
)
_YEAR_MONTH = re.compile(r"([^\d/]{0,2}[0-9]{1,4})/([0-9]{1,2})|([0-9]{4})([0-9]{2})", re.ASCII)
_MONTH = re.compile(r"([0-9]{1,2})", re.ASCII)
