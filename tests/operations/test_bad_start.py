"""What is wrong at start is one sentence that says what to do, and never a traceback. The real command, each time."""

import socket
import sqlite3

import pytest
from sqlalchemy import text

from domain.store import migrate
from tests.operations.conftest import ENVIRONMENT, ROOT, Host

OTHER_KEY = "1:" + "QUFB" * 10 + "QUE="
STARTS = ("serve", "--port", "0")


def refused(done) -> str:
    """The one sentence."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if not line.startswith("{")]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("sumairu: ")
    assert lines[0].endswith(".")
    return lines[0]


@pytest.mark.parametrize(("setting", "value", "said"), [
    ("ENGINE", "celery", "ENGINE='celery' is unknown: use threads or procrastinate."),
    ("LINE_CHANNEL_SECRET", "", "LINE_CHANNEL_SECRET is not set"),
    ("LINE_CHANNEL_SECRET", "changeme", "LINE_CHANNEL_SECRET is too weak"),
    ("LINE_CHANNEL_SECRET_OLD", "short", "LINE_CHANNEL_SECRET_OLD is too weak"),
    ("METRICS_TOKEN", "short", "METRICS_TOKEN is too weak"),
    ("WORKERS", "many", "WORKERS='many' is not a number from 1 to 256"),
    ("WEB_PROCESSES", "0", "WEB_PROCESSES='0' is not a number"),
    ("DATA_KEYS", "1:abc", "DATA_KEYS"),
    ("DATABASE_URL", "mysql://x/y", "DATABASE_URL must begin with sqlite:/// or postgresql://"),
    ("DATABASE_URL", "postgresql://host:port/x", "DATABASE_URL cannot be read"),
    ("DATABASE_URL", "postgresql://clerk:hush@127.0.0.1:1/none", "postgresql://clerk:***@127.0.0.1:1/none cannot be used"),
    ("DATABASE_URL", "sqlite:////dev/null/x.db", "the folder of DATABASE_URL cannot be made"),
    ("PUBLIC_URL", "http://sumairu.example", "PUBLIC_URL must be https://"),
    ("CLAMD", "clamav.example", "CLAMD='clamav.example' is neither host:port nor the path of a socket"),
])  # fmt: skip
def test_a_setting_that_is_wrong(host, setting, value, said):
    sentence = refused(host.sumairu(*STARTS, **{setting: value}))
    assert said in sentence
    assert "hush" not in sentence


def test_a_file_that_is_no_database(host):
    (host.home / "sumairu.db").write_text("hello " * 1000)
    assert "file is not a database" in refused(host.sumairu(*STARTS))


@pytest.mark.parametrize("command", [STARTS, ("worker",), ("db", "version"), ("db", "upgrade"), ("richmenu", "sync"), ("staff", "add", "abc", "x", "viewer")])
def test_a_database_that_does_not_answer_is_told_by_every_command(host, command):
    done = host.sumairu(*command, DATABASE_URL="postgresql://clerk:hush@127.0.0.1:1/none", ENGINE="procrastinate")
    assert "start it, or correct DATABASE_URL" in refused(done)


@pytest.mark.postgres
@pytest.mark.parametrize("command", [STARTS, ("worker",)])
def test_postgresql_that_is_empty_or_older_is_not_upgraded_behind_anybodys_back(postgres, tmp_path, command):
    host = Host(tmp_path, {"DATABASE_URL": postgres, "ENGINE": "procrastinate"})
    assert "the database is empty: run `sumairu db upgrade` first." in refused(host.sumairu(*command))
    db = host.database()
    migrate.upgrade(db, "0001")
    assert f"is at version 0001, this code needs {migrate.newest()}: run `sumairu db upgrade`" in refused(host.sumairu(*command))
    migrate.upgrade(db)
    assert "the job engine is not set up in this database: run `sumairu db upgrade`." in refused(host.sumairu(*command))
    db.close()


@pytest.mark.parametrize("command", [STARTS, ("db", "upgrade"), ("db", "arm")])
def test_a_database_of_a_newer_release(either, command):
    assert either.sumairu("db", "upgrade").returncode == 0
    _execute(either, "UPDATE alembic_version SET version_num = '0999'")
    sentence = refused(either.sumairu(*command))
    assert "is at version 0999, which this code" in sentence
    assert "start the newer release, or restore a backup" in sentence


@pytest.mark.parametrize(("statement", "lacks"), [
    ("ALTER TABLE talk DROP COLUMN misheard", "talk.misheard"), ("DROP TABLE draft", "draft"), ("DROP TABLE alembic_version", "alembic_version"),
])  # fmt: skip
@pytest.mark.parametrize("command", [STARTS, ("db", "upgrade")])
def test_a_migration_that_was_left_half_done(either, command, statement, lacks):
    assert either.sumairu("db", "upgrade").returncode == 0
    _execute(either, statement)
    assert f"the database lacks {lacks}, which its version should have" in refused(either.sumairu(*command))


@pytest.mark.parametrize("words", [(), ("0999",), ("0999", ""), ("0999", "Add", "a", "table")])
def test_a_draft_without_its_words(host, words):
    assert host.sumairu("db", "upgrade").returncode == 0
    assert "takes the migration's name and a message" in refused(host.sumairu("db", "draft", *words))
    assert list((ROOT / "migrations" / "versions").glob("0999*")) == []


def test_a_second_host_with_another_data_key(either):
    assert either.sumairu("db", "upgrade").returncode == 0
    _starts_once(either)
    assert "key 1 of DATA_KEYS is not the one this database was sealed with" in refused(either.sumairu(*STARTS, DATA_KEYS=OTHER_KEY))
    assert "DATA_KEYS lacks key 1" in refused(either.sumairu(*STARTS, DATA_KEYS="2" + OTHER_KEY[1:]))


def test_a_key_that_is_added_is_taken_and_the_next_host_needs_it(either):
    assert either.sumairu("db", "upgrade").returncode == 0
    _starts_once(either)
    both = f"{ENVIRONMENT['DATA_KEYS']},2{OTHER_KEY[1:]}"
    _starts_once(either, DATA_KEYS=both)
    assert "DATA_KEYS lacks key 2" in refused(either.sumairu(*STARTS))


def test_a_second_host_with_other_signing_keys(either):
    assert either.sumairu("db", "upgrade").returncode == 0
    _starts_once(either)
    other = "another-secret-key-0123456789-abcdef"
    assert "none of SECRET_KEYS is in use with this database" in refused(either.sumairu(*STARTS, SECRET_KEYS=other))
    _starts_once(either, SECRET_KEYS=f"{other},{ENVIRONMENT['SECRET_KEYS']}")
    _starts_once(either, SECRET_KEYS=other)
    assert "none of SECRET_KEYS" in refused(either.sumairu(*STARTS))
    assert either.sumairu("db", "accept-keys").returncode == 0
    _starts_once(either)


def test_a_port_that_is_in_use(host):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        sentence = refused(host.sumairu("serve", "--port", str(taken.getsockname()[1])))
    assert "cannot be listened on" in sentence


def test_a_fingerprint_shows_nothing_of_the_key(host):
    _starts_once(host)
    with sqlite3.connect(host.home / "sumairu.db") as db:
        kept = str(db.execute("SELECT name, value FROM setting").fetchall())
    assert "data_key_prints" in kept
    assert not [value for name, value in ENVIRONMENT.items() if name in ("DATA_KEYS", "SECRET_KEYS") and value.rpartition(":")[2] in kept]


def _execute(host, statement):
    db = host.database()
    with db.writing() as tx:
        tx.execute(text(statement))
    db.close()


def _starts_once(host, **more):
    """What every start looks at, without the serving."""
    from bot.settings import read
    from bot.start import prepare

    prepare(read(host.env(**more)))
