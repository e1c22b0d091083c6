"""Telephone numbers of Japan (F-06: half-width digits, mobile is fine)."""

from domain.characters import clean, only_digits
from domain.errors import PhoneMalformed, PhoneNotFromHere


def parse_phone(text: str) -> str:
    """The digits of a number in Japan, 10 or 11 of them, beginning with 0. +81 is understood.

    Checked against the numbering plan. PhoneMalformed, PhoneNotFromHere, DigitsExpected.
    """
    import phonenumbers  # Loaded at the first number: it is heavy, and most commands never need it.

    typed = clean(text)
    if typed.startswith("+"):
        number = only_digits(typed[1:], "phone")
        if not number.startswith("81"):
            raise PhoneNotFromHere
        number = "0" + number[2:].removeprefix("0")
    else:
        number = only_digits(typed, "phone")
    if not 10 <= len(number) <= 11 or number[0] != "0":
        raise PhoneMalformed(digits=len(number))
    try:
        known = phonenumbers.is_valid_number(phonenumbers.parse(number, "JP"))
    except phonenumbers.NumberParseException:
        known = False
    if not known:
        raise PhoneMalformed(digits=len(number))
    return number
