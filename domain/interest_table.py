"""Which ten yearly amounts of interest a tranche pays, where they are known: the desk's own table, or that of the terms.

The rates of a purchase are fixed at its issue (I-05). For years nobody has published (FY2014, FY2018, the future) there is
no table: what depends on one is not shown as a figure.
"""

from functools import cache

from domain import terms
from domain.coupons import YEARS
from domain.errors import InterestTableUnknown, KindNotOffered, UnknownFiscalYear
from domain.terms import Figure, Kind

NOTHING_KNOWN = (0,) * YEARS


@cache
def published(kind: Kind, fiscal_year: int) -> Figure[tuple[int, ...]] | None:
    """Yen per unit of years 1 to 10 for bonds of a fiscal year, with source and certainty; None where nobody says."""
    try:
        return terms.of(fiscal_year).kind(kind).interest()
    except (UnknownFiscalYear, KindNotOffered, InterestTableUnknown):
        return None
