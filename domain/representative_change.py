"""A new representative (代表者変更): who enters what, and by when it counts for this year's purchase.

The present representative enters the new one's name, birth date and mail; the new one then registers a password,
proves the identity and sets up the code app (G-04; S1 2章1-3, 9章Q3). A purchase form signed by somebody else does not
change the representative (規定22(3), X-01: domain/liability.py).
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import NewRepresentativeIncomplete, OnlyPresentRepresentative


class Detail(StrEnum):
    """What the present representative enters about the new one."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    MAIL = "mail"


class Step(StrEnum):
    """What the new representative then does, in this order (mail No.13, S1 2章1)."""

    PASSWORD = "password"  # noqa: S105 - a step, not a secret
    IDENTITY = "identity"
    CODE_APP = "code_app"


class Standing(StrEnum):
    """What a change applied for on a day means for the purchase of the fiscal year."""

    IN_TIME = "in_time"  # by 20 October: done before the purchase orders begin, if it is free of defects
    LATE = "late"  # after it: the purchase may begin under the old representative


@dataclass(frozen=True, slots=True)
class Change:
    """A change under way: the day it was applied for, and the day it was completed, if it is."""

    applied_on: dt.date
    completed_on: dt.date | None = None


def apply_by(fiscal_year: int) -> dt.date:
    """The last day to apply so that the purchase order is the new representative's (9章Q3: 10月20日まで)."""
    return dt.date(fiscal_year, *APPLY_BY)


def complete_by(fiscal_year: int) -> dt.date:
    """The last day on which it must be completed without defects (9章Q3: 10月中)."""
    return dt.date(fiscal_year, *COMPLETE_BY)


def standing(applied_on: dt.date, fiscal_year: int) -> Standing:
    """Whether an application of this day is still in time, if nothing is wrong with it (G-04)."""
    return Standing.IN_TIME if applied_on <= apply_by(fiscal_year) else Standing.LATE


def signs_purchase_order(change: Change, fiscal_year: int) -> bool:
    """Whether the new representative is the one of this year's purchase order: applied for by 20 October *and*
    completed within October (G-04)."""
    in_time = standing(change.applied_on, fiscal_year) is Standing.IN_TIME
    return in_time and change.completed_on is not None and change.completed_on <= complete_by(fiscal_year)


def require_details(given: frozenset[Detail], by_present_representative: bool) -> None:
    """Raises OnlyPresentRepresentative, or NewRepresentativeIncomplete with the first detail that is missing (G-04)."""
    if not by_present_representative:
        raise OnlyPresentRepresentative
    for detail in Detail:
        if detail not in given:
            raise NewRepresentativeIncomplete(missing=str(detail))


def next_step(done: frozenset[Step]) -> Step | None:
    """What the new representative has to do next; None when the change can go to the desk (G-04)."""
    return next((step for step in Step if step not in done), None)


APPLY_BY = (10, 20)  # month, day
COMPLETE_BY = (10, 31)
