"""`sumairu serve` on several machines: gunicorn with `WEB_PROCESSES` processes of `WEB_THREADS` threads each.

Only with ENGINE=procrastinate, where the turns are taken by `sumairu worker`: then a web process holds nothing that
another one lacks. With ENGINE=threads the one process of `bot/start.py` serves and takes the turns.
"""

from typing import Any

from gunicorn import glogging
from gunicorn.app.base import BaseApplication

from bot import logs
from bot.app import create_app, make_house
from bot.settings import Settings

BUSY_SECONDS = 60  # a process that did not come back to its loop for so long is replaced
GRACE_SECONDS = 30  # for the requests under way when the process is told to end


class Web(BaseApplication):
    """gunicorn, configured here instead of in a file: one command starts the web, whatever the folder."""

    def __init__(self, settings: Settings, host: str, port: int) -> None:
        self._settings, self._bind = settings, f"{f'[{host}]' if ':' in host else host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """Fill in gunicorn's settings."""
        for name, value in self._wanted().items():
            self.cfg.set(name, value)

    def _wanted(self) -> dict[str, Any]:
        return {
            "bind": self._bind,
            "worker_class": "gthread",
            "workers": self._settings.web_processes,
            "threads": self._settings.web_threads,
            "timeout": BUSY_SECONDS,
            "graceful_timeout": GRACE_SECONDS,
            "keepalive": 15,  # LINE and the proxy in front use a connection for many requests
            "forwarded_allow_ips": "",  # No header of a proxy is believed: addresses come from PUBLIC_URL.
            "control_socket_disable": True,  # Its path is one for all servers of a user.
            "proc_name": "sumairu",
            "logger_class": Log,
        }

    def load(self) -> Any:
        """The application of one process, made after the fork: its connections and threads are its own."""
        logs.set_up()
        return create_app(make_house(self._settings))


class Log(glogging.Logger):
    """gunicorn's own lines among ours, one JSON line each."""

    def setup(self, cfg: Any) -> None:
        """Leave the writing to the process's own handler."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


def run(settings: Settings, host: str, port: int) -> int:
    """Serve until told to stop; a process that dies is replaced by the one that started it."""
    web = Web(settings, host, port)
    print(f"sumairu: serving on http://{host}:{port} with {settings.web_processes} processes", flush=True)
    web.run()
    return 0
