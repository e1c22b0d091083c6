"""`sumairu demo`: everything on loopback in one process, kept in one folder (var/demo), so that it can be killed and go on.

LINE's emulator with its phones, mailbox, authenticator, eKYC vendor and clock on one port; the service with its pages
and the desk on the next.
"""

import base64
import json
import logging
import os
import secrets
import shutil
import socket
from pathlib import Path
from typing import Any

from bot import demo_associations
from bot.app import create_app, make_house
from bot.house import House
from bot.locale import t
from bot.logs import set_up
from bot.settings import Settings
from bot.start import Server, line_client, prepare, sync_menus, wait_for_stop
from domain import one_time_code
from domain.desk import staff
from domain.store import arming, state
from domain.store.tables import company

STAFF = (
    ("viewer", ("viewer",)),
    ("reviewer", ("viewer", "reviewer")),
    ("approver", ("viewer", "reviewer", "approver")),
    ("admin", ("viewer", "reviewer", "approver", "sender", "admin")),
)


def run(port: int, home: Path, fresh: bool) -> int:
    """Start all, print one address, wait. Returns the exit code."""
    from emulator.app import start

    set_up(logging.WARNING)
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    if taken := [p for p in (port, port + 1, port + 2) if not _free(p)]:
        print(f"sumairu: port {taken[0]} is in use: end what uses it, or choose another with --port.")
        return 2
    kept = _kept_secrets(home)
    settings = _settings(kept, port, home)
    prepare(settings)
    house = make_house(settings, line_client(settings))
    _settle_in(house, kept)
    emulator = start(_emulator_settings(kept, settings, port, home))
    sync_menus(settings, house.db)
    server = Server(create_app(house), house, "127.0.0.1", port + 1)
    server.start()
    print(f"sumairu demo: open http://127.0.0.1:{port}/ in a browser (Ctrl-C ends it; nothing is lost)", flush=True)
    wait_for_stop()
    server.stop()
    emulator.stop()
    return 0


def _settings(kept: dict[str, Any], port: int, home: Path) -> Settings:
    return Settings(
        line_channel_secret=kept["channel_secret"],
        line_channel_access_token=kept["channel_token"],
        secret_keys=(kept["secret_key"],),
        data_keys={1: base64.urlsafe_b64decode(kept["data_key"])},
        database_url=f"sqlite:///{home / 'sumairu.db'}",
        line_api_url=f"http://127.0.0.1:{port}",
        line_data_api_url=f"http://127.0.0.1:{port}",
        public_url=f"http://127.0.0.1:{port + 1}",
        smtp_url=f"smtp://127.0.0.1:{port + 2}",
        demo_clock=True,
        ekyc_url=f"http://127.0.0.1:{port}/ekyc/start",
        ekyc_secret=kept["ekyc_secret"],
    )


def _emulator_settings(kept: dict[str, Any], settings: Settings, port: int, home: Path) -> Any:
    from emulator.settings import Settings as EmulatorSettings

    accounts = "\n".join(f"{name}: {kept['staff'][name]['password']} ({t(f'demo.staff_{name}')})" for name, _ in STAFF)
    return EmulatorSettings(
        webhook_url=f"{settings.public_url}/line/webhook", channel_secret=settings.line_channel_secret,
        channel_access_token=settings.line_channel_access_token, port=port, state_path=str(home / "emulator.db"),
        smtp_port=port + 2, ekyc_secret=settings.ekyc_secret, clock_url=f"{settings.public_url}/demo/clock",
        links={t("demo.desk"): f"{settings.public_url}/staff/"},
        notes=(
            {"title": t("demo.accounts"), "text": f"{accounts}\n\n{t('demo.codes')}"},
            {"title": t("demo.chairs"), "text": f"{demo_associations.notes(kept['chairs'])}\n\n{t('demo.chairs_how')}"},
        ),
        authenticator_entries=(
            *(one_time_code.provisioning_uri(one["totp"], name, t("demo.desk")) for name, one in kept["staff"].items()),
            *demo_associations.authenticator_entries(kept["chairs"]),
        ),
        bot_name=t("demo.bot"), redelivery=True,
    )


def _kept_secrets(home: Path) -> dict[str, Any]:
    """The demo's secrets, made once: a restart must be able to open what it kept."""
    path = home / "secrets.json"
    if path.exists():
        kept = dict(json.loads(path.read_text()))
        if "chairs" not in kept:  # A folder from before there were associations in it.
            kept["chairs"] = demo_associations.new_secrets()
            path.write_text(json.dumps(kept))
        return kept
    made = {
        "channel_secret": secrets.token_hex(16), "channel_token": secrets.token_urlsafe(32), "secret_key": secrets.token_urlsafe(32),
        "data_key": base64.urlsafe_b64encode(os.urandom(32)).decode(), "ekyc_secret": secrets.token_urlsafe(24),
        "staff": {name: {"password": staff.initial_password(), "totp": one_time_code.new_secret()} for name, _ in STAFF},
        "chairs": demo_associations.new_secrets(),
    }
    path.touch(mode=0o600)
    path.write_text(json.dumps(made))
    return made


def _settle_in(house: House, kept: dict[str, Any]) -> None:
    """Staff, management companies and associations, once."""
    with house.db.writing() as tx:
        arming.arm(tx, house.clock.ms())  # A demo reaches no real phone, so a copied folder may go on.
        if not state.get(tx, "demo_associations"):
            demo_associations.settle(tx, kept["chairs"], house.clock.today(), house.clock.ms())
            state.put(tx, "demo_associations", True)
        if state.get(tx, "demo_settled"):
            return
        for name, roles in STAFF:
            staff.add(tx, name, t(f"demo.staff_{name}"), roles, kept["staff"][name]["password"], kept["staff"][name]["totp"], house.clock.ms())
        for line in t("demo.companies").splitlines():
            name, kana, address, phone = (part.strip() for part in line.split("/"))
            tx.execute(company.insert(), {"name": name, "kana": kana, "address": address, "phone": phone})
        state.put(tx, "demo_settled", True)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
