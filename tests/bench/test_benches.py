"""Every bench of the house runs, checks what it stores, and tells every figure its goals ask for. No speeds are asserted."""

import sqlite3

import pytest

from bench import __main__ as whole
from bench import (
    crowd,
    desk,
    form_dialog,
    hour,
    house,
    memory,
    outbox,
    passbooks,
    quota,
    redemption,
    service,
    turn,
    webhook,
    workers,
)
from bench.floor import Floor, Wrong, year_month
from bench.tell import met, table
from tests.lacking import lacks


def test_a_few_people_fill_in_the_form_in_both_houses():
    told = turn.run(people=6, repeats=1)
    assert turn.GOALS.keys() <= told.keys()
    assert 0.1 < told["turn_time_ratio"] < 1000
    assert told["turn_statements"] < 11, "a turn has taken on a statement"


def test_an_application_with_another_value_is_noticed(tmp_path):
    floor = Floor(str(tmp_path / "floor.db"))
    turn.measured([floor], 2, seed=0)
    floor.db.execute("UPDATE application SET answers = '{}' WHERE line_user = ?", (house.user(1),))
    with pytest.raises(AssertionError, match="instead of"):
        turn.check(floor, 2)


def test_a_lost_application_is_noticed(tmp_path):
    floor = Floor(str(tmp_path / "floor.db"))
    turn.measured([floor], 2, seed=0)
    floor.db.execute("DELETE FROM application WHERE line_user = ?", (house.user(0),))
    with pytest.raises(AssertionError, match="1 applications of 2"):
        turn.check(floor, 2)


@pytest.mark.parametrize(("flushed", "synchronous"), [(True, 2), (False, 1)])
def test_the_floor_is_as_durable_as_ours(tmp_path, flushed, synchronous):
    url = house.sqlite(tmp_path)
    ours, floor = house.Ours(url, flushed), Floor(str(tmp_path / "floor.db"), flushed)
    with ours.house.db.writing() as tx:
        asked = [tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert asked == [floor.db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")] == ["wal", synchronous]
    ours.close()


def test_the_floor_checks_what_it_is_told():
    assert year_month("R9.5") == year_month("2027年5月") == year_month("2027/5") == "2027-05"
    for wrong in ("2027/13", "soon", ""):
        with pytest.raises(Wrong):
            year_month(wrong)


def test_every_answer_of_the_form_belongs_to_a_field():
    assert list(form_dialog.answers_of(5)) == [field.name for field in form_dialog.FIELDS]
    assert len(form_dialog.FIELDS) == 8


def test_webhooks_are_acknowledged_and_stored_by_both_servers(tmp_path):
    for which in ("ours", "floor"):
        with webhook._serving(which, str(tmp_path)) as port:
            assert webhook.asked(port, 20, 0)["per_second"] > 1
    counts = [
        sqlite3.connect(tmp_path / f"{which}.db").execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for which, table in (("ours", "line_event"), ("floor", "event"))
    ]
    assert counts == [20, 20]


def test_a_refused_webhook_is_no_acknowledgement(tmp_path, monkeypatch):
    monkeypatch.setattr(house, "SECRET", "f" * 32)
    with webhook._serving("floor", str(tmp_path)) as port, pytest.raises(AssertionError, match="400"):
        webhook.asked(port, 1, 0)


def test_a_few_talks_tell_every_figure_of_memory():
    told = memory.run(talks=60)
    assert memory.GOALS.keys() <= told.keys()
    assert 20 < told["memory_mb_after_start"] < 400
    assert told["memory_answers_sent"] == 60


def test_every_push_of_a_backlog_is_sent_once_with_a_key_of_its_own():
    told = outbox.run(pushes=40)
    assert outbox.GOALS.keys() <= told.keys()
    assert told["slow_at_once"] > 10, "calls wait for each other"


def test_a_small_crowd_is_acknowledged_done_and_greeted_once():
    told = crowd.run(requests=70, follows=30)
    assert crowd.GOALS.keys() <= told.keys()


def test_a_short_queue_of_the_desk_is_looked_through():
    told = desk.run(filings=100, rounds=1)
    assert desk.GOALS.keys() <= told.keys()


@pytest.mark.postgres
def test_a_small_backlog_is_drained_by_a_worker():
    try:
        assert workers.drained(5, 1, 2)["per_second"] > 0
    except service.NoPostgres as none:
        lacks(str(none))


def test_a_few_seconds_of_talk_tell_every_figure_of_memory(tmp_path):
    held = hour.talked(house.sqlite(tmp_path), str(tmp_path), ("serve",), 2.0)
    assert {"hour_sqlite_serve_last_half_growth_mb"} <= hour._told("hour_sqlite", held).keys()
    assert 50 < held["serve"][-1][1] < 400


def test_the_statements_of_an_approval_are_counted_and_few():
    told = redemption.run()
    assert 5 < told["approval_statements"] <= 15
    assert told["approval_statements"] < told["approval_console_statements"] <= 20


def test_a_small_quota_is_closed_over_a_season_and_over_a_day():
    told = quota.run(applications=200)
    assert quota.GOALS.keys() <= told.keys()
    assert (told["made_void"], told["all_void"]) == (2, 200)


def test_a_view_of_ten_passbooks_is_timed():
    told = passbooks.run(views=2)
    assert passbooks.GOALS.keys() <= told.keys()
    assert told["passbook_view_bytes"] < 50_000  # what LINE takes in one carousel


def test_a_missed_goal_is_said_on_the_screen_and_on_the_page():
    figures = {"webhook_ratio": 0.5}
    assert met(figures, webhook.GOALS) == {"webhook_ratio": False}
    assert "GOAL MISSED  webhook_ratio >= 0.7" in table(figures, webhook.GOALS)
    assert "| webhook_ratio | 0.50 | >= 0.7 | **missed**: not looked into |" in whole.page({"webhook": taken(figures)})


def test_figures_taken_again_replace_their_own_table_and_no_other(tmp_path, monkeypatch):
    for name in ("KEPT", "PAGE"):
        monkeypatch.setattr(whole, name, tmp_path / name)
    whole.keep({"webhook": taken({"webhook_ratio": 0.8}), "soak_sqlite": taken({"hour_seconds": 3600}, "2026-01-01 00:00 UTC")})
    whole.keep({"webhook": taken({"webhook_ratio": 0.9})})
    page = (tmp_path / "PAGE").read_text("utf-8")
    assert "| webhook_ratio | 0.90 |" in page and "0.80" not in page
    assert "| hour_seconds | 3,600 |" in page and "2026-01-01 00:00 UTC" in page


def taken(figures: dict, date: str = "2026-11-22 00:00 UTC") -> dict:
    return {"machine": {"date": date, "python": "3.11", "system": "Linux", "cores": 2, "load_before": 0.1}, "figures": figures}
