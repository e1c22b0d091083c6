"""登録済みの方: somebody who has an account, on a new telephone or after a change."""

from enum import StrEnum

from domain.machine import DialogMachine


class State(StrEnum):
    """Waiting for the page, for the number that it shows where this LINE user is new, then in."""

    AWAITING_SIGN_IN = "awaiting_sign_in"
    CONFIRMING_NUMBER = "confirming_number"
    SIGNED_IN = "signed_in"
    LEFT = "left"


machine = DialogMachine(
    states=State,
    start=State.AWAITING_SIGN_IN,
    transitions=[
        # trigger          from                      to
        ["link_wanted",    State.AWAITING_SIGN_IN,   State.AWAITING_SIGN_IN],
        ["signed_in",      State.AWAITING_SIGN_IN,   State.SIGNED_IN],
        ["number_shown",   State.AWAITING_SIGN_IN,   State.CONFIRMING_NUMBER],
        ["is_new",         State.AWAITING_SIGN_IN,   State.LEFT],
        ["number_shown",   State.CONFIRMING_NUMBER,  State.CONFIRMING_NUMBER],
        ["signed_in",      State.CONFIRMING_NUMBER,  State.SIGNED_IN],
        ["number_void",    State.CONFIRMING_NUMBER,  State.AWAITING_SIGN_IN],
        ["sign_in_again",  State.CONFIRMING_NUMBER,  State.AWAITING_SIGN_IN],
    ],
)  # fmt: skip
