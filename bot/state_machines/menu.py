"""Where every talk begins and returns to."""

from enum import StrEnum

from domain.machine import DialogMachine


class State(StrEnum):
    """The one place of the menu."""

    CHOOSING = "choosing"


machine = DialogMachine(
    states=State,
    start=State.CHOOSING,
    transitions=[
        # trigger          from            to
        ["dialog_chosen",  State.CHOOSING, State.CHOOSING],
        ["greeted",        State.CHOOSING, State.CHOOSING],
    ],
)  # fmt: skip
