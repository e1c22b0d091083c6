"""Buying: how much, under which seven conditions, by which way, and what ends the right to go on (P-03 to P-20).

Sources: S1 1章・3章・4章, 規定1, 7, 20-22. The windows of a year are handed in (`terms`), nothing here knows today.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.bond_dates import issue_day
from domain.errors import (
    AlreadyPurchased,
    NewApplicationNeeded,
    OnlyAssociations,
    OverCeiling,
    PassbookExists,
    PurchaseNotEstablished,
    RefundBelowFee,
    TransferRefused,
)
from domain.money import UNIT, amount_of, whole, yen
from domain.money import units as whole_units
from domain.passbook import MOST_PURCHASES, Passbook
from domain.readings import DEFAULT, Readings
from domain.terms import CeilingBasis, Window


class Condition(StrEnum):
    """The seven conditions of 規定22(5), in its order."""

    DOCUMENTS = "documents"  # ① arrived inside the period
    METHOD = "method"  # ② transferred in the appointed way
    APPLICANT = "applicant"  # ③ applied for by the association
    RIGHT = "right"  # ④ the right is not lost
    PERIOD = "period"  # ⑤ transferred inside the period
    STATED = "stated"  # ⑥ the amount stated is the amount transferred
    AMOUNT = "amount"  # ⑦ and it is 500,000 yen times the units


class Way(StrEnum):
    """How money may be sent, or is tried to be (S1 4章3, 規定22)."""

    BANK_COUNTER = "bank_counter"
    INTERNET_BANKING = "internet_banking"
    ATM = "atm"
    POST_BANK_SLIP = "post_bank_slip"
    DIRECT_DEBIT = "direct_debit"
    COMBINED = "combined"


class Outcome(StrEnum):
    """What a purchase period ended in."""

    ESTABLISHED = "established"
    NOT_ESTABLISHED = "not_established"
    DECLINED = "declined"  # 辞退: neither applied nor transferred; no penalty (P-12)


class LostBy(StrEnum):
    """Why the right to further purchases of a passbook is lost (P-18, 規定7, 3(4))."""

    NO_PURCHASE = "no_purchase"
    REDEEMED_AND_STOPPED = "redeemed_and_stopped"
    CUSTODY_ENDED = "custody_ended"
    PROCEDURE_MISSING = "procedure_missing"
    DECISION = "decision"
    NOT_CONFIRMED = "not_confirmed"  # 管理組合 or 代表権


class Paper(StrEnum):
    """A document asked for at the purchase (P-13, S1 4章2)."""

    REGISTRY = "registry"  # 登記事項証明書, no PDF of 登記情報提供サービス
    NUMBER = "number"  # 法人番号指定通知書, or the search result of 国税庁


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that may be bought: yen, units that fit into it, how it was counted, and by which readings."""

    amount: int
    units: int
    basis: CeilingBasis
    readings: Readings


@dataclass(frozen=True, slots=True)
class Order:
    """One passbook's purchase of one year as it came in. Days are None for what never came; amounts are yen."""

    units: int
    documents_arrived_on: date | None
    transferred_on: date | None
    stated: int = 0
    transferred: int = 0
    way: Way = Way.BANK_COUNTER
    by_association: bool = True
    right_lost: bool = False


