"""Three associations for `make demo`, each with a representative who can sign in at once (the data: demo_associations.toml).

Their passbooks are dated from the day the demo is first started: the latest purchase is the last one that was issued.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot.locale import t
from domain import one_time_code
from domain.bond_dates import issue_day
from domain.desk import accounts, staff
from domain.interest_table import NOTHING_KNOWN, published
from domain.months import fiscal_year
from domain.passbook import Passbook, Tranche
from domain.store import associations, passbooks, people
from domain.terms import Kind

FILE = Path(__file__).with_suffix(".toml")
QUESTION = "first_school"


@cache
def told() -> dict[str, Any]:
    """The file."""
    return tomllib.loads(FILE.read_text("utf-8"))


def new_secrets() -> dict[str, dict[str, str]]:
    """A password and an authenticator's secret for each representative: made once, kept with the demo's other secrets."""
    return {
        name: {"password": staff.initial_password(), "totp": one_time_code.new_secret()} for name in told()
    }


def settle(tx: Connection, secrets: Mapping[str, Mapping[str, str]], today: dt.date, at: int) -> None:
    """Everything of the three, in one transaction. Call it once for a database."""
    for name, one in told().items():
        person_id = _representative(tx, one, secrets[name], at)
        association_id = associations.add(tx, one.get("number"), one["association"], at)
        associations.begin_representative(tx, association_id, person_id, one["representative"], at)
        for book in one["passbooks"]:
            passbooks.add(tx, association_id, _book(book, one["number"], today), at)


def notes(secrets: Mapping[str, Mapping[str, str]]) -> str:
    """Who can sign in, for the demo's page."""
    lines = [
        t("demo.chair", user_id=one["user_id"], password=secrets[name]["password"], name=one["association"]["association_name"],
          what=t(f"demo.chair_{name}"))
        for name, one in told().items()
    ]  # fmt: skip
    return "\n".join(lines)


def authenticator_entries(secrets: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Their authenticators, as provisioning addresses."""
    issuer = t("demo.bot")
    return tuple(
        one_time_code.provisioning_uri(secrets[name]["totp"], one["user_id"], issuer)
        for name, one in told().items()
    )


def _representative(tx: Connection, one: Mapping[str, Any], secret: Mapping[str, str], at: int) -> int:
    facts = one["representative"]
    names = ("family_name", "given_name", "family_kana", "given_kana")
    person_id = people.add(
        tx, {n: facts[f"rep_{n}"] for n in names} | {"applicant_mail": facts["rep_mail"]}, at
    )
    accounts.create_credential(
        tx, person_id, one["user_id"], QUESTION, one["user_id"], secret["password"], at
    )
    people.change_credential(tx, person_id, totp_secret=secret["totp"], totp_confirmed_at=at)
    return person_id


def _book(one: Mapping[str, Any], number: str, today: dt.date) -> Passbook:
    kind, count = Kind(one["kind"]), int(one["purchases"])
    last = fiscal_year(today)
    if issue_day(last) > today:
        last -= 1
    first = last - count + 1
    lots = tuple(_lot(kind, first + n, n + 1, int(one["units"])) for n in range(count))
    return Passbook(f"{first}-{number}", first, int(one["units"]), lots, kind)


def _lot(kind: Kind, year: int, nth: int, units: int) -> Tranche:
    figure = published(kind, year)
    return Tranche(nth, units, issue_day(year), figure.value if figure else NOTHING_KNOWN)
