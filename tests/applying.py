"""Associations that apply, for the tests of talks, desk and closing."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, insert, select

from bot.console import filing_acts
from domain import terms
from domain.desk import review, staff
from domain.desk.hands import Form, Hand
from domain.store import associations, filings
from domain.store.tables import application, filing
from tests.bot.talking import Talking
from tests.holders import an_association

BOTH = ("reviewer", "approver")
IN_SEASON = dt.datetime(2026, 6, 15, 1, 0, tzinfo=dt.UTC)  # a Monday, ten in the morning in Tokyo
FILE = [{"id": "d1", "name": "認定通知書.pdf", "size": 1000}]
ANSWERS: dict[str, Any] = {
    "building": "condominium", "building_prefecture": "東京都", "has_rules": True, "plan_made": "2015-04", "plan_years": 30,
    "no_antisocial_ties": True, "intends_loan": True, "bond_kind": "ordinary", "yearly_reserve": 9_900_000,
    "reserve_balance": 0, "borrowings": 0, "units": 19,
}  # fmt: skip


def a_member(talking: Talking, **facts: Any) -> int:
    """Somebody who represents an association that never bought, in the season; returns the association's id."""
    talking.house.clock.travel_to(IN_SEASON)
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        return an_association(tx, who, number=None, **({"prefecture": "東京都"} | facts))


def another(tx: Connection, number: str = "300009") -> int:
    """Another association; returns its id."""
    return associations.add(tx, number, {"association_name": "ほかの管理組合"}, 0)


def at(talking: Talking, *moment: int) -> Talking:
    """Let the clock show a moment in Tokyo."""
    talking.house.clock.travel_to(dt.datetime(*moment, tzinfo=dt.timezone(dt.timedelta(hours=9))))  # type: ignore[misc,arg-type]
    return talking


def checks_building(talking: Talking) -> str:
    """From the word to the kinds."""
    talking.says("応募")
    for label in ("要件を確認して応募を始める", "分譲マンション(住宅のみ)", "定められている"):
        talking.taps(label)
    talking.says("2015年4月")
    talking.says("30")
    talking.taps("関係がないことを確約する")
    return talking.taps("利用する予定がある")


def gives_figures(talking: Talking, reserve: str = "990万円", balance: str = "0") -> str:
    """From the kind to the units."""
    talking.says(reserve)
    talking.says(balance)
    return talking.taps("借入れはない")


def reaches_summary(talking: Talking, units: str = "19口") -> str:
    """The whole of an ordinary application, up to the summary."""
    checks_building(talking)
    talking.taps("通常のすまい・る債")
    gives_figures(talking)
    talking.says(units)
    return talking.taps("次へ進む")


def applies(talking: Talking, units: str = "19口") -> str:
    """… and the code."""
    reaches_summary(talking, units)
    talking.taps("この内容で応募する")
    return talking.says(talking.code())


def on_record(tx: Connection, association_id: int, person_id: int | None, units: int, day: dt.date, line_user: str = "U9") -> int:
    """An application as if it had been filed on a day; returns the filing's id."""
    pool = terms.of(2026).kind("ordinary").pool.name
    row = filings.add(tx, "application", line_user, person_id, association_id, ANSWERS | {"units": units}, 0, day)
    tx.execute(insert(application), {
        "filing_id": row.id, "association_id": association_id, "fiscal_year": 2026, "kind": "ordinary", "pool": pool,
        "units": units, "received_on": day, "state": "standing", "made_at": 0,
    })  # fmt: skip
    return int(row.id)


class Desk:
    """Two members of the staff who look at the one application there is."""

    def __init__(self, talking: Talking) -> None:
        self.house, self.keys = talking.house, 0
        with self.house.db.writing() as tx:
            self.ids = {
                login: staff.add(tx, login, login, BOTH, "abcd-efgh-1234", "JBSWY3DPEHPK3PXP", 0) for login in ("sato", "suzuki")
            }

    def hand(self, login: str) -> Hand:
        return Hand(self.ids[login], login, BOTH, self.house.clock.ms())

    def form(self) -> Form:
        self.keys += 1
        return Form(self.row().version, f"k{self.keys}")

    def row(self) -> Any:
        with self.house.db.reading() as tx:
            return tx.execute(select(filing).order_by(filing.c.id)).first()

    def reviews(self) -> None:
        for act in (review.claim, review.pass_on):
            with self.house.db.writing() as tx:
                act(tx, self.hand("sato"), self.row().id, self.form())

    def approves(self, login: str = "suzuki") -> Any:
        return filing_acts.approve(self.house, self.hand(login), self.row().id, self.form())
