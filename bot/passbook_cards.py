"""Passbooks drawn as cards: what is held and what comes next. The lists stand in `bot/schedule_cards.py`."""

import datetime as dt
from collections.abc import Sequence

from bot.locale import t
from bot.messages import Card, Carousel, Choice, Row
from domain import glance as rules
from domain.desk.members import Member
from domain.desk.passbooks import READINGS, Holding
from domain.glance import Deadline, Glance, Right, Task
from domain.money import UNIT
from domain.passbook import MOST_PURCHASES
from domain.redemption import Why

A_PAGE = 10  # cards of passbooks side by side; LINE takes twelve with the first and 50 KB
LISTS = ("interest", "maturity", "redemption")


def carousel(member: Member, held: Sequence[Holding], day: dt.date, page: int = 0) -> Carousel:
    """次にやること and the sums first, then a card for each passbook of the page."""
    glances = [at_a_glance(one, day) for one in held]
    shown = glances[page * A_PAGE : (page + 1) * A_PAGE]
    ids = [one.id for one in held][page * A_PAGE : (page + 1) * A_PAGE]
    cards = [passbook_card(one, number) for one, number in zip(shown, ids, strict=True)]
    return Carousel((summary_card(member, glances, page), *cards))


def at_a_glance(one: Holding, day: dt.date) -> Glance:
    """The passbook as it stands on a day."""
    return rules.glance(one.book, day, READINGS, ended=one.ended, unknown=one.interest_unknown)


def summary_card(member: Member, glances: Sequence[Glance], page: int = 0) -> Card:
    """What costs rights when missed, and what all passbooks come to."""
    rows = _sums(glances) if len(glances) > 1 else []
    if member.account_tail:
        rows.append(Row(t("passbooks.all.account"), t("prompts.masked_tail", tail=member.account_tail)))
    text = "\n".join((t("passbooks.next.heading"), next_step(glances), "", t("passbooks.all.estimate")))
    choices = _lists(0) if len(glances) > 1 else ()
    menu = Choice(t("prompts.to_menu"), {"to": "menu"}, quiet=True)
    return Card(
        text, t("passbooks.looking.title"), tuple(rows), choices=(*choices, *_pages(len(glances), page), menu)
    )


def next_step(glances: Sequence[Glance]) -> str:
    """次にやること in words: the one thing that costs a right when missed (P-06)."""
    first = rules.first_of(glances)
    if first is None:
        return t("passbooks.next.nothing")
    book = next(one.book for one in glances if one.book.number == first.passbook)
    facts = {"last": first.last, "number": first.passbook}
    nth = first.fiscal_year - book.fiscal_year + 1
    if first.task is Task.STATEMENT:
        said = t("passbooks.next.statement", **facts)
    elif first.task is Task.ORDER:
        said = t("passbooks.next.order", nth=nth, **facts)
    else:
        said = t("passbooks.next.transfer", nth=nth, amount=book.units * UNIT, **facts)
    if any(one.day < first.opens for one in glances):
        said += t("passbooks.next.opens", opens=first.opens)
    else:
        said += t("passbooks.next.done_already")
    return said if first.verified else said + t("passbooks.next.about")


def passbook_card(one: Glance, passbook_id: int) -> Card:
    """One passbook: units, purchases, balance, next interest and maturity, what is redeemable, deadlines."""
    book = one.book
    bought = t("passbooks.card.purchases_of", units=book.units, amount=book.units * UNIT, n=one.purchases, most=MOST_PURCHASES)
    pairs = [
        (t("passbooks.card.purchases"), bought),
        (t("passbooks.card.balance"), held(one.units)),
        (t("passbooks.card.interest"), interest(one)),
        (t("passbooks.card.maturity"), maturity(one)),
        (t("passbooks.card.redeemable"), redeemable(one)),
    ]
    if one.deadlines:
        pairs.append((t("passbooks.card.deadlines"), t("words.comma").join(deadline(each) for each in one.deadlines)))
    # Every figure on its own line: the cards beside each other are as high as the highest, and 次にやること must be in sight.
    rows = (Row(t("passbooks.card.kind", kind=str(book.kind), year=book.fiscal_year), pairs=tuple(pairs)),)
    return Card(right(one), t("passbooks.card.title", number=book.number), rows, choices=_lists(passbook_id))


