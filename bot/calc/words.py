"""Pieces of answers that repeat: balances, the readings used."""

from bot.locale import t
from domain import money
from domain.readings import QUESTIONS, Readings


def held(count: int) -> str:
    """Units with their yen at par."""
    return t("calc.value.held", units=count, amount=count * money.UNIT)


def readings_used(readings: Readings, *questions: str) -> list[str]:
    """One line for each open question the answer rests on, with the reading that was used."""
    return [
        t(
            "calc.note.reading",
            question=QUESTIONS[name],
            said=t(f"calc.reading.{name}", answer=getattr(readings, name)),
        )
        for name in questions
    ]
