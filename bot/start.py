"""Starting and stopping the service in one process."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import ArgumentError, DBAPIError
from waitress.server import create_server

from bot import fitness
from bot.house import House
from bot.line_client import LineClient
from bot.settings import Settings, SettingsRefused
from domain.store import migrate
from domain.store.db import Database
from domain.store.migrate import Standing
from domain.store.sealed import keyring

WEB_THREADS = 16
BODY_MOST = 12_000_000  # bytes; an upload page takes ten million, anything above is cut off before it is read


def line_client(settings: Settings) -> LineClient:
    """The way to LINE."""
    return LineClient(settings.line_api_url, settings.line_data_api_url, settings.line_channel_access_token)


def prepare(settings: Settings) -> None:
    """Bring SQLite up to date; refuse to run on a database that is not of this code and these keys."""
    keyring.use(settings.data_keys)
    with opened(settings) as db:
        if db.sqlite and migrate.standing(db)[0] in (Standing.EMPTY, Standing.OLDER):
            migrate.upgrade(db)
        fitness.check(db, settings)
        if settings.engine == "procrastinate":
            from bot import jobs

            if (wrong := jobs.check(db)) is not None:
                raise SettingsRefused(wrong)


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database of the settings for a moment. SettingsRefused where it cannot be used."""
    try:
        db = Database(settings.database_url)
    except (ArgumentError, ValueError):
        raise SettingsRefused("DATABASE_URL cannot be read: write it like postgresql://user:password@host:5432/name.") from None
    except OSError as error:
        raise SettingsRefused(f"the folder of DATABASE_URL cannot be made ({error.strerror}): make it, or choose another.") from None
    try:
        yield db
    except DBAPIError as error:
        raise fitness.unreachable(db.url, error) from None
    finally:
        db.close()


class Server:
    """The web server and the engine of one process."""

    def __init__(self, app: Any, house: House, host: str, port: int) -> None:
        self._house = house
        self._server = _listening(
            app, host=host, port=port, threads=WEB_THREADS, clear_untrusted_proxy_headers=True, ident=None, max_request_body_size=BODY_MOST
        )  # fmt: skip
        self._thread = threading.Thread(target=self._serve, daemon=True, name="web")
        self._closing = False

    def start(self) -> None:
        """Take turns, send, answer."""
        self._house.engine.start()
        self._thread.start()

    def stop(self) -> None:
        """Finish what is under way."""
        self.close()
        self._house.engine.stop()
        self._house.db.close()

    def close(self) -> None:
        """Take no more requests."""
        self._closing = True
        self._server.close()

    def _serve(self) -> None:
        try:
            self._server.run()
        except OSError:  # It was waiting on a socket that has just been closed.
            if not self._closing:
                raise


def _listening(app: Any, **how: Any) -> Any:
    try:
        return create_server(app, **how)
    except OSError as error:
        raise SettingsRefused(f"{how['host']}:{how['port']} cannot be listened on ({error.strerror}): end what uses it, or choose another --port.") from None


def run(app: Any, house: House, host: str, port: int) -> int:
    """Serve until told to stop."""
    server = Server(app, house, host, port)
    server.start()
    print(f"sumairu: serving on http://{host}:{port}", flush=True)
    wait_for_stop()
    server.stop()
    return 0


def wait_for_stop() -> None:
    """Block until the process is told to end."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    stop.wait()


def sync_menus(settings: Settings, db: Database) -> str:
    """Set up the rich menus on LINE (or the emulator), idempotently."""
    from bot.line_menus import LineMenus
    from bot.richmenu import sync

    menus = LineMenus(settings.line_api_url, settings.line_data_api_url, settings.line_channel_access_token)
    return "\n".join(sync.sync(menus, db).lines())