def held(units: int) -> str:
    """Units with their yen at par."""
    return t("passbooks.all.held", amount=units * UNIT, units=units)


def right(one: Glance) -> str:
    """Whether the passbook goes on, and with which purchase."""
    if one.right is Right.OPEN:
        return t("passbooks.right.open", year=one.due_year, nth=len(one.book.tranches) + 1)
    if one.right is Right.MISSED:
        return t("passbooks.right.missed", year=one.book.fiscal_year + len(one.book.tranches))
    return t(f"passbooks.right.{one.right}")


def interest(one: Glance) -> str:
    """The next interest, or that there is none, or that nobody has published it."""
    coming = one.interest
    if coming is None:
        return t("passbooks.card.interest_none")
    if not coming.unknown:
        return t("passbooks.card.interest_on", on=coming.paid_on, net=coming.net)
    if not coming.units:
        return t("passbooks.card.interest_unknown", on=coming.paid_on)
    return t("passbooks.card.interest_partly", on=coming.paid_on, net=coming.net)


def maturity(one: Glance) -> str:
    """The next maturity."""
    coming = one.maturity
    if coming is None:
        return t("passbooks.card.maturity_none")
    return t(
        "passbooks.card.maturity_on",
        on=coming.on,
        amount=coming.principal,
        nth=coming.nth,
        units=coming.units,
    )


def redeemable(one: Glance) -> str:
    """What the next buy-back can take, until when to ask, and why it is less than the balance (R-02)."""
    available = one.available
    reasons = [each for each in available.standings if each.locked and each.units]
    if not available.units:
        why = reasons[0].locked if reasons else Why.GONE
        return t("passbooks.card.redeemable_none", why=str(why), on=available.bought_on)
    said = t(
        "passbooks.card.redeemable_some",
        units=available.units,
        amount=available.units * UNIT,
        on=available.bought_on,
        closes=one.timetable.closes,
    )
    if reasons:
        locked = sum(each.units for each in reasons)
        said += t("passbooks.card.redeemable_less", locked=locked, why=str(reasons[-1].locked))
    return said


def deadline(one: Deadline) -> str:
    """One line: what and until when."""
    return t(f"passbooks.card.deadline_{one.task}", last=one.last)


def _sums(glances: Sequence[Glance]) -> list[Row]:
    rows = [Row(t("passbooks.all.balance"), held(sum(one.units for one in glances)))]
    if (coming := _coming_interest(glances)) is not None:
        rows.append(Row(t("passbooks.all.interest"), coming))
    return [*rows, Row(t("passbooks.all.passbooks"), t("passbooks.all.how_many", n=len(glances)))]


def _coming_interest(glances: Sequence[Glance]) -> str | None:
    coming = [one.interest for one in glances if one.interest]
    if not coming:
        return None
    soonest = min(one.paid_on for one in coming)
    then = [one for one in coming if one.paid_on == soonest]
    net = sum(one.net for one in then)
    if not any(one.unknown for one in then):
        return t("passbooks.card.interest_on", on=soonest, net=net)
    key = "interest_partly" if any(one.units for one in then) else "interest_unknown"
    return t(f"passbooks.card.{key}", on=soonest, net=net)


def _lists(passbook_id: int) -> tuple[Choice, ...]:
    # All three are equal: none is the main button.
    return tuple(Choice(t(f"passbooks.looking.{name}"), {"list": name, "of": passbook_id}) for name in LISTS)


def _pages(count: int, page: int) -> tuple[Choice, ...]:
    pages = []
    if (page + 1) * A_PAGE < count:
        pages.append(Choice(t("passbooks.looking.next_page"), {"page": page + 1}, quiet=True))
    if page:
        pages.append(Choice(t("passbooks.looking.previous_page"), {"page": page - 1}, quiet=True))
    return tuple(pages)
