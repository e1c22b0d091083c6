"""What was on offer in each fiscal year: kinds, windows, quotas, selection and rates, read from terms/fyNNNN.toml.

Every value is a :class:`Figure`: the value, where it stands, and whether it stands in the source documents
(S0-S4) at all. Figures from elsewhere, readings of vague words (「11月下旬」) and derived tables keep
``verified=False`` to the screen. A new fiscal year is one new file; nothing here changes.

Sources: S1 1章・3章, S2, S3, S4; contradictions by B-02 to B-05, B-14, B-20.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from domain.coupons import THOUSANDTH, YEARS, from_rates
from domain.errors import (
    InterestTableUnknown,
    KindNotOffered,
    LadderDoesNotFit,
    RateNotPublished,
    UnknownFiscalYear,
)

T = TypeVar("T")


class Kind(StrEnum):
    """The three kinds of bond, of which an association holds one per application (Q-06)."""

    ORDINARY = "ordinary"  # 通常
    CERTIFIED = "certified"  # 認定すまい・る債
    STEP_UP = "step_up"  # ステップアップすまい・る債


class Selection(StrEnum):
    """What happens when more is applied for than the quota (B-02)."""

    LOTTERY = "lottery"  # 抽選
    FIRST_COME = "first_come"  # 先着順


class Requirements(StrEnum):
    """Which set of requirements an application is held against (B-05)."""

    FIVE_OF_2013 = "five_of_2013"
    FOUR_OF_2025 = "four_of_2025"


class CeilingBasis(StrEnum):
    """How the most money that may be put in is counted (B-04)."""

    YEAR_OR_SAVINGS = "year_or_savings"  # 2013: 年間額 or 貯まった額
    YEAR_PLUS_SAVINGS = "year_plus_savings"  # 規定1(1): the sum of both


@dataclass(frozen=True, slots=True)
class Figure(Generic[T]):
    """A value with its source. ``derived`` says that it was worked out here, not read anywhere."""

    value: T
    source: str
    verified: bool
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day of a period, either of which may not be known. ``arrives_by`` is for post (2015, 2020)."""

    first: Figure[dt.date] | None = None
    last: Figure[dt.date] | None = None
    arrives_by: Figure[dt.date] | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies in the window; a side that is not known does not limit."""
        return not (self.first and day < self.first.value) and not (self.last and day > self.last.value)

    @property
    def verified(self) -> bool:
        """Whether both ends are known and stand in the source documents."""
        return all(end is not None and end.verified for end in (self.first, self.last))


@dataclass(frozen=True, slots=True)
class Pool:
    """A quota in units (口), for one kind or shared by several (B-03). ``units`` is None where not published."""

    name: str
    kinds: tuple[Kind, ...]
    units: Figure[int] | None = None
    applied: Figure[int] | None = None


@dataclass(frozen=True, slots=True)
class KindTerms:
    """One kind of one fiscal year. Rates are percent a year; interest is yen per unit in each of the ten years."""

    fiscal_year: int
    kind: Kind
    offered: Figure[bool]
    pool: Pool
    average_rate: Figure[Decimal] | None = None
    average_rate_after_tax: Figure[Decimal] | None = None
    interest_per_unit: Figure[tuple[int, ...]] | None = None

    def rate(self) -> Figure[Decimal]:
        """The published average rate to maturity before tax, in percent. Raises RateNotPublished."""
        if self.average_rate is None:
            raise RateNotPublished(fiscal_year=self.fiscal_year, kind=str(self.kind))
        return self.average_rate

    def interest(self) -> Figure[tuple[int, ...]]:
        """Gross yen per unit for years 1 to 10: published, or derived by the ladder. Raises InterestTableUnknown."""
        if self.interest_per_unit is None:
            raise InterestTableUnknown(fiscal_year=self.fiscal_year, kind=str(self.kind))
        return self.interest_per_unit


@dataclass(frozen=True, slots=True)
class FiscalTerms:
    """Everything on offer in one fiscal year (April to March; the bonds are issued in its February)."""

    fiscal_year: int
    selection: Figure[Selection]
    requirements: Figure[Requirements]
    ceiling: Figure[CeilingBasis]
    application: Window
    purchase_order: Window
    transfer: Window
    pools: Mapping[str, Pool]
    kinds: Mapping[Kind, KindTerms]

    def kind(self, kind: Kind | str) -> KindTerms:
        """The terms of a kind. Raises KindNotOffered (ステップアップ before FY2026, 認定 before FY2023; B-20)."""
        if kind not in self.kinds:
            offered = ", ".join(self.kinds)
            raise KindNotOffered(fiscal_year=self.fiscal_year, kind=str(kind), offered=offered)
        return self.kinds[Kind(kind)]

    def premium(self, kind: Kind | str) -> Decimal:
        """How many percentage points a kind pays above 通常 in this year (T-04). Raises as kind() and rate()."""
        return self.kind(kind).rate().value - self.kind(Kind.ORDINARY).rate().value


def of(fiscal_year: int) -> FiscalTerms:
    """The terms of a fiscal year. Raises UnknownFiscalYear, naming the years there are."""
    years = known_years()
    if fiscal_year not in years:
        raise UnknownFiscalYear(fiscal_year=str(fiscal_year), first=years[0], last=years[-1])
    return _load(fiscal_year)


@cache
def known_years() -> tuple[int, ...]:
    """The fiscal years with a file, in order."""
    return tuple(sorted(int(path.stem[2:]) for path in FOLDER.glob("fy[0-9][0-9][0-9][0-9].toml")))


@cache
def _load(fiscal_year: int) -> FiscalTerms:
    return read(tomllib.loads((FOLDER / f"fy{fiscal_year}.toml").read_text("utf-8")))


def read(data: dict[str, Any]) -> FiscalTerms:
    """The terms in the words of a file. A missing source or an unknown word is a KeyError or ValueError of the
    file's author: it is met by the test that reads every file, not by a chairperson."""
    year = data["fiscal_year"]
    kinds = {Kind(name): entry for name, entry in data["kinds"].items()}
    pools = {name: _pool(name, entry, kinds) for name, entry in data["pools"].items()}
    return FiscalTerms(
        fiscal_year=year,
        selection=_figure(data["selection"], Selection),
        requirements=_figure(data["requirements"], Requirements),
        ceiling=_figure(data["ceiling"], CeilingBasis),
        application=_window(data.get("application", {})),
        purchase_order=_window(data.get("purchase_order", {})),
        transfer=_window(data.get("transfer", {})),
        pools=MappingProxyType(pools),
        kinds=MappingProxyType(
            {kind: _kind(year, kind, entry, pools[entry["pool"]]) for kind, entry in kinds.items()}
        ),
    )


