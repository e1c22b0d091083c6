"""Which passbook, which buy-back month, how many units: each with what is possible and from when (R-02, R-06, R-08)."""

from bot import listen
from bot.dialogs import prompts
from bot.dialogs.early_redemption import asking
from bot.locale import t
from bot.messages import Card, Choice, Row
from bot.talk import Said, Talk
from domain import dates, redemption_record
from domain.desk import offers
from domain.errors import YearMonthNotUnderstood
from domain.money import UNIT, parse_units
from domain.months import Month, month_of
from domain.redemption import Redeemable, Why, choose, first_redeemable_month
from domain.redemption_dates import check_request, timetable
from domain.redemption_locks import locks

PAST = 3  # a month typed without a year may lie so many months back: it is closed, and is told so


def ask_passbook(talk: Talk) -> Card:
    """A button for each passbook."""
    found = offers.holdings(talk.tx, asking.member(talk))
    rows = tuple(
        Row(
            t("early_redemption.choosing_passbook.since", year=one.book.fiscal_year),
            t("early_redemption.choosing_passbook.held", units=one.book.units_on(talk.today), amount=one.book.balance_on(talk.today)),
            Choice(one.book.number, one.book.number),
        )
        for one in found
    )
    return Card(t("early_redemption.choosing_passbook.ask"), prompts.title("early_redemption.choosing_passbook"), rows=rows)


def hear_passbook(talk: Talk, said: Said) -> str:
    """The passbook, and whether any month ahead allows anything."""
    return choose_passbook(talk, str(listen.chosen(talk, said)))


def choose_passbook(talk: Talk, number: str) -> str:
    """Take a passbook; what was chosen in another one does not count here."""
    if number != talk.told.get("redemption_passbook"):
        for name in ("redemption_month", "redemption_units", "emergency", "emergency_words", "_accepted"):
            talk.told.pop(name, None)
    talk.told["redemption_passbook"] = number
    return "passbook_chosen" if any(one.available.units for one in _offers(talk)) else "nothing_redeemable"


def ask_about_nothing(talk: Talk) -> Card:
    """Why nothing can be redeemed, from when it can, and the way open to an emergency (R-02, R-04)."""
    name = "early_redemption.nothing_redeemable"
    found = _offers(talk)[0]
    why = _why(found.available)
    first = first_redeemable_month(asking.held(talk).book, talk.today, readings=offers.READINGS)
    text = t(f"{name}.ask", number=talk.told["redemption_passbook"], why=t(f"early_redemption.why_{why}"))
    if first is not None:
        days = timetable(first, readings=offers.READINGS)
        text += "\n" + t(f"{name}.from", year=first.year, month=first.month, opens=days.opens, closes=days.closes)
    choices = []
    if why is Why.FIRST_YEAR:
        choices.append(Choice(t(f"{name}.emergency_declared"), "emergency_declared"))
        text += "\n\n" + t(f"{name}.emergency")
    if asking.several(talk):
        choices.append(Choice(t(f"{name}.other_passbook_wanted"), "other_passbook_wanted"))
    choices.append(Choice(t(f"{name}.left_as_it_is"), "left_as_it_is", quiet=True))
    return Card(text, prompts.title(name), choices=tuple(choices))


def hear_about_nothing(talk: Talk, said: Said) -> str:
    """An emergency is looked at by the desk; the quote is made as if it were accepted."""
    trigger = prompts.chosen_trigger(talk, said, ("emergency_declared", "other_passbook_wanted", "left_as_it_is"))
    if trigger == "emergency_declared":
        talk.told["emergency"] = True
    return trigger


def ask_month(talk: Talk) -> Card:
    """The months ahead with the last day to apply; a button for those in which anything is possible."""
    name = "early_redemption.choosing_month"
    found = _offers(talk)
    rows = tuple(_month_row(one) for one in found)
    choices = [Choice(_month(one.month), redemption_record.text_of(one.month)) for one in found if not one.requested and one.available.units]
    if asking.several(talk):
        choices.append(Choice(t(f"{name}.other_passbook_wanted"), "other_passbook_wanted", quiet=True))
    return Card(t(f"{name}.ask", number=talk.told["redemption_passbook"]), prompts.title(name), rows=rows, choices=tuple(choices))


