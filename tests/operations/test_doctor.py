"""`sumairu doctor` against LINE's emulator: all is well, then one thing after another is not."""

import dataclasses
import datetime as dt
import time

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot import doctor, jobs
from bot.clock import Clock
from bot.line_client import LineClient
from bot.settings import read
from domain.store import migrate, state
from emulator.app import start as start_emulator
from emulator.driver import Emulator
from emulator.settings import Settings as EmulatorSettings
from tests import scanning
from tests.operations.conftest import ENVIRONMENT, Host
from tests.scanning import clamd
from tests.scenario import places
from tests.scenario.service import free_port


@pytest.fixture(scope="module")
def well(tmp_path_factory):
    """A host where everything is right, and its emulator."""
    home, port = tmp_path_factory.mktemp("well"), free_port()
    handle = start_emulator(EmulatorSettings(
        webhook_url=f"http://127.0.0.1:{port}/line/webhook", channel_secret=ENVIRONMENT["LINE_CHANNEL_SECRET"],
        channel_access_token=ENVIRONMENT["LINE_CHANNEL_ACCESS_TOKEN"], port=0, quota=30_000,
    ))  # fmt: skip
    with clamd() as scanner:
        yield from _host(home, port, handle, scanner)
    handle.stop()


def _host(home, port, handle, scanner):
    host = Host(home, {"CLAMD": scanner, "DATABASE_URL": f"sqlite:///{home / 'sumairu.db'}", "LINE_API_URL": handle.url, "PUBLIC_URL": f"http://127.0.0.1:{port}"})
    assert host.sumairu("richmenu", "sync").returncode == 0
    serving = host.starts("serve", "--port", str(port))
    end = time.monotonic() + 60
    while "serving on" not in host.said("serve") and time.monotonic() < end:
        time.sleep(0.1)
    yield host, Emulator(handle.url), handle
    serving.terminate()
    serving.wait(30)


def lines(done) -> dict[str, str]:
    """Every check's line by its name; none is a traceback."""
    assert "Traceback" not in done.stderr, done.stderr
    return {line.partition(" ")[2].partition(":")[0]: line for line in done.stdout.splitlines() if ":" in line}


def test_where_all_is_well_every_line_is_ok(well):
    done = well[0].sumairu("doctor")
    told = lines(done)
    assert done.returncode == 0, done.stdout
    assert len(told) == len(doctor.CHECKS)
    assert {line.partition(" ")[0] for line in told.values()} == {"OK"}, done.stdout
    assert done.stdout.endswith("すべて確かめました。直すところはありません。\n")


@pytest.mark.parametrize(("setting", "value", "check", "said"), [
    ("LINE_CHANNEL_ACCESS_TOKEN", "another-access-token-0123", "LINEのトークン", "発行し直し、LINE_CHANNEL_ACCESS_TOKEN に設定"),
    ("PUBLIC_URL", "https://sumairu.example", "Webhookの宛先", "https://sumairu.example/line/webhook に直すか"),
    ("LINE_API_URL", "http://127.0.0.1:9", "LINEのトークン", "LINEに接続できません"),
    ("DATA_KEYS", "1:" + "QUFB" * 10 + "QUE=", "暗号と署名の鍵", "DATA_KEYS の 1 番が"),
    ("SECRET_KEYS", "another-secret-key-0123456789-abcdef", "暗号と署名の鍵", "1つも一致しません"),
    ("CLAMD", "127.0.0.1:9", "ウイルス検査", "clamd が動いているか"),
    ("ENGINE", "celery", "設定", "ENGINE='celery' is unknown"),
    ("ENGINE", "procrastinate", "処理を行う部分", "SQLite goes with ENGINE=threads"),
    ("DATABASE_URL", "postgresql://clerk:hush@127.0.0.1:1/none", "データベース", "cannot be used"),
])  # fmt: skip
def test_one_setting_that_is_wrong_is_ng_with_what_to_do(well, setting, value, check, said):
    done = well[0].sumairu("doctor", **{setting: value})
    line = lines(done)[check]
    assert done.returncode == 1
    assert line.startswith("NG ")
    assert said in line
    assert "hush" not in done.stdout + done.stderr


def test_a_quota_that_is_used_up_and_one_that_runs_low(well):
    host, emulator, _ = well
    for used, begins in ((27_500, "注意"), (30_000, "NG")):
        emulator.post("/emulator/quota", {"type": "limited", "value": 30_000, "used": used})
        assert lines(host.sumairu("doctor"))["今月の配信枠"].startswith(begins)
    emulator.post("/emulator/quota", {"type": "limited", "value": 30_000, "used": 0})


def test_a_secret_that_is_not_the_channels_is_found_by_the_webhook_that_comes_back(well, tmp_path):
    host, _, handle = well
    kept = handle.world.settings
    handle.world.settings = dataclasses.replace(kept, channel_secret="another-channel-secret-00")
    try:
        done = host.sumairu("doctor")
    finally:
        handle.world.settings = kept
    assert "署名が合いません" in lines(done)["Webhookの疎通"]


