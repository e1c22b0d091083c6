"""利払予定, 満期償還予定 and 中途換金額: the rows of a list, and the cards they fill."""

import datetime as dt
from collections.abc import Sequence

from bot.locale import day, t
from bot.messages import Card, Carousel, Choice, Link, Row
from domain import schedules
from domain.desk.members import Member
from domain.desk.passbooks import READINGS, Holding
from domain.schedules import Due

A_CARD = 7  # rows of a list on one card
RESTS_ON = {  # which open questions each list rests on: said below it
    "interest": ("tax_floor", "tax_after_2037"),
    "maturity": ("maturity_day",),
    "redemption": (
        "web_request_limit",
        "first_year_lock",
        "elapsed_months",
        "accrual_coupon",
        "accrual_rounding",
        "tax_floor",
    ),
}


def rows_of(held: Sequence[Holding], name: str, day_: dt.date) -> list[Due]:
    """The rows of a list, a passbook and day each, in order of days."""
    rows: list[Due] = []
    for one in held:
        if name == "interest":
            rows += schedules.interest(one.book, day_, READINGS, one.interest_unknown)
        elif name == "maturity":
            rows += schedules.maturities(one.book, day_, READINGS)
        else:
            rows += schedules.redemptions(one.book, day_, READINGS, one.interest_unknown)
    return sorted(rows, key=lambda row: (row.on, row.passbook))


def list_cards(
    member: Member,
    held: Sequence[Holding],
    name: str,
    day_: dt.date,
    save: Link | None,
    choices: tuple[Choice, ...],
) -> Carousel:
    """The whole list, split over cards; the last card says how it was worked out, and saves it."""
    rows = [drawn(row, name) for row in schedules.together(rows_of(held, name, day_))]
    title = t(f"passbooks.reading_list.title_{name}")
    of = (
        t("passbooks.list.of_one", number=held[0].book.number)
        if len(held) == 1
        else t("passbooks.list.of_all")
    )
    if not rows:
        return Carousel(
            (Card(f"{of}\n{t(f'passbooks.reading_list.nothing_{name}')}", title, choices=choices),)
        )
    parts = [rows[n : n + A_CARD] for n in range(0, len(rows), A_CARD)]
    heads = [
        title if len(parts) == 1 else t("passbooks.list.part", title=title, n=n, of=len(parts))
        for n in range(1, len(parts) + 1)
    ]
    cards = [Card(of, head, tuple(part)) for head, part in zip(heads, parts, strict=True)]
    text = "\n".join(notes(member, held, name) + ([t("passbooks.list.saving")] if save else []))
    return Carousel(
        (*cards, Card(text, t("passbooks.list.notes"), links=(save,) if save else (), choices=choices))
    )


def drawn(row: Due, name: str) -> Row:
    """One row as the chat shows it."""
    if name == "maturity":
        return Row(day(row.on), t("passbooks.list.maturity", amount=row.principal, units=row.units))
    if name == "interest":
        if row.unknown and not row.gross:
            return Row(day(row.on), t("passbooks.list.interest_unknown"))
        key = "passbooks.list.interest_partly" if row.unknown else "passbooks.list.interest"
        return Row(day(row.on), t(key, net=row.net, gross=row.gross, tax=row.tax))
    label = t("passbooks.list.redemption_on", on=row.on)
    if row.unknown:
        return Row(
            label, t("passbooks.list.redemption_partly", net=row.net, units=row.units, closes=row.apply_by)
        )
    return Row(
        label,
        t(
            "passbooks.list.redemption",
            net=row.net,
            units=row.units,
            gross=row.gross,
            tax=row.tax,
            closes=row.apply_by,
        ),
    )


def notes(member: Member, held: Sequence[Holding], name: str) -> list[str]:
    """What must be said of a list: estimates, whose tables are worked out, and the readings used."""
    tail = member.account_tail
    said = [t("passbooks.list.estimate", account=tail) if tail else t("passbooks.list.estimate_only")]
    if name != "maturity" and any(one.interest_derived for one in held):
        said.append(t("passbooks.list.derived"))
    answers = [
        t(f"calc.reading.{question}", answer=getattr(READINGS, question)) for question in RESTS_ON[name]
    ]
    return [*said, t("passbooks.list.readings"), *answers]
