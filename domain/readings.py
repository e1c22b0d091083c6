"""How the open questions of the sources are read: one frozen value, handed to every rule that one of them touches.

The sources leave some points undetermined. Each has a default and named alternatives here; a result that depends on
one carries the `Readings` it was made with, so that the reading can be said beside the figure.
"""

from dataclasses import dataclass, fields
from typing import Literal, get_args, get_type_hints

from domain.errors import UnknownReading


@dataclass(frozen=True, slots=True)
class Readings:
    """One answer to each open question. An answer that is not among a question's alternatives is refused."""

    # U-1. Is the passbook's first year measured at the request (規定25(2)①) or at the buy-back day (S1 6章1)?
    # Only the buy-back of March in the year after the first issue differs. The request is the stricter reading.
    first_year_lock: Literal["request", "buy_back"] = "request"

    # U-2. Papers arrive by the 20th (規定26(3)). Is that a limit as written, or does it move to the business day
    # before, as an older page of the issuer says? The earlier day is shown as advice in either case.
    arrival_limit: Literal["as_written", "previous_business_day"] = "as_written"

    # U-3. The last day of the month before the buy-back on which a request may be made on the Web: the chart of
    # S1 6章2 is lost. The paper limit is assumed, or the day by which paper must arrive.
    web_request_limit: Literal["fifteenth", "twentieth"] = "fifteenth"

    # U-4. How many months have passed for 経過利息(月割)? The difference of the calendar months fits
    # "3年半後…半年間" (S1 6章3) if the buy-back is in August; the other counts only complete months.
    elapsed_months: Literal["calendar_difference", "complete_months"] = "calendar_difference"

    # U-4. Which year's coupon is divided into months: that of the running year, or the one paid last?
    accrual_coupon: Literal["running_year", "last_paid"] = "running_year"

    # U-4. How is a fraction of a yen of accrued interest per unit rounded?
    accrual_rounding: Literal["floor", "half_up"] = "floor"

    # U-5. Is the nominal maturity day 2/20, or the day and month of the (shifted) issue day?
    maturity_day: Literal["february_20", "issue_day"] = "february_20"

    # U-6. Is tax floored for each unit, or once on what a tranche pays? The interest table is published per unit.
    tax_floor: Literal["per_unit", "per_tranche"] = "per_unit"

    # U-6. The reconstruction surtax is enacted until 2037-12-31. The only rate the sources state is 15.315%, and it
    # goes on; or 15% from 2038-01-01.
    tax_after_2037: Literal["unchanged", "without_surtax"] = "unchanged"

    # U-8. Are the bonds already held counted inside the balance of the reserve accounts, or to be added to it?
    bonds_in_reserve: Literal["inside", "added"] = "inside"

    # U-11. A Web filing made by day on a weekend or holiday: dated that day, or the next business day?
    weekend_reception: Literal["same_day", "next_business_day"] = "same_day"

    def __post_init__(self) -> None:
        """Refuse an answer that is not one of the question's alternatives (UnknownReading)."""
        for question, answers in alternatives().items():
            given = getattr(self, question)
            if given not in answers:
                raise UnknownReading(question=question, given=str(given), answers=", ".join(answers))

    def differing(self) -> dict[str, str]:
        """The questions answered otherwise than by default: what must be said beside a figure."""
        return {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default}


def alternatives() -> dict[str, tuple[str, ...]]:
    """Every open question with its possible answers, the default first."""
    return dict(_ALTERNATIVES)


# Which question of the list of open questions each setting answers.
QUESTIONS = {
    "first_year_lock": "U-1",
    "arrival_limit": "U-2",
    "web_request_limit": "U-3",
    "elapsed_months": "U-4",
    "accrual_coupon": "U-4",
    "accrual_rounding": "U-4",
    "maturity_day": "U-5",
    "tax_floor": "U-6",
    "tax_after_2037": "U-6",
    "bonds_in_reserve": "U-8",
    "weekend_reception": "U-11",
}

_ALTERNATIVES = {name: get_args(hint) for name, hint in get_type_hints(Readings).items()}
DEFAULT = Readings()
