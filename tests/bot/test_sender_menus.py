"""Rows that change a rich menu, while `sumairu richmenu sync` replaces the menus."""

from pathlib import Path
from typing import Any

import pytest

from bot import outbox, sender
from bot.line_client import Answer
from bot.messages import Menu
from domain.store import sending, state
from tests.bot.talking import WHO, a_house

GONE = Answer("refused", detail="404: richmenu not found")


class Line:
    """LINE, which knows one menu only."""

    def __init__(self, known: str, refusal: Answer = GONE) -> None:
        self.known, self.refusal = known, refusal
        self.asked: list[str] = []

    def link_menu(self, line_user: str, menu_id: str) -> Answer:
        self.asked.append(menu_id)
        return Answer("accepted") if menu_id == self.known else self.refusal


@pytest.fixture
def house(tmp_path: Path) -> Any:
    house = a_house(tmp_path)
    with house.db.writing() as tx:
        state.put(tx, "richmenu:members", "menu-old")
        outbox.menu(tx, WHO, Menu("members"), house.clock.ms())
    yield house
    house.db.close()


def send_once(house: Any) -> str:
    """One try, at a moment when the row is due; returns the row's state afterwards."""
    carrier = sender.Sender(house)
    with house.db.writing() as tx:
        (row,) = sending.claim(tx, 2**53, 60_000, 1)
    values = carrier._call(row)
    with house.db.writing() as tx:
        sending.settle(tx, row, **values)
    return str(values["state"])


def test_a_menu_that_was_replaced_meanwhile_is_looked_up_again(house: Any) -> None:
    house.line = Line("menu-new")
    assert send_once(house) == "queued"
    with house.db.writing() as tx:
        state.put(tx, "richmenu:members", "menu-new")

    assert send_once(house) == "accepted"
    assert house.line.asked == ["menu-old", "menu-new"]


def test_a_menu_that_stays_away_is_given_up_after_a_few_tries(house: Any) -> None:
    house.line = Line("another")

    assert [send_once(house) for _ in range(sender.MENU_TRIES)] == ["queued"] * (sender.MENU_TRIES - 1) + ["failed"]


def test_another_refusal_is_final(house: Any) -> None:
    house.line = Line("another", Answer("refused", detail="400: must upload richmenu image before applying it to user"))

    assert send_once(house) == "failed"
