"""When a fiscal year's purchase is stated, ordered and paid: the year's own days, or how the guide's words are read.

The guide says 「11月下旬」; a year whose days nobody has published is read as `notice_rules` reads it, and says so.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from domain import notice_rules, terms
from domain.calendar import next_business_day
from domain.errors import UnknownFiscalYear
from domain.terms import Window


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day; ``verified``: both stand in the source documents."""

    first: dt.date
    last: dt.date
    verified: bool


@cache
def orders(fiscal_year: int) -> Span:
    """積立申込: 11月下旬 to 1月上旬 (Q-09, S1 4章2)."""
    opens = dt.date(fiscal_year, *notice_rules.PURCHASE_ORDER_OPENS)
    closes = dt.date(fiscal_year + 1, *notice_rules.PURCHASE_ORDER_CLOSES)
    return _span(_window(fiscal_year, "purchase_order"), opens, closes)


@cache
def transfers(fiscal_year: int) -> Span:
    """振込: 11月下旬 to 2月初旬 (Q-09, S1 4章3)."""
    opens = dt.date(fiscal_year, *notice_rules.PURCHASE_ORDER_OPENS)
    closes = dt.date(fiscal_year + 1, *notice_rules.TRANSFER_END)
    return _span(_window(fiscal_year, "transfer"), opens, closes)


@cache
def statements(fiscal_year: int) -> Span:
    """認定・評価等の状況に関する申し出: mid-April to 10月上旬 (T-02, T-06, S1 7章1②, S4)."""
    opens = next_business_day(dt.date(fiscal_year, *notice_rules.CERTIFICATION_ASKED))
    return Span(opens, notice_rules.declaration_limit(fiscal_year), verified=False)


def _span(window: Window, opens: dt.date, closes: dt.date) -> Span:
    first = window.first.value if window.first else opens
    last = window.last.value if window.last else closes
    return Span(next_business_day(first), last, window.verified)


def _window(fiscal_year: int, name: str) -> Window:
    try:
        found: Window = getattr(terms.of(fiscal_year), name)
    except UnknownFiscalYear:
        return Window()
    return found
