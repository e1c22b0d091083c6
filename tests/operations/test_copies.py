"""Backup and restore under load (T85), and which copy may send (T74)."""

import fcntl
import os
import re
import subprocess
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot import copies, outbox
from bot.house import House
from bot.line_client import Answer
from bot.messages import Text
from bot.permission import Permission
from bot.sender import Sender
from bot.settings import read
from domain.store import audit, migrate
from domain.store.tables import line_event, outgoing
from tests.bot.talking import QuietEngine, Talking, a_house
from tests.operations.conftest import ENVIRONMENT, Host
from tests.scenario.places import PostgresPlace


class Phone:
    """LINE, as far as a sender knows it: counts what it is told."""

    def __init__(self) -> None:
        self.pushed: list[str] = []

    def push(self, who, messages, key):
        self.pushed.append(messages[0]["text"])
        return Answer("accepted", request_id="r")

    def reply(self, token, messages):
        return Answer("accepted", request_id="r")

    def link_menu(self, who, menu):
        return Answer("accepted", request_id="r")


@pytest.fixture
def other(either, tmp_path):
    """A second host, on an empty database of the same kind."""
    if "sqlite" in either.environment["DATABASE_URL"]:
        yield Host(tmp_path, {"DATABASE_URL": f"sqlite:///{tmp_path / 'other' / 'sumairu.db'}"})
        return
    place = PostgresPlace(template=False)
    yield Host(tmp_path, {"DATABASE_URL": place.url, "ENGINE": "procrastinate"})
    place.drop()


def house_of(host: Host) -> House:
    from bot.clock import Clock

    db = host.database()
    return House(read(host.env()), db, Clock(), QuietEngine(), Phone())


def queue(house: House, words: str) -> None:
    with house.db.writing() as tx:
        outbox.push(tx, "U" + "7" * 32, [Text(words)], house.clock.ms())


def sends(house: House, seconds: float = 1.0) -> list[str]:
    """What a sender of this house sends within a while."""
    sender = Sender(house, threads=2)
    sender.start()
    time.sleep(seconds)
    sender.stop()
    return house.line.pushed


def test_of_two_backups_to_one_name_the_second_is_refused(host, tmp_path):
    """It would empty what the first is writing, and the first would call that a whole backup."""
    assert host.sumairu("db", "upgrade").returncode == 0
    target = tmp_path / "today.backup"
    with (tmp_path / "today.backup.partial").open("wb") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        first.write(b"half of the first")
        first.flush()
        refused = host.sumairu("db", "backup", str(target))
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "another copy to" in refused.stderr
        assert (tmp_path / "today.backup.partial").read_bytes() == b"half of the first"
        assert not target.exists()
    # The first was killed: what it left is begun anew.
    assert host.sumairu("db", "backup", str(target)).returncode == 0
    assert target.read_bytes()[:6] == b"SQLite"
    assert not (tmp_path / "today.backup.partial").exists()
    assert (target.stat().st_mode & 0o777) == 0o600


def test_a_backup_taken_under_load_is_whole_and_its_copy_sends_nothing_until_it_is_armed(either, other, tmp_path):
    """T85, T74."""
    assert either.sumairu("db", "upgrade").returncode == 0
    house = house_of(either)
    over, taken = threading.Event(), []

    def load() -> None:
        talking = Talking(house)
        while not over.is_set():
            talking.says("こんにちは")
            taken.append(1)
            with house.db.writing() as tx:
                audit.record(tx, 1, "system", "noted", "test:1", {"n": len(taken)})

    thread = threading.Thread(target=load)
    thread.start()
    while len(taken) < 20:
        time.sleep(0.01)
    before = len(taken)
    done = either.sumairu("db", "backup", str(tmp_path / "copy"))
    over.set()
    thread.join()
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"backed up to .*/copy \([\d,]+ bytes\)\n", done.stdout)
    assert list(tmp_path.glob("copy?*")) == []
    queue(house, "live")

    began = time.monotonic()
    restored = other.sumairu("db", "restore", str(tmp_path / "copy"))
    assert restored.returncode == 0, restored.stderr
    assert time.monotonic() - began < 60, "RTO"
    copy = house_of(other)
    with copy.db.reading() as tx:
        events = tx.execute(select(func.count()).select_from(line_event)).scalar_one()
        assert audit.broken_at(tx) is None
        if copy.db.sqlite:
            assert tx.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert tx.execute(text("PRAGMA foreign_key_check")).all() == []
        # A turn is whole or not there: an event that is done has its answer.
        answered = tx.execute(select(func.count()).where(line_event.c.state == "done")).scalar_one()
        assert tx.execute(select(func.count()).select_from(outgoing)).scalar_one() == answered
    assert before <= answered <= events <= len(taken) + 1, "what was committed before the backup began is in it"
    assert migrate.standing(copy.db)[0] is migrate.Standing.CURRENT

    queue(copy, "yesterday's")
    assert sends(copy) == []
    assert "live" in sends(house)
    armed = other.sumairu("db", "arm")
    assert armed.returncode == 0, armed.stderr
    assert "may send from now on" in armed.stdout
    assert "yesterday's" in sends(copy)
    house.db.close()
    copy.db.close()


