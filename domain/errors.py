"""Every refusal of the domain. Facts inside; the sentences stand in locales/ja/errors.ftl under the same name.

RuleBroken
├── FieldRefused            what was typed cannot be the value of this field (A7)
├── CalendarRefused         a date the calendar cannot answer for
├── MoneyRefused            amounts, units, rates, purchases, redemptions, loans (A1-A5, A10)
├── AccessRefused           passwords, one-time codes, links, locks (A6)
└── DeskRefused             an act that the state of a record does not allow

A refusal is raised as ``TooManyUnits(asked=60, most=50)``; its class names its facts, and nothing else is taken.
The key of its sentence is the class name in snake case: ``too_many_units``.
"""

import re
from typing import Any, ClassVar


class RuleBroken(Exception):
    """The domain says no. ``facts`` holds what a sentence needs: plain ints, Decimals, dates and strings."""

    names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **facts: Any) -> None:
        if set(facts) != set(self.names):
            raise TypeError(f"{type(self).__name__} takes exactly {self.names}, not {tuple(facts)}")
        self.facts = facts
        super().__init__(f"{self.key()} {facts}")

    @classmethod
    def key(cls) -> str:
        """The name of the sentence, e.g. ``too_many_units``."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()


# ---- Fields (A7) ------------------------------------------------------------------------------------------


class FieldRefused(RuleBroken):
    """What was typed cannot be the value of this field."""


# ---- Calendar (A6 W-01, A3) -------------------------------------------------------------------------------


class CalendarRefused(RuleBroken):
    """A date the calendar cannot answer for."""


# ---- Money (A1-A5, A10) -----------------------------------------------------------------------------------


class MoneyRefused(RuleBroken):
    """Amounts, units, rates, purchases, redemptions and loans that the rules do not allow."""


# ---- Access (A6) ------------------------------------------------------------------------------------------


class AccessRefused(RuleBroken):
    """A password, a code, a link or a lock says no."""


# ---- Desk -------------------------------------------------------------------------------------------------


class DeskRefused(RuleBroken):
    """An act that the state of a record does not allow."""
