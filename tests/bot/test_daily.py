"""What falls due by the date."""

from typing import Any

from bot import daily
from tests.bot.talking import Talking


def test_a_job_that_fails_does_not_keep_the_others_from_running(talking: Talking, monkeypatch: Any) -> None:
    done = []

    def fails(house: Any) -> int:
        raise RuntimeError("no disk")

    def works(house: Any) -> int:
        done.append(house)
        return 1

    monkeypatch.setattr(daily, "JOBS", (fails, works))
    daily.run(talking.house)

    assert done == [talking.house]


def test_a_day_on_which_nothing_is_due_writes_nothing(talking: Talking, monkeypatch: Any) -> None:
    daily.run(talking.house)  # The first sweep of a day notes that it has looked.
    written = []
    monkeypatch.setattr(talking.house.db, "writing", lambda: written.append("a writing transaction"))
    daily.run(talking.house)

    assert written == []
