"""What the steps share: whose passbook it is, which filing is being corrected, and a card where a rule says no."""

import functools
from typing import Any

from bot.locale import t
from bot.messages import Card, Carousel, Choice
from bot.talk import Ask, Talk
from domain import redemption_record
from domain.desk import members, offers, redemptions
from domain.desk.members import Member
from domain.errors import RuleBroken
from domain.form import Field
from domain.months import Month
from domain.redemption_dates import Timetable, timetable
from domain.redemption_form import QUOTED, REDEMPTION


def member(talk: Talk) -> Member:
    """Who asks. Raises NotRegistered."""
    return members.member(talk.tx, talk.line_user)


def held(talk: Talk) -> Any:
    """The chosen passbook. Raises PassbookUnknown."""
    return offers.holding(talk.tx, member(talk), str(talk.told.get("redemption_passbook", "")))


def several(talk: Talk) -> bool:
    """Whether there is more than one passbook to choose from."""
    return len(offers.holdings(talk.tx, member(talk))) > 1


def month(talk: Talk) -> Month:
    """The chosen buy-back month."""
    return redemption_record.month_from(str(talk.told["redemption_month"]))


def mine(talk: Talk) -> int:
    """The filing that came back and is being corrected; 0 for a new one."""
    return int(talk.told.get("_filing", 0))


def urgent(talk: Talk) -> bool:
    """Whether an emergency inside the first year was declared (R-04)."""
    return talk.told.get("emergency") is True


def offer_of(talk: Talk) -> offers.Offer | None:
    """The chosen month as it stands now; None where it is not among those ahead."""
    found = offers.months(talk.tx, held(talk), talk.now, emergency=urgent(talk), mine=mine(talk))
    return next((one for one in found if one.month == month(talk)), None)


def quoted(talk: Talk) -> offers.Offered:
    """The quote of what was chosen, as it is now. Raises what the rules say."""
    told = talk.told
    return offers.offer(
        talk.tx, member(talk), told["redemption_passbook"], month(talk), told["redemption_units"], talk.now,
        emergency=urgent(talk), mine=mine(talk),
    )  # fmt: skip


def open_fields(talk: Talk) -> list[Field]:
    """What the form still needs, and what staff or the summary have marked; the request itself has its own steps."""
    marked = set(talk.told.get("_marked", []))
    needed = [field for field in REDEMPTION.needed(talk.told) if field.name not in QUOTED]
    return [field for field in needed if field.name in marked or field.name not in talk.told]


def request_open(talk: Talk) -> bool:
    """Whether passbook, month and units must be chosen (again) and their quote accepted."""
    return bool(QUOTED & set(talk.told.get("_marked", []))) or not talk.told.get("_accepted")


def complete(talk: Talk) -> bool:
    """Whether nothing but the request is open."""
    return not open_fields(talk)


def remember_representative(talk: Talk) -> None:
    """Whom no confirmation call goes to: our page compares the officer's name with it (R-09)."""
    talk.told["_representative"] = redemptions.representative_name(talk.tx, member(talk))


def guarded(ask: Ask) -> Ask:
    """A question whose passbook or member is gone by now says so, with the way to the menu."""

    @functools.wraps(ask)
    def asks(talk: Talk) -> Card | Carousel:
        try:
            return ask(talk)
        except RuleBroken as refusal:
            menu = Choice(t("prompts.to_menu"), {"word": "menu"})
            return Card(t(f"errors.{refusal.key()}", **refusal.facts), choices=(menu,))

    return asks


def quoted_days(talk: Talk) -> Timetable:
    """The days of the chosen month."""
    return timetable(month(talk), readings=offers.READINGS)