def test_a_copy_a_stale_menu_and_an_old_schema_are_found(well, tmp_path):
    copied = tmp_path / "copy.db"
    assert well[0].sumairu("db", "backup", str(copied)).returncode == 0
    host = Host(tmp_path, well[0].environment | {"DATABASE_URL": f"sqlite:///{copied}"})
    assert "複製なので、何も送信しません" in lines(host.sumairu("doctor"))["送信の許可"]
    db = host.database()
    with db.writing() as tx:
        state.put(tx, "richmenu:guests", "richmenu-of-another-channel")
        tx.execute(text("ALTER TABLE talk DROP COLUMN misheard"))
    db.close()
    told = lines(host.sumairu("doctor"))
    assert "sumairu richmenu sync" in told["リッチメニュー"]
    assert "the database lacks talk.misheard" in told["表の版"]


@pytest.mark.postgres
def test_on_postgresql_it_misses_a_worker(well, postgres, tmp_path):
    host = Host(tmp_path, well[0].environment | {"DATABASE_URL": postgres, "ENGINE": "procrastinate"})
    assert host.sumairu("db", "upgrade").returncode == 0
    told = lines(host.sumairu("doctor"))
    assert told["処理を行う部分"] == "NG 処理を行う部分: 動いている worker がありません。「sumairu worker」を起動してください。"


@pytest.mark.postgres
def test_a_postgresql_that_does_not_wait_for_its_disk(well, postgres, tmp_path):
    host = Host(tmp_path, well[0].environment | {"DATABASE_URL": postgres, "ENGINE": "procrastinate"})
    assert host.sumairu("db", "upgrade").returncode == 0
    assert lines(host.sumairu("doctor"))["データベース"].startswith("OK ")
    places.ask(f"ALTER DATABASE {make_url(postgres).database} SET synchronous_commit = off")
    told = lines(host.sumairu("doctor"))["データベース"]
    assert told.startswith("NG ")
    assert "synchronous_commit" in told


def test_it_counts_workers_as_dead_when_everybody_else_does(well, monkeypatch):
    monkeypatch.setattr(jobs, "check", lambda db: "")
    monkeypatch.setattr(jobs, "heartbeats", lambda db: [1.0, 6.0, 29.0])
    monkeypatch.setattr(doctor, "STALLED_SECONDS", 5)
    visit = doctor.Visit(read(well[0].env(ENGINE="procrastinate", DATABASE_URL="postgresql://127.0.0.1/none")), None, None, None, Clock())
    assert "1" in doctor._engine(visit).text
    monkeypatch.setattr(doctor, "STALLED_SECONDS", 1)
    assert doctor._engine(visit).state == "ng"


@pytest.mark.parametrize(("ahead", "found"), [(0, "ok"), (9, "ok"), (15, "ng"), (-120, "ng")])
def test_a_clock_that_is_wrong(well, ahead, found):
    class Shifted(Clock):
        @staticmethod
        def real_ms() -> int:
            return int((time.time() + ahead) * 1000)

    settings = read(well[0].env())
    visit = doctor.Visit(settings, None, LineClient(settings.line_api_url, settings.line_api_url, settings.line_channel_access_token), None, Shifted())
    assert doctor._clock(visit).state == found
    assert dt.UTC


def test_a_font_that_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "FONTS", tmp_path)
    assert doctor._fonts(None).state == "ng"
    (tmp_path / "a.ttf").write_bytes(b"no font")
    (tmp_path / "b.ttf").write_bytes(b"no font")
    assert doctor._fonts(None).state == "ng"


def test_the_doctor_changes_nothing(well):
    db = well[0].database()
    with db.reading() as tx:
        before = tx.execute(text("SELECT name, value FROM setting WHERE name <> 'line_quota' ORDER BY name")).all()
    well[0].sumairu("doctor", SECRET_KEYS=f"{ENVIRONMENT['SECRET_KEYS']},yet-another-secret-key-0123456789")
    with db.reading() as tx:
        assert tx.execute(text("SELECT name, value FROM setting WHERE name <> 'line_quota' ORDER BY name")).all() == before
    db.close()
    assert migrate.newest()


def test_a_scanner_that_finds_nothing_is_ng_and_none_is_only_said(well, monkeypatch):
    with clamd() as place:
        monkeypatch.setattr(scanning, "_holds", lambda content: False)
        blind = well[0].sumairu("doctor", CLAMD=place)
    none = well[0].sumairu("doctor", CLAMD="")
    assert (blind.returncode, none.returncode) == (1, 0)
    assert lines(blind)["ウイルス検査"].startswith("NG")
    assert "freshclam" in lines(blind)["ウイルス検査"]
    assert lines(none)["ウイルス検査"].startswith("注意")
