"""申請状況: what was filed, where it stands, and what may still be done about it."""

from enum import StrEnum

from domain.machine import DialogMachine


class State(StrEnum):
    """Whoever has filed nothing is told so and the dialog is over."""

    LOOKING = "looking"
    READING_ONE = "reading_one"
    CONFIRMING_WITHDRAWAL = "confirming_withdrawal"
    ENTERING_CODE = "entering_code"
    WITHDRAWN = "withdrawn"
    NOTHING_FILED = "nothing_filed"
    LEFT = "left"


S = State

machine = DialogMachine(
    states=State,
    start=State.LOOKING,
    transitions=[
        # trigger                  from                        to
        ["filing_chosen",          S.LOOKING,                  S.READING_ONE],
        ["seen_enough",            S.LOOKING,                  S.LEFT],
        ["list_wanted",            S.READING_ONE,              S.LOOKING],
        ["seen_enough",            S.READING_ONE,              S.LEFT],
        ["correction_wanted",      S.READING_ONE,              S.LEFT],
        ["withdrawal_wanted",      S.READING_ONE,              S.CONFIRMING_WITHDRAWAL],
        ["withdrawal_confirmed",   S.CONFIRMING_WITHDRAWAL,    S.ENTERING_CODE],
        ["changed_mind",           S.CONFIRMING_WITHDRAWAL,    S.READING_ONE],
        ["changed_mind",           S.ENTERING_CODE,            S.READING_ONE],
        ["decided_meanwhile",      S.ENTERING_CODE,            S.READING_ONE],
        ["code_accepted",          S.ENTERING_CODE,            S.WITHDRAWN],
    ],
)  # fmt: skip
