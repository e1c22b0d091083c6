"""意思確認: whether the association really wants this redemption, as the desk has found out (R-09, 規定26(5), S1 6章2)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from domain import masking, redemption_record
from domain.desk import offers, review
from domain.desk.hands import Form, Hand
from domain.errors import FilingUnknown, WordsMissing, WordsTooLong
from domain.hours import TOKYO
from domain.redemption_dates import Proof, check_intent, timetable
from domain.store import redemptions

WORDS_MOST = 500  # characters: with whom was spoken, which minutes were read


@dataclass(frozen=True, slots=True)
class Intent:
    """What was found out. ``complete``: intent, amount and reason all agree; ``words``: with whom, from which paper."""

    proof: Proof
    words: str
    complete: bool = True
    by_representative: bool = False
    emergency: bool = False  # an accident or urgent repair was looked at and accepted


def confirm(tx: Connection, hand: Hand, filing_id: int, intent: Intent, form: Form) -> Any | None:
    """Record the confirmation, by whoever has the filing in hand. None when this form was posted before.

    Raises IntentNotConfirmed (too late, by the representative, or the paper lacks something), WordsMissing, WordsTooLong.
    """
    row = review.begin(tx, hand, filing_id, form, "intent_confirmed")
    if row is None:
        return None
    told = redemptions.of_filing(tx, filing_id)
    if told is None:
        raise FilingUnknown()
    on = dt.datetime.fromtimestamp(hand.at / 1000, tz=TOKYO).date()
    days = timetable(redemption_record.month_from(told.month), readings=offers.READINGS)
    check_intent(
        days,
        intent.proof,
        on,
        by_representative=intent.by_representative,
        shows_intent_amount_and_reason=intent.complete,
    )
    _check_words(intent.words)
    facts = {"words": masking.masked(intent.words), "emergency": intent.emergency}
    redemptions.change(
        tx, told.id, told.state, state="confirmed", intent_proof=str(intent.proof), intent_confirmed_by=hand.staff_id,
        intent_confirmed_on=on, intent_facts=facts,
    )  # fmt: skip
    return review.end(tx, hand, row, "intent_confirmed", {"proof": str(intent.proof)})


def _check_words(words: str) -> None:
    if not words:
        raise WordsMissing(field="intent")
    if len(words) > WORDS_MOST:
        raise WordsTooLong(typed=len(words), most=WORDS_MOST)
