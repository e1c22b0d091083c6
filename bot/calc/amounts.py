"""Units of an amount, the ceiling, the loan, and a name as banks write it."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from bot.calc.arguments import Asked, rate, share, whole_number
from bot.calc.output import Report
from bot.calc.words import readings_used
from bot.locale import t, yen
from domain import account_name as account_names
from domain import loan as loans
from domain import money, purchase, terms
from domain.terms import CeilingBasis


def units(asked: Asked) -> Report:
    """How many units an amount buys."""
    amount = asked.read("AMOUNT", money.parse_yen)
    count = asked.read("AMOUNT", lambda typed: money.units_from_amount(money.parse_yen(typed)))
    return Report(
        title=t("calc.units.title", amount=amount),
        facts=[
            (t("calc.label.units"), t("calc.value.units", units=count)),
            (t("calc.label.price"), yen(money.amount_of(count))),
            (t("calc.label.rest"), yen(amount - money.amount_of(count))),
        ],
        data={
            "amount": amount,
            "units": count,
            "price": money.amount_of(count),
            "rest": amount - money.amount_of(count),
        },
    )


def ceiling(asked: Asked) -> Report:
    """The most that may be bought."""
    readings = asked.readings()
    year = asked.read("--year", whole_number, None)
    basis = terms.of(year).ceiling.value if year is not None else CeilingBasis.YEAR_PLUS_SAVINGS
    limit = purchase.ceiling(
        asked.read("--a-year", money.parse_yen),
        asked.several("--account", money.parse_yen),
        asked.read("--borrowed", money.parse_yen, 0),
        bonds_held=asked.read("--bonds-held", money.parse_yen, 0),
        basis=basis,
        readings=readings,
    )
    return Report(
        title=t("calc.ceiling.title"),
        facts=[
            (t("calc.label.ceiling"), yen(limit.amount)),
            (t("calc.label.units"), t("calc.value.units", units=limit.units)),
            (t("calc.label.price"), yen(limit.units * money.UNIT)),
            (t("calc.label.basis"), t("calc.value.basis", basis=str(basis))),
        ],
        notes=readings_used(readings, "bonds_in_reserve"),
        data={
            "ceiling": limit.amount,
            "units": limit.units,
            "basis": str(basis),
            "readings": asdict(readings),
        },
    )


def loan(asked: Asked) -> Report:
    """The most that can be borrowed for repairs of common parts."""
    given: dict[str, Any] = {
        "monthly_reserve": asked.read("--monthly-reserve", money.parse_yen),
        "rate": asked.read("--rate", rate),
        "years": asked.read("--years", whole_number),
        "cost": asked.read("--cost", money.parse_yen, money.MOST_YEN),
        "subsidy": asked.read("--subsidy", money.parse_yen, 0),
        "monthly_repayments": asked.read("--monthly-repayments", money.parse_yen, 0),
        "arrears_percent": asked.read("--arrears", share, Decimal(0)),
    }
    limit = loans.limit(**given)
    return Report(
        title=t("calc.loan.title"),
        facts=[
            (t("calc.label.loan"), yen(limit.amount)),
            (t("calc.label.by_reserve"), yen(limit.by_reserve)),
            (
                t("calc.label.by_cost"),
                yen(limit.by_cost) if asked.typed("--cost") else t("calc.value.not_given"),
            ),
            (t("calc.label.per_million"), yen(limit.per_million)),
            (t("calc.label.repayment"), yen(loans.repayment(limit.amount, given["rate"], given["years"]))),
        ],
        notes=[t("calc.note.loan_arrears")] if limit.conditional else [],
        data={**asdict(limit), "monthly": loans.repayment(limit.amount, given["rate"], given["years"])},
    )


def account_name(asked: Asked) -> Report:
    """A name as banks write it in half-width kana."""
    kana = asked.read("NAME", account_names.parse_account_kana)
    return Report(
        title=t("calc.account-name.title"),
        facts=[(t("calc.label.typed"), asked.typed("NAME")), (t("calc.label.kana"), kana)],
        data={"typed": asked.typed("NAME"), "kana": kana, "length": len(kana)},
    )
