"""担当者: from asking for a person to the bot's return."""

from enum import StrEnum

from domain.machine import DialogMachine


class State(StrEnum):
    """Who has the word."""

    CONFIRMING = "confirming"
    WAITING = "waiting"
    TALKING = "talking"
    DECLINED = "declined"
    RETURNED = "returned"


machine = DialogMachine(
    states=State,
    start=State.CONFIRMING,
    transitions=[
        # trigger         from              to
        ["person_wanted", State.CONFIRMING, State.WAITING],
        ["changed_mind",  State.CONFIRMING, State.DECLINED],
        ["taken_over",    State.CONFIRMING, State.TALKING],
        ["noted",         State.WAITING,    State.WAITING],
        ["taken_over",    State.WAITING,    State.TALKING],
        ["changed_mind",  State.WAITING,    State.DECLINED],
        ["handed_back",   State.WAITING,    State.RETURNED],
        ["handed_back",   State.TALKING,    State.RETURNED],
    ],
)  # fmt: skip
