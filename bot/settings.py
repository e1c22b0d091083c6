"""Everything the environment may set, read once and refused at once when it is missing, weak or contradictory."""

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

WEAK = {"changeme", "change-me", "secret", "password", "test", "dummy", "xxx"}


class SettingsRefused(Exception):
    """The process must not start: one English sentence says which setting is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What design names; see the README for each."""

    line_channel_secret: str = field(repr=False)
    line_channel_access_token: str = field(repr=False)
    secret_keys: tuple[str, ...] = field(repr=False)
    data_keys: dict[int, bytes] = field(repr=False)
    database_url: str = "sqlite:///var/sumairu.db"
    line_api_url: str = "https://api.line.me"
    line_data_api_url: str = "https://api-data.line.me"
    public_url: str = "http://127.0.0.1:8000"
    smtp_url: str = field(default="smtp://127.0.0.1:1025", repr=False)
    mail_from: str = "noreply@mail.jhf.go.jp"
    engine: str = "threads"
    private_answers: str = "page"
    liff_id: str = ""
    demo_clock: bool = False
    ekyc_url: str = "http://127.0.0.1:8090/ekyc/start"
    ekyc_secret: str = field(default="", repr=False)
    workers: int = 4
    web_processes: int = 2
    web_threads: int = 16
    metrics_token: str = field(default="", repr=False)
    line_channel_secret_old: str = field(default="", repr=False)
    clamd: str = ""
    failpoint: str = ""

    @property
    def line_channel_secrets(self) -> tuple[str, ...]:
        """Every secret that LINE may have signed with just now: two while it is being changed."""
        return tuple(secret for secret in (self.line_channel_secret, self.line_channel_secret_old) if secret)

    @property
    def secure(self) -> bool:
        """Whether our pages are served by https: cookies are then Secure and HSTS is sent."""
        return self.public_url.startswith("https://")


DEFAULT: dict[str, Any] = {one.name: one.default for one in fields(Settings)}


def read(env: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises SettingsRefused."""
    public_url = env.get("PUBLIC_URL", DEFAULT["public_url"]).rstrip("/")
    _refuse_plain_http(public_url)
    return Settings(
        line_channel_secret=_secret(env, "LINE_CHANNEL_SECRET", 16),
        line_channel_access_token=_secret(env, "LINE_CHANNEL_ACCESS_TOKEN", 16),
        secret_keys=tuple(_strong("SECRET_KEYS", key, 32) for key in _required(env, "SECRET_KEYS").split(",")),
        data_keys=_data_keys(_required(env, "DATA_KEYS")),
        database_url=_database(env),
        line_api_url=env.get("LINE_API_URL", DEFAULT["line_api_url"]).rstrip("/"),
        line_data_api_url=env.get("LINE_DATA_API_URL", env.get("LINE_API_URL", DEFAULT["line_data_api_url"])).rstrip("/"),
        public_url=public_url,
        smtp_url=env.get("SMTP_URL", DEFAULT["smtp_url"]),
        mail_from=env.get("MAIL_FROM", DEFAULT["mail_from"]),
        engine=_one_of(env, "ENGINE", "threads", "procrastinate"),
        private_answers=_one_of(env, "PRIVATE_ANSWERS", "page", "chat"),
        liff_id=env.get("LIFF_ID", ""),
        demo_clock=env.get("DEMO_CLOCK", "") == "1",
        ekyc_url=env.get("EKYC_URL", DEFAULT["ekyc_url"]),
        ekyc_secret=_secret(env, "EKYC_SECRET", 16),
        workers=_whole(env, "WORKERS", 256),
        web_processes=_whole(env, "WEB_PROCESSES", 64),
        web_threads=_whole(env, "WEB_THREADS", 256),
        metrics_token=_secret_or_none(env, "METRICS_TOKEN", 16),
        line_channel_secret_old=_secret_or_none(env, "LINE_CHANNEL_SECRET_OLD", 16),
        clamd=_scanner(env),
        failpoint=env.get("SUMAIRU_FAILPOINT", ""),  # for tests that crash
    )


def _required(env: Mapping[str, str], name: str) -> str:
    value = env.get(name, "").strip()
    if not value:
        raise SettingsRefused(f"{name} is not set: set it before starting (see the README's table of settings).")
    return value


def _secret(env: Mapping[str, str], name: str, least: int) -> str:
    return _strong(name, _required(env, name), least)


def _secret_or_none(env: Mapping[str, str], name: str, least: int) -> str:
    return _strong(name, env[name], least) if env.get(name, "").strip() else ""


def _whole(env: Mapping[str, str], name: str, most: int) -> int:
    text = env.get(name, "").strip() or str(DEFAULT[name.lower()])
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise SettingsRefused(f"{name}={text!r} is not a number from 1 to {most}: set it to one, or leave it out.")
    return int(text)


def _database(env: Mapping[str, str]) -> str:
    url = env.get("DATABASE_URL", "").strip() or str(DEFAULT["database_url"])
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise SettingsRefused("DATABASE_URL must begin with sqlite:/// or postgresql:// (see the README's table of settings).")
    return url


def _scanner(env: Mapping[str, str]) -> str:
    place = env.get("CLAMD", "").strip()
    port = place.rpartition(":")[2]
    if place and not place.startswith("/") and not (":" in place and port.isdecimal() and 0 < int(port) < 65_536):
        raise SettingsRefused(f"CLAMD={place!r} is neither host:port nor the path of a socket (clamd.conf: TCPSocket, LocalSocket).")
    return place


def _strong(name: str, value: str, least: int) -> str:
    value = value.strip()
    if value.lower() in WEAK or len(value) < least or len(set(value)) < 6:
        raise SettingsRefused(f"{name} is too weak: use at least {least} random characters (`sumairu secrets` makes some).")
    return value


def _data_keys(text: str) -> dict[int, bytes]:
    """``1:BASE64,2:BASE64``: every key can open, the highest id seals. 32 bytes each."""
    keys: dict[int, bytes] = {}
    for part in text.split(","):
        number, _, encoded = part.partition(":")
        try:
            keys[int(number)] = base64.urlsafe_b64decode(encoded)
        except (ValueError, binascii.Error):
            raise SettingsRefused("DATA_KEYS must read like 1:BASE64 (`sumairu secrets` makes one).") from None
        if not 1 <= int(number) <= 255 or len(keys[int(number)]) != 32:
            raise SettingsRefused("DATA_KEYS: each key needs an id from 1 to 255 and 32 bytes.")
    return keys


def _one_of(env: Mapping[str, str], name: str, default: str, *others: str) -> str:
    value = env.get(name, default)
    if value not in (default, *others):
        raise SettingsRefused(f"{name}={value!r} is unknown: use {' or '.join((default, *others))}.")
    return value


def _refuse_plain_http(public_url: str) -> None:
    parts = urlsplit(public_url)
    local = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise SettingsRefused("PUBLIC_URL must be https:// (http:// only on 127.0.0.1).")
