"""The monthly reserve (修繕積立金) a dwelling had to save in the rules of 2013. History only: never applied today (B-05).

Source: S3 要件4.
"""

from decimal import Decimal

from domain.errors import BuildingFactNegative


def least_monthly_reserve(years_built: int, average_square_metres: Decimal | int) -> int:
    """The least average yen a dwelling and month, by the years since building and the average private area (B13-1).

    Raises BuildingFactNegative for years or areas below zero.
    """
    if years_built < 0 or average_square_metres < 0:
        raise BuildingFactNegative(given=str(min(years_built, average_square_metres)))
    large = average_square_metres >= LARGE_FROM
    for below, yen_large, yen_small in TABLE:
        if below is None or years_built < below:
            return yen_large if large else yen_small
    raise AssertionError("the last row of the table has no upper end")


LARGE_FROM = 55  # square metres
TABLE: tuple[tuple[int | None, int, int], ...] = (
    # years below  55㎡ and more  under 55㎡
    (5, 6_000, 5_700),
    (10, 7_000, 6_650),
    (17, 9_000, 8_550),
    (None, 10_000, 9_500),
)
