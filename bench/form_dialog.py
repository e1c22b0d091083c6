"""The eight-question form of bench/turn.py: real fields, real prompts, real sentences; only its machine is its own.

Whoever has answered is filed as one row of `bench_application`, in the transaction of the last turn.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, MetaData, String, Table, bindparam, insert

from bot.dialogs import prompts
from bot.talk import Dialog, Talk
from domain.form import missing
from domain.machine import DialogMachine
from domain.registration_form import REGISTRATION
from domain.store.prepared import Prepared
from domain.store.sealed import SealedJSON

NAME = "bench_form"

metadata = MetaData()
application = Table(
    "bench_application",
    metadata,
    Column("line_user", String(64), primary_key=True),
    Column("answers", SealedJSON("bench_application.answers"), nullable=False),
)


_file = Prepared(insert(application).values(line_user=bindparam("who"), answers=bindparam("what")).inline())


class State(StrEnum):
    """Eight questions in one state, then the end."""

    ANSWERING = "answering"
    FILED = "filed"


machine = DialogMachine(
    states=State,
    start=State.ANSWERING,
    transitions=[
        ["answered", State.ANSWERING, State.ANSWERING],
        ["form_filed", State.ANSWERING, State.FILED],
    ],
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person does about one question, and the value that must be stored: a text, or the nth button."""

    value: Any
    text: str = ""
    button: int | None = None


CORPORATE_NUMBERS = ("5000012010024", "7000012050002", "9000012120001", "4000012090001")
STYLES = ("resident", "company", "professional", "corporate")


def answers_of(person: int) -> dict[str, Answer]:
    """What the person of a number answers, by field, in the order asked."""
    month, year, number = person % 12 + 1, 2027 + person % 3, CORPORATE_NUMBERS[person % 4]
    typed_year = (f"{year}年{month}月", f"R{year - 2018}.{month}", f"{year}/{month}")[person % 3]
    return {
        "has_number": Answer(False, button=1),
        "corporate_registered": Answer(person % 2 == 0, button=person % 2),
        "has_corporate_number": Answer(True, button=0),
        "corporate_number": Answer(number, text=number),
        "certificate_month": Answer(month, button=month - 1),
        "management_style": Answer(STYLES[person % 4], button=person % 4),
        "term_end": Answer(f"{year}-{month:02d}", text=typed_year),
        "elected_by": Answer(("assembly", "board")[person % 2], button=person % 2),
    }


FIELDS = tuple(REGISTRATION.field(name) for name in answers_of(0))


def file(talk: Talk) -> str:
    """Keep what was answered; the end of a dialog forgets it."""
    answers = {field.name: talk.told[field.name] for field in FIELDS}
    _file.change(talk.tx, {"who": talk.line_user, "what": answers})
    return "form_filed"


steps = {
    State.ANSWERING: prompts.form("registration.entering_association", lambda talk: missing(FIELDS, talk.told), file),
    State.FILED: prompts.ending("about.finished"),
}

dialog = Dialog(NAME, machine, steps)