def hear_month(talk: Talk, said: Said) -> str:
    """A month by button or typed: 8月, 2026年8月, R8.8. Refused with the next one that is possible."""
    value = said.value if said.kind == "choice" else _typed_month(talk, said)
    if value == "other_passbook_wanted":
        return str(value)
    month = redemption_record.month_from(str(value))
    offers.check_month(talk.tx, asking.held(talk), month, talk.now, mine=asking.mine(talk))
    found = next((one for one in _offers(talk) if one.month == month), None)
    if found is None:  # Too far ahead: its window says when to come back.
        check_request(timetable(month, readings=offers.READINGS), offers.received_on(talk.now))
    elif not found.available.units:
        choose(found.available, 1)
    talk.told["redemption_month"] = redemption_record.text_of(month)
    return "month_chosen"


def ask_units(talk: Talk) -> Card:
    """How many, up to what is possible; what is locked, why and until when."""
    name = "early_redemption.choosing_units"
    found = asking.offer_of(talk)
    other = Choice(t(f"{name}.other_month_wanted"), "other_month_wanted", quiet=True)
    if found is None:  # Midnight has closed the month since it was chosen.
        return Card(t(f"{name}.month_gone"), prompts.title(name), choices=(other,))
    most = found.available.units
    text = t(f"{name}.ask", most=most, amount=most * UNIT, held=found.available.held)
    return Card(text, prompts.title(name), rows=_locked(talk, found), choices=(Choice(t(f"{name}.all", most=most), "all"), other))


def hear_units(talk: Talk, said: Said) -> str:
    """Units or yen, or everything that is possible. Refusals name what would do."""
    typed = "" if said.kind == "choice" else listen.typed_text(said)
    if said.value == "other_month_wanted" or (typed and listen.normal(typed) == listen.normal(t("early_redemption.choosing_units.other_month_wanted"))):
        return "other_month_wanted"
    found = asking.offer_of(talk)
    everything = said.value == "all" or listen.is_one_of(typed, "words.everything")
    if found is None or not everything:
        talk.told["redemption_units"] = _affordable(talk, parse_units(typed), found)
    else:
        talk.told["redemption_units"] = found.available.units
        talk.says("early_redemption.choosing_units.understood_all", units=found.available.units)
    return "units_chosen"


def _affordable(talk: Talk, units: int, found: offers.Offer | None) -> int:
    if found is not None:
        choose(found.available, units)
    return units


def _offers(talk: Talk) -> list[offers.Offer]:
    return offers.months(talk.tx, asking.held(talk), talk.now, emergency=asking.urgent(talk), mine=asking.mine(talk))


def _month_row(one: offers.Offer) -> Row:
    name = "early_redemption.choosing_month"
    days = one.timetable
    label = _month(one.month)
    if one.requested:
        return Row(label, t(f"{name}.requested"))
    if not one.available.units:
        return Row(label, t(f"early_redemption.why_{_why(one.available)}"))
    facts = {"bought": days.bought_on, "closes": days.closes, "units": one.available.units}
    text = t(f"{name}.open", **facts) if one.open else t(f"{name}.ahead", opens=days.opens, **facts)
    return Row(label, text)


def _month(month: Month) -> str:
    return t("early_redemption.choosing_month.month", year=month.year, month=month.month)


def _why(available: Redeemable) -> Why:
    reasons = [one.locked for one in available.standings if one.locked]
    return min(reasons, key=list(Why).index, default=Why.GONE)


def _locked(talk: Talk, found: offers.Offer) -> tuple[Row, ...]:
    rows = []
    for lock in locks(asking.held(talk).book, found.available, offers.READINGS):
        label = t("early_redemption.choosing_units.locked", nth=lock.nth, units=lock.units)
        why = t(f"early_redemption.why_{lock.why}")
        if lock.opens is not None:
            why += t("early_redemption.choosing_units.unlocked", year=lock.opens.year, month=lock.opens.month)
        rows.append(Row(label, why))
    return tuple(rows)


def _typed_month(talk: Talk, said: Said) -> str:
    typed = listen.typed_text(said)
    for label, value in talk.screen.get("choices", []):
        if listen.normal(label) == listen.normal(typed):
            return str(value)
    try:
        return redemption_record.text_of(Month(*dates.parse_year_month(typed)))
    except YearMonthNotUnderstood:
        number = dates.parse_month(typed)
    earliest = month_of(talk.today).plus(1 - PAST)
    return redemption_record.text_of(next(m for m in (earliest.plus(n) for n in range(12)) if m.month == number))


