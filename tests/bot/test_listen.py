"""Understanding answers: what a person types instead of tapping."""

import pytest

from bot import listen
from bot.locale import t
from bot.talk import Misheard, Said, Talk

ASKED = {
    "terms": [
        [t("registration.reading_terms.terms_accepted"), "accepted"],
        [t("registration.reading_terms.terms_declined"), "declined"],
    ],
    "manager": [
        [t("registration.checking_manager.manages_oneself"), "oneself"],
        [t("registration.checking_manager.company_manages"), "company"],
    ],
    "number": [[t("fields.has_number.choice_true"), True], [t("fields.has_number.choice_false"), False]],
}


def heard(options: str, typed: str) -> object:
    """What is understood when this is typed under these buttons."""
    talk = Talk("U1", "registration", "x", {}, {"choices": ASKED[options]}, "bot", 0, True, 1, 0, None)
    return listen.chosen(talk, Said("text", text=typed))


@pytest.mark.parametrize(
    ("options", "typed", "meant"),
    [
        ("terms", "はい", "accepted"), ("terms", "いいえ", "declined"), ("terms", "同意します", "accepted"), ("terms", "２", "declined"),
        ("manager", "はい", "oneself"), ("manager", "はい。", "oneself"), ("number", "いいえ", False), ("number", "はい、番号があります", True),
    ],
)  # fmt: skip
def test_yes_and_no_are_understood_under_buttons_that_say_more(
    options: str, typed: str, meant: object
) -> None:
    assert heard(options, typed) == meant


def test_no_is_not_taken_for_a_button_that_says_something_else() -> None:
    with pytest.raises(Misheard):
        heard("manager", "いいえ")