def emptied(host: Host) -> None:
    """The same place, as if nothing had ever been there: the same file, the same database."""
    if "sqlite" in host.environment["DATABASE_URL"]:
        (host.home / "sumairu.db").write_bytes(b"")
        return
    db = host.database()
    with db.writing() as tx:
        tx.execute(text("DROP SCHEMA public CASCADE"))
        tx.execute(text("CREATE SCHEMA public"))
    db.close()


def test_a_copy_brought_back_to_the_same_place_is_never_armed_for_a_moment(either, tmp_path):
    """T74: the row in the backup names this very place, and the restore may be killed right after its commit."""
    assert either.sumairu("db", "upgrade").returncode == 0
    assert either.sumairu("db", "backup", str(tmp_path / "copy")).returncode == 0
    emptied(either)
    db = either.database()

    copies.restore(db, tmp_path / "copy")

    with db.reading() as tx:
        assert migrate.standing(db)[0] is migrate.Standing.CURRENT
        assert not migrate.arming.armed(tx)
    db.close()
    assert either.sumairu("db", "arm").returncode == 0
    with db.reading() as tx:
        assert migrate.arming.armed(tx)
    db.close()


@pytest.mark.parametrize(("broken", "does", "said"), [
    ("pg_restore", "pg_restore", "cut off"),
    ("psql", "head -c 20000 | psql", "syntax error"),
])  # fmt: skip
@pytest.mark.postgres
def test_a_restore_that_dies_on_the_way_leaves_nothing(postgres, tmp_path, broken, does, said):
    """The whole copy and the row that disarms it are one transaction."""
    host = Host(tmp_path, {"DATABASE_URL": postgres, "ENGINE": "procrastinate"})
    assert host.sumairu("db", "upgrade").returncode == 0
    assert host.sumairu("db", "backup", str(tmp_path / "copy")).returncode == 0
    emptied(host)
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / broken).write_text(f'#!/bin/sh\nPATH="$OLD"; {does} "$@" || exit 9\necho "cut off" >&2; exit 1\n')
    (tools / broken).chmod(0o755)

    done = host.sumairu("db", "restore", str(tmp_path / "copy"), OLD=os.environ["PATH"], PATH=f"{tools}:{os.environ['PATH']}")

    assert (done.returncode, done.stdout) == (2, "")
    assert f"{broken} failed (" in done.stderr
    assert said in done.stderr
    db = host.database()
    assert migrate.standing(db)[0] is migrate.Standing.EMPTY
    db.close()


def test_a_restore_under_the_feet_of_another_process_is_refused(host, tmp_path):
    assert host.sumairu("db", "upgrade").returncode == 0
    assert host.sumairu("db", "backup", str(tmp_path / "copy")).returncode == 0
    new = Host(tmp_path, {"DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}"})
    other = new.database()
    with other.writing() as tx:
        tx.execute(text("CREATE TABLE theirs (id INTEGER)"))
    done = new.sumairu("db", "restore", str(tmp_path / "copy"))
    assert done.returncode == 2
    assert "is open in another process" in done.stderr
    with other.reading() as tx:
        assert tx.execute(text("SELECT count(*) FROM theirs")).scalar() == 0
    other.close()


