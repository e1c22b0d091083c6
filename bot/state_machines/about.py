"""制度を知る: a few short cards about the bond."""

from enum import StrEnum

from domain.machine import DialogMachine


class State(StrEnum):
    """Reading, until somebody goes elsewhere."""

    READING = "reading"
    FINISHED = "finished"


machine = DialogMachine(
    states=State,
    start=State.READING,
    transitions=[
        # trigger         from           to
        ["topic_chosen",  State.READING, State.READING],
        ["read_enough",   State.READING, State.FINISHED],
    ],
)  # fmt: skip
