"""マンション共用部分リフォーム融資: how much, at which rate, for how long (A10; S2, S1 9章3).

Amounts are int yen, rates percent a year as Decimal. The rate is that of the day of application; it is reviewed
every month, and only the months in loan_terms.toml are known.
"""

import datetime as dt
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from domain.errors import (
    ArrearsTooHigh,
    LoanBelowLeast,
    LoanNotPossible,
    LoanRateNotPositive,
    LoanRateUnknown,
    LoanTermOutOfRange,
    LongLoanNeedsWorks,
    ShareOutOfRange,
)
from domain.money import yen
from domain.terms import Figure


class Works(StrEnum):
    """The eight works that allow 11 to 20 years (L-04), and any other."""

    EARTHQUAKE = "earthquake"  # ① 耐震改修
    FLOOD = "flood"  # ② 浸水対策
    ENERGY = "energy"  # ③ 省エネルギー対策
    PIPES = "pipes"  # ④ 給排水管取替
    DOORS_OR_SASHES = "doors_or_sashes"  # ⑤ 玄関又はサッシ取替
    LIFT = "lift"  # ⑥ エレベーター取替又は新設
    ASBESTOS = "asbestos"  # ⑦ アスベスト対策
    PARKING_REMOVAL = "parking_removal"  # ⑧ 機械式駐車場解体
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that can be borrowed, with the two bounds it is the lesser of. All in yen."""

    amount: int
    by_cost: int
    by_reserve: int
    share_percent: int
    per_million: int

    @property
    def conditional(self) -> bool:
        """Whether arrears above 10 % allow it only on conditions that the branch explains (S2 ※2)."""
        return self.share_percent == SHARE_WITH_ARREARS


@dataclass(frozen=True, slots=True)
class Borrower:
    """What the main requirements look at (L-05)."""

    months_of_reserve: int
    arrears_percent: Decimal
    separate_accounts: bool
    reserve_may_pay_running_costs: bool
    works_finished: bool


class Unmet(StrEnum):
    """A requirement of the loan that is not met. Each has its sentence under ``loan_not_possible``."""

    WORKS_FINISHED = "works_finished"
    RESERVE_TOO_YOUNG = "reserve_too_young"
    ARREARS = "arrears"
    ACCOUNTS_NOT_SEPARATE = "accounts_not_separate"
    RESERVE_MAY_PAY_RUNNING_COSTS = "reserve_may_pay_running_costs"


def limit(
    *,
    cost: int,
    subsidy: int = 0,
    monthly_reserve: int,
    monthly_repayments: int = 0,
    rate: Decimal,
    years: int,
    arrears_percent: Decimal | int = 0,
) -> Limit:
    """The most that can be borrowed: the lesser of the cost without subsidies and what the reserve can repay, floored
    to 100,000 yen (L-01, S2 融資額). Raises LoanBelowLeast under 1,000,000 yen, ArrearsTooHigh, and as repayment().
    """
    share = _share(arrears_percent)
    per_million = repayment(1_000_000, rate, years)
    free = yen(monthly_reserve) * share // 100 - yen(monthly_repayments)
    by_reserve = max(free, 0) * 1_000_000 // per_million
    by_cost = max(yen(cost) - yen(subsidy), 0)
    amount = min(by_cost, by_reserve) // STEP * STEP
    if amount < LEAST:
        raise LoanBelowLeast(limit=amount, least=LEAST)
    return Limit(amount, by_cost, by_reserve, share, per_million)


def repayment(amount: int, rate: Decimal, years: int) -> int:
    """The level monthly repayment of a loan in yen, floored: 1,000,000 yen at 0.70 % over 10 years is 8,630 (L-02).

    Raises LoanRateNotPositive, LoanTermOutOfRange, NegativeAmount.
    """
    if not isinstance(rate, Decimal) or not rate.is_finite() or rate <= 0:
        raise LoanRateNotPositive(rate=str(rate))
    months = 12 * _years(years)
    monthly = PRECISE.divide(rate, Decimal(1200))
    discount = PRECISE.power(PRECISE.add(Decimal(1), monthly), Decimal(-months))
    level = PRECISE.divide(yen(amount) * monthly, PRECISE.subtract(Decimal(1), discount))
    return int(level.to_integral_value(ROUND_FLOOR))


def rate_on(
    day: dt.date,
    years: int,
    works: Collection[Works] = (),
    holds_bonds: bool = False,
    certified: bool = False,
) -> Figure[Decimal]:
    """The rate of an application on a day: 0.2 points less each for special works, bonds held that day and the
    certification, never below 0.1 % (L-03, P-20).

    Raises LoanRateUnknown outside the months on file, and as require_term().
    """
    require_term(years, works)
    month = next((row for row in _file()["rates"] if row["first"] <= day <= row["last"]), None)
    if month is None:
        known = _file()["rates"]
        raise LoanRateUnknown(day=day, first=known[0]["first"], last=known[-1]["last"])
    base = Decimal(month["to_10_years" if years <= SHORT_YEARS else "to_20_years"])
    rate = discounted(base, day, works, holds_bonds, certified)
    return Figure(rate, month["source"], verified=True)


def discounted(
    base: Decimal, day: dt.date, works: Collection[Works], holds_bonds: bool, certified: bool
) -> Decimal:
    """The base rate less 0.2 points for each reason that held on the day, never below 0.1 % (L-03)."""
    holds = {
        "special_works": bool(SPECIAL & set(works)),
        "holds_bonds": holds_bonds,
        "certified": certified,
    }
    rows = (row for row in _file()["discounts"] if holds[row["name"]] and row.get("first", day) <= day)
    return max(base - sum((Decimal(row["points"]) for row in rows), Decimal(0)), LEAST_RATE)


def require_term(years: int, works: Collection[Works] = ()) -> None:
    """1 to 10 years, or to 20 with one of the eight works (L-04). Raises LoanTermOutOfRange, LongLoanNeedsWorks."""
    if _years(years) > SHORT_YEARS and not set(works) - {Works.OTHER}:
        raise LongLoanNeedsWorks(years=years, most=SHORT_YEARS)


def unmet(borrower: Borrower) -> tuple[Unmet, ...]:
    """The main requirements that are not met (L-05). Arrears up to 20 % pass here: they only lower the share."""
    tests = (
        (Unmet.WORKS_FINISHED, borrower.works_finished),
        (Unmet.RESERVE_TOO_YOUNG, borrower.months_of_reserve < MONTHS_OF_RESERVE),
        (Unmet.ARREARS, borrower.arrears_percent > ARREARS_MOST),
        (Unmet.ACCOUNTS_NOT_SEPARATE, not borrower.separate_accounts),
        (Unmet.RESERVE_MAY_PAY_RUNNING_COSTS, borrower.reserve_may_pay_running_costs),
    )
    return tuple(reason for reason, fails in tests if fails)


def require(borrower: Borrower) -> None:
    """Raises LoanNotPossible with the first requirement that is not met (L-05)."""
    missing = unmet(borrower)
    if missing:
        raise LoanNotPossible(requirement=str(missing[0]), others=len(missing) - 1)


def facts() -> Mapping[str, Any]:
    """What the slides counted: how repairs were paid for, and applications by dwellings (L-06)."""
    return _file()


def _years(years: int) -> int:
    if isinstance(years, bool) or not isinstance(years, int) or not 1 <= years <= LONG_YEARS:
        raise LoanTermOutOfRange(years=str(years), most=LONG_YEARS)
    return years


def _share(arrears_percent: Decimal | int) -> int:
    if not 0 <= arrears_percent <= 100:
        raise ShareOutOfRange(given=str(arrears_percent))
    if arrears_percent > ARREARS_MOST:
        raise ArrearsTooHigh(percent=str(arrears_percent), most=ARREARS_MOST)
    return SHARE if arrears_percent <= ARREARS_FREE else SHARE_WITH_ARREARS


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("loan_terms.toml").read_text("utf-8"))


PRECISE = Context(prec=40)  # A reader's own decimal context must not move a repayment by a yen.
STEP, LEAST = 100_000, 1_000_000  # yen
SHARE, SHARE_WITH_ARREARS = 80, 60  # percent of the monthly reserve
ARREARS_FREE, ARREARS_MOST = 10, 20  # percent
SHORT_YEARS, LONG_YEARS = 10, 20
MONTHS_OF_RESERVE = 12
LEAST_RATE = Decimal("0.1")
SPECIAL = frozenset({Works.EARTHQUAKE, Works.FLOOD, Works.ENERGY})
