"""The representative's own fields: names, readings, company and post, birth date (A7 F-02, F-03; S0 代表者情報)."""

import re
from datetime import date

from domain.characters import full_width, refuse_outside, required, shown
from domain.dates import parse_date
from domain.errors import (
    BirthDateInFuture,
    BirthDateNotAdult,
    BirthDateTooLongAgo,
    CharacterNotAllowed,
)
from domain.kana import parse_kana

NAME_MOST = 20  # characters of a family or a given name
COMPANY_MOST = 40  # characters
POST_MOST = 40  # characters
LEAST_AGE = 18  # 成年; the sources name no age, the law does (民法4条).
MOST_AGE = 115  # Above it the year is more likely mistyped.


def parse_family_name(text: str) -> str:
    """姓 in full width; 外字 are refused with the character to type instead (S0 お名前)."""
    return _name(text, "family_name")


def parse_given_name(text: str) -> str:
    """名 in full width; 外字 are refused with the character to type instead (S0 お名前)."""
    return _name(text, "given_name")


def parse_family_kana(text: str) -> str:
    """セイ in full-width katakana (F-03)."""
    return parse_kana(text, "family_kana", NAME_MOST * 2)


def parse_given_kana(text: str) -> str:
    """メイ in full-width katakana (F-03)."""
    return parse_kana(text, "given_kana", NAME_MOST * 2)


def parse_company_name(text: str) -> str:
    """会社名 of an external or corporate manager; a single 管理士 writes 個人 (S0 外部管理者方式の場合)."""
    return _title(text, "company_name", COMPANY_MOST)


def parse_post_title(text: str) -> str:
    """役職名, or the name of the qualification for a 管理士 (S0 外部管理者方式の場合)."""
    return _title(text, "post_title", POST_MOST)


def parse_birth_date(text: str, *, today: date) -> date:
    """生年月日 of an adult alive on ``today`` (Asia/Tokyo)."""
    born = parse_date(text)
    if born > today:
        raise BirthDateInFuture
    age = age_on(born, today)
    if age < LEAST_AGE:
        raise BirthDateNotAdult(age=age, least=LEAST_AGE)
    if age > MOST_AGE:
        raise BirthDateTooLongAgo(age=age)
    return born


def age_on(born: date, day: date) -> int:
    """Full years on ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _name(text: str, field: str) -> str:
    name = full_width(required(text, field, NAME_MOST))
    refuse_outside(name)
    wrong = _NOT_IN_NAMES.search(name)
    if wrong:
        raise CharacterNotAllowed(field=field, character=shown(wrong.group()))
    return name


def _title(text: str, field: str, most: int) -> str:
    title = full_width(required(text, field, most))
    refuse_outside(title)
    wrong = _NOT_IN_TITLES.search(title)
    if wrong:
        raise CharacterNotAllowed(field=field, character=shown(wrong.group()))
    return title


# Kanji, kana, letters of foreign names, ・ー－． and the space between parts of a foreign name. No digits.
_NOT_IN_NAMES = re.compile(
    r"[^\u3005-\u3007\u4e00-\u9fff\u3041-\u3096\u30a1-\u30fc\uff21-\uff3a\uff41-\uff5a\u3000\uff0d\uff0e\u2019]"
)
# Titles may hold digits, brackets and the like besides, never < > " or the signs that start a formula.
_NOT_IN_TITLES = re.compile(
    r"[^\u3005-\u3007\u4e00-\u9fff\u3041-\u3096\u30a1-\u30fc\uff21-\uff3a\uff41-\uff5a\uff10-\uff19\u3000\uff0d\uff0e"
    r"\uff08\uff09\uff06\uff0f\u2019\u3001\uff0c\u300c\u300d]"
)
