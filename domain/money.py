"""Yen and units (口): one unit is 500,000 yen and is never split (P-01; S1 1章2, 規定1(5)).

`parse_yen` and `parse_units` read what people type (full width, commas, 万円) and refuse with what to type instead.
Amounts are int yen, units are int 口; nothing is ever rounded but by `units_from_amount`, which rounds down by rule.
"""

import re
import unicodedata
from decimal import Decimal

from domain import number_words
from domain.errors import (
    AmountTooLarge,
    AmountWithoutUnit,
    BelowOneUnit,
    FractionOfUnit,
    NegativeAmount,
    NotAnAmount,
    NotUnits,
    NotWholeNumber,
    NotWholeUnits,
    NumberInWords,
    ThousandsUnclear,
    UnitsNotPositive,
)

UNIT = 500_000  # yen
MOST_YEN = 1_000_000_000_000  # More than any association has: a slip of the finger.
SURELY_YEN = 100_000  # A bare number below it may be meant in 万円.


def whole(number: object) -> int:
    """The number itself if it is an int; a bool, float or text is refused (NotWholeNumber), never rounded."""
    if not isinstance(number, int) or isinstance(number, bool):
        raise NotWholeNumber(given=str(number))
    return number


def yen(amount: object) -> int:
    """A whole amount of yen that is not negative. Raises NotWholeNumber, NegativeAmount."""
    number = whole(amount)
    if number < 0:
        raise NegativeAmount(amount=number)
    return number


def units(count: object) -> int:
    """A whole number of units from 1. Raises NotWholeNumber, UnitsNotPositive."""
    number = whole(count)
    if number < 1:
        raise UnitsNotPositive(units=number)
    return number


def amount_of(count: int) -> int:
    """Yen of so many units, at par (P-01). Raises NotWholeNumber, UnitsNotPositive."""
    return units(count) * UNIT


def units_from_amount(amount: int) -> int:
    """How many units an amount of yen buys, rounded down: 9,900,000 yen buy 19 (P-02; S1 3章3 例1-3).

    Raises BelowOneUnit under 500,000 yen.
    """
    if yen(amount) < UNIT:
        raise BelowOneUnit(amount=amount, unit=UNIT)
    return amount // UNIT


def exact_units(amount: int) -> int:
    """Units of an amount that must be a multiple of 500,000 yen, as in early redemption (R-01; S1 6章3-1).

    300,000 yen is refused (BelowOneUnit), and 1,700,000 (NotWholeUnits) with the amounts beside it.
    """
    count = units_from_amount(amount)
    if amount % UNIT:
        raise NotWholeUnits(
            amount=amount,
            below=count * UNIT,
            below_units=count,
            above=(count + 1) * UNIT,
            above_units=count + 1,
        )
    return count


def parse_yen(typed: str) -> int:
    """Yen from what was typed: 500万円, 5,000,000円, 1億2,000万円, also in full width.

    Raises AmountWithoutUnit for a small bare number, ThousandsUnclear for 千円, NumberInWords for kanji and kana,
    NegativeAmount, AmountTooLarge, NotAnAmount.
    """
    text = _plain(typed)
    if text.startswith("-"):
        raise NegativeAmount(amount=-parse_yen(text[1:]))
    found = _AMOUNT.fullmatch(text)
    if not found or not any(found.groups()):
        raise _in_words(typed, text, number_words.YEN) or NotAnAmount(typed=str(typed))
    written = {scale: Decimal(part) for scale, part in zip(_SCALES, found.groups(), strict=True) if part}
    amount = sum(scale * number for scale, number in written.items())
    if amount > MOST_YEN:
        raise AmountTooLarge(typed=str(typed), most=MOST_YEN)
    if amount != int(amount):
        raise NotAnAmount(typed=str(typed))
    if list(written) == [1_000]:
        raise ThousandsUnclear(typed=str(typed), yen=int(amount))
    if text.isdigit() and amount < SURELY_YEN:
        raise AmountWithoutUnit(typed=text, in_yen=int(amount), in_man=int(amount) * 10_000)
    return int(amount)


def parse_units(typed: str) -> int:
    """Units from what was typed: 30, 30口, ３０口; an amount in yen counts if it is a multiple of a unit.

    Raises FractionOfUnit (1.5口), UnitsNotPositive, NumberInWords (さんじゅっこう), NotUnits, and for an amount what
    `parse_yen` and `exact_units` raise (170万円, 30万円).
    """
    text = _plain(typed)
    if text.endswith(number_words.YEN) or text[-1:] in number_words.SCALES:
        return exact_units(parse_yen(typed))
    found = _UNITS.fullmatch(text)
    if not found:
        raise _in_words(typed, text, number_words.UNITS) or NotUnits(typed=str(typed))
    number = Decimal(found[1])
    if number != int(number):
        raise FractionOfUnit(typed=str(typed), below=int(number), above=int(number) + 1)
    if number * UNIT > MOST_YEN:
        raise AmountTooLarge(typed=str(typed), most=MOST_YEN)
    return units(int(number))


def _plain(typed: str) -> str:
    # One shape for full and half width; commas and spaces carry no meaning inside an amount.
    text = "".join(unicodedata.normalize("NFKC", str(typed)).split())
    for sign in number_words.MINUS:
        text = text.replace(sign, "-")
    for comma in number_words.COMMAS:
        text = text.replace(comma, "")
    return text


def _in_words(typed: str, text: str, ending: str) -> NumberInWords | None:
    meant = number_words.read(text)
    return None if meant is None else NumberInWords(typed=str(typed), meant=f"{meant}{ending}")


_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_SCALES = (*number_words.SCALES.values(), 1)
_AMOUNT = re.compile(
    "".join(f"(?:{_NUMBER}{word})?" for word in number_words.SCALES) + f"{_NUMBER}?{number_words.YEN}?"
)
_UNITS = re.compile(rf"(-?[0-9]+(?:\.[0-9]+)?){number_words.UNITS}?")
