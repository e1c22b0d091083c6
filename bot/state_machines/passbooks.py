"""積立手帳: looking at what is held, and reading its lists."""

from enum import StrEnum

from domain.machine import DialogMachine


class State(StrEnum):
    """Guests and whoever holds nothing are told so and the dialog is over."""

    LOOKING = "looking"
    READING_LIST = "reading_list"
    GUEST = "guest"
    NOTHING_HELD = "nothing_held"
    FINISHED = "finished"


machine = DialogMachine(
    states=State,
    start=State.LOOKING,
    transitions=[
        # trigger            from                to
        ["list_chosen",      State.LOOKING,      State.READING_LIST],
        ["page_turned",      State.LOOKING,      State.LOOKING],
        ["list_chosen",      State.READING_LIST, State.READING_LIST],
        ["passbooks_wanted", State.READING_LIST, State.LOOKING],
        ["seen_enough",      State.LOOKING,      State.FINISHED],
        ["seen_enough",      State.READING_LIST, State.FINISHED],
    ],
)  # fmt: skip
