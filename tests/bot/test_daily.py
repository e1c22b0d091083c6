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


def test_a_day_on_which_nothing_is_due_writes_nothing(talking: Talking) -> None:
    def must_not_write() -> Any:
        raise AssertionError("a quiet day opened a writing transaction")

    talking.house.db.writing = must_not_write  # type: ignore[method-assign]
    daily.run(talking.house)
