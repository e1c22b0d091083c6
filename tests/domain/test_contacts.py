"""Where to call."""

import datetime as dt

import pytest

from domain.contacts import Desk, contact


def test_the_numbers_of_today_are_those_on_the_back_of_the_guide():
    """X-09"""
    today = dt.date(2025, 4, 1)
    assert contact(Desk.PRODUCT, today).number == "0120-0860-23"
    assert contact(Desk.PRODUCT_ABROAD, today).number == "048-615-2323"
    assert contact(Desk.CHANGES, today).number == "03-5800-9479"
    assert contact(Desk.CHANGES, today).address.startswith("〒112-8570")


@pytest.mark.parametrize(
    ("day", "number"), [(dt.date(2013, 5, 31), "0570-0860-23"), (dt.date(2013, 6, 1), "0120-0860-23")]
)
def test_the_product_s_number_became_free_of_charge_in_june_2013(day, number):
    """B13-3"""
    assert contact(Desk.PRODUCT, day).number == number
