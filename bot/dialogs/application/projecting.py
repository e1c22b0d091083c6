"""What the application would pay: ten years of one purchase, and the ladder of ten (S1 1章2, 5章2)."""

from bot import pictures
from bot.dialogs import prompts
from bot.dialogs.application import answering, beginning
from bot.locale import day, t
from bot.messages import Card, Choice, Row
from bot.talk import Said, Talk
from domain import payments
from domain.application_form import PAPERS
from domain.desk.passbooks import READINGS
from domain.form import missing
from domain.interest_table import NOTHING_KNOWN, published
from domain.money import UNIT
from domain.passbook import MOST_PURCHASES, Passbook, planned
from domain.payments import Paid
from domain.terms import Figure, Kind

PROJECTION = "application.reading_projection"
LADDER = "application.reading_ladder"
WAYS = ("projection_read", "ladder_wanted", "projection_wanted", "other_units_wanted")


def ask_projection(talk: Talk) -> Card:
    """Interest of each of the ten years after tax, and the principal at the end."""
    units = int(talk.told["units"])
    answering.warn_of_quota(talk, units)
    book, table = _book(talk, 1)
    lines = payments.of_passbook(book, READINGS)
    matures = next(line for line in lines if line.what is Paid.MATURITY)
    rows = [Row(t(f"{PROJECTION}.bought"), t(f"{PROJECTION}.bought_for", units=units, amount=units * UNIT, on=book.tranches[0].issued_on))]
    if table is not None:
        interest = [line for line in lines if line.what is Paid.INTEREST]
        rows.append(Row(t(f"{PROJECTION}.interest"), t(f"{PROJECTION}.interest_of", net=sum(line.net for line in interest), gross=sum(line.interest for line in interest))))
    rows.append(Row(t(f"{PROJECTION}.matures"), t(f"{PROJECTION}.matures_on", amount=matures.principal, on=matures.paid_on)))
    bars = pictures.coupon_bars([line for line in lines if line.what is Paid.INTEREST]) if table else ()
    return Card(_about(table), t(f"{PROJECTION}.title"), tuple(rows), choices=_choices(talk, "ladder_wanted"), bars=bars)


def ask_ladder(talk: Talk) -> Card:
    """Ten purchases, one a year: when each matures, and what is held when all are made (P-04, P-15)."""
    book, _ = _book(talk, MOST_PURCHASES)
    ends = [next(line.paid_on for line in payments.of_tranche(lot, READINGS) if line.what is Paid.MATURITY) for lot in book.tranches]
    most = book.units * MOST_PURCHASES
    rows = (
        Row(t(f"{LADDER}.held"), t(f"{LADDER}.held_of", units=most, amount=most * UNIT, on=day(book.tranches[-1].issued_on))),
        Row(t(f"{LADDER}.last"), day(ends[-1])),
    )
    bars = pictures.ladder_bars(book.fiscal_year, READINGS)
    return Card(t(f"{LADDER}.ask"), t(f"{LADDER}.title"), rows, choices=_choices(talk, "projection_wanted"), bars=bars)


def hear_projection(talk: Talk, said: Said) -> str:
    """Go on, look at the ladder, or choose other units."""
    trigger = prompts.chosen_trigger(talk, said, WAYS)
    if trigger == "other_units_wanted":
        talk.told.pop("units", None)
    if trigger == "projection_read" and not missing(PAPERS.fields, talk.told):
        return "papers_not_needed"
    return trigger


hear_ladder = hear_projection


def _book(talk: Talk, purchases: int) -> tuple[Passbook, Figure[tuple[int, ...]] | None]:
    year = beginning.standing(talk).fiscal_year
    kind = Kind(talk.told["bond_kind"])
    table = published(kind, year)
    coupons = table.value if table else NOTHING_KNOWN
    return planned("", year, int(talk.told["units"]), [coupons] * purchases, kind), table


def _about(table: Figure[tuple[int, ...]] | None) -> str:
    if table is None:
        return t(f"{PROJECTION}.ask_unknown")
    return t(f"{PROJECTION}.ask") + ("" if table.verified else t("application.unverified"))


def _choices(talk: Talk, other: str) -> tuple[Choice, ...]:
    return (
        Choice(t("prompts.go_on"), "projection_read"),
        Choice(t(f"application.ways.{other}"), other),
        Choice(t("application.ways.other_units_wanted"), "other_units_wanted", quiet=True),
    )