def ceiling(
    a_year: int,
    accounts: Iterable[int],
    borrowed: int = 0,
    *,
    bonds_held: int = 0,
    basis: CeilingBasis = CeilingBasis.YEAR_PLUS_SAVINGS,
    readings: Readings = DEFAULT,
) -> Ceiling:
    """A year's reserve and last year's balance of all reserve accounts less what is borrowed, in yen (P-03, 規定1(1)).

    In 2013 the larger of the two (B-04). ``bonds_held`` count only where the reading adds them (U-8).
    Raises NotWholeNumber, NegativeAmount.
    """
    savings = sum(yen(account) for account in accounts) - yen(borrowed)
    if readings.bonds_in_reserve == "added":
        savings += yen(bonds_held)
    summed = basis is CeilingBasis.YEAR_PLUS_SAVINGS
    amount = max(0, yen(a_year) + savings if summed else max(a_year, savings))
    return Ceiling(amount, amount // UNIT, basis, readings)


def check_ceiling(count: int, limit: Ceiling) -> None:
    """Refuse more units than the ceiling holds (P-03: OverCeiling)."""
    if whole_units(count) > limit.units:
        raise OverCeiling(asked=count, most=limit.units, ceiling=limit.amount)


def unmet(order: Order, documents: Window, transfers: Window) -> tuple[Condition, ...]:
    """The conditions of 規定22(5) that an order does not meet, in its order; none, and the purchase stands (P-08)."""
    arrived, sent = order.documents_arrived_on, order.transferred_on
    met = {
        Condition.DOCUMENTS: arrived is not None and documents.holds(arrived),
        Condition.METHOD: order.way in ACCEPTED_WAYS,
        Condition.APPLICANT: order.by_association,
        Condition.RIGHT: not order.right_lost,
        Condition.PERIOD: sent is not None and transfers.holds(sent),
        Condition.STATED: order.stated == order.transferred,
        Condition.AMOUNT: order.transferred == amount_of(order.units),
    }
    return tuple(condition for condition, held in met.items() if not held)


def check_established(order: Order, documents: Window, transfers: Window) -> None:
    """Refuse an order that misses any of the seven conditions (P-08: PurchaseNotEstablished, naming the first)."""
    missing = unmet(order, documents, transfers)
    if missing:
        raise PurchaseNotEstablished(condition=str(missing[0]), count=len(missing))


def outcome(order: Order, documents: Window, transfers: Window) -> Outcome:
    """What the period ended in: with neither papers nor money it was declined, without penalty (P-12, S1 9章Q5)."""
    if order.documents_arrived_on is None and order.transferred_on is None:
        return Outcome.DECLINED
    return Outcome.NOT_ESTABLISHED if unmet(order, documents, transfers) else Outcome.ESTABLISHED


def check_way(way: Way) -> None:
    """Refuse a way of sending money that is not accepted: ゆうちょ's slip, 口座引落, several passbooks at once
    (P-09, P-10: TransferRefused)."""
    if way not in ACCEPTED_WAYS:
        raise TransferRefused(way=str(way))


def refund(transferred: int, fee: int) -> int:
    """Yen sent back when a transfer cannot be used: the bank's fee is taken from it (P-11, 規定21(7): RefundBelowFee)."""
    if yen(fee) > yen(transferred):
        raise RefundBelowFee(transferred=transferred, fee=fee)
    return transferred - fee


def check_continuing(passbook: Passbook, fiscal_year: int, count: int) -> None:
    """Refuse what needs a new application: a gap, other units, after the tenth, after the right is lost (P-05, P-06).

    Raises NewApplicationNeeded, AlreadyPurchased (once a year; P-04).
    """
    due = passbook.fiscal_year + len(passbook.tranches)
    reason = None
    if passbook.stopped:
        reason = "lost"
    elif len(passbook.tranches) >= MOST_PURCHASES:
        reason = "tenth"
    elif whole(fiscal_year) > due:
        reason = "gap"
    elif whole_units(count) != passbook.units:
        reason = "units"
    if reason:
        raise NewApplicationNeeded(reason=reason, fiscal_year=fiscal_year)
    if fiscal_year < due:
        raise AlreadyPurchased(fiscal_year=fiscal_year, next_year=due)


def missed_purchase(passbook: Passbook, day: date) -> bool:
    """Whether an issue day has passed without the passbook's purchase of that year (P-06, 規定7(1))."""
    held = len(passbook.tranches)
    return held < MOST_PURCHASES and day > issue_day(passbook.fiscal_year + held)


def lost_by(passbook: Passbook, day: date, told: Collection[LostBy] = ()) -> tuple[LostBy, ...]:
    """Every reason for which the passbook has lost its right on a day: of its records, and those told by the desk
    (P-18, 規定7, 3(4)). Other passbooks and new applications are not touched (P-06)."""
    reasons = set(told)
    if missed_purchase(passbook, day):
        reasons.add(LostBy.NO_PURCHASE)
    if passbook.stopped:
        reasons.add(LostBy.REDEEMED_AND_STOPPED)
    return tuple(reason for reason in LostBy if reason in reasons)


def check_new_passbook(fiscal_year: int, existing: Iterable[int]) -> None:
    """Refuse a second passbook of the same 募集年度; of other years any number run side by side (P-07: PassbookExists)."""
    if fiscal_year in set(existing):
        raise PassbookExists(fiscal_year=fiscal_year)


def check_buyer(*, is_association: bool) -> None:
    """Refuse persons and companies (P-16, 規定3(1): OnlyAssociations)."""
    if not is_association:
        raise OnlyAssociations()


def papers_needed(*, incorporated: bool, numbered: bool) -> dict[Paper, int]:
    """Documents at purchase with the months they stay fresh (P-13): 登記事項証明書 three, the search result six."""
    needed = {Paper.REGISTRY: incorporated, Paper.NUMBER: numbered}
    return {paper: MONTHS_FRESH[paper] for paper, asked in needed.items() if asked}


def maturity_funds_purchase(matures_on: date, transfers_end: date) -> bool:
    """Whether maturity money comes in time for the same year's purchase: never, its window ends before (P-14, S1 5章2)."""
    return matures_on <= transfers_end


ACCEPTED_WAYS = frozenset({Way.BANK_COUNTER, Way.INTERNET_BANKING, Way.ATM})
MONTHS_FRESH = {Paper.REGISTRY: 3, Paper.NUMBER: 6}  # 法人番号指定通知書 itself does not age.
TRANSFERABLE = PLEDGEABLE = ROLLS_OVER = CANCELLABLE_AFTER_ISSUE = False  # P-16, P-14, P-08
CUSTODY_FEE = PENALTY_OF_DECLINING = INTEREST_UNTIL_ISSUE = 0  # yen: P-16, P-12, P-10
