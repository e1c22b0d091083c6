"""/healthz, /readyz, /metrics, two channel secrets at once, the month's quota."""

import base64
import dataclasses
import hashlib
import hmac
import json
import re

import pytest
from sqlalchemy import event, insert, select, text

from bot import inbox, line_quota, outbox
from bot.app import create_app
from bot.clock import Clock
from bot.engine import ThreadEngine
from bot.house import House
from bot.line_client import LineUnreachable
from bot.messages import Text
from bot.settings import read
from domain.store import figures, migrate, sending, state
from domain.store.tables import line_event, outgoing
from tests.operations.conftest import ENVIRONMENT

TOKEN = {"Authorization": f"Bearer {ENVIRONMENT['METRICS_TOKEN']}"}
WHO = "U" + "5" * 32


class Line:
    """LINE, asked for the quota."""

    def __init__(self, **told) -> None:
        self.asked, self.told = 0, {"quota": {"type": "limited", "value": 1000}, "consumption": {"totalUsage": 250}} | told

    def get(self, path):
        self.asked += 1
        answer = self.told[path.rpartition("/")[2]]
        if isinstance(answer, Exception):
            raise answer
        return answer


class Quiet:
    def __init__(self, ages=(1.0,)) -> None:
        self.ages = list(ages)

    def wake(self, line_user): ...

    def heartbeats(self):
        return self.ages


@pytest.fixture
def house(either):
    db = either.database()
    migrate.upgrade(db)
    made = House(read(either.env()), db, Clock(), Quiet(), Line())
    yield made
    db.close()


@pytest.fixture
def web(house):
    return create_app(house).test_client()


def gauges(web) -> dict[str, float]:
    answer = web.get("/metrics", headers=TOKEN)
    assert answer.status_code == 200
    return {name: float(value) for name, value in re.findall(r"^(sumairu_\S+) (\S+)$", answer.text, re.M)}


def test_the_process_lives(web):
    assert (web.get("/healthz").status_code, web.get("/healthz").text) == (200, "ok\n")


def test_it_is_ready_where_database_schema_and_engine_are(web):
    answer = web.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"database": True, "schema": True, "engine": True})


@pytest.mark.parametrize("ages", [[], [31.0, 400.0]])
def test_it_is_not_ready_where_nobody_takes_the_turns(house, web, ages):
    house.engine.ages = ages
    answer = web.get("/readyz")
    assert (answer.status_code, answer.json["engine"]) == (503, False)
    assert web.get("/healthz").status_code == 200


@pytest.mark.parametrize(("version", "ready"), [("0001", False), ("0999", True)])
def test_an_older_schema_is_not_ready_and_a_newer_one_is(house, web, version, ready):
    """While the next release upgrades, processes of this one go on serving: migrations only add."""
    with house.db.writing() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    assert web.get("/readyz").json["schema"] is ready


def test_a_database_that_is_gone_is_not_ready_and_no_traceback(house, web):
    house.db.close()
    house.db = type(house.db)("postgresql://nobody@127.0.0.1:1/none")
    answer = web.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["database"] is answer.json["schema"] is False


def test_a_thread_engine_lives_while_its_threads_do(house):
    engine = ThreadEngine(house)
    assert engine.heartbeats() == []
    engine.start()
    assert engine.heartbeats()
    engine.stop()
    assert engine.heartbeats() == []


# ---- Figures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": ENVIRONMENT["METRICS_TOKEN"]}, {"Authorization": "Bearer ü"}])
def test_figures_are_for_whoever_has_the_token(web, shown):
    answer = web.get("/metrics", headers=shown)
    assert answer.status_code == 403
    assert "sumairu_" not in answer.text


def test_without_a_token_there_are_no_figures_for_anybody(house):
    house.settings = dataclasses.replace(house.settings, metrics_token="")
    for shown in ({}, {"Authorization": "Bearer "}, TOKEN):
        assert create_app(house).test_client().get("/metrics", headers=shown).status_code == 404


def test_figures_are_those_of_the_database(house, web):
    at = house.clock.ms()
    with house.db.writing() as tx:
        for n in range(3):
            inbox.keep(tx, f"E{n}", WHO, at - 90_000 + n, {"type": "message"}, at)
        inbox.keep(tx, "Q", WHO, at, {"type": "message"}, at, "quarantined")
        inbox.keep(tx, "D", WHO, at, {"type": "message"}, at)
        inbox.done(tx, tx.execute(select(line_event.c.id).where(line_event.c.webhook_event_id == "D")).scalar_one(), at)
        outbox.push(tx, WHO, [Text("a")], at - 30_000)
        for n, name in enumerate(("accepted", "accepted", "failed", "unknown")):
            tx.execute(insert(outgoing), {"line_user": f"U{n}", "channel": "line", "kind": "push", "source": "bot", "payload": {}, "retry_key": "k",
                                          "state": name, "next_at": 0, "created_at": at, "done_at": at})  # fmt: skip
    line_quota.run(house)
    told = gauges(web)
    assert told["sumairu_inbox_waiting"] == 3
    assert 89 < told["sumairu_inbox_oldest_seconds"] < 120
    assert told["sumairu_inbox_quarantined"] == 1
    assert told["sumairu_turns_last_minute"] == 1
    assert told['sumairu_outbox_waiting{kind="push"}'] == 1
    assert 29 < told['sumairu_outbox_oldest_seconds{kind="push"}'] < 60
    assert (told['sumairu_outbox_stuck{state="failed"}'], told['sumairu_outbox_stuck{state="unknown"}'], told['sumairu_outbox_stuck{state="expired"}']) == (1, 1, 0)
    assert told['sumairu_sends_last_minute{kind="push",outcome="accepted"}'] == 2
    assert told["sumairu_quota_left"] == 750
    assert told["sumairu_workers"] == 1
    assert told["sumairu_sending_armed"] == 1
    assert WHO not in web.get("/metrics", headers=TOKEN).text


