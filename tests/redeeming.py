"""An association that redeems, and a desk that decides: the guide's 30口x4 in July 2026, 3.5 years after its first purchase."""

import datetime as dt
import itertools
from typing import Any

from bot.house import House
from domain.desk import intents, offers, redemptions, review, staff
from domain.desk.hands import Form, Hand
from domain.desk.members import Member, member
from domain.months import Month
from domain.passbook import Passbook
from domain.redemption_dates import Proof
from domain.store import filings
from domain.store import redemptions as store
from tests.bot.talking import Talking
from tests.holders import a_book, an_association

JULY = dt.datetime(2026, 7, 8, 1, 0, tzinfo=dt.UTC)  # 10:00 in Tokyo, inside the window for August
AUGUST, SEPTEMBER = Month(2026, 8), Month(2026, 9)
MINUTES = [{"id": "a" * 32, "name": "総会議事録.pdf", "size": 1000}]
OFFICER = {
    "officer_post": "会計担当理事",
    "officer_family_name": "田中",
    "officer_given_name": "花子",
    "officer_phone": "0312345678",
}
_keys = itertools.count(1)


def the_guides_book(number: str = "2022-300001") -> Passbook:
    """30口 a year from FY2022: four purchases by July 2026 (S1 6章3の例)."""
    return a_book(2022, 4, 30, number=number)


def settles(talking: Talking, *books: Passbook, now: dt.datetime = JULY, **facts: Any) -> int:
    """An account, an association, its passbooks, on a day; returns the association's id."""
    talking.house.clock.travel_to(now)
    who = talking.has_account()
    with talking.house.db.writing() as tx:
        return an_association(tx, who, *(books or (the_guides_book(),)), **facts)


def answers(
    units: int = 50, month: str = "2026-08", number: str = "2022-300001", **more: Any
) -> dict[str, Any]:
    """What a member answers, by telephone if nothing else is said."""
    told = {
        "redemption_passbook": number, "redemption_month": month, "redemption_units": units,
        "redemption_reason": "large_repair", "intent_proof": "phone", **OFFICER,
    }  # fmt: skip
    return told | more


def accepted(talking: Talking, told: dict[str, Any]) -> str:
    """The fingerprint of the quote these answers would be shown."""
    with talking.house.db.reading() as tx:
        year, month = (int(part) for part in told["redemption_month"].split("-"))
        return offers.offer(
            tx, who(tx, talking), told["redemption_passbook"], Month(year, month), told["redemption_units"],
            talking.house.clock.now(), emergency=bool(told.get("emergency")), mine=told.get("_filing", 0),
        ).fingerprint  # fmt: skip


def who(tx: Any, talking: Talking) -> Member:
    """The member behind the phone."""
    return member(tx, talking.who)


def files(talking: Talking, **told: Any) -> int:
    """File without the talk; returns the filing's id."""
    given = answers(**told)
    fingerprint = accepted(talking, given)
    code = talking.code()
    with talking.house.db.writing() as tx:
        receipt, _ = redemptions.file(tx, talking.who, given, fingerprint, code, talking.house.clock.now())
        row = next(
            r for r in filings.of_association(tx, who(tx, talking).association_id) if r.receipt == receipt
        )
    return int(row.id)


class Desk:
    """Two members of staff who may review and approve."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.sato, self.suzuki, self.tanaka = (self.hand(name) for name in ("sato", "suzuki", "tanaka"))

    def hand(self, login: str) -> Hand:
        with self.house.db.writing() as tx:
            roles = ("reviewer", "approver")
            number = staff.add(
                tx, login, login, roles, "abcd-efgh-1234", "JBSWY3DPEHPK3PXP", self.house.clock.ms()
            )
        return Hand(number, login, roles, self.house.clock.ms())

    def now(self, hand: Hand) -> Hand:
        return Hand(hand.staff_id, hand.name, hand.roles, self.house.clock.ms())

    def form(self, filing_id: int) -> Form:
        return Form(self.row(filing_id).version, f"key-{next(_keys)}")

    def row(self, filing_id: int) -> Any:
        with self.house.db.reading() as tx:
            return filings.get(tx, filing_id)

    def told(self, filing_id: int) -> Any:
        with self.house.db.reading() as tx:
            return store.of_filing(tx, filing_id)

    def does(self, act: Any, hand: Hand, filing_id: int, *more: Any) -> Any:
        form = self.form(filing_id)
        with self.house.db.writing() as tx:
            return act(tx, self.now(hand), filing_id, *more, form)

    def confirms(self, filing_id: int, hand: Hand | None = None, **facts: Any) -> None:
        """Claim, and record that the officer was spoken to."""
        hand = hand or self.sato
        if self.row(filing_id).state == "submitted":
            self.does(review.claim, hand, filing_id)
        intent = intents.Intent(
            facts.pop("proof", Proof.PHONE), facts.pop("words", "会計担当の方に確認"), **facts
        )
        self.does(intents.confirm, hand, filing_id, intent)

    def passes(self, filing_id: int, **facts: Any) -> None:
        """Confirmed and passed on: the second person's turn."""
        self.confirms(filing_id, **facts)
        self.does(review.pass_on, self.sato, filing_id)

    def approves(self, filing_id: int, **facts: Any) -> Any:
        """Everything up to the approval by the second person."""
        self.passes(filing_id, **facts)
        return self.does(review.approve, self.suzuki, filing_id)
