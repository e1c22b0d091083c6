"""What one emulator is told when it starts. A frozen record: nothing here changes while it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Settings:
    """The settings of one emulated channel. Seconds are real seconds unless the name says otherwise."""

    webhook_url: str | None = None
    channel_secret: str = "emulator-secret"  # noqa: S105 - a default for loopback only.
    channel_access_token: str = "emulator-token"  # noqa: S105 - a default for loopback only.
    host: str = "127.0.0.1"
    port: int = 8123  # 0 takes any free port.
    state_path: str | None = None  # One SQLite file; None keeps everything in memory.
    smtp_port: int | None = None  # 0 takes any free port; None starts no mail server.
    ekyc_secret: str = "emulator-ekyc-secret"  # noqa: S105 - a default for loopback only.
    clock_url: str | None = None  # Is told {"now": iso} whenever the clock is moved.
    links: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[Mapping[str, str]] = ()
    authenticator_entries: Sequence[str] = ()
    seed: int = 1
    bot_name: str = "Emulated bot"
    basic_id: str = "@000emulator"
    login_channel_id: str = "1234567890"
    max_streams: int = 16
    threads: int = 40
    sender_threads: int = 8
    log_size: int = 20_000
    redelivery: bool = False
    quota: int | None = None  # Messages a month; None is an account without a limit.
