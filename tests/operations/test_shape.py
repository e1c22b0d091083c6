"""Several machines: two web servers of two processes each, two workers, PostgreSQL, LINE's emulator.

One user's events in order and users side by side; a worker killed in the middle of a job; slots of periodic tasks;
a wake-up that was lost.
"""

import os
import re
import signal
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url

from bot import inbox, jobs
from bot.house import STALLED_SECONDS
from domain.store.tables import line_event
from emulator.app import start as start_emulator
from emulator.driver import Emulator
from emulator.settings import Settings as EmulatorSettings
from tests.operations.conftest import ENVIRONMENT, Host
from tests.scenario.places import PostgresPlace, ask
from tests.scenario.service import free_port

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
START_SECONDS = 90
STALLED_WITHIN = 60  # seconds in which a dead worker's jobs are taken up


@dataclass
class Park:
    """Everything that runs."""

    host: Host
    emulator: Emulator
    ports: list[int]
    web: list = field(default_factory=list)
    workers: list = field(default_factory=list)

    def add_web(self, port: int) -> None:
        self.web.append(self.host.starts("serve", "--port", str(port)))

    def add_worker(self, **more: str) -> None:
        self.workers.append(self.host.starts("worker", **more))

    def ask(self, port: int, path: str, **headers: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers), timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def is_ready(self) -> None:
        wait(lambda: all(self.ask(port, "/readyz")[0] == 200 for port in self.ports), START_SECONDS)

    def workers_alive(self) -> int:
        return sum(age < STALLED_SECONDS for age in jobs.heartbeats(self.db))

    def end(self) -> None:
        for one in [*self.web, *self.workers]:
            if one.poll() is None:
                one.terminate()
        for one in [*self.web, *self.workers]:
            try:
                one.wait(30)
            except Exception:
                one.kill()


def wait(until, seconds: float) -> float:
    """Wait until something holds; returns the seconds it took."""
    began = time.monotonic()
    while not until():
        assert time.monotonic() - began < seconds, "it did not come true in time"
        time.sleep(0.1)
    return time.monotonic() - began


@pytest.fixture(scope="module")
def park(tmp_path_factory) -> Iterator[Park]:
    home = tmp_path_factory.mktemp("park")
    place, ports = PostgresPlace(template=False), [free_port(), free_port()]
    handle = start_emulator(EmulatorSettings(
        webhook_url=f"http://127.0.0.1:{ports[0]}/line/webhook", channel_secret=ENVIRONMENT["LINE_CHANNEL_SECRET"],
        channel_access_token=ENVIRONMENT["LINE_CHANNEL_ACCESS_TOKEN"], port=0, smtp_port=0, redelivery=True,
    ))  # fmt: skip
    host = Host(home, {
        "DATABASE_URL": place.url, "ENGINE": "procrastinate", "LINE_API_URL": handle.url, "WEB_PROCESSES": "2", "WEB_THREADS": "4", "WORKERS": "4",
        "PUBLIC_URL": f"http://127.0.0.1:{ports[0]}",
    })  # fmt: skip
    assert host.sumairu("db", "upgrade").returncode == 0
    made = Park(host, Emulator(handle.url), ports)
    made.db = host.database()
    for port in ports:
        made.add_web(port)
    for _ in range(2):
        made.add_worker()
    try:
        made.is_ready()
        wait(lambda: made.workers_alive() == 2, START_SECONDS)
        yield made
    finally:
        made.end()
        handle.stop()
        made.db.close()
        place.drop()