def _figure(entry: dict[str, Any], shape: Any = lambda value: value) -> Figure[Any]:
    return Figure(shape(entry["value"]), entry["source"], entry["verified"])


def _optional(entry: dict[str, Any], name: str, shape: Any = lambda value: value) -> Figure[Any] | None:
    return _figure(entry[name], shape) if name in entry else None


def _window(entry: dict[str, Any]) -> Window:
    return Window(_optional(entry, "first"), _optional(entry, "last"), _optional(entry, "arrives_by"))


def _pool(name: str, entry: dict[str, Any], kinds: dict[Kind, dict[str, Any]]) -> Pool:
    members = tuple(kind for kind, terms in kinds.items() if terms["pool"] == name)
    return Pool(name, members, _optional(entry, "units"), _optional(entry, "applied"))


def _kind(year: int, kind: Kind, entry: dict[str, Any], pool: Pool) -> KindTerms:
    average = _optional(entry, "average_rate", Decimal)
    return KindTerms(
        fiscal_year=year,
        kind=kind,
        offered=_figure(entry["offered"]),
        pool=pool,
        average_rate=average,
        average_rate_after_tax=_optional(entry, "average_rate_after_tax", Decimal),
        interest_per_unit=_optional(entry, "interest_per_unit", tuple) or _derived_table(entry, average),
    )


def _derived_table(entry: dict[str, Any], average: Figure[Decimal] | None) -> Figure[tuple[int, ...]] | None:
    """The ladder of C3 from the published average and a first rate; marked derived, never verified."""
    first = _optional(entry, "ladder_first", Decimal)
    if first is None or average is None:
        return None
    return Figure(ladder(average.value, first.value), first.source, verified=False, derived=True)


def ladder(average: Decimal, first: Decimal) -> tuple[int, ...]:
    """Gross yen per unit in years 1 to 10 when the yearly rate climbs by equal steps from ``first`` (percent) so
    that the ten years average ``average`` (percent): step = (average - first) / 4.5 (C3; the FY2022 table fits).

    Raises LadderDoesNotFit where the step is no whole multiple of 0.001 % (no yen table can have it) or negative.
    """
    step = (average - first) / Decimal("4.5")
    if step < 0 or first < 0 or step % THOUSANDTH or first % THOUSANDTH:
        raise LadderDoesNotFit(average=average, first=first)
    return from_rates([first + year * step for year in range(YEARS)])


FOLDER = Path(__file__).with_suffix("")
