"""Where 応募 begins: the requirements with the period and the quota, what is known already, and why it may not begin."""

from bot.dialogs import prompts
from bot.locale import t
from bot.messages import Card, Choice
from bot.talk import Said, Talk
from domain import terms
from domain.application_rules import number_of
from domain.desk import applications as desk
from domain.desk import reception
from domain.desk.members import Member
from domain.eligibility import OKINAWA
from domain.errors import NotEligible, RuleBroken, UnknownFiscalYear
from domain.terms import Kind


def standing(talk: Talk) -> desk.Standing:
    """Where the association stands with what the talk is about: the filing that came back, or this year's application."""
    return desk.standing(talk.tx, talk.line_user, talk.now, int(talk.told.get("_filing", 0)))


def in_okinawa(member: Member) -> bool:
    """Whether the building is known to stand where nobody can apply (Q-01)."""
    return number_of(str(member.facts.get("prefecture", ""))) == OKINAWA


def take_over(talk: Talk, member: Member) -> None:
    """The prefecture is known of whoever registered here: it is not asked twice, and can be mended in the summary."""
    known = str(member.facts.get("prefecture", ""))
    if number_of(known) not in (0, OKINAWA):
        talk.told.setdefault("building_prefecture", known)


def ask_requirements(talk: Talk) -> Card:
    """The requirements of the year, until when, and what is left of the quota as of now (Q-01, Q-02, Q-04, Q-05)."""
    name, year = "application.reading_requirements", standing(talk).fiscal_year
    text = "\n\n".join((t(f"{name}.ask", year=year), until(talk, year, Kind.ORDINARY), left(talk, year, Kind.ORDINARY)))
    choices = (Choice(t(f"{name}.application_begun"), "application_begun"), Choice(t(f"{name}.application_put_off"), "application_put_off", quiet=True))
    return Card(text, t(f"{name}.title", year=year), choices=choices)


def hear_requirements(talk: Talk, said: Said) -> str:
    """Begin, or another day."""
    return prompts.chosen_trigger(talk, said, ("application_begun", "application_put_off"))


def until(talk: Talk, year: int, kind: Kind | str) -> str:
    """The last day of reception, marked where nobody has confirmed it."""
    last = reception.last_day(talk.tx, year, kind)
    if last is None:
        return t("application.period.unknown")
    period = terms.of(year).application.last
    sure = period is not None and (period.verified or last != period.value)
    return t("application.period.until", last=last) + ("" if sure else t("application.unverified"))


def left(talk: Talk, year: int, kind: Kind | str) -> str:
    """What is left of the quota, as of when (Q-05)."""
    found = reception.left(talk.tx, year, kind)
    if found is None:
        return t("application.quota.unknown")
    said = t("application.quota.left", at=talk.now, quota=found.quota, left=found.units)
    return said if found.verified else said + t("application.unverified")


def ask_not_possible(talk: Talk) -> Card:
    """Why not now, and when again."""
    where = standing(talk)
    menu = (Choice(t("prompts.to_menu"), {"word": "menu"}, quiet=True),)
    return Card(_why(talk, where), t("application.not_possible.title"), choices=menu)


def _why(talk: Talk, where: desk.Standing) -> str:
    if where.member is not None and in_okinawa(where.member):
        return refused(NotEligible(requirement="okinawa", others=0))
    refusal = desk.why_not(talk.tx, where, talk.now)
    if refusal is None or isinstance(refusal, UnknownFiscalYear):
        return t("application.not_possible.year_unknown", year=where.fiscal_year)
    return refused(refusal)


def refused(refusal: RuleBroken) -> str:
    """A refusal of the domain in words."""
    return t(f"errors.{refusal.key()}", **refusal.facts)


def ask_guest(talk: Talk) -> Card:
    """Only members apply: the two ways to become one."""
    ways = tuple(Choice(t(f"application.guest.{word}"), {"word": word}) for word in ("registration", "signing_in"))
    return Card(t("application.guest.ask"), choices=ways)
