"""`python -m emulator`: the LINE platform on loopback."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from emulator.app import listen
from emulator.settings import Settings


def parser() -> argparse.ArgumentParser:
    """The arguments, each with the default of Settings."""
    made = argparse.ArgumentParser(prog="python -m emulator", description=__doc__)
    default = Settings()
    made.add_argument("--webhook", metavar="URL", help="where the bot listens")
    made.add_argument("--secret", default=default.channel_secret, help="channel secret (%(default)s)")
    made.add_argument(
        "--token", default=default.channel_access_token, help="channel access token (%(default)s)"
    )
    made.add_argument("--host", default=default.host)
    made.add_argument("--port", type=int, default=default.port, help="0 takes a free port (%(default)s)")
    made.add_argument("--state", metavar="FILE", help="keep everything in this SQLite file")
    made.add_argument("--smtp-port", type=int, help="catch mail here; 0 takes a free port")
    made.add_argument("--ekyc-secret", default=default.ekyc_secret)
    made.add_argument("--clock-url", metavar="URL", help="is told when the clock is moved")
    made.add_argument("--seed", type=int, default=default.seed)
    made.add_argument("--quota", type=int, help="messages a month (no limit)")
    made.add_argument(
        "--redelivery", action="store_true", help="send webhooks again that were not answered 2xx"
    )
    made.add_argument(
        "--link", action="append", default=[], metavar="LABEL=URL", help="a link shown on the page"
    )
    return made


def settings(arguments: Sequence[str] | None = None) -> Settings:
    """The settings that a command line asks for."""
    given = parser().parse_args(arguments)
    links = dict(link.split("=", 1) for link in given.link if "=" in link)
    return Settings(
        webhook_url=given.webhook, channel_secret=given.secret, channel_access_token=given.token,
        host=given.host, port=given.port, state_path=given.state, smtp_port=given.smtp_port,
        ekyc_secret=given.ekyc_secret, clock_url=given.clock_url, seed=given.seed, quota=given.quota,
        redelivery=given.redelivery, links=links,
    )  # fmt: skip


def main() -> None:
    """Listen, say where, serve."""
    handle = listen(settings())
    print(f"LINE is emulated at {handle.url}", flush=True)
    try:
        handle.server.run()
    except KeyboardInterrupt:
        pass
    finally:
        handle.stop()


if __name__ == "__main__":
    main()
