"""Everything put together: settings in, a Flask application with its house out."""

from typing import Any

from flask import Flask

from bot import console, pages, webhook
from bot.clock import Clock
from bot.engine import make_engine
from bot.house import House
from bot.settings import Settings
from domain.store import state
from domain.store.db import Database
from domain.store.sealed import keyring


def make_house(settings: Settings, line: Any = None) -> House:
    """Keys, database, clock and engine of one process. The engine is not started yet."""
    keyring.use(settings.data_keys)
    db = Database(settings.database_url)
    clock = Clock(state.clock_offset(db) if settings.demo_clock else 0.0)
    house = House(settings, db, clock, engine=None, line=line)  # type: ignore[arg-type]
    house.engine = make_engine(house)
    return house


def create_app(house: House) -> Flask:
    """The web application: LINE's webhook, our pages, the staff's desk, health."""
    app = Flask("sumairu", static_folder=None)
    app.config.update(SECRET_KEY=house.settings.secret_keys[-1], SECRET_KEY_FALLBACKS=list(house.settings.secret_keys[:-1]))
    app.extensions["house"] = house
    app.register_blueprint(webhook.blueprint)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(console.blueprint)
    return app
