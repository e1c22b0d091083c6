"""docs/rates.md says of the published rates what the rule book arrives at."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from domain import coupons, payments, tax, terms
from domain.bond_dates import issue_day
from domain.passbook import Tranche

PAGE = (Path(__file__).parents[2] / "docs" / "rates.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"^\| 20\d\d \|.*$", PAGE, re.M)
]
KNOWN = [row for row in ROWS if row[2] != "-"]
PUBLISHED = [row for row in ROWS if row[3] != "-"]


def kind_of(row):
    return terms.of(int(row[0])).kind(row[1])


def test_every_kind_of_every_year_has_its_row():
    assert [(row[0], row[1]) for row in ROWS] == [
        (str(year), str(kind)) for year in terms.known_years() for kind in terms.of(year).kinds
    ]


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: " ".join(row[:2]))
def test_a_row_is_worked_out_again(row):
    """C1, C4, B-01."""
    terms_of_kind = kind_of(row)
    table = terms_of_kind.interest().value
    rates = tax.rates_on(issue_day(int(row[0])))
    assert terms_of_kind.rate().value == coupons.averages_of(table)[-1] == Decimal(row[2])
    assert coupons.after_tax_average(table, rates) == Decimal(row[4])
    assert row[7] == ("derived" if terms_of_kind.interest().derived else "found")
    lines = payments.of_tranche(Tranche(1, 1, issue_day(int(row[0])), table))
    net = Decimal(sum(line.net for line in lines) - 500_000) / 50_000
    assert net.quantize(Decimal("0.0001"), rounding="ROUND_DOWN") == Decimal(row[5])


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: " ".join(row[:2]))
def test_every_published_after_tax_average_is_reproduced_by_its_table(row):
    """C1: 0.2121, 0.0678, 0.0865, 0.1017, 0.4023, 0.4447, 0.4870."""
    terms_of_kind = kind_of(row)
    assert terms_of_kind.average_rate_after_tax.value == Decimal(row[3]) == Decimal(row[4])
    ladders = coupons.even_ladders(Decimal(row[2]))
    rates = tax.rates_on(issue_day(int(row[0])))
    fitting = sum(coupons.after_tax_average(ladder, rates) == Decimal(row[3]) for ladder in ladders)
    assert row[6] == f"{fitting} of {len(ladders)}"


def test_the_seven_published_figures_are_all_on_the_page():
    """C1."""
    assert {row[3] for row in PUBLISHED} == {
        "0.2121",
        "0.0678",
        "0.0865",
        "0.1017",
        "0.4023",
        "0.4447",
        "0.4870",
    }


def test_years_without_a_published_after_tax_average_are_named_among_those_that_cannot_be_reproduced():
    part = PAGE.split("## What cannot be reproduced")[1]
    without = {row[0] for row in ROWS if row[3] == "-"}
    assert without <= set(re.findall(r"FY(20\d\d)", part))
