"""The examples of deploy/: read as what they are, by keys that exist, naming commands and files that exist."""

import os
import re
import shutil
import stat
import subprocess
import sys
import time

import pytest
import yaml

from bot import cli
from bot.settings import read
from tests.operations.conftest import ENVIRONMENT, ROOT, Host
from tests.scenario.service import free_port

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICE_KEYS = {"build", "cap_drop", "command", "depends_on", "deploy", "env_file", "environment", "expose", "healthcheck", "image", "logging", "ports",
                "read_only", "restart", "secrets", "security_opt", "stop_grace_period", "tmpfs", "volumes"}  # fmt: skip
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
UNIT_KEYS = {
    "Unit": {"Description", "After", "Wants", "Requires"},
    "Service": {"Type", "ExecStart", "Restart", "RestartSec", "TimeoutStopSec", "StateDirectory", "RemainAfterExit", "ReadWritePaths", "User", "Group",
                "WorkingDirectory", "EnvironmentFile", "UMask", "NoNewPrivileges", "ProtectSystem", "ProtectHome", "PrivateTmp", "PrivateDevices",
                "ProtectKernelTunables", "ProtectKernelModules", "ProtectControlGroups", "RestrictSUIDSGID", "RestrictAddressFamilies"},
    "Timer": {"OnCalendar", "RandomizedDelaySec", "Persistent"},
    "Install": {"WantedBy"},
}  # fmt: skip


def is_a_command(words: list[str]) -> bool:
    """Whether `sumairu` takes these words."""
    try:
        cli._parser().parse_args(words)
    except SystemExit:
        return False
    return True


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def test_compose_names_only_what_there_is(compose):
    assert set(compose) <= {"name", "services", "secrets", "volumes", "x-sumairu"}
    for name, service in compose["services"].items():
        assert set(service) <= SERVICE_KEYS, (name, set(service) - SERVICE_KEYS)
        assert {"image", "restart"} <= set(service)
        for other, how in service.get("depends_on", {}).items():
            assert other in compose["services"]
            assert how["condition"] in CONDITIONS
            assert how["condition"] != "service_healthy" or "healthcheck" in compose["services"][other], other
        assert set(service.get("secrets", ())) <= set(compose["secrets"])
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert source in compose["volumes"] or (DEPLOY / source).exists(), volume


def test_compose_runs_commands_of_ours(compose):
    ours = {name: service for name, service in compose["services"].items() if service["image"] == "sumairu"}
    assert set(ours) == {"upgrade", "web", "worker"}
    for name, service in ours.items():
        assert is_a_command(service["command"]), name
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).exists()
        assert service["cap_drop"] == ["ALL"] and service["read_only"] is True
    assert ours["web"]["deploy"]["replicas"] >= 2 and ours["worker"]["deploy"]["replicas"] >= 2


def test_compose_holds_no_secret(compose):
    text = (DEPLOY / "compose.yaml").read_text()
    assert not re.search(r"(?i)(password|secret|token|key)\s*[:=]\s*[\"']?[A-Za-z0-9+/_-]{12,}", text.replace("POSTGRES_PASSWORD_FILE: /run/secrets/db_password", ""))


def copied() -> list[str]:
    """What the image holds of ours."""
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    return [line.split()[1] for line in lines if line.startswith("COPY")]


def test_the_image_copies_what_is_there_and_runs_as_nobody_special():
    lines = [line for line in (DEPLOY / "Dockerfile").read_text().splitlines() if line and not line.startswith("#")]
    assert all((ROOT / path).exists() for path in copied())
    assert {"assets", "bot", "domain", "locales", "migrations"} <= set(copied())
    let_in = [line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert all(path.split("/")[0] in let_in for path in copied())
    assert "USER sumairu" in lines
    assert lines.index("USER sumairu") > max(n for n, line in enumerate(lines) if line.startswith(("RUN", "COPY")))
    assert any("--require-hashes" in line for line in lines)
    command = next(line for line in lines if line.startswith("CMD")).removeprefix("CMD ")
    assert is_a_command(yaml.safe_load(command))


@pytest.mark.postgres
def test_the_services_of_the_compose_file_run_on_what_the_image_holds(compose, postgres, tmp_path):
    """Without Docker: the folders that are copied, the commands, the check of health, the order to end; nothing is written beside them."""
    app, port = tmp_path / "app", str(free_port())
    for word in copied():
        copy = shutil.copytree if (ROOT / word).is_dir() else shutil.copy
        (app / word).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / word, app / word, **({"ignore": shutil.ignore_patterns("__pycache__")} if copy is shutil.copytree else {}))
    held = sorted(app.rglob("*"))
    host = Host(tmp_path, {"DATABASE_URL": postgres, "ENGINE": "procrastinate", "PYTHONDONTWRITEBYTECODE": "1"})
    commands = {name: [word.replace("0.0.0.0", "127.0.0.1").replace("8000", port) for word in compose["services"][name]["command"]] for name in ("upgrade", "web", "worker")}

    assert host.sumairu(*commands["upgrade"], cwd=app).returncode == 0
    services = [host.starts(*commands[name], cwd=app) for name in ("web", "worker")]
    healthy = [word.replace("8000", port) for word in compose["services"]["web"]["healthcheck"]["test"][2:]]
    until = time.monotonic() + 60
    while subprocess.run([sys.executable, *healthy], capture_output=True, check=False).returncode and time.monotonic() < until:
        time.sleep(0.5)
    subprocess.run([sys.executable, *healthy], check=True)
    for service in services:
        service.terminate()
    assert [service.wait(45) for service in services] == [0, 0], host.said("serve") + host.said("worker")
    assert sorted(app.rglob("*")) == held


