"""Telephone numbers (F-06)."""

import pytest

from domain.errors import DigitsExpected, FieldLeftEmpty, PhoneMalformed, PhoneNotFromHere
from domain.phone import parse_phone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("03-5800-9479", "0358009479"),
        ("０３（５８００）９４７９", "0358009479"),
        ("０９０ー１２３４ー５６７８", "09012345678"),
        ("+81 3 5800 9479", "0358009479"),
        ("+81-(0)90-1234-5678", "09012345678"),
        ("0120-0860-23", "0120086023"),
        ("050-1234-5678", "05012345678"),
    ],
)
def test_a_number_is_read_with_any_separator(typed, number):
    assert parse_phone(typed) == number


@pytest.mark.parametrize(
    "typed", ["5800-9479", "12345", "03-5800-947", "090-1234-56789", "00-0000-0000", "1234567890"]
)
def test_digits_that_are_no_number_are_refused_with_their_count(typed):
    with pytest.raises(PhoneMalformed) as refused:
        parse_phone(typed)
    assert refused.value.facts["digits"] == sum(c.isdigit() for c in typed)


def test_a_number_of_another_country_is_refused():
    with pytest.raises(PhoneNotFromHere):
        parse_phone("+1 212 555 0123")


def test_letters_and_nothing_are_refused():
    with pytest.raises(DigitsExpected):
        parse_phone("03-5800-9479(自宅)")
    with pytest.raises(FieldLeftEmpty):
        parse_phone("-")
