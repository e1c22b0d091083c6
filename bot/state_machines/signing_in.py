"""登録済みの方: somebody who has an account, on a new telephone or after a change."""

from enum import StrEnum

from domain.machine import DialogMachine


class State(StrEnum):
    """Waiting for the page, then in."""

    AWAITING_SIGN_IN = "awaiting_sign_in"
    SIGNED_IN = "signed_in"
    LEFT = "left"


machine = DialogMachine(
    states=State,
    start=State.AWAITING_SIGN_IN,
    # fmt: off
    transitions=[
        # trigger          from                     to
        ["link_wanted",    State.AWAITING_SIGN_IN,  State.AWAITING_SIGN_IN],
        ["signed_in",      State.AWAITING_SIGN_IN,  State.SIGNED_IN],
        ["is_new",         State.AWAITING_SIGN_IN,  State.LEFT],
    ],
    # fmt: on
)
