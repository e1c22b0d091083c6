"""The monthly reserves of 2013."""

from decimal import Decimal

import pytest

from domain.errors import BuildingFactNegative
from domain.reserve_history import least_monthly_reserve


@pytest.mark.parametrize(
    ("years", "large", "small"),
    [
        (0, 6_000, 5_700),
        (4, 6_000, 5_700),
        (5, 7_000, 6_650),
        (9, 7_000, 6_650),
        (10, 9_000, 8_550),
        (16, 9_000, 8_550),
        (17, 10_000, 9_500),
        (60, 10_000, 9_500),
    ],
)
def test_the_least_monthly_reserve_of_2013_grows_with_age_and_area(years, large, small):
    """B13-1"""
    assert least_monthly_reserve(years, 55) == large
    assert least_monthly_reserve(years, Decimal("54.99")) == small


@pytest.mark.parametrize(("years", "area"), [(-1, 60), (5, Decimal("-0.5"))])
def test_negative_years_or_areas_are_refused(years, area):
    """B13-1"""
    with pytest.raises(BuildingFactNegative):
        least_monthly_reserve(years, area)