def read_unit(text: str) -> dict[str, list[tuple[str, str]]]:
    """A unit file: sections of (key, value); ValueError for a line that is neither."""
    sections: dict[str, list[tuple[str, str]]] = {}
    where = None
    for line in text.splitlines():
        if not line.strip() or line.startswith(("#", ";")):
            continue
        if found := re.fullmatch(r"\[(\w+)\]", line):
            where = sections.setdefault(found[1], [])
        elif where is None or "=" not in line:
            raise ValueError(line)
        else:
            key, _, value = line.partition("=")
            where.append((key, value))
    return sections


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_has_only_keys_that_exist(unit):
    for section, pairs in read_unit(unit.read_text()).items():
        assert {key for key, _ in pairs} <= UNIT_KEYS[section], section
        assert len({key for key, _ in pairs}) == len(pairs), "a key stands twice"


@pytest.mark.parametrize("unit", [path for path in UNITS if path.suffix == ".service"], ids=lambda path: path.name)
def test_a_service_runs_a_command_of_ours_without_privileges(unit):
    said = dict(read_unit(unit.read_text())["Service"])
    words = said["ExecStart"].split()
    if words[0].endswith("backup.sh"):
        assert (ROOT / words[0].removeprefix("/opt/sumairu/")).stat().st_mode & stat.S_IXUSR
    else:
        assert is_a_command(words[words.index("bot.cli") + 1 :])
    assert (said["User"], said["NoNewPrivileges"], said["ProtectSystem"]) == ("sumairu", "yes", "strict")


def test_what_a_unit_waits_for_exists():
    names = {path.name for path in UNITS}
    for unit in UNITS:
        wanted = {word for key, value in read_unit(unit.read_text())["Unit"] if key in ("After", "Requires") for word in value.split()}
        assert {word for word in wanted if word.startswith("sumairu")} <= names


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_itself_has_nothing_to_say(unit, tmp_path):
    made = tmp_path / unit.name.replace("@.", "@1.")
    made.write_text(unit.read_text().replace("/opt/sumairu/.venv/bin/python", "/bin/true").replace("/opt/sumairu/deploy/backup.sh", "/bin/true"))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(made)], capture_output=True, text=True, check=False)
    assert not [line for line in done.stderr.splitlines() if unit.name.partition(".")[0].rstrip("@") in line and "sumairu-upgrade" not in line]


@pytest.mark.parametrize("text", ["Restart=always", "[Service]\nnonsense"])
def test_a_broken_unit_is_seen(text):
    with pytest.raises(ValueError, match=r"."):
        read_unit(text)


def test_the_backup_script_backs_up_and_clears_away_the_old(host):
    assert host.sumairu("db", "upgrade").returncode == 0
    folder = host.home / "backups"
    folder.mkdir()
    old, other = folder / "sumairu-20200101T000000Z.backup", folder / "notes.txt"
    for file in (old, other):
        file.write_text("x")
        os.utime(file, (1, 1))
    done = subprocess.run([str(DEPLOY / "backup.sh"), str(folder), sys.executable, "-m", "bot.cli"], env=host.env(), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not old.exists() and other.exists()
    [made] = folder.glob("sumairu-2*.backup")
    assert made.stat().st_mode & 0o077 == 0
    failed = subprocess.run([str(DEPLOY / "backup.sh"), str(folder), "false"], env=host.env(), cwd=ROOT, capture_output=True, check=False)
    assert failed.returncode != 0
    assert made.exists()


def test_the_operators_page_names_every_setting_and_every_figure():
    page = (ROOT / "docs" / "operations.md").read_text()
    from bot.health import GAUGES

    assert [name for name, *_ in GAUGES if f"sumairu_{name}" not in page] == []
    readme = (ROOT / "README.md").read_text()
    named = re.findall(r'env(?:\.get\(|\[|, )"([A-Z_]+)"', (ROOT / "bot" / "settings.py").read_text())
    hidden = {"SUMAIRU_FAILPOINT", "LIFF_ID"}  # for tests that crash; read, and used by nothing yet
    assert sorted({name for name in named if f"`{name}`" not in readme} - hidden) == []
    assert read(ENVIRONMENT)


def test_every_alarm_is_about_a_figure_there_is_and_is_explained():
    from bot.health import GAUGES

    figures = {f"sumairu_{name}" for name, *_ in GAUGES} | {"sumairu_workers", "sumairu_metrics_seconds"}
    page = (ROOT / "docs" / "operations.md").read_text()
    rules = yaml.safe_load((DEPLOY / "alerts.yaml").read_text())["groups"][0]["rules"]
    for rule in rules:
        assert set(rule) <= {"alert", "expr", "for"}
        named = set(re.findall(r"sumairu_\w+", rule["expr"]))
        assert named and named <= figures, rule
        assert re.search(rf"^\| [^|]*\b{rule['alert']}\b", page, re.M), rule["alert"]