def test_one_persons_words_are_answered_in_order_and_people_side_by_side(park):
    people = [park.emulator.phone(f"person {n}") for n in range(6)]
    for phone in people:
        phone.follow()

    def talk(phone) -> None:
        for n in range(5):
            phone.says(f"zzz{n}")  # Nobody waits for an answer: five words lie in the inbox together.

    threads = [threading.Thread(target=talk, args=(phone,)) for phone in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait(lambda: _waiting(park) == 0 and all(len([i for i in phone.items() if i["from"] == "bot"]) >= 6 for phone in people), 60)
    with park.db.reading() as tx:
        for phone in people:
            taken = tx.execute(select(line_event.c.id, line_event.c.done_at).where(line_event.c.line_user == phone.user_id)
                               .order_by(line_event.c.occurred_at, line_event.c.id)).all()  # fmt: skip
            assert len(taken) == 6
            assert [row.done_at for row in taken] == sorted(row.done_at for row in taken)
    assert park.emulator.refused() == []


def test_a_web_process_that_dies_is_replaced(park):
    children = _children(park.web[1].pid)
    assert len(children) == 2
    os.kill(children[0], signal.SIGKILL)
    wait(lambda: len(set(_children(park.web[1].pid)) - set(children)) == 1, 20)
    wait(lambda: park.ask(park.ports[1], "/healthz")[0] == 200, 20)


def test_periodic_tasks_run_once_a_slot_with_two_workers(park):
    """Each slot of ten seconds is one row of the engine's own, deferred once and started once."""
    with park.db.writing() as tx:
        tx.execute(text("CREATE TABLE IF NOT EXISTS slot_seen (task text, slot text)"))
        tx.execute(text("""
            CREATE OR REPLACE FUNCTION slot_seen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF NEW.status = 'doing' AND NEW.task_name IN ('daily', 'take_up_stalled') THEN
                    INSERT INTO slot_seen VALUES (NEW.task_name, NEW.args->>'timestamp');
                END IF; RETURN NULL; END $$"""))
        tx.execute(text("CREATE OR REPLACE TRIGGER slot_seen AFTER UPDATE ON procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION slot_seen()"))
    time.sleep(32)
    with park.db.writing() as tx:
        seen = tx.execute(text("SELECT task, slot, count(*) AS n FROM slot_seen GROUP BY task, slot")).all()
        tx.execute(text("DROP TRIGGER slot_seen ON procrastinate_jobs"))
    assert {row.n for row in seen} == {1}
    assert {task: 2 <= len([r for r in seen if r.task == task]) <= 5 for task in ("daily", "take_up_stalled")} == {"daily": True, "take_up_stalled": True}


def test_a_wake_up_that_was_lost_is_found_by_the_sweep(park):
    phone = park.emulator.phone("unheard")
    with park.db.writing() as tx:
        tx.execute(text("ALTER TABLE line_event DISABLE TRIGGER sumairu_wake"))
        inbox.keep(tx, "E-unheard", phone.user_id, 1, {"type": "message", "message": {"type": "text", "text": "x"}}, 1)
        tx.execute(text("ALTER TABLE line_event ENABLE TRIGGER sumairu_wake"))
    assert wait(lambda: _state(park, "E-unheard") == "done", 20) < 15


def test_a_worker_killed_in_the_middle_of_a_job_leaves_nothing_behind_for_long(park):
    """Its job holds the person's lock; within a minute the job is let go of and another worker takes the event."""
    victim, others = park.workers[0], park.workers[1:]
    for one in others:
        one.terminate()
        one.wait(60)
    phone = park.emulator.phone("stalled")
    phone.follow()
    wait(lambda: any(item["from"] == "bot" for item in phone.items()), 30)
    with park.db.engine.connect() as holder:  # The turn waits for the talk that we hold: the worker is in mid-job.
        holding = holder.begin()
        holder.execute(text("SELECT 1 FROM talk WHERE line_user = :who FOR UPDATE"), {"who": phone.user_id})
        phone.says("メニュー")
        wait(lambda: _doing(park, phone.user_id) == 1, 30)
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait(10)
        holding.rollback()
    died = time.monotonic()
    park.workers.clear()
    park.add_worker()
    park.add_worker()
    wait(lambda: _waiting(park) == 0, STALLED_WITHIN + 10)
    took = time.monotonic() - died
    print(f"taken up {took:.1f} s after the death")
    assert took < STALLED_WITHIN
    assert _doing(park, phone.user_id) == 0
    assert len([i for i in phone.items() if i["from"] == "bot"]) >= 1
    assert re.search(r"let go of a dead worker's job", park.host.said("worker"))


def test_a_worker_whose_connections_are_cut_works_on_or_ends_so_that_it_is_started_again(park):
    """A restart of the database: systemd and compose start again what ended with an error."""
    place = make_url(park.host.environment["DATABASE_URL"]).database
    ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{place}' AND pid <> pg_backend_pid()")
    phone = park.emulator.phone("after the cut")
    deadline = time.monotonic() + 60
    phone.follow()
    while not any(item["from"] == "bot" for item in phone.items()):
        assert time.monotonic() < deadline, park.host.said("worker")[-3000:]
        for worker in [one for one in park.workers if one.poll() is not None]:
            assert worker.returncode != 0
            assert "Traceback" not in park.host.said("worker")
            park.workers.remove(worker)
            park.add_worker()
        time.sleep(0.2)
    assert park.ask(park.ports[0], "/readyz")[0] == 200


def test_nobody_is_named_in_the_logs(park):
    said = park.host.said("worker") + park.host.said("serve")
    assert "Traceback" not in said
    assert not re.search(r"U[0-9a-f]{32}", said)


def _waiting(park) -> int:
    with park.db.reading() as tx:
        return tx.execute(select(func.count()).where(line_event.c.state == "waiting")).scalar_one()


def _state(park, event_id: str) -> str:
    with park.db.reading() as tx:
        return tx.execute(select(line_event.c.state).where(line_event.c.webhook_event_id == event_id)).scalar_one()


def _doing(park, line_user: str) -> int:
    with park.db.reading() as tx:
        return tx.execute(text("SELECT count(*) FROM procrastinate_jobs WHERE lock = :who AND status = 'doing'"), {"who": line_user}).scalar_one()


def _children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return sorted(int(one) for one in file.read().split())