def test_a_copy_made_without_our_help_sends_nothing_either(either, tmp_path, capsys):
    """T74: cp, or CREATE DATABASE … TEMPLATE: the row names the place, and this is another."""
    assert either.sumairu("db", "upgrade").returncode == 0
    house = house_of(either)
    queue(house, "once")
    house.db.close()
    if house.db.sqlite:
        moved = tmp_path / "copied.db"
        moved.write_bytes((tmp_path / "sumairu.db").read_bytes())
        url = f"sqlite:///{moved}"
    else:
        from sqlalchemy.engine import make_url

        from tests.scenario.places import ask

        name = make_url(either.environment["DATABASE_URL"]).database
        ask(f"CREATE DATABASE {name}_copy TEMPLATE {name}")
        url = make_url(either.environment["DATABASE_URL"]).set(database=f"{name}_copy").render_as_string(hide_password=False)
    copy = house_of(Host(tmp_path, either.environment | {"DATABASE_URL": url}))
    try:
        assert sends(copy) == []
        assert "`sumairu db arm` lets it send" in capsys.readouterr().out
        assert sends(house_of(either)) == ["once"]
    finally:
        copy.db.close()
        if not copy.db.sqlite:
            ask(f"DROP DATABASE {name}_copy WITH (FORCE)")


def test_a_running_sender_begins_when_its_copy_is_armed(host, monkeypatch):
    monkeypatch.setattr("bot.permission.ASK_EVERY_S", 0.05)
    assert host.sumairu("db", "upgrade").returncode == 0
    house = house_of(host)
    with house.db.writing() as tx:
        tx.execute(text(migrate.arming.DISARM))
    queue(house, "late")
    sender = Sender(house, threads=2)
    sender.start()
    time.sleep(0.7)
    assert house.line.pushed == []
    with house.db.writing() as tx:
        assert migrate.arming.arm(tx, 1)
        assert not migrate.arming.arm(tx, 1)
    time.sleep(1.2)
    sender.stop()
    assert house.line.pushed == ["late"]
    house.db.close()


def test_two_senders_of_one_database_send_everything_once(either):
    """T74: rows are claimed, so however many processes send, each row is one process's."""
    assert either.sumairu("db", "upgrade").returncode == 0
    one, two = house_of(either), house_of(either)
    with one.db.writing() as tx:
        for n in range(200):
            outbox.push(tx, f"U{n:032x}", [Text(str(n))], 1)
    senders = [Sender(one, threads=4), Sender(two, threads=4)]
    for sender in senders:
        sender.start()
    end = time.monotonic() + 20
    while len(one.line.pushed) + len(two.line.pushed) < 200 and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(0.3)
    for sender in senders:
        sender.stop()
    assert sorted(one.line.pushed + two.line.pushed, key=int) == [str(n) for n in range(200)]
    one.db.close()
    two.db.close()


def test_permission_is_asked_again_only_after_a_while(tmp_path):
    house, asked = a_house(tmp_path), []
    permission = Permission(house)
    assert permission.given()
    house.db.close()
    house.db = None
    assert permission.given(), asked


@pytest.mark.parametrize(("words", "said"), [
    (("backup",), "takes the name of one file"),
    (("backup", "{home}/sumairu.db"), "exists already"),
    (("backup", "{home}/none/copy"), "there is no folder"),
    (("restore", "{home}/nothing"), "there is no file"),
    (("restore", "{home}/sumairu.db"), "is not empty"),
])  # fmt: skip
def test_a_copy_that_cannot_be_made_says_why(host, words, said):
    assert host.sumairu("db", "upgrade").returncode == 0
    done = host.sumairu("db", *(word.format(home=host.home) for word in words))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_broken_backup_is_not_restored(host, tmp_path):
    assert host.sumairu("db", "upgrade").returncode == 0
    assert host.sumairu("db", "backup", str(tmp_path / "copy")).returncode == 0
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(whole[: len(whole) // 2] + b"\0" * 4096)
    done = Host(tmp_path, {"DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}"}).sumairu("db", "restore", str(tmp_path / "copy"))
    assert done.returncode == 2
    assert "not a whole database" in done.stderr


def test_the_password_of_postgresql_is_not_among_the_arguments(tmp_path, monkeypatch):
    from domain.store.db import Database

    seen, real = {}, subprocess.Popen

    def start(command, **streams):
        seen["command"] = command
        seen["kept"] = Path(re.search(r"passfile=([^&]+)", command[1])[1].replace("%2F", "/")).read_text()
        return real(["true"], **streams)

    monkeypatch.setattr(copies.subprocess, "Popen", start)
    copies._dump(Database("postgresql://clerk:hush:hush@127.0.0.1/x"), tmp_path / "copy")
    assert "hush" not in " ".join(seen["command"])
    assert seen["kept"] == "*:*:*:*:hush\\:hush\n"


def test_the_environment_is_whole():
    assert read(ENVIRONMENT).metrics_token
