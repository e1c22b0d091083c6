"""Who may act, when a letter counts as arrived, and what a loss or a breach stops (A12; 規定3, 10, 22-24, 27, 32)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.calendar import business_days_later
from domain.errors import OnlyRepresentativeMayAct


class Act(StrEnum):
    """What is stopped from the moment a passbook or seal is reported lost (規定24(1))."""

    CHANGE_OF_DATA = "change_of_data"  # 届出事項の変更受付
    EARLY_REDEMPTION = "early_redemption"  # 買入請求受付
    INTEREST_PAYMENT = "interest_payment"
    REDEMPTION_PAYMENT = "redemption_payment"
    MATURITY_PAYMENT = "maturity_payment"


class Consequence(StrEnum):
    """What the issuer may do after a breach (規定32(3))."""

    REDEEM_WITHOUT_CONSENT = "redeem_without_consent"
    REFUSE_CONTINUATION = "refuse_continuation"


@dataclass(frozen=True, slots=True)
class FormEffect:
    """What a signed purchase form brings about (規定22(2)(3))."""

    counts_as_purchase: bool
    changes_representative: bool


def require_representative(is_representative: bool) -> None:
    """Only the representative may write, seal and file (規定3(3), X-01). Raises OnlyRepresentativeMayAct."""
    if not is_representative:
        raise OnlyRepresentativeMayAct


def deemed_arrival(sent_on: dt.date, usual_days: int, really_arrived_on: dt.date | None = None) -> dt.date:
    """When a letter or mail of the issuer or bank counts as arrived: when it usually would have, even if it came
    late or never (規定10(2), 23(4), X-02). A letter that came sooner has arrived when it came."""
    usual = sent_on + dt.timedelta(days=usual_days)
    return min(usual, really_arrived_on) if really_arrived_on else usual


def in_time(arrived_on: dt.date | None, limit: dt.date) -> bool:
    """Whether papers of the association are in time: their arrival counts, and delay is its own risk (規定10(1), X-03)."""
    return arrived_on is not None and arrived_on <= limit


def passbooks_changed(all_passbooks: Iterable[str]) -> tuple[str, ...]:
    """Which passbooks a change of data touches: every one the association has (規定23(2), X-03)."""
    return tuple(all_passbooks)


def stopped(all_passbooks: Iterable[str]) -> dict[str, frozenset[Act]]:
    """What is stopped when one passbook or the seal is lost: everything, for every passbook (規定24(2), X-04)."""
    return dict.fromkeys(all_passbooks, frozenset(Act))


def stop_may_fail(planned_on: dt.date, reported_on: dt.date) -> bool:
    """Whether a payment planned for a day may no longer be stopped: reported on the second business day before it or
    later (規定24(3): 「2営業日以後」, read as within two business days; I-10)."""
    return reported_on >= business_days_later(planned_on, -STOP_BUSINESS_DAYS)


def corporate_number_due(designated: bool, reported: bool) -> bool:
    """Whether the 法人番号 has to be told: as soon as it is designated, and otherwise never (規定27(4), X-05)."""
    return designated and not reported


def consequences(breached: bool) -> frozenset[Consequence]:
    """What a breach of the oath on antisocial ties allows the issuer (規定32(3), X-06)."""
    return frozenset(Consequence) if breached else frozenset()


STOP_BUSINESS_DAYS = 2
# A purchase form that another person signed still buys, but it is no change of the representative (X-01, 規定22(3)).
FORM_SIGNED_BY_ANOTHER = FormEffect(counts_as_purchase=True, changes_representative=False)