def test_a_scrape_asks_for_each_figure_once(house, web):
    """A number and its age come from one query: a scrape every few seconds is not to ask the inbox twice."""
    with house.db.writing() as tx:
        inbox.keep(tx, "E", WHO, 1, {"type": "message"}, 1)
        outbox.push(tx, WHO, [Text("a")], 1)
    line_quota.run(house)
    asked = []
    event.listen(house.db.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    told = gauges(web)
    assert {"sumairu_inbox_oldest_seconds", 'sumairu_outbox_oldest_seconds{kind="push"}', "sumairu_talks_oldest_seconds", "sumairu_quota_age_seconds"} <= set(told)
    # Inbox, quarantine, turns, outbox, stuck, sends, talks, quota, and armed: the row, and on PostgreSQL the place it names.
    assert len(asked) == (9 if house.db.sqlite else 10), asked


def test_two_processes_tell_the_same(house, either):
    other = House(house.settings, either.database(), Clock(), Quiet(), None)
    with house.db.writing() as tx:
        inbox.keep(tx, "E", WHO, 1, {"type": "message"}, 1)
    seen = [gauges(create_app(one).test_client()) for one in (house, other)]
    assert seen[0]["sumairu_inbox_waiting"] == seen[1]["sumairu_inbox_waiting"] == 1
    other.db.close()


def test_what_is_stuck_is_found_by_its_small_index(host):
    db = host.database()
    migrate.upgrade(db)
    with db.reading() as tx:
        for query, index in (("SELECT count(*) FROM line_event WHERE state = 'quarantined'", "ix_line_event_quarantined"),
                             ("SELECT state, count(*) FROM outgoing WHERE state IN ('failed','unknown','expired') GROUP BY state", "ix_outgoing_stuck")):  # fmt: skip
            assert index in str(tx.execute(text(f"EXPLAIN QUERY PLAN {query}")).all())
    db.close()


# ---- The month's quota ------------------------------------------------------------------------------------


def test_the_quota_is_asked_once_in_ten_minutes_whoever_asks(house, monkeypatch):
    now = [1_000_000_000]
    monkeypatch.setattr(Clock, "real_ms", staticmethod(lambda: now[0]))
    assert [line_quota.run(house) for _ in range(3)] == [True, False, False]
    now[0] += line_quota.EVERY_MS
    assert line_quota.run(house)
    assert house.line.asked == 4
    with house.db.reading() as tx:
        assert figures.quota(tx)["used"] == 250


@pytest.mark.parametrize(("used", "above"), [(699, None), (700, 0.7), (900, 0.9), (1000, 1.0)])
def test_the_log_speaks_up_before_the_month_runs_out(house, capsys, used, above):
    house.line = Line(consumption={"totalUsage": used})
    line_quota.run(house)
    said = capsys.readouterr().out
    assert ("run out" in said) is (above is not None)
    if above:
        assert str(above) in said


def test_a_line_that_is_silent_keeps_the_last_figure(house, monkeypatch):
    line_quota.run(house)
    house.line = Line(quota=LineUnreachable("timed out"))
    monkeypatch.setattr(line_quota, "EVERY_MS", -1)
    assert line_quota.run(house)
    with house.db.reading() as tx:
        assert figures.quota(tx)["used"] == 250


def test_an_account_without_a_limit_has_no_figure_left(house, web):
    house.line = Line(quota={"type": "none"})
    line_quota.run(house)
    assert "sumairu_quota_left" not in gauges(web)


# ---- Two channel secrets while one is being changed (T86) -----------------------------------------------------


def test_both_secrets_are_taken_while_one_is_changed(house):
    """T86: rotation loses no event, and the old secret counts for nothing afterwards."""
    old, new = "the-channel-secret-of-before", house.settings.line_channel_secret
    body = json.dumps({"events": []}).encode()

    def answers(secret: str) -> int:
        signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
        return create_app(house).test_client().post("/line/webhook", data=body, headers={"X-Line-Signature": signature}).status_code

    assert (answers(new), answers(old), answers("")) == (200, 400, 400)
    house.settings = dataclasses.replace(house.settings, line_channel_secret_old=old)
    assert (answers(new), answers(old), answers("")) == (200, 200, 400)


def test_state_is_set_by_two_at_once(house):
    with house.db.writing() as tx:
        state.put(tx, "x", 1)
        state.put(tx, "x", {"y": [2]})
        assert state.get(tx, "x") == {"y": [2]}
        assert sending.counts(tx) == {}
